package main

import (
	"testing"
	"time"

	"csp/bot/sandbox"
	"csp/store"
	"csp/store/register"
)

func TestInventedOfficeLivesInItsWorkspace(t *testing.T) {
	w := sandbox.InventedWorkspace()
	known := map[string]bool{}
	for _, p := range w.People {
		if known[p.ID] = true; p.Team != "" {
			known[p.Team+"/"+p.ID] = true
		} else {
			known[w.Team+"/"+p.ID] = true
		}
	}
	for _, c := range w.Channels {
		known[c.ID] = true
	}
	f, wrong := register.Parse("invented", register.Invented(store.Date{Year: 2026, Month: time.November, Day: 22}))
	if len(wrong) > 0 {
		t.Fatal(wrong[0])
	}
	used := map[string]bool{}
	check := func(id, of string) {
		if used[id] = true; id != "" && !known[id] {
			t.Errorf("%s has %s, which the workspace has not", of, id)
		}
	}
	for _, r := range f.Records {
		switch rec := r.Value.(type) {
		case *store.Person:
			check(rec.Slack, rec.ID)
		case *store.Partnership:
			check(rec.Channel, rec.ID)
		case *store.Role:
			check(rec.Confirmed, rec.ID)
		}
	}
	for _, id := range []string{sandbox.Eastborough, sandbox.Westmere, sandbox.Staff, sandbox.Guest, w.Team + "/" + sandbox.Chair, w.Team + "/" + sandbox.Secretariat} {
		if !used[id] {
			t.Errorf("nobody in the invented office has %s", id)
		}
	}
}
