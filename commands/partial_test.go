package commands

import (
	"strings"
	"testing"

	"csp/store"
)

// Of a board, a plan or a scheme only the month may be recorded: wherever it
// is looked for it is told, with the month, and that the day is missing.
func TestPartialDatesAreTold(t *testing.T) {
	at := func(s string) store.Moment {
		m, err := store.ParseMoment(s)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	id := func(s string) store.Meta { return store.Meta{ID: s} }
	d := deskOver(t, []any{
		&store.Partnership{Meta: id("east"), Name: "East Partnership"},
		&store.Partnership{Meta: id("west"), Name: "West Partnership"},
		&store.Partnership{Meta: id("south"), Name: "South Partnership"},
		&store.Meeting{Meta: id("e0"), Partnership: "east", Start: at("2026-10")},
		&store.Meeting{Meta: id("e1"), Partnership: "east", Start: at("2026-12")},
		&store.Meeting{Meta: id("e2"), Partnership: "east", Start: at("2027-01-05T10:00")},
		&store.Meeting{Meta: id("w1"), Partnership: "west", Start: at("2026")},
		&store.Meeting{Meta: id("w2"), Partnership: "west", Start: at("2026-12-10T10:00")},
		&store.Meeting{Meta: id("s1"), Partnership: "south", Start: at("2026-11")},
		&store.Plan{Meta: id("p1"), Title: "East plan", Partnership: "east", Until: day(t, "2027-01")},
		&store.Plan{Meta: id("p2"), Title: "West plan", Partnership: "west", Until: day(t, "2026")},
		&store.Plan{Meta: id("p3"), Title: "Far plan", Partnership: "south", Until: day(t, "2027-03")},
		&store.Scheme{Meta: id("s1"), Name: "Wardens", Until: day(t, "2026-11")},
		&store.Scheme{Meta: id("s2"), Name: "Lights", Until: day(t, "2026-09")},
	})
	for _, c := range []struct {
		line      string
		says, not []string
	}{
		{"list", []string{"next board December 2026", "next board Thursday 10 December 2026, 10am", "next board November 2026"}, []string{"board: Not recorded", "October"}},
		{"east", []string{"Next board: December 2026; the exact date is not recorded"}, nil},
		{"", []string{
			"South Partnership: November 2026; the exact date is not recorded",
			"East Partnership: December 2026; the exact date is not recorded",
			"East plan ends in January 2027; the exact date is not recorded.",
			"West plan ends in 2026; the exact date is not recorded.",
			"Wardens ends in November 2026; the exact date is not recorded.",
			"Lights ended in September 2026. No outcome is recorded.",
		}, []string{"Far plan", "October"}},
	} {
		got := ask(t, d, Request{Actor: Console(), Text: c.line, Now: sundayMorning})
		for _, s := range c.says {
			if !strings.Contains(got, s) {
				t.Errorf("/csp %s does not say %q:\n%s", c.line, s, got)
			}
		}
		for _, s := range c.not {
			if strings.Contains(got, s) {
				t.Errorf("/csp %s says %q:\n%s", c.line, s, got)
			}
		}
	}
}
