package register

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/memkv"
)

// accounts are those of the sandbox's workspace.
var accounts = []string{"U0STAFF01", "U0ADMIN01", "U0PARTNR1", "U0CHAIR01", "U0SECRET1", "U0GUEST01", "T0COUNCL1/U0OUTSDE1"}

func TestInventedOfficeHangsOnToday(t *testing.T) {
	today := store.Date{Year: 2024, Month: time.January, Day: 1}
	for range 30 { // every 61st day comes by month ends, Christmas and Easter
		today = today.AddDays(61)
		src := Invented(today)
		f, wrong := Parse("invented.yaml", src)
		if len(wrong) > 0 {
			t.Fatal(problemLines(wrong))
		}
		s, err := store.Open(t.Context(), memkv.New())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Import(t.Context(), s, f, Options{Actor: "console", Now: today.At(time.UTC, 9, 0)}); err != nil {
			t.Fatal(err)
		}
		inventedSeries(t, today, f)
		seen := map[string]bool{}
		for _, r := range f.Records {
			inventedRecord(t, seen, today, r)
		}
		for _, want := range []string{
			"plan ended", "plan ends within 9 months", "plan draft", "board past", "board coming", "board unrecorded",
			"action overdue", "action coming", "action done", "action cancelled", "action for the next board", "action without an owner",
			"decision needed", "decision late", "decision taken", "pilot running", "pilot late", "return late", "return coming",
			"chair confirmed", "secretariat confirmed",
		} {
			if !seen[want] {
				t.Errorf("on %s there is no %s", today, want)
			}
		}
	}
}

// inventedSeries checks that each board of a series lies on one of its days,
// and the next one on the next.
func inventedSeries(t *testing.T, today store.Date, f *File) {
	calendar := store.NewCalendar(store.Office{})
	var last *store.Meeting
	n := 0
	for _, r := range f.Records {
		m, ok := r.Value.(*store.Meeting)
		if !ok || m.Series == "" {
			continue
		}
		n++
		s, err := store.ParseSeries(m.Series)
		if err != nil {
			t.Fatal(err)
		}
		if last != nil {
			if want := calendar.NextWorking(s.Next(last.Start.Date)); m.Start.Date != want {
				t.Errorf("on %s the board after %s is on %s; the series %q gives %s", today, last.Start.Date, m.Start.Date, m.Series, want)
			}
		} else if before := s.Next(m.Start.AddMonths(-3)); before != m.Start.Date {
			t.Errorf("on %s the first board is on %s; its series %q gives %s", today, m.Start.Date, m.Series, before)
		}
		last = m
	}
	if n < 2 {
		t.Errorf("on %s %d boards have a series, want two at least", today, n)
	}
}

// inventedRecord notes what a record is good for trying out.
func inventedRecord(t *testing.T, seen map[string]bool, today store.Date, r Record) {
	kind, _ := r.Kind.Called()
	m := store.MetaOf(r.Value)
	if kind != "duties" && !strings.HasPrefix(m.Source, "Invented") {
		t.Errorf("%s %s does not say that it is invented", kind, m.ID)
	}
	past := func(d store.Date) bool { return d.Exact() && d.Before(today) }
	switch rec := r.Value.(type) {
	case *store.Person:
		if rec.Slack != "" && !slices.Contains(accounts, rec.Slack) {
			t.Errorf("%s is nobody of the sandbox", rec.Slack)
		}
	case *store.Role:
		seen[rec.Role+" confirmed"] = seen[rec.Role+" confirmed"] || rec.Confirmed != ""
	case *store.Plan:
		seen["plan "+rec.Status] = true
		seen["plan ended"] = seen["plan ended"] || rec.Status == "current" && past(rec.Until)
		seen["plan ends within 9 months"] = seen["plan ends within 9 months"] || rec.Until.Exact() && !past(rec.Until) && past(rec.Until.AddMonths(-9))
	case *store.Meeting:
		seen["board past"] = seen["board past"] || past(rec.Start.Date) && rec.Status == "held"
		seen["board coming"] = seen["board coming"] || rec.Start.Exact() && !past(rec.Start.Date)
		seen["board unrecorded"] = seen["board unrecorded"] || past(rec.Start.Date) && rec.Status == "planned"
		if d := rec.Start.Weekday(); rec.Start.Exact() && (d == time.Saturday || d == time.Sunday) {
			t.Errorf("%s is on a %s", m.ID, d)
		}
	case *store.Action:
		seen["action "+rec.Status] = true
		seen["action overdue"] = seen["action overdue"] || rec.IsOpen() && past(rec.Due.Date)
		seen["action coming"] = seen["action coming"] || rec.IsOpen() && rec.Due.Exact() && !past(rec.Due.Date)
		seen["action for the next board"] = seen["action for the next board"] || rec.Due.NextBoard
		seen["action without an owner"] = seen["action without an owner"] || rec.Owner == ""
	case *store.Decision:
		seen["decision "+rec.Status] = true
		seen["decision late"] = seen["decision late"] || rec.Status == "needed" && past(rec.NeededBy)
	case *store.Pilot:
		seen["pilot running"] = seen["pilot running"] || past(rec.From) && !past(rec.Until)
		seen["pilot late"] = seen["pilot late"] || rec.FinalDone.IsZero() && past(rec.FinalReview)
	case *store.Scheme:
		seen["return late"] = seen["return late"] || past(rec.NextReturn)
		seen["return coming"] = seen["return coming"] || rec.NextReturn.Exact() && !past(rec.NextReturn)
	}
}

func TestInventedOfficeIsTheSameEachTime(t *testing.T) {
	today := store.Date{Year: 2026, Month: time.November, Day: 22}
	if !bytes.Equal(Invented(today), Invented(today)) {
		t.Error("the same day gives another office")
	}
	if bytes.Equal(Invented(today), Invented(today.AddDays(1))) {
		t.Error("another day gives the same office")
	}
	f, _ := Parse("invented.yaml", Invented(today))
	if office := f.Records[0].Value.(*store.Office); !strings.Contains(office.Name, "invented") {
		t.Errorf("%q does not say that it is invented", office.Name)
	}
}
