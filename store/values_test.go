package store_test

import (
	"encoding"
	"strings"
	"testing"
	"time"

	. "csp/store"
)

func TestDatesAreStrict(t *testing.T) {
	for s, want := range map[string]Date{
		"2021-03-31": {2021, 3, 31}, "2021-03": {2021, 3, 0}, "2021": {2021, 0, 0}, "2024-02-29": {2024, 2, 29}, "0001": {1, 0, 0},
	} {
		if got, err := ParseDate(s); got != want || err != nil || got.String() != s {
			t.Errorf("%s is read as %v, %v", s, got, err)
		}
	}
	for _, s := range []string{
		"", "0000", "21", "2021-3", "2021-13", "2021-00", "2021-02-29", "2021-02-30", "2021-3-31", "31/03/2021", "2021-03-31T10:00",
		" 2021", "2021 ", "+021", "-021", "2021/03", "2021-03-00", "２０２１", "2021-0x",
	} {
		if got, err := ParseDate(s); err == nil {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	for _, c := range []struct {
		got, want Date
	}{
		{Date{2021, 3, 31}.AddMonths(-1), Date{2021, 2, 28}},
		{Date{2024, 3, 31}.AddMonths(-1), Date{2024, 2, 29}},
		{Date{2027, 3, 31}.AddMonths(-12), Date{2026, 3, 31}},
		{Date{2027, 3, 31}.AddMonths(-9), Date{2026, 6, 30}},
		{Date{2026, 12, 8}.AddDays(30), Date{2027, 1, 7}},
		{Date{2026, 3, 0}.AddDays(-1), Date{2026, 2, 28}},
		{Date{2026, 0, 0}.Last(), Date{2026, 12, 31}},
		{Date{2026, 2, 0}.Last(), Date{2026, 2, 28}},
		{Date{2026, 2, 0}.First(), Date{2026, 2, 1}},
		{Date{}.Last(), Date{}},
		{Date{}.First(), Date{}},
	} {
		if c.got != c.want {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
	if n := (Date{2026, 3, 28}).DaysUntil(Date{2026, 10, 26}); n != 212 {
		t.Errorf("from 28 March to 26 October are %d days", n)
	}
	if (Date{2026, 0, 0}).After(Date{2026, 1, 0}) || !(Date{}).Before(Date{1, 0, 0}) || (Date{2026, 12, 8}).Weekday() != time.Tuesday {
		t.Error("dates are out of order")
	}
}

func TestMomentsAndDues(t *testing.T) {
	m, err := ParseMoment("2026-12-08T00:00")
	if err != nil || !m.Timed() || m.String() != "2026-12-08T00:00" {
		t.Errorf("midnight is %v, %v", m, err)
	}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	m, err = ParseMoment("2026-07-08T09:30")
	if got := m.In(london).UTC().Format(time.RFC3339); got != "2026-07-08T08:30:00Z" || err != nil || MomentOf(m.In(london)) != m {
		t.Errorf("half past nine in summer is %s, %v", got, err)
	}
	untimed, err := ParseMoment("2026-07-08")
	if err != nil || untimed.Timed() || untimed.Compare(m) >= 0 || m.Compare(m) != 0 || untimed.String() != "2026-07-08" {
		t.Errorf("a moment without its time is %v, %v", untimed, err)
	}
	for _, s := range []string{"", "T10:00", "2026-12T10:00", "2026-12-08T", "2026-12-08T24:00", "2026-12-08T1:00", "2026-12-08T10:00:00", "2026-12-08 10:00", "2026-12-08T10:60"} {
		if got, err := ParseMoment(s); err == nil {
			t.Errorf("%q is read as %v", s, got)
		}
	}
	due, err := ParseDue("next-board")
	if err != nil || !due.NextBoard || due.String() != "next-board" || due.IsZero() {
		t.Errorf("next-board is %v, %v", due, err)
	}
	if got, err := ParseDue("next board"); err == nil {
		t.Errorf("next board is read as %v", got)
	}
}

func TestMoney(t *testing.T) {
	for s, want := range map[string]string{
		"12500.00": "£12,500", "12500": "£12,500", "0": "£0", "0.05": "£0.05", "1234567.89": "£1,234,567.89", "999": "£999", "1000": "£1,000",
	} {
		m, err := ParseMoney(s)
		if err != nil || m.Pounds() != want || m.IsZero() {
			t.Errorf("%s is %s, %v; want %s", s, m.Pounds(), err, want)
		}
	}
	for _, s := range []string{"", ".50", "1.", "1.5", "1.500", "-1", "+1", "£1", "1,000", "1e3", "1 000", "99999999999999", "1.0.0", "0x10", "١"} {
		if m, err := ParseMoney(s); err == nil {
			t.Errorf("%q is read as %s", s, m)
		}
	}
	if (Money{}).String() != "" || (Money{}).Pounds() != "" || !(Money{}).IsZero() {
		t.Error("a sum that is not recorded is written")
	}
}

// text is a value that is written as one text.
type text interface {
	encoding.TextMarshaler
	String() string
}

// fuzzText checks that what parse reads is written so that it reads the same.
func fuzzText[T interface {
	text
	comparable
}](f *testing.F, parse func(string) (T, error), unmarshal func(*T, []byte) error, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var read T
		err2 := unmarshal(&read, []byte(s))
		v, err := parse(s)
		if err != nil {
			if s != "" && err2 == nil {
				t.Fatalf("%q: %v, but it is read as %v", s, err, read)
			}
			if !strings.Contains(err.Error(), ": write ") {
				t.Fatalf("%q: %v does not say what to write", s, err)
			}
			return
		}
		b, err := v.MarshalText()
		again, err2 := parse(string(b))
		if err != nil || err2 != nil || again != v || read != v || v.String() != string(b) {
			t.Fatalf("%q is %v, written as %q, read as %v and %v: %v, %v", s, v, b, again, read, err, err2)
		}
	})
}

func FuzzDate(f *testing.F) {
	fuzzText(f, ParseDate, (*Date).UnmarshalText, "2021-03-31", "2021-03", "2021", "2021-02-30", "")
}

func FuzzMoment(f *testing.F) {
	fuzzText(f, ParseMoment, (*Moment).UnmarshalText, "2026-12-08T10:00", "2026-12-08", "2026", "2026-12-08T24:00")
}

func FuzzMoney(f *testing.F) {
	fuzzText(f, ParseMoney, (*Money).UnmarshalText, "12500.00", "12500", "0.05", "-1", "1000000000000.99")
}

func FuzzDue(f *testing.F) {
	fuzzText(f, ParseDue, (*Due).UnmarshalText, "next-board", "2027-01-15", "2027")
}
