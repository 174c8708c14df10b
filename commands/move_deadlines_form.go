package commands

import (
	"maps"
	"strings"

	"csp/store"
	"csp/store/english"
)

// deadlineWords are the words of the days that hang on a board.
var deadlineWords = []string{"items", "updates", "papers", "minutes"}

// deadlinesAsked reads items DATE updates DATE papers DATE minutes DATE, each
// of which may be left out; without any it is the form.
func (c *Call) deadlinesAsked(tx *store.Tx, m *store.Meeting, rest string) (*wanted, error) {
	how := "Type /csp board " + spoken(tx, "meetings", m.ID) + " deadlines, and items, updates, papers or minutes with a date each, or with “usual”: deadlines papers 27 November minutes usual."
	if rest == "" {
		f, err := c.deadlinesForm(tx, m)
		return &wanted{form: f, how: how}, err
	}
	lead, said := clauses(rest, deadlineWords...)
	if lead != "" || len(said) == 0 {
		return nil, odd(lead, how)
	}
	days := givenDays{}
	for _, word := range deadlineWords {
		words, ok := said[word]
		switch {
		case !ok:
			continue
		case words == "":
			return nil, &Problem{Says: "“" + word + "” has no date.", Then: how}
		case strings.EqualFold(words, "usual"):
			days[word] = store.Date{}
			continue
		}
		day, err := parseDay(words, dateRules{Today: c.Today()})
		if err != nil {
			return nil, err
		}
		days[word] = day
	}
	return &wanted{move: &deadlinesMove{Meeting: m.ID, Days: days}}, nil
}

// deadlinesForm is the form of the days that hang on a board.
func (c *Call) deadlinesForm(tx *store.Tx, m *store.Meeting) (*Form, error) {
	if err := hasDeadlines(m); err != nil {
		return nil, err
	}
	now, err := allDeadlines(tx, m)
	if err != nil {
		return nil, err
	}
	days := givenDays{}
	for _, one := range now {
		days[one.word] = one.day
	}
	inputs, err := c.deadlineInputs(tx, m, days)
	return &Form{
		ID: "board.deadlines", Title: "Deadlines", Send: "Show what changes", State: m.ID,
		Before: []Block{Heading(labelOf(tx, "meetings", m)), Para(T("The board is on " + english.Moment(m.Start) + "."))},
		Inputs: inputs,
	}, err
}

// deadlineInputs are the days that hang on a board, with what is given; what
// is left empty is the usual day, which is said where the board's is known.
func (c *Call) deadlineInputs(tx *store.Tx, m *store.Meeting, given givenDays) ([]Input, error) {
	usual := *m
	usual.PapersDue, usual.Timings = store.Date{}, maps.Clone(m.Timings)
	for _, kind := range []string{"board-items", "board-updates", "board-minutes"} {
		delete(usual.Timings, kind)
	}
	all, err := allDeadlines(tx, &usual)
	var out []Input
	for _, one := range all {
		in := Input{Name: one.word, Label: one.name, Kind: DateInput, Optional: true, Hint: "Leave it empty for the usual day."}
		if !one.day.IsZero() {
			in.Hint = "Leave it empty for the usual day, " + english.Long(one.day) + "."
		}
		if day := given[one.word]; !day.IsZero() {
			in.Value = some(day.String())
		}
		out = append(out, in)
	}
	return out, err
}

// deadlines reads them; one that is left empty is the usual one.
func (f *fields) deadlines() givenDays {
	days := givenDays{}
	for _, word := range deadlineWords {
		day := f.optionalDate(word)
		if !day.IsZero() && !day.Exact() {
			f.bad(word, "This needs the day. "+dateExample)
		}
		days[word] = day
	}
	return days
}

// deadlinesSent reads the form and shows what would change.
func deadlinesSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	return in.show(&deadlinesMove{Meeting: s.State, Days: in.deadlines()})
}
