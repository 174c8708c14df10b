package english_test

import (
	"testing"

	"csp/store"
	"csp/store/english"
)

// sunday is today in these tests.
var sunday = store.Date{Year: 2026, Month: 11, Day: 22}

func day(t *testing.T, s string) store.Date {
	t.Helper()
	d, err := store.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAway(t *testing.T) {
	for date, want := range map[string]string{
		"2026-11-22": "today", "2026-11-23": "tomorrow", "2026-11-21": "yesterday",
		"2026-12-08": "in 16 days", "2027-03-31": "in 4 months", "2029-01-01": "in 2 years",
		"2026-11-02": "20 days ago", "2026-03-13": "8 months ago", "2015-01-01": "11 years ago",
		"2026-11": "", "2027": "", "2026": "", "2025": "last year", "2022": "about 4 years ago",
		"2026-10": "last month", "2026-03": "about 8 months ago", "2023-11": "about 3 years ago",
	} {
		if got := english.Away(sunday, day(t, date)); got != want {
			t.Errorf("%s: got %q, want %q", date, got, want)
		}
	}
	if got := english.Away(sunday, store.Date{}); got != "" {
		t.Errorf("Not recorded: got %q", got)
	}
}

func TestMoment(t *testing.T) {
	for s, want := range map[string]string{
		"2026-12-08T10:00": "Tuesday 8 December 2026, 10am",
		"2026-12-08T12:00": "Tuesday 8 December 2026, midday",
		"2026-12-08T00:15": "Tuesday 8 December 2026, 12:15am",
		"2026-12-08":       "Tuesday 8 December 2026",
		"2026-12":          "December 2026",
	} {
		m, err := store.ParseMoment(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := english.Moment(m); got != want {
			t.Errorf("%s: got %q, want %q", s, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 schemes", 1: "1 scheme", 2: "2 schemes", 1204: "1,204 schemes", 1000000: "1,000,000 schemes"} {
		if got := english.Count(n, "scheme", "schemes"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
