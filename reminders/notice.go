package reminders

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"csp/store"
)

// Notice is something that is said once and is no reminder, so that it has no
// place in the list of what is to come: that a board has moved, that a date is
// missing. It goes through the ledger as reminders do.
type Notice struct {
	Name string
	// Changed owes what a change gives cause to say, in its own transaction.
	Changed func(v *View, set store.ChangeSet, records []store.Changed) error
	// Kinds are looked at on their days, as the kinds of reminders are.
	Kinds []*Kind
	// Say makes one message of the lines of Kinds that are due now and go to
	// one place.
	Say func(v *View, due []Line) Body
	// Look returns what is due by the calendar alone.
	Look func(v *View) []Said
}

// Notices is every notice. What the sender has to say of its own work (what
// was too old to send, a channel that refuses, a clock that is wrong) it owes
// itself.
var Notices = []*Notice{&boardMoved, &quorumShort, &dateNeeded, &unconfirmed, &alreadyLate, &holidaysEnd, &weeklyCount}

// Said is a notice that is due, with the lines that are settled by it.
type Said struct {
	store.Notice
	Lines []Line
}

// Telling is what a sender has to do about notices at a moment.
type Telling struct {
	Said []Said
	// Early are records that were looked at and have nothing to say now.
	Early []store.Waiting
}

// looked is every kind that has wake-ups: those of reminders and of notices.
func looked() []*Kind {
	all := slices.Clone(Table)
	for _, n := range Notices {
		all = append(all, n.Kinds...)
	}
	return all
}

// noticeOf is the notice whose kind of that name looks at records of that
// kind; nil: none.
func noticeOf(w store.Waiting) (*Notice, *Kind) {
	for _, n := range Notices {
		for _, k := range n.Kinds {
			if k.Name == w.Name && k.Of == w.Kind {
				return n, k
			}
		}
	}
	return nil, nil
}

// Tell returns the notices that are due at now and were not owed yet. Like
// Due it costs what is due.
func Tell(tx *store.Tx, s Settings, now time.Time) (Telling, error) {
	var out Telling
	if busy, err := tx.Rearming(); err != nil || busy {
		return out, err
	}
	v := newView(tx, s, now)
	today := v.today()
	all, err := v.walk(today)
	if err != nil {
		return out, err
	}
	due := map[*Notice][]Line{}
	for _, w := range all {
		n, k := noticeOf(w)
		if n == nil {
			continue
		}
		lines := v.linesOf([]store.Waiting{w}, func(store.Waiting) *Kind { return k }, store.Date{}, today)
		some := len(lines)
		lines = slices.DeleteFunc(lines, func(l Line) bool { return l.At.After(now) || !l.Useful(now) })
		due[n] = append(due[n], lines...)
		if some == 0 {
			out.Early = append(out.Early, w)
		}
	}
	for _, n := range Notices {
		out.Said = append(out.Said, v.messages(n, due[n])...)
		if n.Look != nil && v.err == nil {
			out.Said = append(out.Said, n.Look(v)...)
		}
	}
	return out, v.err
}

// messages makes one notice for each place of what is due.
func (v *View) messages(n *Notice, due []Line) []Said {
	sortLines(due)
	by := map[string][]Line{}
	var order []string
	for i := range due {
		to := v.toOffice(due[i].Channel)
		if by[to] == nil {
			order = append(order, to)
		}
		by[to] = append(by[to], due[i])
	}
	var out []Said
	for _, to := range order {
		lines := by[to]
		sum := sha256.New()
		for i := range lines {
			sum.Write([]byte(lines[i].Key))
		}
		key := n.Name + " " + hex.EncodeToString(sum.Sum(nil)[:16]) + " " + to
		out = append(out, Said{store.Notice{Key: key, Channel: to, Body: n.Say(v, lines).JSON()}, lines})
	}
	return out
}

// toOffice is a channel as a notice has it: what is for the office follows
// its setting.
func (v *View) toOffice(channel string) string {
	if channel == v.Office {
		return ""
	}
	return channel
}

// changed has every notice look at a change.
func (v *View) changed(set store.ChangeSet, records []store.Changed) error {
	for _, n := range Notices {
		if n.Changed == nil {
			continue
		}
		if err := n.Changed(v, set, records); err != nil {
			return err
		}
	}
	return v.err
}
