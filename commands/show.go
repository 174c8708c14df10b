package commands

import (
	"strings"

	"csp/store"
)

var show = Command{
	Name: "show", Usage: "NAME or REFERENCE", Bare: true, Short: "anything by its name, or by a reference such as DAR-26-001",
	Examples: []string{"show horden"}, Shared: true,
	Shows: []string{"actions", "decisions"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if c.hit == nil {
			if c.Args == "" {
				return Reply{}, &Problem{Says: "Say what to show.", Then: "Type a name or a reference, such as /csp darlington or /csp DAR-26-001."}
			}
			f, err := c.meant(tx)
			if err != nil {
				return Reply{}, err
			}
			c.hit = &f
		}
		f := *c.hit
		if cmd := c.Desk.shows(f.Kind); cmd != c.Command {
			c.Command, c.Args = cmd, f.Kind+"/"+f.ID
			if err := c.allow(tx); err != nil {
				return Reply{}, err
			}
			return cmd.Read(c, tx)
		}
		switch rec := f.Rec.(type) {
		case *store.Action:
			return c.actionCard(tx, rec)
		case *store.Decision:
			return c.decisionCard(tx, rec)
		}
		return c.plainCard(tx, f)
	},
}

// plainCard tells a record of a kind that has no command of its own.
func (c *Call) plainCard(tx *store.Tx, f found) (Reply, error) {
	k, _ := store.KindNamed(f.Kind)
	_, one := k.Called()
	blocks := []Block{Heading(f.label(tx)), Para(T("This is " + article(one) + ". To find what belongs to it, type /csp search and a word."))}
	return Reply{Blocks: append(blocks, c.sourceNotes([]told{{one, *store.MetaOf(f.Rec)}})...)}, nil
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// actionCard is one action: whose, when it is due, what was said of it.
func (c *Call) actionCard(tx *store.Tx, a *store.Action) (Reply, error) {
	due, err := dueDate(tx, a, c.Today())
	if err != nil {
		return Reply{}, err
	}
	owner := "Owner not named"
	if a.Owner != "" {
		p, err := store.People.Get(tx, a.Owner)
		if err != nil {
			return Reply{}, err
		}
		owner = personLine(p)
	}
	state := map[string]string{"done": "Done", "cancelled": "Cancelled"}[a.Status]
	if state == "" {
		state = "Open. " + lateWords(c.Today(), a, due)
	} else if !a.Closed.IsZero() {
		state += " on " + longDate(a.Closed)
		if a.ClosedBy != "" {
			state += " by " + a.ClosedBy
		}
	}
	facts := Facts{{"State", T(state)}, {"Owner", T(owner)}}
	if len(a.Helpers) > 0 {
		var names []string
		for _, id := range a.Helpers {
			names = append(names, personName(tx, id))
		}
		facts = append(facts, Fact{"Helping", T(and(names...))})
	}
	if !a.FirstDue.IsZero() && a.FirstDue != a.Due {
		facts = append(facts, Fact{"First due", T(orWord(shortDate(a.FirstDue.Date), "the next board"))})
	}
	facts = append(facts,
		Fact{"Partnership", T(partnershipName(tx, a.Partnership))},
		Fact{"Raised", T(shortDate(a.Raised))})
	blocks := []Block{Heading(orWord(a.Ref, "Action without a reference")), Para(T(a.Text)), facts}
	var lines []Text
	for i := len(a.Updates) - 1; i >= 0; i-- {
		lines = append(lines, T(updateLine(&a.Updates[i])))
	}
	if len(lines) > 0 {
		blocks = append(blocks, Para(B("Updates, newest first")), List{Items: lines[:min(len(lines), pageSize)]})
	}
	return Reply{Blocks: append(blocks, c.sourceNotes([]told{{"action", a.Meta}})...)}, nil
}

// updateLine is an update; one taken down for somebody says so.
func updateLine(u *store.Update) string {
	s := moment(u.At) + ", by " + orWord(u.By, lowerNot(NotRecorded))
	if u.RecordedBy != "" && u.RecordedBy != u.By {
		s += ", recorded by " + u.RecordedBy
	}
	return s + ": " + u.Text
}

// decisionCard is one decision, of a board or of the commissioner.
func (c *Call) decisionCard(tx *store.Tx, d *store.Decision) (Reply, error) {
	kind := map[string]string{"board": "Board decision", "pcc": "Commissioner's decision"}[d.Kind]
	state := "Taken"
	switch d.Status {
	case "needed":
		state = "Needed by " + lowerNot(dayAndAway(c.Today(), d.NeededBy))
	case "deferred":
		state = "Deferred"
	default:
		state += " " + lowerNot(longDate(d.Decided))
	}
	facts := Facts{{"Kind", T(orNot(kind))}, {"State", T(state)}}
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, Fact{label, T(value)})
		}
	}
	var names []string
	for _, id := range d.Partnerships {
		names = append(names, partnershipName(tx, id))
	}
	add("Partnership", orWord(and(names...), "The whole police area"))
	add("Reason", orNot(d.Reason))
	add("Decided by", d.DecidedBy)
	add("Options", and(d.Options...))
	add("Conditions", d.Conditions)
	add("Amount", d.Amount.Pounds())
	if d.Kind == "pcc" {
		add("Notice", orNot(d.Notice))
		add("Published", shortDate(d.Published))
	}
	if d.Replaces != "" {
		old, err := store.Decisions.Get(tx, d.Replaces)
		if err != nil {
			return Reply{}, err
		}
		add("Replaces", labelOf(tx, "decisions", &old))
	}
	if !d.Review.IsZero() {
		add("Review", longDate(d.Review))
	}
	blocks := []Block{Heading(orWord(d.Ref, "Decision without a reference")), Para(T(d.Text)), facts}
	if d.URL != "" {
		blocks = append(blocks, Para(Link(d.URL, d.URL)))
	}
	return Reply{Blocks: append(blocks, c.sourceNotes([]told{{"decision", d.Meta}})...)}, nil
}
