package register

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"csp/store"
)

// known are the dates that the briefing or a source gives. Each is as exact
// as it is known there.
var known = []string{
	"2021",         // when the briefing was written, as inferred
	"2015", "2020", // Darlington's plan, by the name of its file
	"2022",                     // what the pilot looks forward to
	"2022-06-30", "2022-07-01", // integrated care boards replace the groups
	"2021-06-25", "2021-06-26", // one probation service
}

func TestExampleSaysOnlyWhatIsKnown(t *testing.T) {
	f, wrong := Parse("example.yaml", Example())
	for _, p := range wrong {
		t.Error(p)
	}
	for _, r := range f.Records {
		kind, _ := r.Kind.Called()
		m := store.MetaOf(r.Value)
		if m.Source == "" {
			t.Errorf("%s %s has no source", kind, m.ID)
		}
		if m.AsAt.String() == "2021" && !strings.Contains(m.Note, "2021 is inferred") {
			t.Errorf("%s %s does not say that 2021 is inferred", kind, m.ID)
		}
		eachLeaf(shapeNamed(kind).fields, reflect.ValueOf(r.Value).Elem(), func(f store.Field, v reflect.Value) {
			switch f.Type {
			case store.MoneyField:
				t.Errorf("%s %s has a sum", kind, m.ID)
			case store.DateField, store.MomentField, store.DueField:
				if d := marshalled(v); !slices.Contains(known, d) {
					t.Errorf("%s %s: %s %s is not known", kind, m.ID, f.Name, d)
				}
			}
		})
	}
}

// eachLeaf calls fn for every value of a record that is recorded.
func eachLeaf(fields []store.Field, rv reflect.Value, fn func(store.Field, reflect.Value)) {
	for _, f := range fields {
		v := rv.FieldByIndex(f.Index)
		switch {
		case empty(v):
		case f.Type == store.GroupField:
			for i := range v.Len() {
				eachLeaf(f.Fields, v.Index(i), fn)
			}
		case f.List:
			for i := range v.Len() {
				fn(f, v.Index(i))
			}
		default:
			fn(f, v)
		}
	}
}

func TestExampleHoldsTheBriefing(t *testing.T) {
	s := openMem(t)
	mustImport(t, s, Example(), Options{})
	counts := map[string]int{
		"office": 1, "people": 3, "partnerships": 2, "roles": 3, "plans": 2, "schemes": 4, "pilots": 1,
		"initiatives": 5, "issues": 2, "meetings": 0, "decisions": 0, "actions": 4,
	}
	err := s.View(t.Context(), func(tx *store.Tx) error {
		for kind, want := range counts {
			k, _ := store.KindNamed(kind)
			got := 0
			for _, err := range k.Each(tx) {
				if err != nil {
					return err
				}
				got++
			}
			if got != want {
				t.Errorf("%d %s, want %d", got, kind, want)
			}
		}
		for _, id := range []string{"darlington", "durham"} {
			p, err := store.Partnerships.Get(tx, id)
			if err != nil {
				return err
			}
			responsible := slices.DeleteFunc(p.Members, func(m store.Member) bool { return m.As != "responsible" })
			if len(responsible) != 5 {
				t.Errorf("%s has %d responsible authorities, want 5", id, len(responsible))
			}
		}
		p, err := store.People.Get(tx, "keith-wanley")
		if err != nil {
			return err
		}
		if p.Title != "Chief Fire Officer" || len(p.Disputed) != 1 || !strings.HasPrefix(p.Disputed[0].Value, "Area Manager") {
			t.Errorf("the disputed title is not kept: %+v", p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestExampleCannotBeSpoiled(t *testing.T) {
	Example()[0] = 'X'
	if !bytes.HasPrefix(Example(), []byte("# The example register")) {
		t.Error("a caller can change the example register")
	}
}
