package commands

import (
	"errors"
	"slices"
	"strings"
)

// phrase is a line as people say it, and the line that it stands for; * is
// whatever stands there, one word or more. All of them look something up.
type phrase struct{ says, means string }

// phrases are read from the top. The words of courtesy, a question mark and
// the before a name are gone before.
var phrases = []phrase{
	{"overdue", "actions overdue"},
	{"overdue actions", "actions overdue"},
	{"overdue actions in *", "actions * overdue"},
	{"overdue in *", "actions * overdue"},
	{"what is overdue", "actions overdue"},
	{"what is overdue in *", "actions * overdue"},
	{"my actions", "actions mine"},
	{"my open actions", "actions mine"},
	{"my overdue actions", "actions mine overdue"},
	{"my overdue", "actions mine overdue"},
	{"what are my actions", "actions mine"},
	{"what must i do", "actions mine"},
	{"what do i have to do", "actions mine"},
	{"open actions", "actions"},
	{"open actions in *", "actions *"},
	{"what is due", "today"},
	{"what is due today", "today"},
	{"what is due in *", "forward *"},
	{"what is due at *", "forward *"},
	{"what is on today", "today"},
	{"what needs me", "today"},
	{"what needs me today", "today"},

	{"who chairs", "chairs"},
	{"who chairs what", "chairs"},
	{"who chairs *", "chair *"},
	{"who chaired *", "chair *"},
	{"who is chair of *", "chair *"},
	{"who is chairing *", "chair *"},
	{"who was chair of *", "chair *"},
	{"chair of *", "chair *"},
	{"the chair of *", "chair *"},
	{"who are chairs", "chairs"},
	{"who is in *", "members *"},
	{"who is on *", "members *"},
	{"who sits on *", "members *"},
	{"who are members of *", "members *"},
	{"who are people to meet", "who"},
	{"who to meet", "who"},
	{"who should i meet", "who"},
	{"who do i meet", "who"},
	{"who can i meet", "who"},
	{"people to meet", "who"},
	{"who is coming", "board"},
	{"who is coming to *", "board *"},
	{"who comes to *", "board *"},
	{"who is *", "who *"},
	{"who are *", "who *"},

	{"next board", "boards"},
	{"next boards", "boards"},
	{"next meeting", "boards"},
	{"when is next board", "boards"},
	{"when is next meeting", "boards"},
	{"next board of *", "board *"},
	{"next board in *", "board *"},
	{"next board *", "board *"},
	{"next meeting of *", "board *"},
	{"when is next board of *", "board *"},
	{"when is next board in *", "board *"},
	{"when is next meeting of *", "board *"},
	{"when does * meet", "board *"},
	{"* next board", "board *"},

	{"which plans end soon", "plans"},
	{"what ends soon", "today"},
	{"when does plan of * end", "plan *"},
	{"when does * plan end", "plan *"},
	{"plan of *", "plan *"},
	{"decisions needed", "needed"},
	{"decisions needed in *", "needed *"},
	{"needed decisions", "needed"},
	{"what decisions are needed", "needed"},
	{"what is missing", "gaps"},
	{"what is missing in *", "gaps *"},
	{"what is not recorded", "gaps"},
	{"what do we not know", "gaps"},

	{"list partnerships", "list"},
	{"list all", "list"},
	{"list all partnerships", "list"},
	{"list of partnerships", "list"},
	{"all partnerships", "list"},
	{"search for *", "search *"},
	{"look for *", "search *"},
	{"hello", "help first"},
	{"hi", "help first"},
	{"what can i type", "help"},
	{"what can i do", "help first"},
	{"what can i ask", "help first"},
	{"what can you do", "help first"},
	{"how does this work", "help first"},
}

// courtesies are words before or behind a line that ask for nothing.
var courtesies = []string{
	"please", "pls", "could you", "can you", "would you", "can i have", "may i have", "i want to see", "i would like to see",
	"thank you", "thanks", "show me", "tell me", "give me", "hello csp", "hi csp",
}

// verbs ask to see what follows them; they say nothing more where that is a
// command or a phrase.
var verbs = []string{"show", "list", "open", "see", "view", "display", "get"}

// shorter are words that are said in two ways.
var shorter = map[string]string{"what's": "what is", "who's": "who is", "when's": "when is", "whats": "what is", "whos": "who is"}

// phrased is the line that a phrase stands for; ok is false when the words are
// no phrase.
func phrased(words []string) (line string, ok bool) { return phrasedFrom(words, false) }

// phrasedFrom is phrased. After a command's word a phrase that begins with a
// name is none: in "board durham next board" the end is a date.
func phrasedFrom(words []string, command bool) (line string, ok bool) {
	said := plainWords(words)
	for _, p := range phrases {
		if command && strings.HasPrefix(p.says, "*") {
			continue
		}
		if rest, ok := fits(strings.Fields(p.says), said); ok {
			return strings.Replace(p.means, "*", rest, 1), true
		}
	}
	return "", false
}

// plainWords are the words without those that change nothing: what's is what
// is, and the is left out.
func plainWords(words []string) []string {
	var out []string
	for _, w := range words {
		if long := shorter[strings.ToLower(w)]; long != "" {
			out = append(out, strings.Fields(long)...)
		} else if !strings.EqualFold(w, "the") {
			out = append(out, w)
		}
	}
	return out
}

// fits matches words with a pattern, and returns what stands for its *.
func fits(pattern, words []string) (rest string, ok bool) {
	star := slices.Index(pattern, "*")
	if star < 0 {
		return "", slices.EqualFunc(pattern, words, strings.EqualFold)
	}
	behind := len(pattern) - star - 1
	end := len(words) - behind
	if end <= star || !slices.EqualFunc(pattern[:star], words[:star], strings.EqualFold) ||
		!slices.EqualFunc(pattern[star+1:], words[end:], strings.EqualFold) {
		return "", false
	}
	return strings.Join(words[star:end], " "), true
}

// courteous takes the courtesies off a line, unless nothing else is left.
func courteous(words []string) []string {
	for again := true; again; {
		again = false
		for _, c := range courtesies {
			w := strings.Fields(c)
			n := len(words) - len(w)
			switch {
			case n < 1:
			case slices.EqualFunc(words[:len(w)], w, strings.EqualFold):
				words, again = words[len(w):], true
			case slices.EqualFunc(words[n:], w, strings.EqualFold):
				words, again = words[:n], true
			}
		}
	}
	return words
}

// asked takes the end of a question off the last word.
func asked(words []string) []string {
	last := len(words) - 1
	if last < 0 {
		return words
	}
	w := strings.TrimRight(words[last], "?")
	if w == words[last] || w == "" && last == 0 {
		return words
	}
	if w == "" {
		return words[:last]
	}
	return append(slices.Clone(words[:last]), w)
}

// said reads the words of a line as people say them: without courtesies, and
// a phrase that begins with a command's word as the line it stands for. What
// a command would write is left as it was typed.
func (d *Desk) said(words []string) (plain []string, readAs string) {
	words = courteous(words)
	first := d.command(words)
	if first != nil && first.Read == nil {
		return words, ""
	}
	words = courteous(asked(words))
	if len(words) > 1 && slices.Contains(verbs, strings.ToLower(words[0])) {
		rest := words[1:]
		if strings.EqualFold(rest[0], "the") && len(rest) > 1 {
			rest = rest[1:]
		}
		if cmd := d.command(rest); cmd != nil && cmd.Read != nil {
			words = rest
		} else if line, ok := phrased(rest); ok {
			return strings.Fields(line), line
		}
	}
	cmd := d.command(words)
	if cmd == nil {
		return words, ""
	}
	if line, ok := phrasedFrom(words, true); ok {
		return strings.Fields(line), line
	}
	// Schemes in Durham: the little word is not a part of the name.
	if len(words) > 2 && strings.Contains(cmd.Usage, "PARTNERSHIP") && slices.Contains([]string{"of", "in", "for", "at"}, strings.ToLower(words[1])) {
		words = append([]string{words[0]}, words[2:]...)
	}
	return words, ""
}

// command returns the command that the first word names, nil when it names
// none.
func (d *Desk) command(words []string) *Command {
	if len(words) == 0 {
		return nil
	}
	return d.find(strings.ToLower(words[0]))
}

// errNothing: nothing has the name that was typed.
var errNothing = errors.New("nothing has this name")

// byPhrase reads a line as a phrase that begins with no command's word; false
// when it is none.
func (c *Call) byPhrase() bool {
	line, ok := phrased(strings.Fields(c.Args))
	if !ok {
		return false
	}
	words := strings.Fields(line)
	c.readAs = line
	c.Command, c.Word, c.Args = c.Desk.find(words[0]), words[0], strings.Join(words[1:], " ")
	return true
}
