package reminders

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// weeklyCount tells the office on a Monday what became of the reminders of
// the week before. A week in which nothing was due is passed over.
var weeklyCount = Notice{
	Name: "weekly-count",
	Look: func(v *View) []Said {
		this := store.WeekOf(v.today())
		if !v.now.After(v.at(this)) && v.now != v.at(this) {
			return nil
		}
		var out []Said
		for n := weeksBack; n >= 1; n-- {
			week := this.AddDays(-7 * n)
			key := "week " + week.String()
			t, err := v.tx.Tally(week)
			v.fail(err)
			off, unneeded := v.putOff(week)
			if v.err != nil || t.Due()+off+unneeded == 0 || v.owed(key) {
				continue
			}
			out = append(out, Said{Notice: store.Notice{Key: key, Body: Body{Head: v.weekWords(week, t, off, unneeded)}.JSON()}})
		}
		return out
	},
}

// weeksBack is how many weeks are looked at, for when the bot was off.
const weeksBack = 9

// weekWords is the line of a week.
func (v *View) weekWords(week store.Date, t store.Tally, off, unneeded int) Text {
	old := t.Skipped[whyOld] // these fell due longer before
	words := fmt.Sprintf(" %s due: %d sent", several(t.Due()-old, "reminder was", "reminders were"), t.Sent)
	if t.Held > 0 {
		words += fmt.Sprintf(", %d not known whether posted (see /csp status)", t.Held)
	}
	skipped := 0
	for _, n := range t.Skipped {
		skipped += n
	}
	skipped -= old
	words += fmt.Sprintf(", %d skipped", skipped)
	if skipped > 0 {
		var why []string
		for _, w := range slices.Sorted(maps.Keys(t.Skipped)) {
			if w == whyOld {
				continue
			}
			why = append(why, fmt.Sprintf("%d %s", t.Skipped[w], w))
		}
		words += " (" + strings.Join(why, ", ") + ")"
	}
	words += fmt.Sprintf(", %d lost", t.Missing)
	if t.Missing > 0 {
		words += " (posted, but no longer there: somebody may have deleted them)"
	}
	if old > 0 {
		words += fmt.Sprintf(". %d from before %s skipped: %s", old, was(old), whyOld)
	}
	if off > 0 {
		words += fmt.Sprintf(". %d %s snoozed", off, was(off))
	}
	if unneeded > 0 {
		words += fmt.Sprintf(". %d %s said not to be needed", unneeded, was(unneeded))
	}
	return Text{bold("The week of " + english.Long(week) + "."), plain(words + ".")}
}

// putOff counts what people put off in a week, and what they said was not
// needed.
func (v *View) putOff(week store.Date) (off, unneeded int) {
	from, until := week.String(), week.AddDays(7).String()
	for s, err := range store.Snoozes.Between(v.tx, "on", []any{from}, []any{until}) {
		if v.fail(err); err != nil {
			return 0, 0
		}
		if s.Until.IsZero() {
			unneeded++
		} else {
			off++
		}
	}
	return off, unneeded
}

// ifKnown is an error unless it says that there is no such thing.
func ifKnown(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}
