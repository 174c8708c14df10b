package commands

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"csp/store"
)

// typeLine types a line as somebody at a time of the Sunday morning, under a
// request id.
func typeLine(t *testing.T, d *Desk, who, words, id string, later time.Duration) Reply {
	t.Helper()
	a := speakers[who]
	if a.Name == "" {
		a.Name = who
	}
	r, err := d.Do(context.Background(), Request{Actor: a, Text: words, Now: sundayMorning.Add(later), ID: id})
	if err != nil {
		t.Fatalf("%s: %v", words, err)
	}
	return r
}

var saveCode = regexp.MustCompile(`/csp (save .*)`)

// toSave types a line and returns what its button types.
func toSave(t *testing.T, d *Desk, who, words string) string {
	t.Helper()
	r := typeLine(t, d, who, words, "", 0)
	m := saveCode.FindStringSubmatch(r.Console())
	if m == nil {
		t.Fatalf("%s shows no change: %s", words, r.Console())
	}
	return m[1]
}

func revision(t *testing.T, d *Desk) uint64 {
	t.Helper()
	n, err := d.Revision(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// everyMove is one line of each move over northshire.
var everyMove = []string{
	"chair eastborough bea lowe from 1 January 2027",
	"chair eastborough new Sam Hill, Superintendent, Northshire Police from May 2027",
	"plan east-2024 renew until 31 March 2030",
	"plan west-2015 renew from 2027 until 2030 draft",
	"scheme wardens extend until 31 March 2028",
	"scheme wardens renew as Night wardens until 31 March 2028",
	"scheme wardens ended on 1 March 2027",
	"who council succeeded by northshire police from 1 April 2027 with people",
	"who alex marsh leaves on 31 December 2026 actions to bea lowe",
	"board eastborough 12 January 2027 10am Town Hall",
	"board eastborough move to 15 December 2026 2pm",
	"board eastborough cancel",
}

// What is shown writes nothing; its button writes it in one change set, and
// again nothing, whether the press comes twice or somebody presses twice.
func TestEveryMoveIsWrittenOnce(t *testing.T) {
	for _, words := range everyMove {
		d := northshireDesk(t)
		before := revision(t, d)
		save := toSave(t, d, "staff", words)
		if revision(t, d) != before {
			t.Errorf("%s: showing it wrote something", words)
		}
		r := typeLine(t, d, "staff", save, "press-1", time.Minute)
		if r.Bad || !strings.HasPrefix(r.Console(), "Done: ") || revision(t, d) != before+1 {
			t.Errorf("%s: revision %d, not %d: %s", words, revision(t, d), before+1, r.Console())
		}
		if again := typeLine(t, d, "staff", save, "press-1", time.Minute); again.Bad || again.Console() != r.Console() {
			t.Errorf("%s: pressed again by Slack: %s", words, again.Console())
		}
		if again := typeLine(t, d, "staff", save, "press-2", 2*time.Minute); !strings.Contains(again.Console(), "Already done by you 1 minute ago.") {
			t.Errorf("%s: pressed twice: %s", words, again.Console())
		}
		if revision(t, d) != before+1 {
			t.Errorf("%s: written more than once", words)
		}
	}
}

// Nobody writes a move that they may not make, whatever they were shown.
func TestEveryMoveAsksForTheRight(t *testing.T) {
	for _, words := range everyMove {
		d := northshireDesk(t)
		before := revision(t, d)
		save := toSave(t, d, "staff", words)
		for _, who := range []string{"member", "guest", "lost", "stranger", "bea"} {
			may := who == "bea" && strings.HasPrefix(words, "board ") // she is the secretariat
			for _, line := range []string{words, save} {
				r := typeLine(t, d, who, line, "", 0)
				if may == r.Bad {
					t.Errorf("%s may %v: %s: %s", who, may, line, r.Console())
				}
			}
			if !may && revision(t, d) != before {
				t.Fatalf("%s wrote %s", who, words)
			}
		}
	}
}

// When what a move touches has moved on, nothing is written: who changed it
// is said, and what would change now.
func TestMoveThatHasMovedOn(t *testing.T) {
	d := northshireDesk(t)
	mine := toSave(t, d, "staff", "scheme wardens extend until 31 March 2028")
	theirs := toSave(t, d, "admin", "scheme wardens extend until 30 June 2027")
	typeLine(t, d, "admin", theirs, "theirs", time.Minute)
	at := revision(t, d)
	r := typeLine(t, d, "staff", mine, "mine", 2*time.Minute)
	for _, want := range []string{"changed by admin 1 minute ago", "Nothing was written", "Ends: Wednesday 30 June 2027 → Friday 31 March 2028"} {
		if !strings.Contains(r.Console(), want) {
			t.Errorf("it does not say %q: %s", want, r.Console())
		}
	}
	if revision(t, d) != at {
		t.Error("something was written")
	}
	fresh := saveCode.FindStringSubmatch(r.Console())
	if fresh == nil {
		t.Fatalf("no button to do it now: %s", r.Console())
	}
	if r := typeLine(t, d, "staff", fresh[1], "now", 3*time.Minute); r.Bad || revision(t, d) != at+1 {
		t.Errorf("%s", r.Console())
	}
}

// What somebody else changed elsewhere does not stand in the way.
func TestMoveBesideAnother(t *testing.T) {
	d := northshireDesk(t)
	mine := toSave(t, d, "staff", "scheme wardens extend until 31 March 2028")
	typeLine(t, d, "admin", toSave(t, d, "admin", "plan east-2024 renew until 2030"), "theirs", time.Minute)
	if r := typeLine(t, d, "staff", mine, "mine", 2*time.Minute); !strings.HasPrefix(r.Console(), "Done: ") {
		t.Error(r.Console())
	}
}

// A code that was made up, or is of another line, only shows what would
// change.
func TestSaveNeedsItsOwnCode(t *testing.T) {
	d := northshireDesk(t)
	at := revision(t, d)
	code := strings.Fields(toSave(t, d, "staff", "scheme wardens extend until 31 March 2028"))[1]
	for _, words := range []string{
		"save " + code + " scheme wardens extend until 31 March 2029", "save 1-0123456789 scheme wardens extend until 31 March 2028",
		"save " + code + " scheme wardens", "save " + code, "save", "save x y", "save " + code + " save " + code + " scheme wardens ended", "save " + code + " help",
	} {
		if r := typeLine(t, d, "staff", words, "", 0); strings.HasPrefix(r.Console(), "Done: ") || revision(t, d) != at {
			t.Errorf("%s: %s", words, r.Console())
		}
	}
}

// The rights that an admin confirmed stay with the account that they were
// confirmed for.
func TestNewChairIsNotConfirmed(t *testing.T) {
	d := northshireDesk(t)
	typeLine(t, d, "staff", toSave(t, d, "staff", "chair eastborough bea lowe from 1 January 2027"), "1", 0)
	err := d.Store.View(context.Background(), func(tx *store.Tx) error {
		for r, err := range store.Roles.By(tx, "of", "eastborough", "chair") {
			if err != nil || r.Confirmed != "" {
				t.Errorf("%s: confirmed %q: %v", r.ID, r.Confirmed, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
