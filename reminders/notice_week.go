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
			if v.err != nil || v.owed(key) {
				continue
			}
			off, unneeded := v.putOff(week)
			var w waiting
			if n == 1 {
				w = v.waiting()
			}
			if v.err != nil || t.Due()+off+unneeded+w.refused+w.nowhere == 0 {
				continue
			}
			words := append(v.weekWords(week, t, off, unneeded), w.words()...)
			out = append(out, Said{Notice: store.Notice{Key: key, Body: Body{Head: words}.JSON()}})
		}
		return out
	},
}

// weeksBack is how many weeks are looked at, for when the bot was off.
const weeksBack = 9

// waiting counts the lines that are owed by now and cannot be sent.
type waiting struct {
	refused int // Slack refuses their channel
	nowhere int // the office's channel is not set
}

// waiting looks for them where the sender looks for what it sends.
func (v *View) waiting() (w waiting) {
	parked, err := v.tx.ParkedAll()
	v.fail(err)
	if v.err != nil || len(parked) == 0 && v.Office != "" {
		return w
	}
	today := v.today()
	all, err := v.walk(today)
	v.fail(err)
	for _, l := range v.linesOf(all, kindOf, store.Date{}, today) {
		_, refused := parked[l.Channel]
		switch {
		case l.At.After(v.now) || !l.Useful(v.now):
		case l.Channel == "":
			w.nowhere++
		case refused:
			w.refused++
		}
	}
	return w
}

func (w waiting) words() Text {
	var why []string
	if w.refused > 0 {
		why = append(why, fmt.Sprintf("%d since Slack refuses the channel (see /csp status)", w.refused))
	}
	if w.nowhere > 0 {
		why = append(why, fmt.Sprintf("%d since the office's channel is not set (CSP_CHANNEL)", w.nowhere))
	}
	if len(why) == 0 {
		return nil
	}
	return Text{plain(fmt.Sprintf(" By now %s: %s.", several(w.refused+w.nowhere, "waits to be sent", "wait to be sent"), strings.Join(why, ", ")))}
}

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
