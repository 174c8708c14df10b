package register

import (
	"bytes"
	"context"
	"os"
	"reflect"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
)

// tester is a *testing.T or a *rapid.T.
type tester interface {
	Context() context.Context
	Fatal(args ...any)
}

// openMem returns an empty store in memory that does every change twice.
func openMem(t tester) *store.Store {
	s, err := store.Open(t.Context(), kvtest.Twice(memkv.New()))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func mustImport(t testing.TB, s *store.Store, src []byte, o Options) Report {
	t.Helper()
	f, wrong := Parse("register.yaml", src)
	for _, p := range wrong {
		t.Error(p)
	}
	o.Actor, o.Now = "console", noon
	r, err := Import(context.Background(), s, f, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func export(t testing.TB, s *store.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Export(context.Background(), s, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func everyField(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/every-field.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryFieldIsInTheExampleFile(t *testing.T) {
	f, wrong := Parse("every-field.yaml", everyField(t))
	for _, p := range wrong {
		t.Error(p)
	}
	seen := map[string]bool{}
	for _, r := range f.Records {
		kind, _ := r.Kind.Called()
		mark(seen, kind, shapeNamed(kind).fields, reflect.ValueOf(r.Value).Elem())
	}
	shared := map[string]bool{"source": true, "as_at": true, "checked": true, "note": true, "disputed": true}
	for _, s := range shapes() {
		for _, f := range s.fields {
			if p := s.name + "." + f.Name; !seen[p] && !shared[f.Name] {
				t.Errorf("no record has %s", p)
			}
			for _, in := range f.Fields {
				if p := s.name + "." + f.Name + "." + in.Name; !seen[p] && f.Name != "disputed" {
					t.Errorf("no record has %s", p)
				}
			}
		}
	}
	for name := range shared {
		if !seen["people."+name] {
			t.Errorf("no person has %s", name)
		}
	}
}

// mark notes the fields of a record that hold something.
func mark(seen map[string]bool, at string, fields []store.Field, rv reflect.Value) {
	for _, f := range fields {
		v := rv.FieldByIndex(f.Index)
		if empty(v) {
			continue
		}
		seen[at+"."+f.Name] = true
		for i := 0; f.Type == store.GroupField && i < v.Len(); i++ {
			mark(seen, at+"."+f.Name, f.Fields, v.Index(i))
		}
	}
}

func TestExportKeepsEveryField(t *testing.T) {
	first, _ := Parse("every-field.yaml", everyField(t))
	s := openMem(t)
	mustImport(t, s, everyField(t), Options{})
	out := export(t, s)
	second, wrong := Parse("export.yaml", out)
	for _, p := range wrong {
		t.Error(p)
	}
	if len(first.Records) != len(second.Records) {
		t.Fatalf("%d records became %d", len(first.Records), len(second.Records))
	}
	want := map[subject]any{}
	for _, r := range first.Records {
		kind, _ := r.Kind.Called()
		want[subject{kind, r.ID()}] = r.Value
	}
	for _, r := range second.Records {
		kind, _ := r.Kind.Called()
		before := want[subject{kind, r.ID()}]
		store.MetaOf(before).Rev = 0
		if d := differences(r.Kind, before, r.Value); len(d) > 0 || !reflect.DeepEqual(before, r.Value) {
			t.Errorf("%s %s: %+v became %+v", kind, r.ID(), before, r.Value)
		}
	}
	report := mustImport(t, s, out, Options{})
	if report.Unchanged != len(second.Records) || len(report.Items) > 0 {
		t.Errorf("importing the export changes something: %v", report.Lines())
	}
	if again := export(t, s); !bytes.Equal(again, out) {
		t.Errorf("export is not stable:\n%s", again)
	}
	if testing.Verbose() {
		t.Logf("%s", out)
	}
}
