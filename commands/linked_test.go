package commands

import (
	"strings"
	"testing"

	"csp/store"
)

// A record that a guest may read may hang on records that they may not: no
// card and no list tells the name of one.
func TestLinkedNamesAreHidden(t *testing.T) {
	id := func(s string) store.Meta { return store.Meta{ID: s} }
	east, west := []string{"east"}, []string{"west"}
	day := func(s string) store.Date { return day(t, s) }
	board, err := store.ParseMoment("2031-04-05T10:00")
	if err != nil {
		t.Fatal(err)
	}
	d := deskOver(t, []any{
		&store.Partnership{Meta: id("east"), Name: "East Partnership", Channel: "C0EAST"},
		&store.Partnership{Meta: id("west"), Name: "West Partnership"},
		&store.Scheme{Meta: id("ws"), Name: "Veiled scheme", Partnerships: west},
		&store.Pilot{Meta: id("wp"), Name: "Veiled pilot", Partnerships: west},
		&store.Meeting{Meta: id("wm"), Partnership: "west", Title: "Veiled meeting", Start: board},
		&store.Plan{Meta: id("wplan"), Title: "Veiled plan", Partnership: "west"},
		&store.Initiative{Meta: id("wi"), Name: "Veiled initiative", Partnerships: west},
		&store.Decision{Meta: id("wd"), Ref: "WES-D-26-001", Text: "Veiled decision", Partnerships: west, Status: "taken", Scheme: "ws", Kind: "pcc", Published: day("2026-01-01")},
		&store.Decision{Meta: id("d"), Ref: "EAS-D-26-001", Text: "Fund it", Kind: "board", Partnerships: east, Scheme: "ws", Pilot: "wp", Meeting: "wm", Replaces: "wd", Status: "taken", Decided: day("2026-02-03")},
		&store.Action{Meta: id("a"), Ref: "EAS-26-001", Partnership: "east", Text: "Write", Meeting: "wm", Decision: "wd"},
		&store.Pilot{Meta: id("p"), Name: "Hub", Partnerships: east, Scheme: "ws"},
		&store.Plan{Meta: id("plan"), Title: "East plan", Partnership: "east", Successor: "wplan", Until: day("2026-03-31")},
		&store.Initiative{Meta: id("i"), Name: "Quay", Partnerships: east, Supports: "wi", Alongside: "wi"},
	})
	asked := []string{
		"", "list", "east", "plans", "schemes", "pilots", "initiatives", "decisions", "needed", "actions", "boards", "forward east",
		"EAS-D-26-001", "EAS-26-001", "pilot hub", "plan east plan", "show initiatives/i", "history decisions/d", "history actions/a",
		"history pilots/p", "history plans/plan", "history initiatives/i",
	}
	for who, sees := range map[string]bool{"guest": false, "staff": true} {
		actor := Actor{Team: "T0OFFICE", User: "U1", Guest: !sees, Staff: sees, Channels: []string{"C0EAST"}}
		all := ""
		for _, line := range asked {
			got := ask(t, d, Request{Actor: actor, Text: line, Now: sundayMorning})
			all += got
			for _, secret := range []string{"Veiled", "5 April 2031"} {
				if !sees && strings.Contains(got, secret) {
					t.Errorf("%s: /csp %s tells %q:\n%s", who, line, secret, got)
				}
			}
		}
		for _, what := range []string{"scheme", "pilot", "meeting", "plan", "initiative", "decision"} {
			if sees && !strings.Contains(all, "Veiled "+what) {
				t.Errorf("%s: nothing tells the %s, so the test proves nothing", who, what)
			}
		}
	}
}
