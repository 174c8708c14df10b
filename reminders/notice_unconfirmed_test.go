package reminders

import (
	"strings"
	"testing"

	"csp/store"
)

// A secretariat whose account nobody confirmed gets the reminders, is told
// why the buttons refuse, and the office is asked once to confirm.
func TestUnconfirmedAccounts(t *testing.T) {
	b := newBureau(t)
	b.load(strings.NewReplacer(", confirmed: T0OFFICE/U0POE", "", ", confirmed: T0OFFICE/U0LEE", "").Replace(eastYAML) + `
meetings: [{id: m, partnership: east, kind: board, start: 2026-12-08T10:00, timings: {board-updates: [], board-items: []}}]
`)
	one := func(day string) Line {
		t.Helper()
		d, _ := store.ParseDate(day)
		var found []Line
		err := b.store.View(t.Context(), func(tx *store.Tx) error {
			list, err := Lines(tx, Settings{Zone: londonZone, Hour: 9, Office: "C9"}, b.now, d, d)
			for _, l := range list {
				if l.Audience == Secretariat {
					found = append(found, l)
				}
			}
			return err
		})
		if err != nil || len(found) != 1 {
			t.Fatalf("%v %v", found, err)
		}
		return found[0]
	}
	before := one("2026-11-26")
	if before.Channel != "U0POE" || !before.Unconfirmed {
		t.Errorf("%+v", before)
	}
	b.at("2026-11-02T12:00")
	b.hears()
	b.at("2026-11-03T09:00")
	got := b.news()
	if len(got) != 1 || !strings.HasPrefix(got[0], "C9: 2 Slack accounts are not confirmed.") ||
		!strings.Contains(got[0], "Sam Poe, secretariat of Eastborough.") || !strings.Contains(got[0], "Chi Lee, chair of Eastborough.") {
		t.Errorf("said: %q", got)
	}
	confirm := func(account string) {
		b.change(func(tx *store.Tx) error {
			return put(tx, &store.Roles, "r1", func(r *store.Role) { r.Confirmed = account })
		})
	}
	confirm("T0OFFICE/U0POE")
	after := one("2026-11-26")
	if after.Unconfirmed || after.Key != before.Key || after.Text != before.Text {
		t.Errorf("confirmed: %+v\nbefore: %+v", after, before)
	}
	// Another account is asked about anew, and not before the office's hours.
	b.change(func(tx *store.Tx) error {
		if err := put(tx, &store.People, "sam", func(p *store.Person) { p.Slack = "T0OTHER/U0SAM" }); err != nil {
			return err
		}
		return put(tx, &store.Roles, "r1", func(r *store.Role) { r.Confirmed = "" })
	})
	b.begin()
	b.at("2026-11-03T18:00")
	b.hears()
	b.at("2026-11-04T09:00")
	if got := b.news(); len(got) != 1 || !strings.Contains(got[0], "1 Slack account is not confirmed.") || !strings.Contains(got[0], "Sam Poe") {
		t.Errorf("said: %q", got)
	}
	b.pass("2026-11-09T18:00")
	for _, s := range b.news() {
		if strings.Contains(s, "not confirmed") {
			t.Errorf("said again: %s", s)
		}
	}
}
