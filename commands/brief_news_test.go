package commands

import (
	"slices"
	"strings"
	"testing"

	"csp/store"
)

// newsAfter is what the brief on Eastborough says is new after a change, a
// line each.
func newsAfter(t *testing.T, who string, changes ...func(tx *store.Tx) error) []string {
	t.Helper()
	d := northshireDesk(t)
	ask := func(day int) string {
		t.Helper()
		r, err := d.Do(t.Context(), Request{Actor: speakers[who], Text: "brief eastborough", Now: sundayMorning.AddDate(0, 0, day)})
		if err != nil || r.Bad {
			t.Fatal(r.Plain(), err)
		}
		_, s, _ := strings.Cut(r.Plain(), "Since your last brief")
		s, _, _ = strings.Cut(s, "Background\n")
		return s
	}
	ask(0)
	for _, fn := range changes {
		c := &Call{Context: t.Context(), Request: Request{Actor: speakers["admin"], Now: sundayMorning.AddDate(0, 0, 1)}, Desk: d, Command: &edit}
		if _, err := c.write(fn); err != nil {
			t.Fatal(err)
		}
	}
	var out []string
	for line := range strings.Lines(ask(30)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "• ") || strings.HasPrefix(line, "And ") {
			out = append(out, strings.TrimPrefix(line, "• "))
		}
	}
	return out
}

// put writes a record, new or over the one that is there.
func put(rec any) func(tx *store.Tx) error {
	return func(tx *store.Tx) error {
		m := store.MetaOf(rec)
		if f, err := load(tx, subject{kindName(rec), m.ID}); err == nil {
			m.Rev = store.MetaOf(f.Rec).Rev
		}
		return kindOf(rec).Save(tx, rec)
	}
}

func kindName(rec any) string {
	name, _ := kindOf(rec).Called()
	return name
}

// What is new is said in the words of the office, a line a thing, what weighs
// most first.
func TestNewsInTheWordsOfTheOffice(t *testing.T) {
	d := func(s string) store.Date { return day(t, s) }
	had := map[string]any{}
	for _, rec := range northshire(t) {
		had[kindName(rec)+"/"+store.MetaOf(rec).ID] = rec
	}
	meeting := *had["meetings/east-12"].(*store.Meeting)
	meeting.Status, meeting.Recorded, meeting.Minutes = "held", d("2026-11-23"), "draft"
	meeting.Attendance = []store.Attendance{{Person: "a-marsh", As: "present"}, {Name: "Jo Bloggs", As: "substitute", For: "b-lowe"}, {Person: "b-lowe", As: "apologies"}}
	done := *had["actions/a3"].(*store.Action)
	done.Status, done.Closed, done.ClosedBy = "done", d("2026-11-23"), "Cal Ray"
	quick := store.Action{Meta: store.Meta{ID: "a9"}, Ref: "EAS-26-009", Partnership: "eastborough", Text: "Ring the hall", Owner: "c-ray", Status: "done", Raised: d("2026-11-23"), Closed: d("2026-11-23")}
	chair := *had["roles/r1"].(*store.Role)
	chair.Until = d("2026-11-30")
	next := store.Role{Meta: store.Meta{ID: "r9"}, Person: "c-ray", Role: "chair", Partnership: "eastborough", From: d("2026-12-01")}
	taken := *had["decisions/d4"].(*store.Decision)
	taken.Status, taken.Decided = "taken", d("2026-11-23")
	scheme := *had["schemes/wardens"].(*store.Scheme)
	scheme.NextReturn = d("2027-04-15")

	got := newsAfter(t, "staff", put(&scheme), put(&quick), put(&done), put(&meeting), put(&chair), put(&next), put(&taken))
	want := []string{
		"The commissioner decided on 23 November 2026: EAS-D-26-004. Fund the hub from 2027. Amount: £18,000.",
		"New chair: Cal Ray since 1 December 2026, after Alex Marsh.",
		"The board of 8 December 2026 was recorded: 2 came, 1 apology. Its minutes are in draft.",
		"Done on 23 November 2026: EAS-26-003. Report on lighting. Owner not named.",
		"Done on 23 November 2026: EAS-26-009. Ring the hall. Cal Ray.",
		"Now overdue: EAS-26-002. Write to schools. Alex Marsh. Due: 22 November 2026.",
		"Now overdue: EAS-26-004. A closed task. Alex Marsh. Due: 30 November 2026.",
		"Evening wardens: the next return is now Thursday 15 April 2027 (it was Friday 15 January 2027).",
	}
	if !slices.Equal(got, want) {
		t.Errorf("new are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What does not fit says what it is of, and nothing weighty is left out.
func TestNewsLeavesOutWhatWeighsLittle(t *testing.T) {
	var all []func(tx *store.Tx) error
	for _, id := range []string{"p", "q", "r", "s", "t", "u", "v", "w", "x", "y"} {
		all = append(all, put(&store.Issue{Meta: store.Meta{ID: id}, Text: "Concern " + id, Partnerships: []string{"eastborough"}, Status: "open"}))
		all = append(all, put(&store.Decision{Meta: store.Meta{ID: id}, Kind: "board", Text: "Decision " + id, Partnerships: []string{"eastborough"}, Status: "taken", Decided: day(t, "2026-11-23")}))
		all = append(all, put(&store.Action{Meta: store.Meta{ID: id}, Ref: "EAS-26-10" + string('0'+id[0]-'p'), Text: "Task " + id, Partnership: "eastborough", Status: "open"}))
	}
	got := newsAfter(t, "staff", all...)
	said := strings.Join(got, "\n")
	if strings.Count(said, "The board decided") != 10 || !strings.Contains(said, "10 new actions: EAS-26-100, ") || !strings.Contains(said, "more of less weight: ") || !strings.HasSuffix(said, "issues. To see what was done to one of them, type /csp history and its name.") {
		t.Errorf("new are\n%s", said)
	}
}

// What was decided of late is told whoever decided it, and whether at a board.
func TestBriefTellsWhatWasDecidedOfLate(t *testing.T) {
	d := deskOver(t, append(northshire(t),
		&store.Decision{Meta: store.Meta{ID: "d8"}, Ref: "EAS-D-26-008", Kind: "board", Partnerships: []string{"eastborough"}, Text: "Agreed by email", Status: "taken", Decided: day(t, "2026-11-20")}))
	b, err := briefFor(t, d, speakers["staff"], "eastborough", sundayMorning)
	if err != nil {
		t.Fatal(err)
	}
	said := Reply{Blocks: b.shown()}.Plain()
	for _, want := range []string{
		"Taken by the board since 22 August 2026 (3)", "EAS-D-26-008. Agreed by email. Decided on 20 November 2026, outside a board.",
		"EAS-D-26-001. Support the wardens for a second year. Decided on 8 September 2026, at the board.",
		"Taken by the commissioner since 22 August 2026 (1)", "EAS-D-26-002. Fund the wardens. Decided on 20 September 2026. Amount: £24,000. Not yet published.",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said", want)
		}
	}
	if strings.Contains(said, "Renew the plan for 1 year") {
		t.Error("what was decided a year ago is told")
	}
}

// newsCase is a record as somebody left it, and what is said of that.
type newsCase struct {
	now  any
	want string
}

func newsCases(t *testing.T) []newsCase {
	d := func(s string) store.Date { return day(t, s) }
	rec := func(kind, id string) any {
		for _, rec := range northshire(t) {
			if kindName(rec) == kind && store.MetaOf(rec).ID == id {
				return rec
			}
		}
		t.Fatal(kind, id)
		return nil
	}
	board := func(change func(*store.Meeting)) any {
		m := rec("meetings", "east-12").(*store.Meeting)
		change(m)
		return m
	}
	action := func(change func(*store.Action)) any {
		a := rec("actions", "a3").(*store.Action)
		change(a)
		return a
	}
	plan := rec("plans", "east-2024").(*store.Plan)
	plan.Status = "renewing"
	paid := rec("decisions", "d2").(*store.Decision)
	paid.Published = d("2026-12-03")
	off := rec("decisions", "d1").(*store.Decision)
	off.Status = "cancelled"
	chair := rec("roles", "r1").(*store.Role)
	chair.Until = d("2026-12-31")
	kept := rec("roles", "r2").(*store.Role)
	kept.Checked = d("2026-11-23")
	issue := rec("issues", "i1").(*store.Issue)
	issue.Status = "closed"
	p := rec("partnerships", "eastborough").(*store.Partnership)
	p.Members = p.Members[:2]
	return []newsCase{
		{board(func(m *store.Meeting) { m.Status = "cancelled" }), "The board of 8 December 2026 was cancelled."},
		{board(func(m *store.Meeting) { m.Start.Date = d("2027-01-12") }), "The board of 12 January 2027 was moved from 8 December 2026."},
		{board(func(m *store.Meeting) { m.PapersSent = d("2026-12-01") }), "The board of 8 December 2026. Its papers were sent on 1 December 2026."},
		{board(func(m *store.Meeting) { m.Agenda = m.Agenda[:1] }), "The board of 8 December 2026. Its agenda has 1 item."},
		{board(func(m *store.Meeting) { m.Attendance = []store.Attendance{{Person: "a-marsh", As: "coming"}} }), "The board of 8 December 2026. So far 1 is coming, no apologies."},
		{board(func(m *store.Meeting) { m.Place = "Town Hall" }), "The board of 8 December 2026: the place is now Town Hall (it was Teams)."},
		{&store.Meeting{Meta: store.Meta{ID: "sub"}, Partnership: "eastborough", Kind: "sub-group", Title: "Quayside group", Start: store.Moment{Date: d("2026-12-30")}}, "Quayside group of 30 December 2026 is planned: Wednesday 30 December 2026."},
		{action(func(a *store.Action) { a.Owner = "c-ray" }), "EAS-26-003. Report on lighting. Owner now: Cal Ray."},
		{action(func(a *store.Action) { a.Status = "cancelled"; a.Closed = d("2026-11-23") }), "Cancelled on 23 November 2026: EAS-26-003. Report on lighting."},
		{action(func(a *store.Action) { a.Due = store.Due{Date: d("2027-02-01")} }), "EAS-26-003. Report on lighting. Now due: Monday 1 February 2027 (it was the next board)."},
		{action(func(a *store.Action) { a.Updates = []store.Update{{Text: "Half done"}} }), "EAS-26-003. Report on lighting. Update: “Half done”."},
		{plan, "Eastborough plan 2024 to 2027: the status is now being renewed (it was current)."},
		{&store.Plan{Meta: store.Meta{ID: "new"}, Title: "Plan to 2030", Partnership: "eastborough", From: d("2027-04-01"), Until: d("2030-03-31")}, "New plan: Plan to 2030, 1 April 2027 to 31 March 2030."},
		{paid, "Published on 3 December 2026: EAS-D-26-002. Fund the wardens. Amount: £24,000."},
		{off, "A decision no longer stands: EAS-D-26-001. Support the wardens for a second year. It was recorded by mistake."},
		{chair, "Alex Marsh: the time as chair ends on 31 December 2026."},
		{kept, ""},
		{issue, "No longer an open issue: Concern about anti-social behaviour at Quayside remains high."},
		{p, "Eastborough Community Safety Partnership: the members changed."},
	}
}

// Each sort of change in its own words.
func TestNewsOfEachSort(t *testing.T) {
	for _, c := range newsCases(t) {
		got := slices.DeleteFunc(newsAfter(t, "staff", put(c.now)), func(s string) bool { return strings.HasPrefix(s, "Now overdue") })
		if said := strings.Join(got, "\n"); said != c.want {
			t.Errorf("of %T: %q, want %q", c.now, said, c.want)
		}
	}
}

// The return after the recorded one follows from how often a scheme reports.
func TestReturnAfter(t *testing.T) {
	for _, c := range []struct{ monitoring, next, until, want string }{
		{"quarterly", "2026-11-13", "2027-08-31", "2027-02-13"},
		{"monthly", "2026-11-30", "", "2026-12-30"},
		{"quarterly", "2026-11-13", "2026-12-31", ""}, // that was the last
		{"", "2026-11-13", "", ""},
		{"yearly", "2026-11", "", ""},
	} {
		s := store.Scheme{Monitoring: c.monitoring, NextReturn: day(t, c.next)}
		if c.until != "" {
			s.Until = day(t, c.until)
		}
		got := ""
		if next := returnAfter(&s); !next.IsZero() {
			got = next.String()
		}
		if got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
