package store_test

import (
	"strings"
	"testing"

	. "csp/store"
)

func TestSeriesGoesOn(t *testing.T) {
	for _, c := range []struct{ words, after, want string }{
		// A board on Tuesday 8 December 2026.
		{"every 6 weeks on Tuesday", "2026-12-08", "2027-01-19 2027-03-02 2027-04-13"},
		{"every 1 weeks on Sunday", "2026-12-08", "2026-12-20 2026-12-27 2027-01-03"},
		{"every 6 weeks on Tuesday", "2026-12-10", "2027-01-19 2027-03-02 2027-04-13"}, // moved to the Thursday
		{"every 2 weeks on Monday", "2026-12-13", "2026-12-21 2027-01-04 2027-01-18"},
		{"monthly on day 15", "2026-12-08", "2027-01-15 2027-02-15 2027-03-15"}, // moved forward by a week
		{"monthly on day 15", "2026-12-17", "2027-01-15 2027-02-15 2027-03-15"},
		{"monthly on day 15", "2026-12-01", "2026-12-15 2027-01-15 2027-02-15"},
		{"monthly on day 31", "2026-12-31", "2027-01-31 2027-02-28 2027-03-31"},
		{"monthly on the last day", "2027-12-31", "2028-01-31 2028-02-29 2028-03-31"},
		{"monthly on the 2nd Tuesday", "2026-12-08", "2027-01-12 2027-02-09 2027-03-09"},
		{"monthly on the last Friday", "2026-12-25", "2027-01-29 2027-02-26 2027-03-26"},
		{"monthly on the 4th Sunday", "2026-12-27", "2027-01-24 2027-02-28 2027-03-28"},
		{"quarterly on the 1st Thursday", "2026-12-03", "2027-03-04 2027-06-03 2027-09-02"},
		{"quarterly on the 2nd Tuesday", "2026-12-08", "2027-03-09 2027-06-08 2027-09-14"},
		{"quarterly on the last day", "2026-11-30", "2027-02-28 2027-05-31 2027-08-31"},
		{"quarterly on day 1", "2026-11-30", "2027-02-01 2027-05-01 2027-08-01"},
		{"yearly on 4 March", "2026-12-08", "2028-03-04 2029-03-04 2030-03-04"},
		{"yearly on 4 March", "2026-11-08", "2027-03-04 2028-03-04 2029-03-04"},
		{"yearly on 29 February", "2027-02-28", "2028-02-29 2029-02-28 2030-02-28"},
		{"yearly on 4 March", "2026", "2027-03-04 2028-03-04 2029-03-04"},
	} {
		s, err := ParseSeries(c.words)
		if err != nil {
			t.Error(err)
			continue
		}
		d, err := ParseDate(c.after)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for range 3 {
			d = s.Next(d)
			got = append(got, d.String())
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s after %s: %s, want %s", c.words, c.after, g, c.want)
		}
	}
}

func TestSeriesIsRefused(t *testing.T) {
	for _, words := range []string{
		"", "weekly", "every weeks on Tuesday", "every 0 weeks on Tuesday", "every 53 weeks on Tuesday", "every 06 weeks on Tuesday",
		"every 6 weeks on Tuesday please", "every 6 days on Tuesday", "every 6 weeks in Tuesday", "every 6 weeks on Tue",
		"monthly on day 0", "monthly on day 32", "monthly on day", "monthly on the 5th Tuesday", "monthly on the 0th Tuesday",
		"monthly on the last", "monthly on a last day", "monthly at the last day", "quarterly on the 1st Day", "monthly on the  Tuesday",
		"yearly on 30 February", "yearly on 4", "yearly on 4 Mar", "yearly on March 4", "yearly in 4 March",
		"FREQ=SECONDLY;COUNT=100000000", "monthly on day 99999999999999999999",
	} {
		if s, err := ParseSeries(words); err == nil {
			t.Errorf("%q is read as %s", words, s)
		}
	}
}

func FuzzParseSeries(f *testing.F) {
	for _, s := range []string{"every 6 weeks on Tuesday", "monthly on day 15", "monthly on the last day", "QUARTERLY on the 2nd tuesday", "yearly on 4 March", "quarterly on the last friday"} {
		f.Add(s, 2026, 12, 8)
	}
	f.Fuzz(func(t *testing.T, words string, y, m, d int) {
		s, err := ParseSeries(words)
		if err != nil {
			return
		}
		again, err := ParseSeries(s.String())
		if err != nil || again != s {
			t.Fatalf("%q is %q, which is read as %v, %v", words, s, again, err)
		}
		after := Date{1 + y&0xfff, 1, 1}.AddMonths(m & 0xff).AddDays(d & 0xff)
		next := s.Next(after)
		if gap := after.DaysUntil(next); gap < 1 || gap > 500 || !next.Exact() {
			t.Fatalf("%s after %s is %s", s, after, next)
		}
	})
}

func TestOffsets(t *testing.T) {
	for s, want := range map[string]Offset{
		"-12m": {-12, Months, 1}, "-2w": {-2, Weeks, 1}, "-10wd": {-10, WorkingDays, 1}, "-5cwd": {-5, ClearDays, 1},
		"0d": {0, Days, 1}, "+1w*4": {1, Weeks, 4}, "+1m*": {1, Months, Forever}, "+3d": {3, Days, 1}, "-1w*2": {-1, Weeks, 2},
	} {
		got, err := ParseOffset(s)
		if err != nil || got != want || got.String() != s {
			t.Errorf("%s is read as %+v (%s), %v", s, got, got, err)
		}
	}
	for _, s := range []string{
		"", "d", "1d", "12m", "-m", "+d", "+0d", "-0d", "00d", "-01d", "-1000d", "-1y", "-1D", "- 1d", "-1d ", "0d*2", "0d*",
		"-1m*", "+1m**", "+1m*0", "+1m*-1", "+1m*1000", "+1m*04", "−1d", "-1e3d", "+1w*4*", "-99999999999999999999d", "12", "-wd5",
	} {
		if got, err := ParseOffset(s); err == nil {
			t.Errorf("%q is read as %+v", s, got)
		}
	}
}

func FuzzParseOffset(f *testing.F) {
	for _, s := range []string{"-12m", "-5cwd", "0d", "+1w*4", "+1m*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		o, err := ParseOffset(s)
		if err != nil {
			return
		}
		again, err := ParseOffset(o.String())
		if err != nil || again != o {
			t.Fatalf("%q is %q, which is read as %+v, %v", s, o, again, err)
		}
		if o.N < -999 || o.N > 999 || o.Times == 0 || o.Times > 999 || o.Times == Forever && o.N <= 0 {
			t.Fatalf("%q is %+v", s, o)
		}
	})
}
