package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/store"
)

var (
	member      = Actor{Team: "T0OFFICE", User: "U0MEMBER", Name: "A Member"}
	staff       = Actor{Team: "T0OFFICE", User: "U0STAFF", Name: "A Keeper", Staff: true}
	secretariat = Actor{Team: "T0OFFICE", User: "U0LOWE", Name: "Bea Lowe"}
	eastGuest   = Actor{Team: "T0OFFICE", User: "U0GUEST", Name: "A Guest", Guest: true, Channels: []string{"C0EAST"}}
	stranger    = Actor{Team: "T0OTHER", User: "U0FAR", Name: "A Stranger", Stranger: true}
)

// Who sees what: each line of the table names what must be said and what must
// not.
func TestLookUpsShowWhatOneMaySee(t *testing.T) {
	d := northshireDesk(t)
	for _, c := range []struct {
		who       Actor
		line      string
		says, not []string
	}{
		{member, "actions eastborough", []string{"EAS-26-001", "EAS-26-003"}, []string{"EAS-26-004", "closed task"}},
		{secretariat, "actions eastborough", []string{"EAS-26-004"}, nil},
		{secretariat, "actions mine", []string{"My open actions", "EAS-26-001"}, []string{"EAS-26-002"}},
		{member, "actions mine", []string{"No actions are in your name"}, []string{"EAS"}},
		{member, "EAS-26-004", []string{"closed session"}, []string{"task"}},
		{secretariat, "EAS-26-004", []string{"A closed task"}, nil},
		{eastGuest, "actions", []string{"EAS-26-001", "You see only"}, []string{"WES", "EAS-26-004"}},
		{stranger, "actions", []string{"(error)"}, []string{"EAS", "WES"}},
		{stranger, "schemes", []string{"own actions"}, []string{"wardens"}},
		{stranger, "EAS-26-001", []string{"(error)"}, []string{"workplan"}},
		{stranger, "history EAS-26-001", []string{"(error)"}, []string{"workplan"}},

		{member, "board eastborough", []string{"Plan renewal"}, []string{"private matter"}},
		{secretariat, "board eastborough", []string{"private matter"}, nil},
		{member, "forward eastborough", []string{"Plan renewal"}, []string{"private matter", "closed task"}},
		{member, "history meetings/east-12", []string{"Plan renewal"}, []string{"private matter"}},
		{secretariat, "history meetings/east-12", []string{"private matter"}, nil},
		{eastGuest, "board westmere", []string{"(error)"}, []string{"October"}},
		{eastGuest, "boards", []string{"Winter board"}, []string{"Westmere"}},

		{member, "decisions", []string{"EAS-D-26-001", "£24,000"}, []string{"EAS-D-26-003", "closed matter"}},
		{member, "needed", []string{"£18,000"}, nil},
		{eastGuest, "decisions", []string{"EAS-D-26-001"}, []string{"EAS-D-26-002", "£24,000", "EAS-D-26-003"}},
		{eastGuest, "needed", []string{"not shown to guests"}, []string{"£18,000", "EAS-D-26-004"}},
		{eastGuest, "pilot high street", nil, []string{"£18,000", "EAS-D-26-004"}},
		{eastGuest, "EAS-D-26-004", []string{"(error)"}, []string{"Fund the hub"}},

		{eastGuest, "schemes", []string{"Evening wardens", "Peer mentors", "£30,000.50 in 2 of 3"}, []string{"Park lights"}},
		{eastGuest, "schemes westmere", []string{"(error)"}, []string{"Park lights"}},
		{eastGuest, "scheme park lights second", []string{"(error)"}, []string{"Where"}},
		{eastGuest, "plans", []string{"Eastborough plan"}, []string{"Westmere"}},
		{eastGuest, "issues", []string{"Quayside", "Night buses"}, []string{"Broken lights"}},
		{eastGuest, "duties", []string{"Share the plan"}, nil},

		{member, "history duties/meet", []string{"Hold a public meeting"}, []string{"Unverified"}},
		{staff, "history duties/meet", []string{"Unverified"}, nil},
		{member, "status", []string{"(error)", "staff"}, []string{"Revision"}},
		{staff, "status", []string{"Revision"}, nil},
	} {
		got := ask(t, d, Request{Actor: c.who, Text: c.line, Now: sundayMorning})
		for _, s := range c.says {
			if !strings.Contains(got, s) {
				t.Errorf("%s: /csp %s does not say %q:\n%s", c.who.Name, c.line, s, got)
			}
		}
		for _, s := range c.not {
			if strings.Contains(got, s) {
				t.Errorf("%s: /csp %s says %q:\n%s", c.who.Name, c.line, s, got)
			}
		}
	}
}

// In a partnership's own channel its name can be left out, and the reply says
// what was assumed; all means all.
func TestAListInAPartnershipsChannelIsOfThatPartnership(t *testing.T) {
	d := northshireDesk(t)
	for _, line := range []string{"schemes", "plans", "pilots", "initiatives", "issues", "boards", "decisions", "needed", "actions", "board", "forward"} {
		got := ask(t, d, Request{Actor: staff, Channel: "C0EAST", Text: line, Now: sundayMorning})
		if !strings.Contains(got, "You are in its channel") || strings.Contains(got, "Westmere workplan") {
			t.Errorf("/csp %s in Eastborough's channel:\n%s", line, got)
		}
	}
	for _, line := range []string{"schemes all", "plans all", "boards all", "actions all"} {
		got := ask(t, d, Request{Actor: staff, Channel: "C0EAST", Text: line, Now: sundayMorning})
		if strings.Contains(got, "You are in its channel") || !strings.Contains(got, "Westmere") {
			t.Errorf("/csp %s in Eastborough's channel:\n%s", line, got)
		}
	}
}

// Every action stands on exactly one page, in the same order each time.
func TestTheActionLogHasTenToAPage(t *testing.T) {
	records := northshire(t)
	var want []string
	for i := range 23 {
		ref := fmt.Sprintf("SOU-26-%03d", i+1)
		want = append(want, ref)
		records = append(records, &store.Action{
			Meta: store.Meta{ID: fmt.Sprintf("s%d", i)}, Ref: ref, Partnership: "southvale", Text: "Do it",
			Due: store.Due{Date: day(t, "2026-12-01").AddDays(i)},
		})
	}
	d := deskOver(t, records)
	var got []string
	line, pages := "actions southvale", 0
	for line != "" && pages < 5 {
		pages++
		reply, err := d.Do(context.Background(), Request{Actor: staff, Text: line, Now: sundayMorning})
		if err != nil || reply.Bad {
			t.Fatalf("/csp %s: %v %s", line, err, reply.Plain())
		}
		line = ""
		for _, b := range reply.Blocks {
			switch v := b.(type) {
			case List:
				for _, it := range v.Items {
					got = append(got, it[0].Text)
				}
			case Buttons:
				for _, btn := range v {
					if btn.Label == "Next" {
						line = btn.Type
					}
				}
			}
		}
	}
	if pages != 3 || !slices.Equal(got, want) {
		t.Errorf("%d pages with %q", pages, got)
	}
}

// The history tells each change in words, and an action how often it moved.
func TestHistoryTellsFromWhatToWhat(t *testing.T) {
	d := northshireDesk(t)
	move := func(due string, at time.Time) {
		t.Helper()
		_, err := d.Store.Change(context.Background(), store.Change{Actor: "T0OFFICE/U0STAFF", Name: "A Keeper", Command: "move EAS-26-001", At: at}, func(tx *store.Tx) error {
			a, err := store.Actions.Get(tx, "a1")
			if err != nil {
				return err
			}
			a.Due = store.Due{Date: day(t, due)}
			_, err = store.Actions.Put(tx, a)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	move("2026-12-01", sundayMorning)
	move("2027-01-15", sundayMorning.Add(90*time.Minute))
	got := ask(t, d, Request{Actor: staff, Text: "history EAS-26-001", Now: sundayMorning})
	for _, s := range []string{
		"3 changes, newest first",
		"22 November 2026, 10:10am: A Keeper, by “move EAS-26-001”\n\n• Due: Tuesday 1 December 2026 → Friday 15 January 2027",
		"22 November 2026, 8:40am: A Keeper, by “move EAS-26-001”\n\n• Due: Tuesday 10 November 2026 → Tuesday 1 December 2026",
		"15 November 2026, 8:40am: console, by “import northshire.yaml”",
	} {
		if !strings.Contains(got, s) {
			t.Errorf("history does not say %q:\n%s", s, got)
		}
	}
	got = ask(t, d, Request{Actor: staff, Text: "EAS-26-001", Now: sundayMorning})
	if want := "Due: Friday 15 January 2027, first due 10 October 2026, moved twice"; !strings.Contains(got, want) {
		t.Errorf("the action does not say %q:\n%s", want, got)
	}
}

func TestStatusSaysThatTheCalendarWasMoved(t *testing.T) {
	d := northshireDesk(t)
	d.Health = func() []Fact { return []Fact{{"Slack", T("receiving")}} }
	now := time.Now()
	got := ask(t, d, Request{Actor: staff, Text: "status", Now: now})
	for _, s := range []string{"Slack: receiving", "Time zone: UTC", "Revision: 1", "Schemes: 5", "Not checked for 6 months: "} {
		if !strings.Contains(got, s) {
			t.Errorf("status does not say %q:\n%s", s, got)
		}
	}
	if strings.Contains(got, "Moved") {
		t.Errorf("the calendar is not moved:\n%s", got)
	}
	got = ask(t, d, Request{Actor: staff, Text: "status", Now: now.AddDate(1, 0, 0)})
	if !strings.Contains(got, "Moved") {
		t.Errorf("status hides that the calendar is a year ahead:\n%s", got)
	}
}
