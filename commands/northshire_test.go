package commands

import (
	"context"
	"reflect"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/memkv"
)

// northshire is an invented office, small enough to reckon by hand, with one
// of everything that the look-ups have to tell apart.
func northshire(t testing.TB) []any {
	d := func(s string) store.Date { return day(t, s) }
	at := func(s string) store.Moment {
		m, err := store.ParseMoment(s)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	due := func(s string) store.Due {
		v, err := store.ParseDue(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	pounds := func(s string) store.Money {
		m, err := store.ParseMoney(s)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	id := func(s string) store.Meta { return store.Meta{ID: s} }
	from := func(s string) store.Meta {
		return store.Meta{ID: s, Source: "Board minutes", AsAt: d("2026-09"), Checked: d("2026-10-01")}
	}
	east, west := []string{"eastborough"}, []string{"westmere"}
	return []any{
		&store.Office{Meta: id("office"), Name: "Office of the Northshire Police and Crime Commissioner", Short: "OPCC", PolicingBody: "Police and Crime Commissioner"},
		&store.Organisation{Meta: id("police"), Name: "Northshire Police", Kind: "police"},
		&store.Organisation{Meta: id("council"), Name: "Eastborough Council", Kind: "council"},
		&store.Organisation{Meta: id("icb"), Name: "NHS Northshire Integrated Care Board", Short: "ICB", Kind: "health"},
		&store.Person{Meta: from("a-marsh"), Name: "Alex Marsh", Title: "Chief Superintendent", Organisation: "police"},
		&store.Person{Meta: id("b-lowe"), Name: "Bea Lowe", Title: "Partnerships Officer", Organisation: "council", Slack: "T0OFFICE/U0LOWE"},
		&store.Person{Meta: id("c-ray"), Name: "Cal Ray"},
		&store.Partnership{
			Meta: from("eastborough"), Name: "Eastborough Community Safety Partnership", Aliases: []string{"ecsp"}, Prefix: "EAS", Area: "Eastborough", Channel: "C0EAST", Quorum: 2,
			Members: []store.Member{{Organisation: "police", As: "responsible"}, {Organisation: "council", As: "responsible"}, {Organisation: "icb", As: "responsible", From: d("2022-07-01")}},
		},
		&store.Partnership{Meta: id("westmere"), Name: "Safe Westmere Partnership", Prefix: "WES", Area: "Westmere", Channel: "C0WEST"},
		&store.Partnership{Meta: id("southvale"), Name: "Southvale Partnership", Prefix: "SOU"},
		&store.Role{Meta: id("r1"), Person: "a-marsh", Role: "chair", Partnership: "eastborough", From: d("2025-05")},
		&store.Role{Meta: id("r2"), Person: "b-lowe", Role: "secretariat", Partnership: "eastborough", Confirmed: "T0OFFICE/U0LOWE"},
		&store.Plan{Meta: from("east-2021"), Title: "Eastborough plan 2021 to 2024", Partnership: "eastborough", Kind: "partnership-plan", From: d("2021-04-01"), Until: d("2024-03-31"), Status: "replaced", Successor: "east-2024"},
		&store.Plan{Meta: from("east-2024"), Title: "Eastborough plan 2024 to 2027", Partnership: "eastborough", Kind: "partnership-plan", From: d("2024-04-01"), Until: d("2027-03-31"), Status: "current", Priorities: []string{"Anti-social behaviour", "Serious violence"}, URL: "https://example.org/plan"},
		&store.Plan{Meta: id("west-2015"), Title: "One Westmere", Partnership: "westmere", From: d("2015"), Until: d("2020"), Status: "renewing"},
		&store.Plan{Meta: id("west-work"), Title: "Westmere workplan", Partnership: "westmere", Kind: "workplan", Until: d("2026-03-31"), Status: "current"},
		&store.Plan{Meta: id("west-later"), Title: "Westmere strategy", Partnership: "westmere", Until: d("2029-03-31"), Status: "draft"},
		&store.Plan{Meta: id("south-plan"), Partnership: "southvale"},
		&store.Scheme{
			Meta: from("wardens"), Name: "Evening wardens", Partnerships: east, Recipient: "council", Provider: "Safer Streets Northshire", Purpose: "Visible presence in the town centre", Stream: "Community Safety Fund",
			Amount: pounds("24000.00"), From: d("2026-04-01"), Until: d("2027-03-31"), Monitoring: "quarterly", NextReturn: d("2027-01-15"), NoticeBy: d("2026-12-31"), DecisionRef: "OPCC-26-014",
		},
		&store.Scheme{Meta: id("mentors"), Name: "Peer mentors"},
		&store.Scheme{Meta: id("lights"), Name: "Park lights", Partnerships: west, Until: d("2026-03"), Successor: "lights-2"},
		&store.Scheme{Meta: id("lights-2"), Name: "Park lights, second stage", Partnerships: west},
		&store.Scheme{Meta: id("patrol"), Name: "Joint patrol", Partnerships: []string{"eastborough", "westmere"}, Amount: pounds("6000.50")},
		&store.Pilot{Meta: from("hub"), Name: "High Street hub", Partnerships: east, Scheme: "wardens", From: d("2026-06-01"), Until: d("2027-05-31"), InterimReview: d("2026-12-01"), FinalReview: d("2027-02-26"), EvidenceOwner: "b-lowe", Question: "Does a hub cut repeat calls?"},
		&store.Pilot{Meta: id("west-pilot"), Partnerships: west, Horizon: d("2027")},
		&store.Initiative{Meta: from("together"), Name: "Northshire Together", Partnerships: east, Summary: "One way of working with communities"},
		&store.Initiative{Meta: id("quayside"), Name: "Quayside place-based approach", Partnerships: east, Supports: "together", Alongside: "together", URL: "https://example.org/quayside"},
		&store.Issue{Meta: from("i1"), Text: "Concern about anti-social behaviour at Quayside remains high", Partnerships: east, Status: "open"},
		&store.Issue{Meta: id("i2"), Text: "Night buses stop too early", Status: "open"},
		&store.Issue{Meta: id("i3"), Text: "Broken lights in the park", Partnerships: west, Status: "closed"},
		&store.Meeting{
			Meta: id("east-09"), Partnership: "eastborough", Kind: "board", Start: at("2026-09-08T10:00"), Place: "Town Hall", Status: "held", Minutes: "circulated", MinutesURL: "https://example.org/minutes", Recorded: d("2026-09-09"), PapersSent: d("2026-09-01"),
			Attendance: []store.Attendance{{Person: "a-marsh", As: "present"}, {Person: "c-ray", As: "substitute", For: "b-lowe"}, {Person: "b-lowe", As: "apologies"}, {Organisation: "icb", As: "vacant"}},
		},
		&store.Meeting{
			Meta: id("east-12"), Partnership: "eastborough", Title: "Winter board", Kind: "board", Start: at("2026-12-08T10:00"), MinutesLong: 120, Place: "Teams", Status: "planned", Series: "quarterly on the 2nd Tuesday",
			Agenda: []store.AgendaItem{{Item: "Plan renewal", Purpose: "decide", Lead: "b-lowe", PaperURL: "https://example.org/paper"}, {Item: "A private matter", Purpose: "discuss", Session: "closed"}, {Item: "Dates of boards"}},
		},
		&store.Meeting{Meta: id("east-03"), Partnership: "eastborough", Kind: "board", Start: at("2027-03-09T10:00"), Status: "planned"},
		&store.Meeting{Meta: id("west-10"), Partnership: "westmere", Kind: "board", Start: at("2026-10-13T14:15"), Status: "held", Series: "every 6 weeks on Tuesday"},
		&store.Meeting{Meta: id("west-pub"), Partnership: "westmere", Kind: "public", Start: at("2027-01-14"), Status: "planned"},
		&store.Decision{Meta: id("d0"), Kind: "board", Partnerships: east, Text: "Renew the plan for 1 year", Status: "taken", Decided: d("2025-12-09")},
		&store.Decision{Meta: id("d1"), Ref: "EAS-D-26-001", Kind: "board", Partnerships: east, Meeting: "east-09", Scheme: "wardens", Text: "Support the wardens for a second year", Reason: "Calls fell by a fifth", Options: []string{"Stop", "Go on"}, DecidedBy: "The board by consensus", Status: "taken", Decided: d("2026-09-08"), Replaces: "d0", Review: d("2027-09")},
		&store.Decision{Meta: id("d2"), Ref: "EAS-D-26-002", Kind: "pcc", Partnerships: east, Scheme: "wardens", Text: "Fund the wardens", Status: "taken", Decided: d("2026-09-20"), Amount: pounds("24000.00"), Notice: "OPCC-26-014"},
		&store.Decision{Meta: id("d3"), Ref: "EAS-D-26-003", Kind: "board", Partnerships: east, Text: "A closed matter", Status: "taken", Decided: d("2026-09-08"), Session: "closed"},
		&store.Decision{Meta: id("d4"), Ref: "EAS-D-26-004", Kind: "pcc", Partnerships: east, Pilot: "hub", Text: "Fund the hub from 2027", Status: "needed", NeededBy: d("2027-01-29"), Amount: pounds("18000")},
		&store.Decision{Meta: id("d5"), Kind: "pcc", Partnerships: west, Pilot: "west-pilot", Text: "Further funding after the pilot", Status: "needed", NeededBy: d("2027")},
		&store.Decision{Meta: id("d6"), Kind: "board", Partnerships: west, Text: "Move the board to Mondays", Status: "deferred"},
		&store.Action{Meta: id("a1"), Ref: "EAS-26-001", Partnership: "eastborough", Meeting: "east-09", Text: "Circulate the workplan", Owner: "b-lowe", Organisation: "council", Helpers: []string{"a-marsh"}, Due: due("2026-11-10"), FirstDue: due("2026-10-10"), Raised: d("2026-09-08"), Status: "open", Updates: []store.Update{{At: at("2026-10-09T09:30"), By: "Bea Lowe", RecordedBy: "Alex Marsh", Text: "Draft sent to partners"}}},
		&store.Action{Meta: id("a2"), Ref: "EAS-26-002", Partnership: "eastborough", Text: "Write to schools", Owner: "a-marsh", Due: due("2026-11-22"), Raised: d("2026-09-08"), Status: "open"},
		&store.Action{Meta: id("a3"), Ref: "EAS-26-003", Partnership: "eastborough", Text: "Report on lighting", Due: due("next-board"), Status: "open"},
		&store.Action{Meta: id("a4"), Ref: "EAS-26-004", Partnership: "eastborough", Text: "A closed task", Owner: "a-marsh", Due: due("2026-11-30"), Session: "closed", Status: "open"},
		&store.Action{Meta: id("a5"), Ref: "EAS-26-005", Partnership: "eastborough", Text: "Book the hall", Owner: "c-ray", Due: due("2026-10-01"), Closed: d("2026-09-30"), ClosedBy: "Cal Ray", Status: "done"},
		&store.Action{Meta: id("a6"), Ref: "WES-26-001", Partnership: "westmere", Text: "Find a new chair", Status: "open"},
		&store.Action{Meta: id("a7"), Ref: "WES-26-002", Partnership: "westmere", Text: "Count the bins", Owner: "c-ray", Due: due("next-board"), Status: "open"},
		&store.Duty{Meta: store.Meta{ID: "share", Source: "https://example.org/law", AsAt: d("2026-11")}, Title: "Share the plan with the policing body", Kind: "duty", On: "strategy group", Law: "Regulation 13A", Text: "Send a copy when the plan is made", URL: "https://example.org/law"},
		&store.Duty{Meta: store.Meta{ID: "meet", Note: "Unverified: nothing says whether this is still in force."}, Title: "Hold a public meeting", On: "strategy group", Law: "Regulation 12(4)"},
		&store.Duty{Meta: store.Meta{ID: "cpn", Source: "https://example.org/powers"}, Title: "Community protection notice", Kind: "power", On: "councils and police", Text: "Stops conduct that spoils a community's quality of life"},
	}
}

// sundayMorning is 22 November 2026 at twenty to nine in the morning.
var sundayMorning = time.Date(2026, 11, 22, 8, 40, 0, 0, time.UTC)

// northshireDesk is a desk over northshire.
func northshireDesk(t testing.TB) *Desk {
	t.Helper()
	return deskOver(t, northshire(t))
}

// deskOver is a desk over a store in memory that holds the records.
func deskOver(t testing.TB, records []any) *Desk {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, memkv.New())
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Change(ctx, store.Change{Actor: "console", Name: "console", Command: "import northshire.yaml", At: sundayMorning.AddDate(0, 0, -7)}, func(tx *store.Tx) error {
		for _, rec := range records {
			if err := kindOf(rec).Save(tx, rec); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return NewDesk(s, time.UTC)
}

// kindOf finds the kind that a record belongs to.
func kindOf(rec any) store.AnyKind {
	for _, k := range store.Table {
		if reflect.TypeOf(k.New()) == reflect.TypeOf(rec) {
			return k
		}
	}
	return nil
}
