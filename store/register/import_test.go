package register

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"csp/store"
)

const small = `register: 1
people:
  - {id: a-marsh, name: Alex Marsh, title: Superintendent, slack: U0MARSH}
  - {id: b-lowe, name: Bea Lowe, slack: T0EAST/U0LOWE}
partnerships:
  - {id: east, name: Eastborough, prefix: EAS}
  - {id: west, name: Westborough, prefix: WES}
roles:
  - {id: east-chair, person: a-marsh, role: chair, partnership: east, from: 2025-05, confirmed: T0OFFICE/U0MARSH}
  - {id: east-sec, person: b-lowe, role: secretariat, partnership: east, confirmed: T0EAST/U0LOWE}
`

// doImport imports a file and returns what is wrong with it, or the report.
func doImport(t *testing.T, s *store.Store, src string, o Options) (Report, string) {
	t.Helper()
	f, _ := Parse("f", []byte(src))
	o.Actor, o.Now = "console", noon
	r, err := Import(t.Context(), s, f, o)
	var wrong *ProblemsError
	if errors.As(err, &wrong) {
		return r, problemLines(wrong.Problems)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r, ""
}

// summary returns what a report says was done, one record a word.
func summary(r Report) string {
	var out []string
	for _, i := range r.Items {
		s := fmt.Sprintf("%s:%s", i.What, i.ID)
		for _, d := range i.Fields {
			s += "," + d.Field
		}
		out = append(out, s)
	}
	for _, i := range r.Lapsed {
		out = append(out, "lapsed:"+i.ID)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// imports are files that come after small, and what they do.
var imports = []struct {
	name, src, want string
	o               Options
}{
	{"again", small, "", Options{}},
	{"absent field", "register: 1\npeople: [{id: a-marsh, name: Alex Marsh, slack: U0MARSH}]\n", "changed:a-marsh,title", Options{}},
	{"new record", "register: 1\nissues: [{id: i, text: Fires}]\n", "added:i", Options{}},
	{"other order", "register: 1\nroles:\n  - {id: r, person: new, role: lead}\npeople:\n  - {id: new, name: New}\n", "added:new added:r", Options{}},
	{
		"prune", "register: 1\npartnerships: [{id: west, name: Westborough, prefix: WES}]\n",
		"removed:a-marsh removed:b-lowe removed:east removed:east-chair removed:east-sec",
		Options{Prune: true},
	},
	{
		"prune keeps what is named", "register: 1\nroles: [{id: r, person: a-marsh, role: lead, partnership: east}]\n",
		"added:r kept:a-marsh kept:east removed:b-lowe removed:east-chair removed:east-sec removed:west",
		Options{Prune: true},
	},
	{
		"a new chair before the old one's end", "register: 1\nroles:\n  - {id: a-new, person: b-lowe, role: chair, partnership: east, from: 2026-10}\n" +
			"  - {id: east-chair, person: a-marsh, role: chair, partnership: east, from: 2025-05, until: 2026-10, confirmed: T0OFFICE/U0MARSH}\n",
		"added:a-new changed:east-chair,until",
		Options{},
	},
	{
		"an account moves", "register: 1\npeople: [{id: a-marsh, name: Alex Marsh, title: Superintendent, slack: U0OTHER}]\n",
		"changed:a-marsh,slack changed:east-chair,confirmed lapsed:east-chair",
		Options{},
	},
	{
		"an account goes", "register: 1\npeople: [{id: b-lowe, name: Bea Lowe}]\n",
		"changed:b-lowe,slack changed:east-sec,confirmed lapsed:east-sec",
		Options{},
	},
	{
		"an account moves to what is confirmed", "register: 1\npeople: [{id: a-marsh, name: Alex Marsh, title: Superintendent, slack: T0OFFICE/U0MARSH}]\n",
		"changed:a-marsh,slack",
		Options{},
	},
	{
		"a role moves with its confirmation", "register: 1\nroles: [{id: east-sec, person: a-marsh, role: secretariat, partnership: east, confirmed: T0EAST/U0LOWE}]\n",
		"changed:east-sec,person,confirmed lapsed:east-sec",
		Options{},
	},
	{
		"an account moves, and its role is named", "register: 1\npeople: [{id: b-lowe, name: Bea Lowe, slack: U0LOWE}]\n" +
			"roles: [{id: east-sec, person: b-lowe, role: secretariat, partnership: east, confirmed: T0WEST/U0OTHER}]\n",
		"changed:b-lowe,slack changed:east-sec,confirmed lapsed:east-sec",
		Options{},
	},
}

func TestImportReplacesWhatItNames(t *testing.T) {
	for _, c := range imports {
		t.Run(c.name, func(t *testing.T) {
			s := openMem(t)
			mustImport(t, s, []byte(small), Options{})
			before := export(t, s)
			c.o.DryRun = true
			dry, wrong := doImport(t, s, c.src, c.o)
			if got := summary(dry); got != c.want || wrong != "" {
				t.Errorf("a dry run says %q %s, want %q", got, wrong, c.want)
			}
			if !bytes.Equal(before, export(t, s)) {
				t.Error("a dry run changes the register")
			}
			c.o.DryRun = false
			report, wrong := doImport(t, s, c.src, c.o)
			if got := summary(report); got != c.want || wrong != "" {
				t.Errorf("got %q %s, want %q", got, wrong, c.want)
			}
			if again, _ := doImport(t, s, c.src, c.o); len(again.Items) != report.Count(Kept) {
				t.Errorf("a second time it does %q", summary(again))
			}
		})
	}
}

func TestImportIsAllOrNothing(t *testing.T) {
	fine := "issues: [{id: i, text: Fires}]\n"
	for _, c := range []struct{ name, src, want string }{
		{"a bad date", "plans: [{id: p, from: soon}]\n", `f:2: plans p: from "soon" is not a date: write 2021-03-31, 2021-03 or 2021` + "\n"},
		{"nobody", "roles: [{id: r, role: lead, person: a-mash}]\n", `f:2: roles r: person "a-mash" is not the id of any of the people. Did you mean a-marsh?` + "\n"},
		{
			"nobody in a group", "meetings:\n  - id: m\n    partnership: east\n    attendance:\n      - {person: a-marsh}\n      - {person: nobody}\n",
			`f:7: meetings m: attendance[2].person "nobody" is not the id of any of the people. Add the record to the file, or correct the id` + "\n",
		},
		{
			"a slip for a record of the file", "people: [{id: c-dee, name: C}]\nroles: [{id: r, role: lead, person: c-dea}]\n",
			`f:3: roles r: person "c-dea" is not the id of any of the people. Did you mean c-dee?` + "\n",
		},
		{
			"a second chair", "roles: [{id: r, role: chair, person: b-lowe, partnership: east, from: 2026-01}]\n",
			"f:2: roles r: from overlaps the term of the chair east-chair. A partnership has one chair: write until on the one who has left\n",
		},
		{"a taken prefix", "partnerships: [{id: n, name: N, prefix: EAS}]\n", "f:2: partnerships n: prefix EAS is the prefix of east. Choose another, or leave it out and one is made\n"},
		{
			"a taken reference", "actions:\n  - {id: a, partnership: east, text: A, ref: EAS-26-001}\n  - {id: b, partnership: east, text: B, ref: EAS-26-001}\n",
			"f:4: actions b: ref EAS-26-001 is the reference of a. Correct the reference, or leave it out\n",
		},
		{"a loop", "plans:\n  - {id: p, successor: q}\n  - {id: q, successor: p}\n", "f:4: plans q: successor comes round to q again by way of p. Take out one of the links\n"},
		{
			"several", "roles:\n  - {id: r, role: chair, person: b-lowe, partnership: east, from: 2026-01}\n  - {id: q, role: boss}\npartnerships: [{id: n, name: N, prefix: EAS}]\n",
			"f:3: roles r: from overlaps the term of the chair east-chair. A partnership has one chair: write until on the one who has left\n" +
				`f:4: roles q: role "boss" is not one of chair, vice-chair, secretariat, office-lead, lead, member` + "\n" +
				"f:4: roles q: partnership is missing. Only a lead and an office-lead may be without one\n" +
				"f:5: partnerships n: prefix EAS is the prefix of east. Choose another, or leave it out and one is made\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := openMem(t)
			mustImport(t, s, []byte(small), Options{})
			before := export(t, s)
			for _, o := range []Options{{DryRun: true}, {}, {Force: true}} {
				if _, got := doImport(t, s, "register: 1\n"+c.src+fine, o); got != c.want {
					t.Errorf("%+v: got\n%s\nwant\n%s", o, got, c.want)
				}
			}
			if !bytes.Equal(before, export(t, s)) {
				t.Error("a refused import changes the register")
			}
		})
	}
}

func TestImportRefusesWhatMovedOn(t *testing.T) {
	s := openMem(t)
	mustImport(t, s, []byte(small), Options{})
	old := export(t, s)
	mustImport(t, s, []byte("register: 1\npeople: [{id: a-marsh, name: Alexandra Marsh, slack: U0MARSH}]\n"), Options{})
	mustImport(t, s, []byte("register: 1\npeople: [{id: new, name: New}]\n"), Options{})
	_, err := s.Change(t.Context(), store.Change{Actor: "U0X", Name: "A. Patel", At: noon}, func(tx *store.Tx) error {
		return store.Partnerships.Delete(tx, "west", 1)
	})
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(string(old), "Eastborough", "Eastborough and district", 1)
	_, got := doImport(t, s, edited, Options{Prune: true})
	want := "f:5: people a-marsh: was changed by console on 22 November 2026 after this file was exported. " + strings.TrimSuffix(exportAgain, ".") + "\n" +
		"f:17: partnerships west: was deleted by A. Patel on 22 November 2026 after this file was exported. " + strings.TrimSuffix(exportAgain, ".") + "\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	cut := edited[:strings.Index(edited, "people:")] + edited[strings.Index(edited, "partnerships:"):strings.Index(edited, "  - id: west")]
	_, got = doImport(t, s, cut, Options{Prune: true})
	if !strings.Contains(got, "f: people a-marsh: would be pruned but was written by console") || !strings.Contains(got, "f: people new: would be") {
		t.Errorf("got\n%s", got)
	}
	report, got := doImport(t, s, edited, Options{Force: true, Prune: true})
	if want := "added:west changed:a-marsh,name,title changed:east,name removed:new"; summary(report) != want || got != "" {
		t.Errorf("forced, it does %q %s, want %q", summary(report), got, want)
	}
}

func TestPruneNeverDeletesActionsAndDecisions(t *testing.T) {
	s := openMem(t)
	mustImport(t, s, everyField(t), Options{})
	report, wrong := doImport(t, s, "register: 1\n", Options{Prune: true})
	if wrong != "" {
		t.Fatal(wrong)
	}
	out := string(export(t, s))
	for _, has := range []string{"har-26-004", "HAR-26-004", "kiosk-money", "HAR-D-26-003", "id: harbour\n", "id: s-pryce", `HAR: {"2026": 4, "2027": 1}`} {
		if !strings.Contains(out, has) {
			t.Errorf("%s is gone", has)
		}
	}
	for _, gone := range []string{"office:", "send-plan", "one-coast", "theft-lead", "quay-theft", "harbour-new"} {
		if strings.Contains(out, gone) {
			t.Errorf("%s is still there", gone)
		}
	}
	lines := strings.Join(report.Lines(), "\n")
	if !strings.Contains(lines, "kept partnership Harbour Community Safety Partnership (harbour), which other records still refer to") {
		t.Error(lines)
	}
}

func TestNoReferenceIsGivenOutTwice(t *testing.T) {
	s := openMem(t)
	mustImport(t, s, []byte("register: 1\nreferences: {EAS: {\"2026\": 7}}\n"+
		"partnerships: [{id: east, name: E, prefix: EAS}]\nactions: [{id: a, partnership: east, text: A, ref: EAS-26-009}]\n"), Options{})
	mustImport(t, s, []byte("register: 1\nreferences: {EAS: {\"2026\": 3}}\n"), Options{})
	_, err := s.Change(t.Context(), store.Change{Actor: "console", At: noon}, func(tx *store.Tx) error {
		ref, err := tx.NextRef("EAS", 2026)
		if ref != "EAS-26-010" {
			t.Errorf("the next reference is %s, want EAS-26-010", ref)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	// A reference that the file leaves out stays with its record.
	r, _ := doImport(t, s, "register: 1\nactions: [{id: a, partnership: east, text: A}]\n", Options{})
	if len(r.Items) != 0 || r.Unchanged != 1 {
		t.Errorf("leaving a reference out does %v", r.Lines())
	}
}

func TestReportIsForPeople(t *testing.T) {
	s := openMem(t)
	mustImport(t, s, []byte(small), Options{})
	r, _ := doImport(t, s, "register: 1\npeople:\n  - {id: a-marsh, name: Alex Marsh, slack: U0NEW, checked: 2026-10-05}\n  - {id: c, name: C}\n", Options{DryRun: true})
	got := strings.Join(r.Lines(), "\n")
	want := `Nothing is written. An import would do this: 1 added, 2 changed, 0 removed, 0 unchanged.
4 records are not in the file and stay as they are.
changed person Alex Marsh (a-marsh)
  title: Not recorded, was "Superintendent"
  slack: "U0NEW", was "U0MARSH"
  checked: 2026-10-05, was Not recorded
added person C (c)
changed role east-chair
  confirmed: Not recorded, was "T0OFFICE/U0MARSH"
role east-chair is no longer confirmed: the person's Slack account is another one. An admin can confirm it again.`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
