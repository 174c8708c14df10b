package reminders

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"csp/store"
)

// version names the rules by which wake-ups are found. A change of them, or of
// the table, makes the index of every store anew.
func (s Settings) version() string {
	rules := "1"
	for _, k := range looked() {
		rules += " " + k.Name + fmt.Sprint(k.Timings)
	}
	return fmt.Sprintf("%s %s %02d:%02d", Key(rules, "", "", "", "", ""), s.Zone, s.Hour, s.Minute)
}

// Waker is what a store is opened with so that it knows when to look again.
func Waker(s Settings) store.Waker {
	return store.Waker{
		Version: s.version(),
		Anchors: anchors(),
		Wake: func(tx *store.Tx, now time.Time, kind, id string) ([]store.WakeUp, error) {
			v := tx.Memo(func() any { return newView(tx, s, now) }).(*View)
			return v.wake(kind, id)
		},
		Hangs: func(tx *store.Tx, now time.Time, kind string, old, rec any) ([]store.Waiting, error) {
			v := tx.Memo(func() any { return newView(tx, s, now) }).(*View)
			return v.hangs(kind, old, rec)
		},
		Shown: func(tx *store.Tx, now time.Time, kind string, old, rec any) ([]string, error) {
			v := tx.Memo(func() any { return newView(tx, s, now) }).(*View)
			return v.shown(kind, old, rec)
		},
		Changed: func(tx *store.Tx, now time.Time, set store.ChangeSet, records []store.Changed) error {
			return tx.Memo(func() any { return newView(tx, s, now) }).(*View).changed(set, records)
		},
		All: func(kind string, old, rec any) bool { return kind == store.Offices.Name && !sameOffice(old, rec) },
	}
}

// anchors are the fields of each kind of record that some reminder counts
// from.
func anchors() map[string][]string {
	out := map[string][]string{}
	for _, k := range looked() {
		fields := out[k.Of]
		for _, f := range k.Anchors {
			if !slices.Contains(fields, f) {
				fields = append(fields, f)
			}
		}
		out[k.Of] = fields
	}
	return out
}

// wake returns the days on which a record is to be looked at, one for each
// kind of reminder that has something to come.
func (v *View) wake(kind, id string) ([]store.WakeUp, error) {
	v.lately = newLately(kind, id)
	defer func() { v.lately = nil }()
	var out []store.WakeUp
	for _, k := range looked() {
		if k.Of != kind {
			continue
		}
		if day := v.wakeFor(k, id); !day.IsZero() {
			out = append(out, store.WakeUp{Name: k.Name, Day: day})
		}
	}
	return out, v.err
}

// wakeFor returns the first day with an unsettled line, the zero Date when
// there will be none.
func (v *View) wakeFor(k *Kind, id string) store.Date {
	if k.Early != nil {
		day, again := k.Early(v, k, id), v.againUnsaid(k, id)
		if day.IsZero() || !again.IsZero() && again.Before(day) {
			return again
		}
		return day
	}
	for _, until := range []store.Date{v.today().AddDays(400), v.today().AddMonths(60), {Year: maxYear, Month: 12, Day: 31}} {
		if day := v.unsettled(k, id, until); !day.IsZero() {
			return day
		}
	}
	return store.Date{}
}

// unsettled returns the first day until a day on which a record owes a line.
func (v *View) unsettled(k *Kind, id string, until store.Date) store.Date {
	steps := v.steps(k, id, until)
	slices.SortStableFunc(steps, func(a, b Step) int { return a.Day.Compare(b.Day) })
	for len(steps) > 0 && v.err == nil {
		n := 1
		for n < len(steps) && steps[n].Day == steps[0].Day {
			n++
		}
		for _, g := range v.group(k, steps[:n]) {
			if !v.told(g) {
				return steps[0].Day
			}
		}
		steps = steps[n:]
	}
	return store.Date{}
}

// told reports whether any part of a group was said.
func (v *View) told(g []addressed) bool {
	for i := range g {
		if done, _ := v.settled(g[i].key); done {
			return true
		}
	}
	return false
}

// hangs returns what hangs on a record, as it was and as it is: it is looked
// at by the next tick, which finds the day anew.
func (v *View) hangs(kind string, old, rec any) ([]store.Waiting, error) {
	var out []store.Waiting
	add := func(k *Kind, ids []string) {
		for _, id := range ids {
			out = append(out, store.Waiting{Kind: k.Of, ID: id, Name: k.Name, Day: longAgo})
		}
	}
	for _, r := range []any{old, rec} {
		for _, w := range v.quietHangs(r) {
			w.Day = longAgo
			out = append(out, w)
		}
	}
	for _, k := range looked() {
		for _, h := range k.Hangs {
			if h.On != kind || h.If != nil && !h.If(old, rec) {
				continue
			}
			for _, r := range []any{old, rec} {
				if r != nil {
					add(k, h.Subjects(v, r))
				}
			}
		}
		if kind == store.Partnerships.Name && !samePartnership(old, rec) && k.Of != kind {
			add(k, v.referring(k.Of, old, rec))
		}
	}
	return out, v.err
}

// longAgo is a day before every tick.
var longAgo = store.Date{Year: 1, Month: 1, Day: 1}

// referring returns the records of a kind that refer to a partnership.
func (v *View) referring(kind string, old, rec any) []string {
	p, _ := rec.(*store.Partnership)
	if p == nil {
		p = old.(*store.Partnership)
	}
	var out []string
	for ref, err := range v.tx.ReferringFrom(store.Partnerships.Name, p.ID, kind) {
		if v.fail(err); err != nil {
			return nil
		}
		out = append(out, ref.FromID)
	}
	return out
}

// samePartnership reports whether nothing changed by which the reminders of
// its records move.
func samePartnership(old, rec any) bool {
	a, b := orNew[store.Partnership](old), orNew[store.Partnership](rec)
	return reflect.DeepEqual(a.Timings, b.Timings) && a.YearEnd == b.YearEnd
}

// sameOffice reports whether nothing changed by which all reminders move.
func sameOffice(old, rec any) bool {
	a, b := orNew[store.Office](old), orNew[store.Office](rec)
	return reflect.DeepEqual(a.Timings, b.Timings) && reflect.DeepEqual(a.Holidays, b.Holidays) &&
		reflect.DeepEqual(a.BankHolidays, b.BankHolidays)
}

// orNew returns the record, an empty one for none.
func orNew[T any](rec any) *T {
	if p, ok := rec.(*T); ok && p != nil {
		return p
	}
	return new(T)
}
