package commands

import (
	"errors"
	"strings"

	"csp/store"
	"csp/store/english"
)

var chair = Command{
	Name: "chair", About: "people", Usage: "PARTNERSHIP [on DATE]", Short: "who chairs a partnership, and who did",
	Examples: []string{"chair durham", "chair darlington on 1 March 2021"},
	Right:    Read, Shared: true, Takes: []string{"partnerships"},
	Changes: []string{"chair PARTNERSHIP NAME from DATE", "chair PARTNERSHIP new"},
	Moves:   chairMoveLine, Options: moveOptions,
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){"new": chairFormSent},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if r, ok, err := c.chairAsked(tx); ok || err != nil {
			return r, err
		}
		if name, ok := cutNextBoard(c.Args); ok && name != "" {
			return c.chairAtNext(tx, name)
		}
		rest := c.Args
		on, said, err := c.onDay(&rest)
		if err != nil {
			// "on" may belong to the name, as in Stockton on Tees.
			if p, named := c.partnership(tx, c.Args, func(name string) string { return "chair " + name }); named == nil {
				return c.chairHistory(tx, &p)
			}
			return Reply{}, err
		}
		p, err := c.partnership(tx, rest, func(name string) string {
			if said {
				return "chair " + name + " on " + english.Short(on)
			}
			return "chair " + name
		})
		if err != nil {
			return Reply{}, c.orOfPerson(tx, rest, err)
		}
		if said {
			return c.chairOn(tx, &p, on)
		}
		return c.chairHistory(tx, &p)
	},
}

// orOfPerson says of a name that is no partnership's whose it is, and what
// that person chairs; err as it is when it is nobody's.
func (c *Call) orOfPerson(tx *store.Tx, words string, err error) error {
	var p *Problem
	if !errors.As(err, &p) || strings.TrimSpace(words) == "" {
		return err
	}
	people, _, perr := c.matches(tx, asking{Words: words, Kinds: []string{"people"}})
	if perr != nil || len(people) == 0 || len(people) > maxNear {
		return err
	}
	out := &Problem{Says: "“" + typed(words) + "” is no partnership but a person.", Then: "Did you mean:", Cause: err}
	for _, f := range people {
		out.Offer = append(out.Offer, Button{Label: f.label(tx), Type: "who people/" + f.ID})
		for r, rerr := range store.Roles.Of(tx, "people", f.ID) {
			if rerr != nil {
				return rerr
			}
			if ps, ok := linked(c, tx, &store.Partnerships, r.Partnership); ok && r.Role == "chair" && during(c.Today(), r.From, r.Until) {
				out.Offer = append(out.Offer, Button{Label: cutTo("Chair of "+areaOf(&ps), maxLabel), Type: "chair " + ps.ID})
			}
		}
	}
	return out
}

// chairAtNext answers for the day of a partnership's next board.
func (c *Call) chairAtNext(tx *store.Tx, name string) (Reply, error) {
	p, err := c.partnership(tx, name, func(name string) string { return "chair " + name + " on next board" })
	if err != nil {
		return Reply{}, err
	}
	m, found, err := nextBoard(tx, p.ID, c.Today())
	switch {
	case err != nil:
		return Reply{}, err
	case !found || !m.Start.Exact():
		return Reply{}, &Problem{Says: "The day of the next board of " + p.Name + " is not recorded.", Then: "Give a date. " + dateExample}
	}
	return c.chairOn(tx, &p, m.Start.Date)
}

// chairOn answers for one day.
func (c *Call) chairOn(tx *store.Tx, p *store.Partnership, on store.Date) (Reply, error) {
	line, role, err := c.chairLine(tx, p.ID, on)
	if err != nil {
		return Reply{}, err
	}
	blocks := []Block{
		Heading("Chair of " + p.Name + " on " + english.Long(on)),
		Para(T(line)),
	}
	if role.ID != "" {
		blocks = append(blocks, c.sourceNotes([]told{{"chair", role.Meta}})...)
	}
	return Reply{Blocks: append(blocks, Buttons{{Label: "All chairs in order", Type: "chair " + p.ID}})}, nil
}

// chairHistory is every chair in order, with the gaps between their terms.
func (c *Call) chairHistory(tx *store.Tx, p *store.Partnership) (Reply, error) {
	all, err := terms(tx, p.ID, "chair")
	if err != nil {
		return Reply{}, err
	}
	now, _, err := c.chairLine(tx, p.ID, c.Today())
	if err != nil {
		return Reply{}, err
	}
	blocks := []Block{Heading("Chair of " + p.Name), Para(T(now))}
	var lines []Text
	var parts []told
	var doubts []Block
	for i, r := range all {
		who, p, err := holder(tx, r)
		if err != nil {
			return Reply{}, err
		}
		if i > 0 {
			if gap := between(all[i-1], r); gap != "" {
				lines = append(lines, T(gap))
			}
		}
		lines = append(lines, T(upper(term(r))+": "+who))
		parts = append(parts, told{"chair", r.Meta})
		for _, d := range c.disputes(&p.Meta, "title", p.Title) {
			doubts = append(doubts, Note(T(p.Name+": "+d)))
		}
	}
	if n := len(all); n > 0 && passed(c.Today(), all[n-1].Until) {
		lines = append(lines, T("Since "+english.Short(all[n-1].Until)+": nobody is recorded"))
	}
	if len(lines) > 1 {
		blocks = append(blocks, Para(B("In order")), List{Items: lines})
	}
	blocks = append(append(blocks, doubts...), c.sourceNotes(parts)...)
	buttons, err := c.ifMay(tx, Keep, p, Button{Label: "New chair", Type: "chair " + p.ID + " new"})
	if err != nil {
		return Reply{}, err
	}
	buttons = append(buttons,
		Button{Label: "The partnership's card", Type: c.cardLine(p.ID)},
		Button{Label: "All chairs", Type: "chairs"})
	if n := len(all); n > 0 {
		buttons = append(buttons, c.keepButtons(tx, "roles", &all[n-1])...)
	}
	return Reply{Blocks: append(blocks, c.offer(tx, buttons...)...)}, nil
}

// term is when a role was held, in a list: a beginning that is Not recorded
// is said.
func term(r store.Role) string {
	switch {
	case r.From.IsZero() && r.Until.IsZero():
		return "dates " + lowerNot(english.NotRecorded)
	case r.Until.IsZero():
		return "since " + english.Short(r.From)
	}
	return period(r.From, r.Until)
}

// between says that nobody is recorded between two terms; "" when the later
// one may follow at once.
func between(earlier, later store.Role) string {
	if earlier.Until.IsZero() || later.From.IsZero() || !earlier.Until.Last().AddDays(1).Before(later.From.First()) {
		return ""
	}
	return upper(period(earlier.Until.Last().AddDays(1), later.From.First().AddDays(-1))) + ": nobody is recorded"
}
