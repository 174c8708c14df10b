package reminders

import (
	"slices"

	"csp/store"
)

// knownByKey are the lines of a post of which only the keys are known, as
// after a restore: the records tell what they say, as far as they are still
// there.
func (v *View) knownByKey(p *store.Post) ([]Item, error) {
	waits, err := v.everything()
	if err != nil {
		return nil, err
	}
	var out []Item
	until := p.Day
	if today := v.today(); until.Before(today) {
		until = today
	}
	for _, w := range waits {
		k := kindOf(w)
		steps := k.Steps(v, k, w.ID, until)
		for _, s := range v.steps(k, w.ID, until) {
			if s.Snooze != "" {
				steps = append(steps, s)
			}
		}
		for _, g := range v.group(k, steps) {
			if slices.ContainsFunc(g, func(a addressed) bool { return slices.Contains(p.Lines, a.key) }) {
				l := v.worded(k, g)
				l.Waits, l.Channel = w, p.To
				out = append(out, Item{Line: l})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Item) int { return rankOf(a.Kind) - rankOf(b.Kind) })
	return out, v.err
}
