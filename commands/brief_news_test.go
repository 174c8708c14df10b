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
		"Evening wardens: the next return is now Thursday 15 April 2027, before Friday 15 January 2027.",
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
