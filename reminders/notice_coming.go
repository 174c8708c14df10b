package reminders

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"csp/store"
)

// Announced is a notice to come, as far as it is known beforehand.
type Announced struct {
	At      time.Time
	Channel string // a C… or U… id, "" when nowhere
	Body    json.RawMessage
}

// NoticesToCome returns the notices that will be said until a day if nothing
// changes, in the order of their times: those that are owed and wait for
// their moment, and those that follow from what is recorded. What a week
// comes to is not known before it is over.
func NoticesToCome(tx *store.Tx, s Settings, now time.Time, until store.Date) ([]Announced, error) {
	v := newView(tx, s, now)
	next := v.nextMoment()
	var out []Announced
	add := func(at time.Time, channel string, body json.RawMessage) {
		if channel == "" {
			channel = s.Office
		}
		out = append(out, Announced{at, channel, body})
	}
	for p, err := range tx.OpenPosts() {
		if err != nil {
			return nil, err
		}
		if p.Type == store.NoticeType && (p.State == store.PostDue || p.State == store.PostRejected) {
			add(laterOf(next, p.Due.In(v.Zone)), p.To, p.Body)
		}
	}
	all, err := v.walk(until)
	if err != nil {
		return nil, err
	}
	for _, n := range Notices {
		due := map[time.Time][]Line{}
		for _, w := range all {
			if of, k := noticeOf(w); of == n {
				for _, l := range v.linesOf([]store.Waiting{w}, func(store.Waiting) *Kind { return k }, store.Date{}, until) {
					if at := laterOf(next, l.At); l.Useful(at) {
						due[at] = append(due[at], l)
					}
				}
			}
		}
		for at, lines := range due {
			for _, said := range v.messages(n, lines) {
				add(at, said.Channel, said.Body)
			}
		}
	}
	if day := v.office.BankHolidaysUntil().AddMonths(-12); !day.After(until) && !v.owed(holidaysKey(v.office.BankHolidaysUntil())) {
		add(laterOf(next, v.at(v.cal.NextWorking(day))), "", holidaysBody(v.office.BankHolidaysUntil()).JSON())
	}
	slices.SortStableFunc(out, func(a, b Announced) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Channel, b.Channel), cmp.Compare(string(a.Body), string(b.Body)))
	})
	return out, v.err
}
