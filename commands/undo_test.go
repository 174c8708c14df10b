package commands

import (
	"context"
	"strings"
	"testing"
	"time"

	"csp/store"
)

// keeps is a desk at which people change the area of a partnership.
type keeps struct {
	*testing.T
	*Desk
}

func (k keeps) area(who Actor, area string, at time.Time) uint64 {
	c := &Call{Context: k.Context(), Request: Request{Actor: who, Now: at}, Desk: k.Desk, Command: &edit}
	w, err := c.write(func(tx *store.Tx) error {
		p, err := store.Partnerships.Get(tx, "southvale")
		if err != nil {
			return err
		}
		p.Area = area
		_, err = store.Partnerships.Put(tx, p)
		return err
	})
	if err != nil {
		k.Fatal(err)
	}
	return w.Number
}

func (k keeps) press(who Actor, action, value, id string, at time.Time) *Reply {
	out, err := k.Press(k.Context(), Press{Request: Request{Actor: who, Now: at, ID: id}, Action: action, Value: value})
	if err != nil || out.Reply == nil {
		k.Fatalf("%s %s: %+v, %v", action, value, out, err)
	}
	return out.Reply
}

func (k keeps) says(r *Reply, want string) {
	k.Helper()
	if got := r.Console(); !strings.Contains(got, want) {
		k.Errorf("got %s\nwant %s", got, want)
	}
}

var patel = Actor{Team: "T0OFFICE", User: "U0PATEL", Name: "A. Patel", Staff: true}

// The same request is answered alike; another press is told that it is done.
func TestUndoPressedTwice(t *testing.T) {
	k := keeps{t, northshireDesk(t)}
	k.area(patel, "The vale", sundayMorning)
	first := k.press(patel, "undo.it", "2", "P1", sundayMorning)
	again := k.press(patel, "undo.it", "2", "P1", sundayMorning)
	if first.Bad || first.Console() != again.Console() {
		t.Errorf("first: %s\nagain: %s", first.Console(), again.Console())
	}
	k.says(first, "• Area: The vale → Not recorded")
	other := k.press(patel, "undo.it", "2", "P2", sundayMorning.Add(time.Minute))
	k.says(other, "This was taken back already, by you 1 minute ago. Nothing is changed.")
	admin := k.press(speakers["admin"], "undo.it", "2", "P3", sundayMorning.Add(time.Minute))
	k.says(admin, "This was taken back already, by A. Patel 1 minute ago.")
	if n, _ := k.Revision(context.Background()); n != 3 {
		t.Errorf("revision %d: it was done more than once", n)
	}
}

// The typed word that comes again is answered alike too, and takes back no
// more than the first time.
func TestUndoTypedTwice(t *testing.T) {
	k := keeps{t, northshireDesk(t)}
	k.area(patel, "The vale", sundayMorning)
	k.area(patel, "The whole vale", sundayMorning)
	say := func(id string) Reply {
		r, err := k.Do(t.Context(), Request{Actor: patel, Text: "undo", Now: sundayMorning, ID: id})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first, again := say("T1"), say("T1")
	if first.Bad || first.Console() != again.Console() {
		t.Errorf("first: %s\nagain: %s", first.Console(), again.Console())
	}
	k.says(&first, "• Area: The whole vale → The vale")
	other := say("T2")
	k.says(&other, "Say what is to be done now.")
	if n, _ := k.Revision(t.Context()); n != 4 {
		t.Errorf("revision %d: it was done more than once", n)
	}
}

func TestWhoMayUndo(t *testing.T) {
	k := keeps{t, northshireDesk(t)}
	k.area(patel, "The vale", sundayMorning)
	for who, a := range map[string]Actor{
		"another of the staff": speakers["staff"], "a member": speakers["member"], "a stranger": speakers["stranger"],
		// Somebody with the right over nothing, but the maker's own id.
		"the maker, no longer of the staff": {Team: "T0OFFICE", User: "U0PATEL"},
	} {
		if r := k.press(a, "undo.it", "2", "", sundayMorning); !r.Refused {
			t.Errorf("%s: %s", who, r.Console())
		}
	}
	day := sundayMorning.Add(24 * time.Hour)
	late := k.press(speakers["admin"], "undo.it", "2", "", day.Add(time.Second))
	k.says(late, "more than 24 hours ago, so it can no longer be taken back in one step.")
	if r := k.press(speakers["admin"], "undo.it", "2", "", day); r.Bad {
		t.Errorf("an admin, after exactly a day: %s", r.Console())
	}
	for _, value := range []string{"", "x", "-1", "99", "18446744073709551616"} {
		if r := k.press(patel, "undo.it", value, "", sundayMorning); !r.Bad {
			t.Errorf("%q: %s", value, r.Console())
		}
	}
}

// A change of many records is shown before the typed word takes it back.
func TestUndoOfManyIsShownFirst(t *testing.T) {
	d, then := northshireDesk(t), sundayMorning.AddDate(0, 0, -7) // when all of it was imported
	r, err := d.Do(t.Context(), Request{Actor: Console(), Text: "undo", Now: then})
	if err != nil || r.Bad || !strings.Contains(r.Console(), "[Take back all 52 records] /csp undo 1") {
		t.Fatalf("%v: %s", err, r.Console())
	}
	r, err = d.Do(t.Context(), Request{Actor: Console(), Text: "undo 1", Now: then})
	if err != nil || r.Bad || !strings.Contains(r.Console(), "And 42 more records.") {
		t.Fatalf("%v: %s", err, r.Console())
	}
	err = d.Store.View(t.Context(), func(tx *store.Tx) error {
		n, err := tx.Count("partnerships")
		if n != 0 {
			t.Errorf("%d partnerships are left", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Still right confirms what its presser saw.
func TestStillRight(t *testing.T) {
	k := keeps{t, northshireDesk(t)}
	k.area(patel, "The vale", sundayMorning)
	staff := speakers["staff"]
	stale := k.press(staff, "checked.it", "partnerships/southvale/1", "", sundayMorning.Add(3*time.Minute))
	k.says(stale, "Changed by A. Patel 3 minutes ago. You have not seen that yet, so nothing is stamped.")
	seen := k.press(staff, "checked.it", "partnerships/southvale/2", "V1", sundayMorning)
	k.says(seen, "Southvale Partnership is still right: checked Sunday 22 November 2026.")
	again := k.press(staff, "checked.it", "partnerships/southvale/2", "V1", sundayMorning)
	if seen.Console() != again.Console() {
		t.Errorf("the same request: %s", again.Console())
	}
	twice := k.press(staff, "checked.it", "partnerships/southvale/2", "V2", sundayMorning.Add(time.Hour))
	k.says(twice, "was checked already, on Sunday 22 November 2026, by you 1 hour ago. Nothing is changed.")
	for value, want := range map[string]string{
		"partnerships/nowhere": "This is no longer in the register.", "pets/rex": "older version", "partnerships": "older version",
		"partnerships/southvale/x": "older version", "partnerships/southvale/1/2": "older version", "": "older version",
	} {
		r := k.press(staff, "checked.it", value, "", sundayMorning)
		if !r.Bad {
			t.Errorf("%q is taken", value)
		}
		k.says(r, want)
	}
	if r := k.press(speakers["member"], "checked.it", "partnerships/southvale/2", "", sundayMorning); !r.Refused {
		t.Errorf("a member confirms: %s", r.Console())
	}
}

// What sources disagree on is told in private alone, in history too.
func TestHistoryTellsNoDoubtAloud(t *testing.T) {
	d := northshireDesk(t)
	for public, want := range map[bool]bool{true: false, false: true} {
		said := false
		err := d.Store.View(t.Context(), func(tx *store.Tx) error {
			for p, err := range store.People.All(tx) {
				if err != nil {
					return err
				}
				c := &Call{Context: t.Context(), Request: Request{Actor: speakers["admin"], Now: sundayMorning, Public: public}, Desk: d, Command: &history}
				p.Disputed = []store.Dispute{{Field: "title", Value: "Area Manager", Source: "minutes"}}
				f := found{"people", p.ID, &p}
				see, err := c.historySight(tx, f)
				if err != nil {
					return err
				}
				k, _ := store.KindNamed("people")
				for _, fd := range k.Fields() {
					if fd.Name == "disputed" && see.words(fd, &p) != "" {
						said = said || see.shows(fd.Name)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if said != want {
			t.Errorf("public %v: a dispute is said: %v", public, said)
		}
	}
}
