package store_test

import (
	"fmt"
	"testing"

	. "csp/store"
)

func TestTurnout(t *testing.T) {
	s := open(t)
	change(t, s, func(tx *Tx) error {
		for _, o := range []string{"police", "council", "fire", "health", "old-health", "charity", "ccg", "icb"} {
			org := Organisation{Meta: Meta{ID: o}, Name: o}
			if o == "ccg" {
				org.Until, org.Successor = day(t, "2022-06-30"), "icb"
			}
			if err := put(tx, &Organisations, org); err != nil {
				return err
			}
		}
		for person, org := range map[string]string{"ann": "police", "bob": "council", "cat": "fire", "dan": "health", "eve": "charity", "gus": "police", "lone": "", "ivy": "ccg", "ian": "icb"} {
			if err := put(tx, &People, Person{Meta: Meta{ID: person}, Name: person, Organisation: org}); err != nil {
				return err
			}
		}
		if err := put(tx, &Partnerships, Partnership{Meta: Meta{ID: "west"}, Name: "West", Members: []Member{
			{Organisation: "ccg", As: "responsible"}, {Organisation: "icb", As: "responsible", From: day(t, "2026-12-01")},
		}}); err != nil {
			return err
		}
		return put(tx, &Partnerships, Partnership{Meta: Meta{ID: "east"}, Name: "East", Quorum: 3, Members: []Member{
			{Organisation: "police", As: "responsible"},
			{Organisation: "police", As: "responsible"},
			{Organisation: "council", As: "responsible", From: day(t, "2026-12")},
			{Organisation: "fire", As: "responsible", From: day(t, "2020")},
			{Organisation: "old-health", As: "responsible", Until: day(t, "2022-06-30")},
			{Organisation: "health", As: "responsible", From: day(t, "2022-07-01")},
			{Organisation: "charity", As: "additional"},
		}})
	})
	const all = "[police council fire health]"
	for name, c := range map[string]struct {
		seats            []Attendance
		status, on, of   string
		want, here, away string
		quorate          bool
	}{
		"nobody answered":             {want: all},
		"one for each":                {seats: []Attendance{{Person: "ann", As: "coming"}, {Person: "bob", As: "coming"}, {Person: "cat", As: "coming"}}, want: all, here: "[police council fire]", quorate: true},
		"two of one count once":       {seats: []Attendance{{Person: "ann", As: "coming"}, {Person: "gus", As: "coming"}}, want: all, here: "[police]"},
		"one of two sends apologies":  {seats: []Attendance{{Person: "ann", As: "apologies"}, {Person: "gus", As: "coming"}}, want: all, here: "[police]"},
		"apologies":                   {seats: []Attendance{{Person: "dan", As: "apologies"}}, want: all, away: "[health]"},
		"a substitute of elsewhere":   {seats: []Attendance{{Person: "eve", As: "substitute", For: "dan"}}, want: all, here: "[health]"},
		"a substitute not named":      {seats: []Attendance{{As: "substitute", For: "dan"}}, want: all, here: "[health]"},
		"a vacant seat":               {seats: []Attendance{{Organisation: "fire", As: "vacant"}}, want: all, away: "[fire]"},
		"a seat of the organisation":  {seats: []Attendance{{Organisation: "fire", Person: "eve", As: "coming"}}, want: all, here: "[fire]"},
		"additional, and of nowhere":  {seats: []Attendance{{Person: "eve", As: "coming"}, {Person: "lone", As: "coming"}}, want: all},
		"how is not recorded":         {seats: []Attendance{{Person: "ann"}}, want: all},
		"held: coming is not present": {seats: []Attendance{{Person: "ann", As: "coming"}, {Person: "bob", As: "present"}}, status: "held", want: all, here: "[council]"},
		"before a seat began":         {on: "2026-11-30", want: "[police fire health]"},
		"the old body's days":         {on: "2022-06-30", want: "[police fire old-health]"},
		"no day":                      {on: "none", want: all},
		"a body that was replaced":    {of: "west", seats: []Attendance{{Person: "ivy", As: "coming"}}, want: "[icb]", here: "[icb]"},
		"its successor":               {of: "west", seats: []Attendance{{Person: "ian", As: "apologies"}}, want: "[icb]", away: "[icb]"},
		"while it stood":              {of: "west", on: "2022-06-30", seats: []Attendance{{Person: "ian", As: "coming"}}, want: "[ccg]"},
	} {
		if c.of == "" {
			c.of = "east"
		}
		m := Meeting{Partnership: c.of, Status: c.status, Attendance: c.seats}
		switch c.on {
		case "":
			m.Start.Date = day(t, "2026-12-08")
		case "none":
		default:
			m.Start.Date = day(t, c.on)
		}
		err := s.View(t.Context(), func(tx *Tx) error {
			got, err := TurnoutOf(tx, &m)
			if err != nil {
				return err
			}
			for what, pair := range map[string][2]string{
				"authorities": {fmt.Sprint(got.Authorities), c.want}, "here": {fmt.Sprint(got.Here), c.here}, "away": {fmt.Sprint(got.Away), c.away},
			} {
				if want := pair[1]; pair[0] != want && (want != "" || pair[0] != "[]") {
					t.Errorf("%s: %s are %s, want %s", name, what, pair[0], want)
				}
			}
			if c.of == "east" && got.Quorate() != c.quorate {
				t.Errorf("%s: quorate %v", name, got.Quorate())
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
