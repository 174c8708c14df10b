package commands

import (
	"regexp"
	"strings"

	"csp/store"
)

// sorryWord begins a line that sends apologies.
const sorryWord = "apologies"

// comingPhrases are answers as people say them of somebody, and as a line has
// them.
var comingPhrases = func() []comingPhrase {
	says := func(pattern, means string) comingPhrase {
		return comingPhrase{regexp.MustCompile("(?i)" + pattern), means}
	}
	sends := `(?:\s+(?:sends?|sent|has sent|gives?|gave))?\s+(?:(?:his|her|their|my)\s+)?apologies`
	return []comingPhrase{
		says(`^(.*?)`+sends+`[\s,;.]+(?:and\s+)?(\S.*?)\s+(?:will\s+|can\s+|is\s+to\s+)?(?:substitutes?|deputi[sz]es?|comes?|attends?|stands?\s+in)(?:\s+instead|\s+for\s+(?:him|her|them|me))?\.?$`, "$1 substitute $2"),
		says(`^(.*?)`+sends+`\.?$`, "$1 apologies"),
		says(`^(.*?)\s+(?:cannot|can't|is not|am not|isn't|will not|won't)\s+(?:be\s+)?(?:come|coming|attend|attending|there)\.?$`, "$1 apologies"),
		says(`^(.*?)\s+(?:is|am|will|can)\s+(?:be\s+)?(?:come|coming|attend|attending|there)\.?$`, "$1 yes"),
		says(`^(.*?)\s+(?:sends?|brings?)\s+(?:a\s+)?substitute\b[\s,:]*(.*)$`, "$1 substitute $2"),
	}
}()

type comingPhrase struct {
	says  *regexp.Regexp
	means string
}

// comingSaid reads [BOARD] [NAME] [ANSWER] [NAME] [for NAME].
func (c *Call) comingSaid() (name, verb, rest string) {
	line := "coming " + c.Args
	for _, p := range comingPhrases {
		if p.says.MatchString(line) {
			line = p.says.ReplaceAllString(line, p.means)
			break
		}
	}
	name, verb, rest = cutVerb(line, "yes", "no", "apologies", "sorry", "substitute", "unanswered", "ask")
	switch {
	case verb != "":
	case c.Word == sorryWord:
		name, verb = line, sorryWord
		for _, word := range []string{"for", "from"} {
			if of, whose, ok := cutAtWord(line, word); ok {
				name, rest = of, "for "+whose
			}
		}
	default:
		name = line
	}
	name = strings.TrimSuffix(strings.TrimSpace(strings.TrimPrefix(name, "coming")), " I") // eastborough I cannot come
	return name, verb, rest
}

// boardAndPerson is the board that somebody names, and who is named behind it,
// "" for nobody: eastborough Tomos Llŷr.
func (c *Call) boardAndPerson(tx *store.Tx, name string) (*store.Meeting, string, error) {
	assumed := c.Assumed
	m, wrong := c.boardNamed(tx, name)
	if wrong == nil || c.hit != nil {
		return m, "", wrong
	}
	words := strings.Fields(name)
	for i := len(words) - 1; i >= 0; i-- {
		c.Assumed = assumed
		whose := strings.Join(words[i:], " ")
		people, hidden, err := c.matches(tx, asking{Words: whose, Kinds: []string{"people"}})
		if err != nil {
			return nil, "", err
		}
		if len(people) == 0 && (!hidden || c.outside()) {
			continue
		}
		if m, err := c.boardNamed(tx, strings.Join(words[:i], " ")); err == nil {
			return m, whose, nil
		}
	}
	c.Assumed = assumed
	return nil, "", c.nobodyNamed(tx, name, wrong)
}

// nobodyNamed says how to answer for somebody, where what stands behind a
// partnership is neither a date nor a person.
func (c *Call) nobodyNamed(tx *store.Tx, name string, wrong error) error {
	assumed := c.Assumed
	p, rest, err := c.leadingPartnership(tx, name)
	c.Assumed = assumed
	if err != nil || p == nil || rest == "" || strings.ContainsAny(rest, "0123456789") {
		return wrong
	}
	nobody := "nobody in the register is called that."
	if c.outside() {
		nobody = "nobody whom you may see is called that."
	}
	return &Problem{
		Says:  "“" + typed(rest) + "” is not a date, and " + nobody,
		Then:  "To answer for somebody, type /csp coming " + p.ID + " apologies for and their name, or open who is coming and press Answer for somebody.",
		Offer: []Button{{Label: "Who is coming", Type: comingWord + " " + p.ID}, {Label: "People to meet", Type: "who"}},
		Cause: wrong,
	}
}

// howAnswers is the Problem of a line that names somebody and not what they
// answer.
func (c *Call) howAnswers(tx *store.Tx, m *store.Meeting, whose string) error {
	f, err := c.resolve(tx, asking{Words: whose, Kinds: []string{"people"}, Again: func(n string) string {
		return comingWord + " meetings/" + m.ID + " " + n
	}})
	if err != nil {
		return err
	}
	if err := c.must(tx, Attend, seatOf(m, f.ID)); err != nil {
		return err
	}
	p := &Problem{Says: "Say whether " + f.Rec.(*store.Person).Name + " is coming.", Then: "Press, or type /csp coming " + m.Partnership + " apologies for and their name."}
	for _, one := range []struct{ label, verb string }{{"Is coming", "yes"}, {"Sends apologies", "apologies"}, {"Sends a substitute", "substitute"}} {
		p.Offer = append(p.Offer, Button{Label: one.label, Type: comingWord + " meetings/" + m.ID + " " + one.verb + " for " + f.Kind + "/" + f.ID})
	}
	return p
}
