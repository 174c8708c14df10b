package commands

import (
	"errors"
	"time"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

var status = Command{
	Name: "status", Short: "how the bot fares: health, counts, clock",
	Examples: []string{"status"}, Right: Keep,
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		rev, err := tx.Revision()
		if err != nil {
			return Reply{}, err
		}
		now := c.Now.In(c.zone())
		facts := Facts{
			{"Calendar", T(english.Long(store.DateOf(now)) + ", " + english.Clock(now.Hour(), now.Minute()) + movedBy(c.Now, time.Now()))},
			{"Time zone", T(c.zone().String())},
			{"Revision", T(english.Thousands(int(rev)))},
		}
		if rev > 0 {
			last, err := tx.ChangeSet(rev)
			if err != nil {
				return Reply{}, err
			}
			facts = append(facts, Fact{"Last change", Join(c.whoAndWhen(tx, &last))})
		}
		known, err := c.holidaysFact(tx)
		if err != nil {
			return Reply{}, err
		}
		r := Reply{Blocks: []Block{Heading("How the bot fares"), append(facts, known)}}
		if c.Desk.Health != nil {
			if health := c.Desk.Health(); len(health) > 0 {
				r = withBlocks(r, Facts(health))
			}
		}
		ledger, err := tx.LedgerState()
		if err != nil {
			return Reply{}, err
		}
		if n := len(ledger.Held); n > 0 {
			r = withBlocks(r, Buttons{{Label: "Look at " + english.Count(n, "held message", "held messages"), Type: heldWord}})
		}
		kept, err := c.keptFacts(tx)
		if err != nil {
			return Reply{}, err
		}
		return withBlocks(r, Para(B("The register")), kept), nil
	},
}

// holidaysFact says up to when the bank holidays are known, and what to do
// when that is soon.
func (c *Call) holidaysFact(tx *store.Tx) (Fact, error) {
	o, err := store.Offices.Get(tx, store.OfficeID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return Fact{}, err
	}
	end := o.BankHolidaysUntil()
	words := "known until " + english.Long(end)
	if reminders.HolidaysEndSoon(c.Today(), end) {
		words += ". That is soon: add the next year's with /csp edit office, or install a newer version"
	}
	return Fact{"Bank holidays", T(words)}, nil
}

// moved is how far the calendar may lie from the machine's clock before it
// counts as moved on purpose.
const moved = 2 * time.Minute

// movedBy says that the calendar was moved from the machine's clock; the two
// differ only when somebody asked for it (CSP_NOW, or the sandbox's clock).
func movedBy(calendar, machine time.Time) string {
	if calendar.Sub(machine).Abs() < moved {
		return ""
	}
	return ". Moved: this is not the machine's own time, so nothing here tells what is true today"
}

// maxCounted is how many records of a kind status counts, so that a large
// register does not make it slow.
const maxCounted = 10_000

// keptFacts counts what the register holds, a kind a line, and how much of it
// nobody has confirmed for 6 months.
func (c *Call) keptFacts(tx *store.Tx) (Facts, error) {
	var out Facts
	for _, k := range store.Table {
		name, _ := k.Called()
		n := 0
		for _, err := range k.Each(tx) {
			if err != nil {
				return nil, err
			}
			if n == maxCounted {
				break
			}
			n++
		}
		s := english.Thousands(n)
		if n == maxCounted {
			s += " or more"
		}
		if name == store.Duties.Name {
			name = "duties and powers"
		}
		out = append(out, Fact{upper(name), T(s)})
	}
	old, err := c.uncheckedFact(tx)
	return append(out, old), err
}

// uncheckedFact is how many facts nobody has confirmed for 6 months, as the
// list of gaps counts them.
func (c *Call) uncheckedFact(tx *store.Tx) (Fact, error) {
	const label = "Not checked for 6 months"
	n, err := tx.Count("partnerships")
	if err != nil {
		return Fact{}, err
	}
	if n > homeSearch {
		return Fact{label, T("there are too many partnerships to count it here: type /csp gaps")}, nil
	}
	list, err := c.gapsIn(tx, nil)
	if err != nil {
		return Fact{}, err
	}
	old := english.Thousands(gapCounts(list)[store.Unchecked])
	return Fact{label, T(old + " of what is shown on cards and can go out of date; /csp gaps lists them")}, nil
}
