package main

import (
	"context"
	"testing"

	"csp/commands"
	"csp/store"
	"csp/store/kv/memkv"
	"csp/store/register"
)

// Slack takes the form of every record of the example register and of the
// invented office, each of its lists, and that of a new record of every kind.
func TestKeepFormsAreTaken(t *testing.T) {
	ctx := context.Background()
	s, err := store.Open(ctx, memkv.New())
	if err != nil {
		t.Fatal(err)
	}
	f, problems := register.Parse("example.yaml", register.Example())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if _, err := register.Import(ctx, s, f, register.Options{Actor: "console", Now: scriptTime}); err != nil {
		t.Fatal(err)
	}
	desk := commands.NewDesk(s, scriptTime.Location())
	open := func(action, value string) {
		r := commands.Request{Actor: commands.Console(), Now: scriptTime}
		out, err := desk.Press(ctx, commands.Press{Request: r, Action: action, Value: value})
		if err != nil || out.Form == nil {
			t.Fatalf("%s %s: no form: %+v, %v", action, value, out.Reply, err)
		}
		if p := viewProblems(t, formView(*out.Form, meta{Channel: "C1"})); len(p) > 0 {
			t.Errorf("%s %s is refused: %q", action, value, p)
		}
	}
	for _, r := range f.Records {
		kind, _ := r.Kind.Called()
		open("edit.open", kind+"/"+r.ID())
		for _, fd := range r.Kind.Fields() {
			if fd.Type == store.GroupField {
				open("edit.open", kind+"/"+r.ID()+" "+fd.Name)
			}
		}
	}
	for _, k := range store.Table {
		name, _ := k.Called()
		open("add.open", name)
	}
}
