package commands

import (
	"bytes"
	"context"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
	"csp/store/register"

	"go.yaml.in/yaml/v3"
)

// everyFieldMore are records beside those of the register's own file, so that
// there is another one to choose wherever a field names one.
const everyFieldMore = `
register: 1
partnerships: [{id: westmere, name: Safe Westmere Partnership}]
plans: [{id: next, title: The next plan}]
schemes: [{id: more-lights, name: More lights}]
initiatives: [{id: third, name: A third way}]
pilots: [{id: another, name: Another pilot}]
meetings: [{id: west, partnership: westmere, title: Board of the west}]
decisions: [{id: d9, text: Something else}]
`

// everyFieldDesk is a desk over the register that has every field, and an
// engine that carries out every write twice.
func everyFieldDesk(t testing.TB) *Desk {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, kvtest.Twice(memkv.New()))
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile("../store/register/testdata/every-field.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range [][]byte{src, []byte(everyFieldMore)} {
		f, problems := register.Parse("every-field.yaml", b)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if _, err := register.Import(ctx, s, f, register.Options{Actor: "console", Now: sundayMorning}); err != nil {
			t.Fatal(err)
		}
	}
	return NewDesk(s, time.UTC)
}

// exported is the whole register as its file has it: kind to id to field.
func exported(t *testing.T, d *Desk) map[string]map[string]map[string]any {
	t.Helper()
	var b bytes.Buffer
	if err := register.Export(context.Background(), d.Store, &b); err != nil {
		t.Fatal(err)
	}
	var file map[string]any
	if err := yaml.Unmarshal(b.Bytes(), &file); err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]map[string]any{}
	for kind, v := range file {
		out[kind] = map[string]map[string]any{}
		switch v := v.(type) {
		case []any:
			for _, rec := range v {
				m := rec.(map[string]any)
				out[kind][m["id"].(string)] = m
			}
		case map[string]any:
			out[kind][kind] = v
		}
	}
	delete(out, "revision")
	delete(out, "references")
	return out
}

// keepDriver fills in forms as a person would.
type keepDriver struct {
	t    *testing.T
	d    *Desk
	who  Actor
	step int
}

func (k *keepDriver) request() Request {
	k.step++
	return Request{Actor: k.who, Now: sundayMorning, ID: "step" + time.Duration(k.step).String()}
}

// open presses the button that opens a form.
func (k *keepDriver) open(action, value string) *Form {
	k.t.Helper()
	out, err := k.d.Press(context.Background(), Press{Request: k.request(), Action: action, Value: value})
	if err != nil || out.Form == nil {
		k.t.Fatalf("open %s: no form: %+v, %v", value, out.Reply, err)
	}
	return out.Form
}

// fill is what the form holds, with one input filled in anew. What is chosen
// is typed and picked from what is offered.
func (k *keepDriver) fill(f *Form, field, words string) map[string][]string {
	k.t.Helper()
	values := map[string][]string{}
	found := false
	for _, in := range f.Inputs {
		values[in.Name] = in.Value
		if name, _, _ := strings.Cut(in.Name, "."); name != field {
			continue
		}
		found = true
		values[in.Name] = []string{words}
		if in.Kind == Lookup || in.Kind == LookupSeveral {
			offered, err := k.d.Suggest(context.Background(), Submission{Request: k.request(), Form: f.ID, State: f.State}, in.Name, words)
			if err != nil || len(offered) == 0 || !strings.HasPrefix(offered[0].Label, words) {
				k.t.Fatalf("%s: %q offers %v, %v", in.Name, words, offered, err)
			}
			values[in.Name] = []string{offered[0].Value}
		}
	}
	if !found {
		k.t.Fatalf("the form %s has no %s", f.ID, field)
	}
	return values
}

func (k *keepDriver) send(f *Form, values map[string][]string) FormAnswer {
	k.t.Helper()
	a, err := k.d.Submit(context.Background(), Submission{Request: k.request(), Form: f.ID, State: f.State, Values: values})
	if err != nil {
		k.t.Fatalf("send %s: %v", f.ID, err)
	}
	return a
}

// TestEveryFieldByForm changes every field of every kind once through its
// form, and finds that field, and nothing else, changed in the export.
func TestEveryFieldByForm(t *testing.T) {
	for _, kind := range store.Table {
		name, _ := kind.Called()
		for _, f := range kind.Fields() {
			if f.Name == "id" || f.Name == "ref" {
				continue // given once, by the store
			}
			if f.Type != store.GroupField {
				t.Run(name+"."+f.Name, func(t *testing.T) { oneField(t, name, "", f) })
				continue
			}
			for _, in := range f.Fields {
				t.Run(name+"."+f.Name+"."+in.Name, func(t *testing.T) { oneField(t, name, f.Name, in) })
			}
		}
	}
}

func oneField(t *testing.T, kind, list string, f store.Field) {
	c := everyFieldCase(t, kind, list, f.Name)
	k := &keepDriver{t: t, d: everyFieldDesk(t), who: speakers["admin"]}
	was := exported(t, k.d)
	value := kind + "/" + c.id
	top := f.Name
	if list != "" {
		value, top = value+" "+list, list
	}
	form := k.open("edit.open", value)
	if strings.HasPrefix(form.ID, "edit.list") {
		form = k.send(form, map[string][]string{form.Inputs[0].Name: {"1"}}).Next
	}
	values := k.fill(form, f.Name, c.typed)
	if list == "disputed" && len(values["field"]) == 0 && f.Name != "field" && strings.HasPrefix(form.Title, "Add") {
		values["field"] = []string{"note"} // required
	}
	a := k.send(form, values)
	if len(a.Errors) > 0 || a.Reply == nil && a.Next == nil {
		t.Fatalf("not saved: %+v", a)
	}
	now := exported(t, k.d)
	var want any
	if err := yaml.Unmarshal([]byte(c.want), &want); err != nil {
		t.Fatal(err)
	}
	got := now[kind][c.id][top]
	if list != "" {
		got = got.([]any)[0].(map[string]any)[f.Name]
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("typed %q, the export has %#v, want %#v", c.typed, got, want)
	}
	if reflect.DeepEqual(was[kind][c.id][top], now[kind][c.id][top]) {
		t.Errorf("%q changes nothing", c.typed)
	}
	delete(was[kind][c.id], top)
	delete(now[kind][c.id], top)
	if kind == "people" && f.Name == "slack" {
		return // the roles that lapse with it have a test of their own
	}
	if !reflect.DeepEqual(was, now) {
		t.Errorf("something else changed too:\n%v\n%v", was, now)
	}
}
