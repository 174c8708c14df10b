package register

import (
	"strings"
	"testing"
)

func TestFaultsOfTheOfficeAreToldOnce(t *testing.T) {
	_, got := doImport(t, openMem(t), "register: 1\noffice: {name: A, checked: 2026-09}\n", Options{})
	if want := "f:2: office: checked "; strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant one line that begins %s", got, want)
	}
}

// All that is wrong comes in one run: what is wrong with a record by itself
// does not hide what is wrong beside others.
func TestAllFaultsComeInOneRun(t *testing.T) {
	const src = `register: 1
organisations:
  - {id: council, name: Council}
people:
  - {id: a, name: A}
  - {id: b, name: B}
partnerships:
  - {id: east, name: East, prefix: EAS, area: [East]}
  - {id: west, name: West, prefix: EAS, members: [{organisation: nowhere}]}
roles:
  - {id: one, role: chair, partnership: east, person: a, from: 2020-01-01, checked: soon}
  - {id: two, role: chair, partnership: east, person: b, from: 2021-01-01, subjet: none}
  - {id: sure, role: chair, partnership: west, person: a, from: 2020-01-01}
  - {id: unsure, role: chair, partnership: west, person: b, from: 2010-01-01, until: 31/12/2019}
plans:
  - {id: old, title: Old, partnership: east, successor: new, from: 2020, until: 2019}
  - {id: new, title: New, partnership: east, successor: old, refreshed: [twenty]}
actions:
  - {id: x, ref: EAS-26-001, partnership: east, text: X, due: soon}
  - {id: y, ref: EAS-26-001, partnership: east, text: Y, status: odd}
`
	_, got := doImport(t, openMem(t), src, Options{})
	for _, want := range []string{
		"partnerships east: area is a list", `partnerships west: members[1].organisation "nowhere" is not the id`, "prefix EAS is the prefix of east",
		`roles one: checked "soon"`, "roles two: has an unknown key", "overlaps the term of the chair one", `roles unsure: until "31/12/2019"`,
		"plans old: until 2019 is before from", `plans new: refreshed[1] "twenty"`, "successor comes round to new", "actions x: due", "actions y: status", "ref EAS-26-001 is the reference of x",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if n := strings.Count(got, "\n"); n != 13 {
		t.Errorf("%d faults are told, not 13:\n%s", n, got)
	}
}

func TestATokenInAFileIsNotPrintedBack(t *testing.T) {
	for _, src := range []string{
		"people: [{id: a, name: A, slack: xoxb-1-secret}]\n",
		"people: [{id: xoxb-1-secret, name: ''}]\n",
		"people: [{id: a, name: A, xoxb-1-secret: b}]\n",
		"people: [{id: a, name: A, organisation: xoxb-1-secret}]\n",
		"people: [{id: a, name: A, as_at: xoxb-1-secret}]\n",
		"xoxb-1-secret: b\n",
	} {
		_, got := doImport(t, openMem(t), "register: 1\n"+src, Options{})
		if got == "" || strings.Contains(got, "secret") {
			t.Errorf("%s is answered %s", src, got)
		}
	}
}

func TestImportRefusesAFileOfALaterState(t *testing.T) {
	s := openMem(t)
	later := strings.Replace(small, "register: 1\n", "register: 1\nrevision: 99\n", 1)
	if _, got := doImport(t, s, later, Options{}); got != "" {
		t.Fatalf("an empty store does not take it: %s", got)
	}
	if _, got := doImport(t, s, later, Options{}); got != "" {
		t.Errorf("the same again is refused: %s", got)
	}
	edited := strings.Replace(later, "Bea Lowe", "Beatrice Lowe", 1)
	_, got := doImport(t, s, edited, Options{})
	if want := "people b-lowe: differs, and the file is of a later state than this store"; strings.Count(got, "\n") != 1 || !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant %s", got, want)
	}
	if r, got := doImport(t, s, edited, Options{Force: true}); got != "" || summary(r) != "changed:b-lowe,name" {
		t.Errorf("forced, it does %q %s", summary(r), got)
	}
}
