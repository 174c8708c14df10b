package reminders_test

import "testing"

const lateReturn = `
partnerships: [{id: east, name: Eastborough}]
schemes: [{id: s, name: Wardens, partnerships: [east], next_return: 2026-12-14, timings: {scheme-return: [-10wd, 0d], scheme-end: []}}]
`

// What is late is listed at the moment at which it goes out: at once in the
// hours for it, else when they begin; and not on its own day any more. What is
// older than the catch-up time is counted, and not listed.
func TestWhatIsLateIsListedWhenItGoesOut(t *testing.T) {
	for _, tt := range []struct{ name, now, want string }{
		{"before its day", "2026-11-27T12:00", "2026-11-30T09:00"},
		{"on its day", "2026-11-30T10:00", "2026-11-30T09:00"},
		{"on its day, after five", "2026-11-30T18:00", "2026-12-01T09:00"},
		{"a day late", "2026-12-01T11:30", "2026-12-01T11:30"},
		{"a day late, before nine", "2026-12-01T07:00", "2026-12-01T09:00"},
		{"at a weekend", "2026-12-05T09:00", "2026-12-07T09:00"},
		{"too old", "2026-12-08T09:00", ""},
	} {
		o := newOffice(t)
		o.load("2026-11-02T10:00", lateReturn)
		today := tt.now[:10]
		got := ""
		for _, l := range o.lines(tt.now, today, "2026-12-11") {
			if l.Kind == "scheme-return" {
				got += l.At.Format("2006-01-02T15:04")
			}
		}
		if got != tt.want {
			t.Errorf("%s: listed at %q, want %q", tt.name, got, tt.want)
		}
		for _, l := range o.lines(tt.now, "2026-11-01", "2026-11-30") {
			if l.Kind == "scheme-return" && tt.now > "2026-11-30T17" {
				t.Errorf("%s: listed at %s, which has been", tt.name, l.At)
			}
		}
	}
}
