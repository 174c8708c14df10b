package commands

import (
	"context"
	"slices"
	"testing"

	"csp/store"

	"pgregory.net/rapid"
)

// rightsIn works out an actor's rights in northshire and passes them to fn.
func rightsIn(t testing.TB, d *Desk, a Actor, fn func(*rights)) {
	t.Helper()
	err := d.Store.View(context.Background(), func(tx *store.Tx) error {
		r, err := rightsOf(tx, a, sunday)
		if err == nil {
			fn(r)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The office's table of who may do what, with what a confirmed role adds.
func TestRights(t *testing.T) {
	d := northshireDesk(t)
	east, west := Subject{Partnerships: []string{"eastborough"}}, Subject{Partnerships: []string{"westmere"}}
	both := Subject{Partnerships: []string{"eastborough", "westmere"}}
	closed := Subject{Partnerships: []string{"eastborough"}, Closed: true}
	closedWest := Subject{Partnerships: []string{"westmere"}, Closed: true}
	hers := Subject{Partnerships: []string{"westmere"}, Owners: []string{"b-lowe"}, Closed: true}
	law := Subject{}
	wide := Subject{Wide: true}
	for _, c := range []struct {
		who   string
		right Right
		may   []Subject
		not   []Subject
	}{
		{"admin", Manage, []Subject{law, east, closed}, nil},
		{"staff", Manage, nil, []Subject{law, east}},
		{"staff", Keep, []Subject{law, east, closed}, nil},
		{"staff", Record, []Subject{east, both, closed, hers}, nil},
		{"staff", Read, []Subject{east, closed, wide}, nil},
		{"member", Read, []Subject{east, west, both, law, wide}, []Subject{closed, closedWest, hers}},
		{"member", Record, nil, []Subject{east, hers}},
		{"member", Own, nil, []Subject{hers, east}},
		{"member", Ask, nil, []Subject{east}},
		{"member", Keep, nil, []Subject{east}},
		// A secretariat by confirmed role reads and records all of its own.
		{"bea", Read, []Subject{east, west, closed, hers, both}, []Subject{closedWest}},
		{"bea", Record, []Subject{east, closed}, []Subject{west, both, law, wide}},
		{"bea", Agree, []Subject{east}, []Subject{west}},
		{"bea", Own, []Subject{hers, east}, []Subject{west}},
		{"bea", Keep, nil, []Subject{east}},
		{"guest", Read, []Subject{west, both, wide, law}, []Subject{east, closed, closedWest}},
		{"guest", Record, nil, []Subject{west}},
		{"lost", Read, nil, []Subject{east, west, wide, law}},
		// The same user id of another workspace is another person.
		{"stranger", Read, nil, []Subject{east, hers, law, wide}},
		{"stranger", Own, nil, []Subject{hers}},
		{"console", Manage, []Subject{law}, nil},
	} {
		rightsIn(t, d, speakers[c.who], func(r *rights) {
			for _, s := range c.may {
				if ok, err := r.may(c.right, s); !ok || err != nil {
					t.Errorf("%s may not %s %+v (%v)", c.who, c.right, s, err)
				}
			}
			for _, s := range c.not {
				if ok, err := r.may(c.right, s); ok || err != nil {
					t.Errorf("%s may %s %+v (%v)", c.who, c.right, s, err)
				}
			}
		})
	}
}

// A confirmed role lapses with its dates, with the account of its person, and
// with the confirmation.
func TestConfirmedRoleLapses(t *testing.T) {
	for name, change := range map[string]func(*store.Role, *store.Person){
		"ended":           func(r *store.Role, _ *store.Person) { r.Until = day(t, "2026-11-21") },
		"not begun":       func(r *store.Role, _ *store.Person) { r.From = day(t, "2026-11-23") },
		"unconfirmed":     func(r *store.Role, _ *store.Person) { r.Confirmed = "" },
		"another account": func(_ *store.Role, p *store.Person) { p.Slack = "T0OFFICE/U0NEW" },
		"another person":  func(r *store.Role, _ *store.Person) { r.Person = "a-marsh" },
		"another's team":  func(r *store.Role, _ *store.Person) { r.Confirmed = "T0ELSE/U0LOWE" },
	} {
		t.Run(name, func(t *testing.T) {
			records := northshire(t)
			var role *store.Role
			var person *store.Person
			for _, rec := range records {
				switch r := rec.(type) {
				case *store.Role:
					if r.Role == "secretariat" {
						role = r
					}
				case *store.Person:
					if r.ID == "b-lowe" {
						person = r
					}
				}
			}
			change(role, person)
			rightsIn(t, deskOver(t, records), speakers["bea"], func(r *rights) {
				if ok, _ := r.may(Record, Subject{Partnerships: []string{"eastborough"}}); ok {
					t.Error("still records")
				}
			})
		})
	}
}

// Whatever a subject is: a right of the lesser is one of the greater, nothing
// closed is read by those without a part in it, and a guest reads nothing
// outside their rooms.
func TestRightsHold(t *testing.T) {
	d := northshireDesk(t)
	ids := []string{"eastborough", "westmere", "southvale"}
	people := []string{"a-marsh", "b-lowe", "c-ray"}
	rapid.Check(t, func(t *rapid.T) {
		s := Subject{
			Partnerships: rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 0, 3, rapid.ID).Draw(t, "partnerships"),
			Owners:       rapid.SliceOfNDistinct(rapid.SampledFrom(people), 0, 2, rapid.ID).Draw(t, "owners"),
			Closed:       rapid.Bool().Draw(t, "closed"),
			Undecided:    rapid.Bool().Draw(t, "undecided"),
			Office:       rapid.Bool().Draw(t, "office"),
		}
		may := func(who string, right Right) bool {
			var ok bool
			err := d.Store.View(context.Background(), func(tx *store.Tx) error {
				r, err := rightsOf(tx, speakers[who], sunday)
				if err == nil {
					ok, err = r.may(right, s)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		for who := range speakers {
			if may(who, Record) && !may(who, Read) {
				t.Fatalf("%s records what they may not read: %+v", who, s)
			}
			if may(who, Read) && !may("staff", Read) || may(who, Keep) && !may("admin", Keep) {
				t.Fatalf("%s may more than staff: %+v", who, s)
			}
		}
		if may("member", Read) && s.Closed {
			t.Fatalf("a member reads what is closed: %+v", s)
		}
		if may("guest", Read) && len(s.Partnerships) > 0 && !slices.Contains(s.Partnerships, "westmere") {
			t.Fatalf("a guest reads another partnership: %+v", s)
		}
		if may("stranger", Read) || may("stranger", Own) {
			t.Fatalf("a stranger without a name in the register reads: %+v", s)
		}
	})
}

// What stands for a class must tell apart all whose rights differ.
func TestClass(t *testing.T) {
	d := northshireDesk(t)
	for who, want := range map[string]struct {
		class  string
		shared bool
	}{
		"console": {"admin", true}, "admin": {"admin", true}, "staff": {"staff", true},
		"member": {"member ", true}, "bea": {"", false}, "guest": {"", false}, "stranger": {"", false},
	} {
		class, shared := d.Class(context.Background(), speakers[who])
		if class != want.class || shared != want.shared {
			t.Errorf("%s: got %q, %v", who, class, shared)
		}
	}
}

// U… alone in the register is somebody of the office's own workspace: the
// same user id elsewhere is somebody else.
func TestBareAccountIsOurs(t *testing.T) {
	records := northshire(t)
	for _, rec := range records {
		if p, ok := rec.(*store.Person); ok && p.ID == "b-lowe" {
			p.Slack = "U0LOWE"
		}
	}
	d := deskOver(t, records)
	rightsIn(t, d, speakers["bea"], func(r *rights) {
		if r.person != "b-lowe" || len(r.roles) != 1 {
			t.Errorf("bea is %q with the roles %v", r.person, r.roles)
		}
	})
	rightsIn(t, d, speakers["stranger"], func(r *rights) {
		if r.person != "" || r.roles != nil {
			t.Errorf("another's U0LOWE is %q with the roles %v", r.person, r.roles)
		}
	})
}
