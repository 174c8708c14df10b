package commands

import (
	"errors"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/english"

	"pgregory.net/rapid"
)

// sunday is the day of most tests: 22 November 2026.
var sunday = store.Date{Year: 2026, Month: 11, Day: 22}

func day(t testing.TB, s string) store.Date {
	t.Helper()
	d, err := store.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDate(t *testing.T) {
	ahead := dateRules{Today: sunday}
	past := dateRules{Today: sunday, Past: true}
	partial := dateRules{Today: sunday, Partial: true}
	pasted := dateRules{Today: sunday, After: store.Date{Year: 2026, Month: 12, Day: 8}}
	for _, c := range []struct {
		rules dateRules
		typed string
		want  string // "": refused
	}{
		{ahead, "2026-12-08", "2026-12-08"},
		{ahead, "1/10/2026", "2026-10-01"}, // day first
		{ahead, "14/3/26", "2026-03-14"},
		{ahead, "14/03/2026", "2026-03-14"},
		{ahead, "14 March 2026", "2026-03-14"},
		{ahead, " 14  MAR ", "2027-03-14"},
		{ahead, "1 sept", "2027-09-01"},
		{ahead, "22 November", "2026-11-22"}, // today itself
		{ahead, "21 November", "2027-11-21"},
		{ahead, "29 February", "2028-02-29"}, // the next leap year
		{ahead, "29 february 2028", "2028-02-29"},
		{ahead, "Friday", "2026-11-27"},
		{ahead, "sunday", "2026-11-29"}, // never today
		{ahead, "mon", "2026-11-23"},
		{ahead, "next Tuesday", "2026-11-24"}, // of next week; today is Sunday
		{ahead, "next sunday", "2026-11-29"},
		{ahead, "Friday 13 March 2026", "2026-03-13"},
		{ahead, "Thursday 13 March 2026", ""},
		{ahead, "saturday 13 march", "2027-03-13"},
		{ahead, "today", "2026-11-22"},
		{ahead, "tomorrow", "2026-11-23"},
		{ahead, "in 2 weeks", "2026-12-06"},
		{ahead, "in 1 day", "2026-11-23"},
		{ahead, "in 3 months", "2027-02-22"},
		{ahead, "end of March", "2027-03-31"},
		{ahead, "end of november", "2026-11-30"},
		{ahead, "end of Feb 2028", "2028-02-29"},

		{ahead, "yesterday", ""},
		{ahead, "3 days ago", ""},
		{past, "yesterday", "2026-11-21"},
		{past, "3 days ago", "2026-11-19"},
		{past, "2 weeks ago", "2026-11-08"},
		{past, "1 month ago", "2026-10-22"},
		{past, "0 days ago", ""},
		{past, "many days ago", ""},
		{past, "Friday", "2026-11-20"},
		{past, "Sunday", "2026-11-15"},
		{past, "1 April", "2026-04-01"},
		{past, "25 december", "2025-12-25"},
		{past, "22 november", "2026-11-22"},
		{past, "29 february", "2024-02-29"},
		{past, "end of March", "2026-03-31"},
		{past, "end of november", "2025-11-30"},

		{pasted, "8 December", "2027-12-08"}, // the board's own day is not after it
		{pasted, "15 Jan", "2027-01-15"},
		{pasted, "30 Nov", "2027-11-30"},
		{pasted, "end of november", "2027-11-30"},

		{partial, "March 2021", "2021-03"},
		{partial, "2021-03", "2021-03"},
		{partial, "2021", "2021"},
		{ahead, "March 2021", ""},
		{ahead, "2021-03", ""},
		{ahead, "2021", ""},

		{ahead, "banana", ""},
		{ahead, "", ""},
		{ahead, "1/10", ""},
		{ahead, "31/2/26", ""},
		{ahead, "3/14/2026", ""},
		{ahead, "29 February 2027", ""},
		{ahead, "2026-02-30", ""},
		{ahead, "2026-10-01 or so", ""},
		{ahead, "asap", ""},
		{ahead, "ongoing", ""},
		{ahead, "next week", ""},
		{ahead, "in two weeks", ""},
		{ahead, "in 0 days", ""},
		{ahead, "in -1 days", ""},
		{ahead, "in 5 years", ""},
		{ahead, "14 March 26", ""},
		{ahead, "0 March", ""},
		{ahead, "32 march", ""},
		{ahead, "14 Smarch", ""},
		{ahead, "March", ""},
		{ahead, "next board", ""},
		{ahead, "14/3/026", ""},
		{ahead, "1/1/0001", ""},
		{ahead, "٣/٣/٢٠٢٦", ""},
		{ahead, "+1/3/26", ""},
	} {
		got, err := parseDate(c.typed, c.rules)
		if c.want == "" {
			var p *Problem
			if !errors.As(err, &p) || !strings.Contains(p.Then, "14 March 2026") {
				t.Errorf("%q: got %v, %v, want a refusal with an example", c.typed, got, err)
			}
			continue
		}
		if err != nil || got.Date != day(t, c.want) {
			t.Errorf("%q: got %v, %v, want %s", c.typed, got.Date, err, c.want)
		}
	}
}

func TestParseDateNextBoard(t *testing.T) {
	got, err := parseDate("Next  board", dateRules{Today: sunday, Board: true})
	if err != nil || !got.NextBoard {
		t.Errorf("got %v, %v, want the next board", got, err)
	}
	if d, err := parseDay("next board", dateRules{Today: sunday, Board: true}); err == nil {
		t.Errorf("a day: got %v, want a refusal", d)
	}
}

// Next Tuesday is the Tuesday of next week, whatever today is.
func TestNextWeekday(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := sunday.AddDays(rapid.IntRange(0, 4000).Draw(t, "today"))
		want := time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))
		got, err := parseDay("next "+want.String(), dateRules{Today: today})
		if err != nil || got.Weekday() != want {
			t.Fatalf("next %s on %s: got %s, %v", want, english.Long(today), english.Long(got), err)
		}
		monday := today.AddDays(7 - (int(today.Weekday())+6)%7)
		if got.Before(monday) || got.After(monday.AddDays(6)) {
			t.Fatalf("next %s on %s: got %s, not in the week of %s", want, english.Long(today), english.Long(got), english.Long(monday))
		}
		near, err := parseDay(want.String(), dateRules{Today: today})
		if n := today.DaysUntil(near); err != nil || n < 1 || n > 7 || near.Weekday() != want {
			t.Fatalf("%s on %s: got %s, %v", want, english.Long(today), english.Long(near), err)
		}
		back, err := parseDay(want.String(), dateRules{Today: today, Past: true})
		if n := back.DaysUntil(today); err != nil || n < 1 || n > 7 || back.Weekday() != want {
			t.Fatalf("last %s on %s: got %s, %v", want, english.Long(today), english.Long(back), err)
		}
	})
}

// Every way to write a day reads back as that day.
func TestDatesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := store.Date{Year: 2000, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 36524).Draw(t, "day"))
		rules := dateRules{Today: sunday, Past: rapid.Bool().Draw(t, "past")}
		at := d.At(time.UTC, 0, 0)
		for _, s := range []string{
			english.Long(d), english.Short(d), d.String(), at.Format("2/1/2006"), at.Format("02/01/06"),
			strings.ToUpper(at.Format("2 Jan 2006")),
		} {
			got, err := parseDay(s, rules)
			if err != nil || got != d {
				t.Fatalf("%q: got %v, %v, want %v", s, got, err, d)
			}
		}
		ahead, err := parseDay(at.Format("2 January"), dateRules{Today: sunday})
		if err != nil || ahead.Before(sunday) || ahead.Month != d.Month || ahead.Day != d.Day {
			t.Fatalf("%s: got %v, %v", at.Format("2 January"), ahead, err)
		}
		back, err := parseDay(at.Format("2 January"), dateRules{Today: sunday, Past: true})
		if err != nil || back.After(sunday) || back.Month != d.Month || back.Day != d.Day {
			t.Fatalf("last %s: got %v, %v", at.Format("2 January"), back, err)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"14 March 2026", "1/10/26", "next Tuesday", "in 3 months", "end of Feb", "2021-03", "next board", "Friday 13 March"} {
		f.Add(s, true, false)
	}
	f.Fuzz(func(t *testing.T, s string, past, partial bool) {
		rules := dateRules{Today: sunday, Past: past, Partial: partial, Board: true}
		got, err := parseDate(s, rules)
		if err != nil || got.NextBoard {
			return
		}
		if !got.Exact() && !partial {
			t.Fatalf("%q: %v lacks its day", s, got)
		}
		again, err := parseDate(english.Long(got.Date), rules)
		if err != nil || again != got {
			t.Fatalf("%q is said back as %q, which reads as %v, %v", s, english.Long(got.Date), again, err)
		}
	})
}

func TestParseClock(t *testing.T) {
	for typed, want := range map[string]string{
		"10am": "10am", "10:30": "10:30am", "2:15PM": "2:15pm", " midday": "midday", "12pm": "midday",
		"14:00": "2pm", "0:30": "12:30am", "9:05am": "9:05am", "12:45pm": "12:45pm",
	} {
		h, m, err := parseClock(typed)
		if got := english.Clock(h, m); err != nil || got != want {
			t.Errorf("%q: got %s, %v, want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "10", "25:00", "10:60", "13pm", "0am", "12am", "10:3", "ten", "10.30", "-1am", "am", ":30", "10:30:00", "midnight"} {
		if h, m, err := parseClock(typed); err == nil {
			t.Errorf("%q: got %d:%d, want a refusal", typed, h, m)
		}
	}
}

func FuzzParseClock(f *testing.F) {
	f.Add("2:15pm")
	f.Fuzz(func(t *testing.T, s string) {
		h, m, err := parseClock(s)
		if err != nil || h == 0 { // after midnight is said as 12:30am, which nobody means
			return
		}
		h2, m2, err := parseClock(english.Clock(h, m))
		if err != nil || h2 != h || m2 != m {
			t.Fatalf("%q is said back as %q", s, english.Clock(h, m))
		}
	})
}
