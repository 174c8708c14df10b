package store_test

import (
	"testing"

	"csp/store"

	"pgregory.net/rapid"
)

func exactly(t testing.TB, s string) store.Date {
	t.Helper()
	d, err := store.ParseDate(s)
	if err != nil || !d.Exact() {
		t.Fatalf("%q: %v", s, err)
	}
	return d
}

// The list that GOV.UK published in November 2025.
func TestBankHolidays(t *testing.T) {
	c := store.NewCalendar(store.Office{})
	want := map[string]bool{}
	for year, days := range map[string][]string{
		"2019": {"01-01", "04-19", "04-22", "05-06", "05-27", "08-26", "12-25", "12-26"},
		"2020": {"01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"},
		"2021": {"01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"},
		"2022": {"01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"},
		"2023": {"01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"},
		"2024": {"01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"},
		"2025": {"01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"},
		"2026": {"01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"},
		"2027": {"01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"},
		"2028": {"01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"},
	} {
		for _, d := range days {
			want[year+"-"+d] = true
		}
	}
	got := 0
	for d := exactly(t, "2018-12-01"); d.Before(exactly(t, "2029-02-01")); d = d.AddDays(1) {
		name, is := c.Holiday(d)
		if is != want[d.String()] {
			t.Errorf("%s: holiday %v (%q), want %v", d, is, name, !is)
		}
		if is {
			got++
		}
	}
	if got != 83 {
		t.Errorf("got %d bank holidays, want 83", got)
	}
}

func TestWorkingDays(t *testing.T) {
	c := store.NewCalendar(store.Office{})
	for _, v := range []struct{ board, clear5, clear3, updates, call, draft string }{
		{"2026-12-08", "2026-11-30", "2026-12-02", "2026-12-01", "2026-11-10", "2026-12-22"},
		{"2027-01-05", "2026-12-23", "2026-12-29", "2026-12-24", "2026-12-03", "2027-01-19"},
		{"2027-06-03", "2027-05-25", "2027-05-27", "2027-05-26", "2027-05-05", "2027-06-17"},
	} {
		board := exactly(t, v.board)
		for what, is := range map[string]struct{ got, want string }{
			"5 clear days":  {c.ClearDaysBefore(board, 5).String(), v.clear5},
			"3 clear days":  {c.ClearDaysBefore(board, 3).String(), v.clear3},
			"updates":       {c.AddWorkingDays(board, -5).String(), v.updates},
			"call":          {c.AddWorkingDays(board, -20).String(), v.call},
			"draft minutes": {c.AddWorkingDays(board, 10).String(), v.draft},
		} {
			if is.got != is.want {
				t.Errorf("board %s, %s: got %s, want %s", board, what, is.got, is.want)
			}
		}
	}
	for end, want := range map[string]string{"2026-09-30": "2026-10-14", "2026-12-31": "2027-01-15", "2027-03-31": "2027-04-14"} {
		if got := c.AddWorkingDays(exactly(t, end), 10).String(); got != want {
			t.Errorf("return of the quarter to %s: got %s, want %s", end, got, want)
		}
	}
}

func TestOfficeClosures(t *testing.T) {
	c := store.NewCalendar(store.Office{
		Holidays:     []store.Holiday{{Date: exactly(t, "2026-12-29"), Name: "Office closed"}},
		BankHolidays: []store.Holiday{{Date: exactly(t, "2029-01-01"), Name: "New Year's Day"}},
	})
	if got := c.NextWorking(exactly(t, "2026-12-25")); got != exactly(t, "2026-12-30") {
		t.Errorf("after Christmas 2026: got %s", got)
	}
	if c.Working(exactly(t, "2029-01-01")) || !c.Working(exactly(t, "2029-01-02")) {
		t.Error("an added bank holiday is a working day")
	}
}

func TestWorkingDaysThereAndBack(t *testing.T) {
	c := store.NewCalendar(store.Office{})
	rapid.Check(t, func(t *rapid.T) {
		d := c.NextWorking(store.Date{Year: 2019, Month: 2, Day: 1}.AddDays(rapid.IntRange(0, 3500).Draw(t, "day")))
		n := rapid.IntRange(-60, 60).Draw(t, "n")
		there := c.AddWorkingDays(d, n)
		if !c.Working(there) {
			t.Fatalf("%s and %d working days is %s, which is none", d, n, there)
		}
		if back := c.AddWorkingDays(there, -n); back != d {
			t.Fatalf("%s, %d working days on and back: %s", d, n, back)
		}
		any := d.AddDays(rapid.IntRange(-3, 3).Draw(t, "from"))
		if on := c.AddWorkingDays(any, c.WorkingDaysTo(any, there)); on != there && any != there {
			t.Fatalf("from %s to %s: %s", any, there, on)
		}
	})
}
