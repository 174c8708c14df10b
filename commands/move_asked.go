package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// wanted is a typed line that asks for a move: all of it, or the form for what
// it leaves open, with the words that say how to type it.
type wanted struct {
	move move
	form *Form
	how  string
	// proposed: the one who asks may only propose it.
	proposed bool
}

// reader reads a typed line as a move; nil when it is none.
type reader func(c *Call, tx *store.Tx) (*wanted, error)

// whole are the moves of a reader that leave nothing open.
func whole(read reader) func(*Call, *store.Tx) (move, error) {
	return func(c *Call, tx *store.Tx) (move, error) {
		a, err := read(c, tx)
		if err != nil || a == nil || a.form != nil {
			return nil, err
		}
		return a.move, nil
	}
}

// moveAsked answers a line that asks for a move; ok is false when it does
// not.
func (c *Call) moveAsked(tx *store.Tx, read reader) (r Reply, ok bool, err error) {
	a, err := read(c, tx)
	switch {
	case err != nil:
		return Reply{}, true, err
	case a == nil:
		return Reply{}, false, nil
	case a.form != nil:
		return Reply{Form: a.form, Blocks: []Block{Para(T(a.how))}}, true, nil
	}
	r, err = c.preview(tx, a.move)
	return r, true, err
}

// cutVerb splits a line at the first of the verbs that stands behind a name:
// one darlington renew until 2030.
func cutVerb(line string, verbs ...string) (name, verb, rest string) {
	w := strings.Fields(line)
	for i := 1; i < len(w); i++ {
		if v := strings.ToLower(w[i]); slices.Contains(verbs, v) {
			return strings.Join(w[:i], " "), v, strings.Join(w[i+1:], " ")
		}
	}
	return "", "", ""
}

// clauses splits what follows a verb at the last of each of the words: as
// TITLE from DATE until DATE. lead is what stands before the first.
func clauses(line string, words ...string) (lead string, said map[string]string) {
	w := strings.Fields(line)
	at := map[int]string{}
	for _, word := range words {
		for i := len(w) - 1; i >= 0; i-- {
			if strings.EqualFold(w[i], word) {
				at[i] = word
				break
			}
		}
	}
	said = map[string]string{}
	word, from := "", 0
	for i := 0; i <= len(w); i++ {
		next, here := at[i]
		if !here && i < len(w) {
			continue
		}
		if part := strings.Join(w[from:i], " "); word == "" {
			lead = part
		} else {
			said[word] = part
		}
		word, from = next, min(i+1, len(w))
	}
	return lead, said
}

// clauseDates reads the dates of the clauses, which may be known to their
// month or year.
func (c *Call) clauseDates(said map[string]string, words ...string) (map[string]store.Date, error) {
	out := map[string]store.Date{}
	for _, word := range words {
		if s, ok := said[word]; ok {
			d, err := parseDay(s, dateRules{Today: c.Today(), Partial: true})
			if err != nil {
				return nil, err
			}
			out[word] = d
		}
	}
	return out, nil
}

// kept finds the record of a kind that a move is about, for one who may keep
// it.
func (c *Call) kept(tx *store.Tx, kind, name, verb string) (found, error) {
	f, err := c.resolve(tx, asking{Words: name, Kinds: []string{kind}, Again: func(n string) string {
		return c.Command.Name + " " + n + " " + verb
	}})
	if err != nil {
		return f, err
	}
	return f, c.must(tx, Keep, about(f.Rec))
}

// odd is the Problem of words that a move has no use for.
func odd(words, how string) error {
	return &Problem{Says: "I cannot read “" + typed(words) + "”.", Then: how}
}

// dateInput is an input for a date, which may be known to its month or year.
func dateInput(name, label string, d store.Date, optional bool) Input {
	in := Input{Name: name, Label: label, Kind: OneLine, Max: 40, Optional: optional}
	in.Hint = "1 May 2027, or May 2027 when the day is not known."
	if !d.IsZero() {
		in.Value = []string{english.Short(d)}
	}
	return in
}

// dayAfter is the first day after a period that ends on a date; Not recorded
// when the end is, or is not known to the day.
func dayAfter(d store.Date) store.Date {
	if !d.Exact() {
		return store.Date{}
	}
	return d.AddDays(1)
}

// seam says whether something that begins follows at once on what ended: the
// gap or the overlap between them, "" when there is neither or it cannot be
// told.
func seam(until, from store.Date, what string) string {
	switch {
	case until.IsZero() || from.IsZero():
		return ""
	case until.Last().AddDays(1).Before(from.First()):
		return "A gap: " + period(until.Last().AddDays(1), from.First().AddDays(-1)) + " has no " + what + "."
	case !until.First().Before(from.Last()):
		return "They overlap: " + period(from.Last(), until.First()) + " has both."
	}
	return ""
}
