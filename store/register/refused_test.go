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
