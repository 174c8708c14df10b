package commands

import (
	"context"
	"slices"
	"testing"

	"csp/reminders"
	"csp/store"
)

func inView(t *testing.T, records []any, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := deskOver(t, records).Store.View(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

// Boards are expected from the series only while none is planned.
func TestBoardsAreExpectedOnlyWhenNoneIsPlanned(t *testing.T) {
	held := func(series string) *store.Meeting {
		return &store.Meeting{Meta: store.Meta{ID: "held"}, Partnership: "p", Status: "held", Start: store.Moment{Date: day(t, "2026-10-13")}, Series: series}
	}
	for _, c := range []struct {
		name     string
		meetings []any
		want     []string
	}{
		{"none at all", nil, nil},
		{"no series", []any{held("")}, nil},
		{"a series", []any{held("every 6 weeks on Tuesday")}, []string{"2026-11-24", "2027-01-05"}},
		{"a planned board", []any{
			held("every 6 weeks on Tuesday"),
			&store.Meeting{Meta: store.Meta{ID: "next"}, Partnership: "p", Start: store.Moment{Date: day(t, "2027-02-01")}},
		}, nil},
		{"a planned sub-group is no board", []any{
			held("every 6 weeks on Tuesday"),
			&store.Meeting{Meta: store.Meta{ID: "sub"}, Partnership: "p", Kind: "sub-group", Start: store.Moment{Date: day(t, "2027-02-01")}},
		}, []string{"2026-11-24", "2027-01-05"}},
		{"a cancelled board is not planned", []any{
			held("monthly on day 31"),
			&store.Meeting{Meta: store.Meta{ID: "off"}, Partnership: "p", Status: "cancelled", Start: store.Moment{Date: day(t, "2026-12-01")}},
		}, []string{"2026-11-30", "2026-12-31"}},
	} {
		records := append([]any{&store.Partnership{Meta: store.Meta{ID: "p"}, Name: "P", Prefix: "PPP"}}, c.meetings...)
		inView(t, records, func(tx *store.Tx) error {
			days, err := expectedBoards(tx, "p", day(t, "2026-11-22"), 2)
			var got []string
			for _, d := range days {
				got = append(got, d.on.String())
			}
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%s: %q (%v), want %q", c.name, got, err, c.want)
			}
			return nil
		})
	}
}

// The worked dates of the papers: five clear working days before the board,
// unless something nearer says otherwise.
func TestPapersAreDueFiveClearWorkingDaysBefore(t *testing.T) {
	for _, c := range []struct {
		board, recorded string
		own, office     store.Timings
		want            string
	}{
		{board: "2026-12-08", want: "2026-11-30"},
		{board: "2027-01-05", want: "2026-12-23"},
		{board: "2027-06-03", want: "2027-05-25"},
		{board: "2026-12-08", recorded: "2026-12-01", want: "2026-12-01"},
		{board: "2026-12-08", office: store.Timings{"papers-due": {"-3cwd"}}, want: "2026-12-02"},
		{board: "2026-12-08", own: store.Timings{"papers-due": {"-7d"}}, office: store.Timings{"papers-due": {"-3cwd"}}, want: "2026-12-01"},
		{board: "2026-12-08", own: store.Timings{"papers-due": {"-2wd"}}, want: "2026-12-04"},
		{board: "2026-12", want: ""},
	} {
		m := store.Meeting{Meta: store.Meta{ID: "m", Timings: c.own}, Partnership: "p", Start: store.Moment{Date: day(t, c.board)}, PapersDue: dateOf(t, c.recorded)}
		records := []any{
			&store.Office{Meta: store.Meta{ID: "office", Timings: c.office}},
			&store.Partnership{Meta: store.Meta{ID: "p"}, Name: "P", Prefix: "PPP"}, &m,
		}
		inView(t, records, func(tx *store.Tx) error {
			got, reckoned, err := reminders.PapersDue(tx, &m)
			if err != nil || got.String() != c.want || reckoned != (c.recorded == "" && c.want != "") {
				t.Errorf("papers of %s: %s (%v, %v), want %s", c.board, got, reckoned, err, c.want)
			}
			return nil
		})
	}
}

// A draft does not stand in a plan's place; a current successor does.
func TestAPlanIsReplacedByOneThatRuns(t *testing.T) {
	for _, c := range []struct {
		status, successor string
		want              bool
	}{
		{"current", "", false},
		{"replaced", "", true},
		{"current", "draft", false},
		{"renewing", "draft", false},
		{"current", "current", true},
		{"renewing", "replaced", true},
	} {
		p := store.Plan{Meta: store.Meta{ID: "old"}, Title: "Old", Status: c.status}
		records := []any{&p}
		if c.successor != "" {
			p.Successor = "new"
			records = append(records, &store.Plan{Meta: store.Meta{ID: "new"}, Title: "New", Status: c.successor})
		}
		inView(t, records, func(tx *store.Tx) error {
			got, err := store.Superseded(tx, &p)
			if err != nil || got != c.want {
				t.Errorf("a %s plan with a %q successor is replaced: %v (%v)", c.status, c.successor, got, err)
			}
			return nil
		})
	}
}

func TestQuorumCountsResponsibleAuthoritiesOnce(t *testing.T) {
	member := func(org string) store.Member { return store.Member{Organisation: org, As: "responsible"} }
	records := func(m *store.Meeting, quorum int) []any {
		return []any{
			&store.Organisation{Meta: store.Meta{ID: "police"}, Name: "Police"},
			&store.Organisation{Meta: store.Meta{ID: "fire"}, Name: "Fire"},
			&store.Organisation{Meta: store.Meta{ID: "charity"}, Name: "Charity"},
			&store.Person{Meta: store.Meta{ID: "a"}, Name: "A", Organisation: "police"},
			&store.Person{Meta: store.Meta{ID: "b"}, Name: "B", Organisation: "police"},
			&store.Person{Meta: store.Meta{ID: "c"}, Name: "C", Organisation: "fire"},
			&store.Person{Meta: store.Meta{ID: "d"}, Name: "D", Organisation: "charity"},
			&store.Partnership{Meta: store.Meta{ID: "p"}, Name: "P", Prefix: "PPP", Quorum: quorum, Members: []store.Member{member("police"), member("fire"), {Organisation: "charity", As: "additional"}}},
			m,
		}
	}
	for _, c := range []struct {
		name   string
		quorum int
		seats  []store.Attendance
		want   string
	}{
		{"two of one authority", 2, []store.Attendance{{Person: "a", As: "present"}, {Person: "b", As: "present"}}, "Not quorate: 1 of 2 responsible authorities, 2 needed."},
		{"a substitute counts for whom they came", 2, []store.Attendance{{Person: "a", As: "present"}, {Person: "d", As: "substitute", For: "c"}}, "Quorate: 2 of 2 responsible authorities, 2 needed."},
		{"apologies and partners do not count", 1, []store.Attendance{{Person: "a", As: "apologies"}, {Person: "d", As: "present"}}, "Not quorate: 0 of 2 responsible authorities, 1 needed."},
		{"no rule", 0, []store.Attendance{{Person: "a", As: "present"}}, ""},
	} {
		m := &store.Meeting{Meta: store.Meta{ID: "m"}, Partnership: "p", Status: "held", Start: store.Moment{Date: day(t, "2026-09-08")}, Attendance: c.seats}
		inView(t, records(m, c.quorum), func(tx *store.Tx) error {
			got, err := quorumWords(tx, m)
			if err != nil || got != c.want {
				t.Errorf("%s: %q (%v), want %q", c.name, got, err, c.want)
			}
			return nil
		})
	}
}
