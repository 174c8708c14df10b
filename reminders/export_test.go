package reminders

import (
	"time"

	"csp/store"
)

// DueAll is Due worked out from every record, without the index.
func DueAll(tx *store.Tx, s Settings, now time.Time) ([]Line, error) {
	v := newView(tx, s, now)
	all, err := v.everything()
	if err != nil {
		return nil, err
	}
	var out []Line
	for _, l := range v.linesOf(all, kindOf, store.Date{}, v.today()) {
		if !l.At.After(now) {
			out = append(out, l)
		}
	}
	return out, v.err
}
