package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/store/kv/memkv"
)

// gapLine is a gap as the tests write it: the record, what is amiss, the
// fields.
func gapLine(g Gap) string {
	why := [...]string{"no", "part", "old"}[g.Why]
	return strings.TrimSpace(fmt.Sprintf("%s %s/%s %s", why, g.Kind, g.ID, strings.Join(g.Fields, " ")))
}

func gapsAt(t *testing.T, partnership string, today Date, records ...func(*Tx) error) []string {
	t.Helper()
	ctx := context.Background()
	s, err := Open(ctx, memkv.New())
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Change(ctx, Change{Actor: "console", At: time.Date(2026, 5, 22, 9, 0, 0, 0, time.UTC)}, func(tx *Tx) error {
		for _, put := range records {
			if err := put(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	if err := s.View(ctx, func(tx *Tx) error {
		list, err := Gaps(tx, today, partnership)
		for _, g := range list {
			out = append(out, gapLine(g))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func putting[T any](k *Kind[T], rec T) func(*Tx) error {
	return func(tx *Tx) error {
		_, err := k.Put(tx, rec)
		return err
	}
}

func gapDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func gapMoment(s string) Moment {
	m, err := ParseMoment(s)
	if err != nil {
		panic(err)
	}
	return m
}

func TestGaps(t *testing.T) {
	fresh := func(id string) Meta { return Meta{ID: id, Checked: gapDate("2026-10-01")} }
	member := []Member{{Organisation: "o"}}
	// A partnership of which everything is known.
	whole := []func(*Tx) error{
		putting(&Organisations, Organisation{Meta: Meta{ID: "o"}, Name: "Council"}),
		putting(&Partnerships, Partnership{Meta: fresh("p"), Name: "P", Area: "P", Channel: "C0P", YearEnd: "03-31", Members: member}),
		putting(&People, Person{Meta: fresh("a"), Name: "A", Title: "T", Organisation: "o", Slack: "U0A"}),
		putting(&Roles, Role{Meta: fresh("r1"), Role: "chair", Person: "a", Partnership: "p", From: gapDate("2025-05")}),
		putting(&Roles, Role{Meta: fresh("r2"), Role: "secretariat", Person: "a", Partnership: "p"}),
		putting(&Plans, Plan{Meta: fresh("plan"), Title: "Plan", Partnership: "p", From: gapDate("2024-04-01"), Until: gapDate("2027-03-31"), Priorities: []string{"x"}}),
		putting(&Meetings, Meeting{Meta: fresh("m"), Partnership: "p", Start: gapMoment("2026-12-08T10:00")}),
	}
	today := gapDate("2026-11-22")
	for _, c := range []struct {
		name  string
		today string
		more  []func(*Tx) error
		want  []string
	}{
		{"nothing lacks", "2026-11-22", nil, nil},
		{"half a year on, the chair and the secretariat first", "2027-04-02", nil, []string{
			"old roles/r1", "old roles/r2", "old plans/plan", "no meetings/", "old partnerships/p", "old people/a",
		}},
		{"six months to the day are fresh", "2027-04-01", nil, []string{"no meetings/"}},
		{"what was never checked counts from its source, else from when it was recorded", "2026-11-22", []func(*Tx) error{
			putting(&Issues, Issue{Meta: Meta{ID: "i1", AsAt: gapDate("2026-05")}, Text: "x", Partnerships: []string{"p"}}),
			putting(&Issues, Issue{Meta: Meta{ID: "i2", AsAt: gapDate("2026-04")}, Text: "x", Partnerships: []string{"p"}}),
			putting(&Issues, Issue{Meta: Meta{ID: "i3"}, Text: "x", Partnerships: []string{"p"}}),
		}, []string{"old issues/i2"}},
		{"recorded more than half a year ago", "2026-11-23", []func(*Tx) error{
			putting(&Issues, Issue{Meta: Meta{ID: "i3"}, Text: "x", Partnerships: []string{"p"}}),
		}, []string{"old issues/i3"}},
		{"a board of a month, and one without its time", "2026-11-22", []func(*Tx) error{
			putting(&Meetings, Meeting{Meta: fresh("m2"), Partnership: "p", Start: gapMoment("2027-03")}),
			putting(&Meetings, Meeting{Meta: fresh("m3"), Partnership: "p", Start: gapMoment("2027-06-08")}),
			putting(&Meetings, Meeting{Meta: fresh("m4"), Partnership: "p", Start: gapMoment("2027-07"), Status: "cancelled"}),
		}, []string{"part meetings/m2 start", "part meetings/m3 start"}},
		{"schemes: dates and sums", "2026-11-22", []func(*Tx) error{
			putting(&Schemes, Scheme{Meta: fresh("s1"), Name: "S", Partnerships: []string{"p"}, From: gapDate("2026"), Until: gapDate("2027-03-31"), Recipient: "o", DecisionRef: "D"}),
			putting(&Schemes, Scheme{Meta: fresh("s2"), Name: "Over", Partnerships: []string{"p"}, Until: gapDate("2026-03-31"), Outcome: "ended"}),
			putting(&Schemes, Scheme{Meta: fresh("s3"), Name: "Over, and then", Until: gapDate("2026-03-31"), Amount: Money{Known: true}}),
		}, []string{"no schemes/s3 outcome", "no schemes/s1 amount next_return", "part schemes/s1 from"}},
		{"pilots: reviews and horizon", "2026-11-22", []func(*Tx) error{
			putting(&Pilots, Pilot{Meta: fresh("h1"), Name: "H", Partnerships: []string{"p"}, Horizon: gapDate("2027"), InterimDone: gapDate("2026-01-01"), Until: gapDate("2027-01-01"), EvidenceOwner: "a", Question: "?"}),
			putting(&Pilots, Pilot{Meta: fresh("h2"), Partnerships: []string{"p"}, FinalDone: gapDate("2026-01-01")}),
		}, []string{"no pilots/h1 final_review", "part pilots/h1 horizon"}},
		{"a former chair and a replaced plan lack nothing", "2026-11-22", []func(*Tx) error{
			putting(&Roles, Role{Meta: Meta{ID: "r0"}, Role: "chair", Partnership: "p", Until: gapDate("2025-04")}),
			putting(&Plans, Plan{Meta: Meta{ID: "old"}, Partnership: "p", Status: "replaced"}),
		}, nil},
		{"a decision without a day", "2026-11-22", []func(*Tx) error{
			putting(&Decisions, Decision{Meta: fresh("d"), Text: "x", Status: "needed", Partnerships: []string{"p"}}),
		}, []string{"no decisions/d needed_by"}},
	} {
		got := gapsAt(t, "p", gapDate(c.today), append(slices.Clone(whole), c.more...)...)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
		if all := gapsAt(t, "", gapDate(c.today), append(slices.Clone(whole), c.more...)...); !slices.Equal(all, got) {
			t.Errorf("%s: of all partnerships %q", c.name, all)
		}
	}
	bare := gapsAt(t, "p", today, putting(&Partnerships, Partnership{Meta: fresh("p"), Name: "P"}))
	if want := []string{"no roles/ chair", "no roles/ secretariat", "no plans/", "no meetings/", "no partnerships/p channel", "no partnerships/p area year_end members"}; !slices.Equal(bare, want) {
		t.Errorf("a bare partnership: %q", bare)
	}
}
