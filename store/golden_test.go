package store_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	. "csp/store"
	"csp/store/kv"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file in testdata/golden.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is now\n%s\nbut stores in use have\n%s", name, got, want)
	}
}

// samples are texts of each form.
var samples = map[string]string{
	"slack": "T0OTHER/U0MARSH", "account": "T0OFFICE/U0LOWE", "email": "a.marsh@example.org", "channel": "C0EAST",
	"prefix": "EAS", "url": "https://example.org/plan?a=1&b=2", "monthday": "03-31",
	"series": "quarterly on the 2nd Tuesday", "action-ref": "EAS-26-007", "decision-ref": "EAS-D-26-002",
}

// other is the id of the second record of a kind, to which the first refers.
const other = "other-1"

// fill sets every field.
func fill(fields []Field, v reflect.Value) {
	for _, f := range fields {
		fv := v.FieldByIndex(f.Index)
		if !f.List {
			fillOne(f, fv)
			continue
		}
		fv.Set(reflect.MakeSlice(fv.Type(), 1, 1))
		fillOne(f, fv.Index(0))
	}
}

func fillOne(f Field, v reflect.Value) {
	switch f.Type {
	case GroupField:
		fill(f.Fields, v)
	case DateField:
		d := Date{2026, 9, 1}
		if f.Name == "until" && !f.Exact {
			d = Date{2027, 3, 0}
		}
		v.Set(reflect.ValueOf(d))
	case MomentField:
		v.Set(reflect.ValueOf(Moment{Date{2026, 12, 8}, 601}))
	case DueField:
		v.Set(reflect.ValueOf(Due{NextBoard: true}))
	case MoneyField:
		v.Set(reflect.ValueOf(Money{2_400_050, true}))
	case MapField:
		v.Set(reflect.ValueOf(Timings{"plan-renewal": {"-12m", "0d", "+1w*4", "+1m*"}, "fact-check": {}}))
	case NumberField:
		v.SetInt(2026)
	case TextField:
		v.SetString(sampleText(f))
	}
}

func sampleText(f Field) string {
	switch {
	case f.Ref != "":
		return other
	case f.Enum != nil:
		return f.Enum[0]
	case f.Form != "":
		return samples[f.Form]
	case f.Name == "id":
		return "first-1"
	case f.Name == "field":
		return "note"
	}
	return "The <" + f.Name + ">\n& “more”, \"less\""
}

// fullAndOther returns two records of a kind: one with every field set, and
// one with what is required, if the kind has more than one record.
func fullAndOther(k AnyKind) (full, second any) {
	full = k.New()
	fill(k.Fields(), reflect.ValueOf(full).Elem())
	if single, _, _ := k.Traits(); single {
		MetaOf(full).ID = OfficeID
		return full, nil
	}
	second = k.New()
	var required []Field
	for _, f := range k.Fields() {
		if f.Required || f.Name == "partnership" {
			required = append(required, f)
		}
	}
	fill(required, reflect.ValueOf(second).Elem())
	MetaOf(second).ID = other
	return full, second
}

// everything puts a full record of every kind, and what they refer to.
func everything(tx *Tx) error {
	var errs []error
	for _, k := range slices.Concat(Table, Beside) {
		full, second := fullAndOther(k)
		errs = append(errs, k.Save(tx, full))
		if second != nil {
			errs = append(errs, k.Save(tx, second))
		}
	}
	return errors.Join(errs...)
}

func TestStoredBytesOfEveryKind(t *testing.T) {
	s := open(t)
	change(t, s, everything)
	err := s.Engine().View(t.Context(), func(r kv.Reader) error {
		for _, k := range slices.Concat(Table, Beside) {
			name, _ := k.Called()
			id := "first-1"
			if name == "office" {
				id = OfficeID
			}
			b, err := r.Get(kv.Key("k", name, id))
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			golden(t, name+".json", append(b, '\n'))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFullRecordComesBackAsItWas(t *testing.T) {
	s := open(t)
	change(t, s, everything)
	view(t, s, func(tx *Tx) error {
		for _, k := range slices.Concat(Table, Beside) {
			full, _ := fullAndOther(k)
			got, err := k.Load(tx, MetaOf(full).ID)
			if err != nil {
				return err
			}
			MetaOf(full).Rev = 1
			if !reflect.DeepEqual(got, full) {
				t.Errorf("%+v came back as %+v", full, got)
			}
		}
		return nil
	})
}

func TestLayoutOfTheStore(t *testing.T) {
	s := open(t)
	change(t, s, everything)
	change(t, s, func(tx *Tx) error {
		p, err := People.Get(tx, other)
		if err != nil {
			return err
		}
		p.Name = "Bea Lowe"
		_, err = PrefixOf(tx, Partnership{Meta: Meta{ID: other}, Name: "Durham"})
		return errors.Join(err, put(tx, &People, p))
	})
	var b bytes.Buffer
	err := s.Engine().View(t.Context(), func(r kv.Reader) error {
		for it, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			parts, err := kv.Parse(it.Key)
			if err != nil {
				return err
			}
			if parts[0] != "k" { // those have files of their own
				fmt.Fprintf(&b, "%q %q\n", parts, it.Value)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "layout.txt", b.Bytes())
}

func TestEveryKindIsInTheTable(t *testing.T) {
	in := map[string]bool{}
	for _, k := range slices.Concat(Table, Beside) {
		name, _ := k.Called()
		in[name] = true
	}
	declared := 0
	for name := range kindsDeclared(t) {
		declared++
		if !in[name] {
			t.Errorf("%s is declared but in no table", name)
		}
	}
	if all := len(Table) + len(Beside); declared != all {
		t.Errorf("%d kinds are declared, the tables have %d", declared, all)
	}
}

// kindsDeclared reads the names of the kinds from the package's source.
func kindsDeclared(t *testing.T) map[string]bool {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, path := range files {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			generic, ok := lit.Type.(*ast.IndexExpr)
			if id, isID := generic0(generic, ok); !isID || id != "Kind" {
				return true
			}
			for _, e := range lit.Elts {
				if pair, ok := e.(*ast.KeyValueExpr); ok && pair.Key.(*ast.Ident).Name == "Name" {
					names[strings.Trim(pair.Value.(*ast.BasicLit).Value, `"`)] = true
				}
			}
			return true
		})
	}
	return names
}

func generic0(x *ast.IndexExpr, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	id, ok := x.X.(*ast.Ident)
	if !ok {
		return "", false
	}
	return id.Name, true
}
