package commands

import (
	"regexp"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// actionFromMessage opens the form of a new action with the words of a
// message. Who and by when are filled in where the words say them.
func actionFromMessage(c *Call, m *Message) (Outcome, error) {
	return c.openForm(func(tx *store.Tx) (*Form, error) {
		a, unclear, err := c.actionInMessage(tx, m)
		if err != nil {
			return nil, err
		}
		here, err := c.channelPartnerships(tx)
		if err != nil {
			return nil, err
		}
		if len(here) == 1 {
			a.Partnership = here[0].ID
		}
		f, err := c.newActionForm(tx, newActionState{Link: m.Link}, a)
		if err == nil && unclear != "" && a.Owner == "" {
			f.Before = append(f.Before, Para(T(unclear)))
		}
		return f, err
	})
}

// actionInMessage reads a message as people write to each other. A message of
// one sentence becomes what is to be done, less the names and the date that
// stand in fields of their own; of a longer one every word stays, and who and
// by when come from the first sentence that says them. What is not certain is
// left in the text, and its field to be filled in; unclear says which name that
// is, "" for none.
func (c *Call) actionInMessage(tx *store.Tx, m *Message) (out store.Action, unclear string, err error) {
	whole := c.messageWords(tx, m.Text)
	rules := lineRules{Today: c.Today(), Asked: true}
	if !m.At.IsZero() {
		rules.Today = store.DateOf(m.At.In(c.Now.Location()))
	}
	parts := sentencesOf(whole)
	for _, part := range parts {
		read, err := c.readActionLine(tx, c.writerNamed(tx, m, part), rules)
		if err != nil {
			return out, "", err
		}
		a := c.certain(&read)
		unclear = orWord(unclear, whoIsUnclear(&read))
		if named := a.Owner != "" || a.Organisation != ""; named && out.Owner == "" && out.Organisation == "" {
			out.Owner, out.Organisation, out.Helpers, out.Due = a.Owner, a.Organisation, a.Helpers, a.Due
		}
		if out.Due.IsZero() {
			out.Due = a.Due
		}
		if len(parts) == 1 {
			out.Text = a.Text
		}
	}
	if out.Text == "" {
		out.Text = strings.TrimSpace(whole)
	}
	out.Text = cutTo(out.Text, maxUpdate)
	return out, unclear, nil
}

// whoIsUnclear says that a name in a line is that of several people; "" when
// none is.
func whoIsUnclear(read *lineAction) string {
	for i := range read.Owners {
		if n := &read.Owners[i]; len(n.People) > 1 {
			var names []string
			for _, p := range n.People[:min(len(n.People), maxChoose)] {
				names = append(names, p.Name)
			}
			return "“" + typed(n.Words) + "” matches " + english.Count(len(n.People), "person", "people") + ": " + english.And(names...) + ". Choose who is meant."
		}
	}
	return ""
}

// certain is an action with what a line says beyond doubt; of the rest its
// words stay in the text. A date that has passed is doubtful.
func (c *Call) certain(read *lineAction) store.Action {
	var a store.Action
	known := !slices.ContainsFunc(read.Owners, func(n lineName) bool { return !n.clear() || isWriter(n.Words) })
	d := read.Due
	passed := !d.NextBoard && !d.IsZero() && d.Date.Last().Before(c.Today())
	if known {
		read.into(&a)
	} else {
		a.Text = read.Whole
	}
	a.Due, a.FirstDue = store.Due{}, store.Due{}
	switch {
	case passed && d.Clause != "":
		a.Text += " " + d.Clause
	case !passed && !d.Bad:
		a.Due = d.Due
	}
	return a
}

// sentenceEnd stands between the sentences of a message.
var sentenceEnd = regexp.MustCompile(`[.!?]+\s+|\s*\n\s*`)

// greeting is a sentence that says nothing more.
var greeting = regexp.MustCompile(`(?i)^(?:(?:hi|hello|hey|dear|good|morning|afternoon|thanks|thank you|many|please|cheers|all|everyone|both|team|again)[\s,]*)*$`)

// sentencesOf are the sentences and lines of a message, without greetings and
// thanks.
func sentencesOf(s string) []string {
	return slices.DeleteFunc(sentenceEnd.Split(s, -1), func(part string) bool { return greeting.MatchString(strings.Trim(part, " ,.!?")) })
}

// byWriter is how somebody says that they do something themselves.
var byWriter = regexp.MustCompile(`(?i)^(?:I'll|I will|I shall|I can|I am going to|I'm going to)\s+`)

// writerNamed is a sentence of a message with its writer's name in place of I.
func (c *Call) writerNamed(tx *store.Tx, m *Message, s string) string {
	at := byWriter.FindStringIndex(straight(s))
	if at == nil || m.User == "" {
		return s
	}
	name := c.nameSeen(tx, m.User)
	if name == "" {
		return s
	}
	return name + " will " + straight(s)[at[1]:]
}

// isWriter reports whether words mean the one who wrote them, who need not be
// the one who records them.
func isWriter(words string) bool {
	return slices.Contains([]string{"i", "me", "myself"}, strings.ToLower(words))
}

// courtesyLast is what stands behind a wish in a message.
var courtesyLast = regexp.MustCompile(`(?i)(?:[\s,.!?;-]*\b(?:please|pls|thanks|thank you|many thanks|thx|ta|cheers))*[\s,.!?;]*$`)

var (
	askedOf  = regexp.MustCompile(`(?i)^(?:(?:hi|hello|hey|dear|morning|afternoon)\s+)?@?(.{1,60}?)[\s,:-]+(?:please|pls|(?:please\s+)?(?:can|could|would|will) you(?: please)?)\s+(.+)$`)
	askedFor = regexp.MustCompile(`(?i)^(?:please\s+)?(?:can|could|would|will|should|may) (.+)$`)
	pleaseIn = regexp.MustCompile(`(?i)^(?:please|pls|kindly)\s+`)
)

// maxAsked is how many words may name those who are asked to do something.
const maxAsked = 6

// askedWays are the ways to read a sentence that asks somebody: Alex, could
// you send the map; could Alex please send the map.
func askedWays(text string) []lineWay {
	var out []lineWay
	if m := askedOf.FindStringSubmatch(text); m != nil {
		out = append(out, lineWay{lead: m[1], body: m[2], whole: text})
	}
	m := askedFor.FindStringSubmatch(text)
	if m == nil {
		return out
	}
	w := strings.Fields(m[1])
	for n := min(maxAsked, len(w)-1); n > 0; n-- {
		body := pleaseIn.ReplaceAllString(strings.Join(w[n:], " "), "")
		out = append(out, lineWay{lead: strings.Join(w[:n], " "), body: body, whole: text})
	}
	return out
}
