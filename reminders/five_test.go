package reminders

import (
	"testing"
	"time"

	"csp/store"
)

// The hours for sending are from nine to five, five o'clock's minute with
// them, on working days.
func TestFromNineToFive(t *testing.T) {
	cal := store.NewCalendar(store.Office{})
	for at, want := range map[string]bool{
		"2026-11-09T08:59:59": false, "2026-11-09T09:00:00": true, "2026-11-09T12:00:00": true, "2026-11-09T16:59:59": true,
		"2026-11-09T17:00:00": true, "2026-11-09T17:00:59": true, "2026-11-09T17:01:00": false, "2026-11-09T23:00:00": false,
		"2026-11-08T12:00:00": false, "2026-12-25T12:00:00": false,
	} {
		when, err := time.ParseInLocation("2006-01-02T15:04:05", at, londonZone)
		if err != nil {
			t.Fatal(err)
		}
		if got := sendingHours(cal, when); got != want {
			t.Errorf("at %s may be sent: %v", at, got)
		}
		v := &View{Settings: Settings{Zone: londonZone}, cal: cal, now: when}
		if next := v.nextMoment(); !sendingHours(cal, next) || next.Before(when) || want && next != when {
			t.Errorf("at %s the next moment is %s", at, next)
		}
	}
}

// What is due at five is sent at five on its day; who comes a minute later
// sends it at the next working day's first moment, as late. The list says so
// beforehand.
func TestDueAtFive(t *testing.T) {
	const reg = eastYAML + "schemes: [{id: s, name: Wardens, partnerships: [east], next_return: 2026-11-13, until: 2029-03-31, timings: {scheme-return: [0d]}}]\n"
	s := Settings{Zone: londonZone, Hour: 17, Office: "C9", CatchUp: 7 * 24 * time.Hour}
	for _, tt := range []struct{ back, sent string }{
		{"2026-11-13T16:58", "2026-11-13T17:00"},
		{"2026-11-13T17:00", "2026-11-13T17:00"},
		{"2026-11-13T17:01", "2026-11-16T17:00"},
	} {
		b := newBureau(t)
		b.load(reg)
		b.begin()
		b.sender.Plan = NewPlan(b.store, s, false)
		now, err := time.ParseInLocation("2006-01-02T15:04", tt.back, londonZone)
		if err != nil {
			t.Fatal(err)
		}
		b.now = now
		listed := ""
		err = b.store.View(t.Context(), func(tx *store.Tx) error {
			list, err := Lines(tx, s, b.now, store.DateOf(now), store.DateOf(now).AddDays(7))
			for _, l := range list {
				listed += l.At.Format("2006-01-02T15:04")
			}
			return err
		})
		if err != nil || listed != tt.sent {
			t.Errorf("back at %s: listed at %s, %v", tt.back, listed, err)
		}
		sent := ""
		for end := now.AddDate(0, 0, 4); b.now.Before(end); b.now = b.now.Add(50 * time.Second) {
			b.sender.step(t.Context())
			for _, m := range b.posted[b.seen:] {
				if len(m.lines) > 0 {
					sent += m.from.In(londonZone).Format("2006-01-02T15:04")
				}
			}
			b.seen = len(b.posted)
			if sent != "" {
				break
			}
			if b.now.Hour() >= 18 || b.now.Hour() < 8 {
				b.now = b.now.Add(4 * time.Minute) // somebody is there
			}
		}
		if sent != tt.sent {
			t.Errorf("back at %s: sent at %s, should be %s", tt.back, sent, tt.sent)
		}
	}
}
