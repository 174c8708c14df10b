package commands

import (
	"context"
	"slices"
	"strings"
	"testing"

	"csp/store"
)

// suggested are people who do not see everything, with words that nothing
// which is offered to them may hold, and words that something must.
var suggested = []struct {
	name      string
	who       Actor
	not, some []string
}{
	{"a guest of Westmere", speakers["guest"], []string{
		"Eastborough Community", "Eastborough plan", "EAS-", "Southvale", "closed", "Evening wardens", "High Street hub", "Alex Marsh", "Bea Lowe", "Cal Ray",
		"Further funding", "Fund the", "£",
	}, []string{"Safe Westmere Partnership", "Park lights"}},
	{"a guest of Eastborough", eastGuest, []string{
		"Westmere", "WES-", "Southvale", "closed", "Park lights", "Cal Ray", "Wes Rivers", "Further funding", "Fund the", "£",
	}, []string{"Eastborough Community Safety Partnership", "Alex Marsh", "Evening wardens"}},
	{"a guest of no partnership", speakers["lost"], []string{"borough", "mere", "vale", "-26-", "Marsh", "Lowe", "Ray", "wardens", "closed", "Fund", "Northshire"}, nil},
	{"somebody of another workspace", stranger, []string{"borough", "mere", "vale", "-26-", "Marsh", "Lowe", "Ray", "wardens", "closed", "Fund", "Northshire"}, nil},
	{"a secretariat in another workspace", Actor{Team: "T0ELSE", User: "U0WES", Stranger: true}, []string{
		"Eastborough Community", "Eastborough plan", "EAS-", "Southvale", "closed", "Evening wardens", "Alex Marsh", "Bea Lowe", "Cal Ray", "Further funding", "Fund the", "£",
	}, []string{"Safe Westmere Partnership", "Wes Rivers"}},
	{"a member", member, []string{"A closed", "A private matter"}, []string{"Eastborough Community Safety Partnership", "Cal Ray", "Park lights"}},
}

// suggestDesk is a desk over northshire, with a secretariat of Westmere in
// another workspace.
func suggestDesk(t *testing.T) *Desk {
	t.Helper()
	return deskOver(t, append(northshire(t),
		&store.Person{Meta: store.Meta{ID: "w-rivers"}, Name: "Wes Rivers", Slack: "T0ELSE/U0WES"},
		&store.Role{Meta: store.Meta{ID: "r-wes"}, Person: "w-rivers", Role: "secretariat", Partnership: "westmere", Confirmed: "T0ELSE/U0WES"}))
}

// suggestInputs are the typeaheads that there are: forms, and the inputs that
// each may have.
func suggestInputs() map[string][]string {
	inputs := []string{"partnership", "owner", "helpers", "others", "what", "meeting"}
	for _, of := range []map[string]string{kindsOfInput, decideLookups} {
		for name := range of {
			inputs = append(inputs, name)
		}
	}
	out := map[string][]string{}
	for _, cmd := range Table {
		if cmd.Options == nil {
			continue
		}
		for verb := range cmd.Forms {
			kind, list, _ := strings.Cut(verb, "/")
			k, keeps := store.KindNamed(kind)
			if !keeps {
				out[cmd.Name+"."+verb] = inputs
				continue
			}
			fields := k.Fields()
			if f, ok := fieldOf(k, list); ok {
				fields = f.Fields
			}
			for _, f := range fields {
				if f.Ref != "" {
					out[cmd.Name+"."+verb] = append(out[cmd.Name+"."+verb], f.Name)
				}
			}
		}
	}
	return out
}

// suggestTyped is what is typed: nothing, beginnings, whole names and ids of
// what one may not see.
var suggestTyped = []string{
	"", "e", "w", "a", "b", "c", "s", "f", "n", "closed", "a closed", "private", "further", "fund the hub", "EAS-D-26-003", "EAS-D-26-004", "EAS-26-004",
	"d3", "d4", "d5", "a4", "b-lowe", "people/a-marsh", "partnerships/eastborough", "partnerships/southvale", "<@U0LOWE>", "<#C0EAST>", "<#C0WEST|west>", "cal ray", "lowe",
}

// A typeahead offers nobody what they may not see: nothing of partnerships
// that they do not read, nothing of a closed session, nothing that the
// commissioner has yet to decide, and no people but those whom they meet.
func TestSuggestionsAreWhatOneMaySee(t *testing.T) {
	d := suggestDesk(t)
	ctx := context.Background()
	inputs := suggestInputs()
	if len(inputs) < 20 {
		t.Errorf("there are %d forms with a typeahead", len(inputs))
	}
	offered := func(t *testing.T, who Actor) []string {
		t.Helper()
		var all []string
		for form, names := range inputs {
			for _, input := range names {
				for _, typed := range suggestTyped {
					opts, err := d.Suggest(ctx, Submission{Request: Request{Actor: who, Now: sundayMorning}, Form: form}, input, typed)
					if err != nil {
						t.Fatalf("%s, %s, %q: %v", form, input, typed, err)
					}
					for _, o := range opts {
						if o.Value == strangerMark+typed {
							continue // their own words
						}
						all = append(all, o.Label+" ("+form+", "+input+", "+typed+")")
					}
				}
			}
		}
		for _, typed := range append([]string{"who ", "chair ", "decisions ", "actions ", "brief ", "scheme "}, suggestTyped...) {
			for _, line := range d.Complete(ctx, who, sundayMorning, typed) {
				all = append(all, line+" (the line "+typed+")")
			}
		}
		return all
	}
	for _, c := range suggested {
		t.Run(c.name, func(t *testing.T) {
			all := offered(t, c.who)
			for _, o := range all {
				label, _, _ := strings.Cut(o, " (")
				for _, word := range c.not {
					if strings.Contains(label, word) {
						t.Errorf("is offered %s", o)
					}
				}
			}
			for _, word := range c.some {
				if !slices.ContainsFunc(all, func(o string) bool { return strings.HasPrefix(o, word) }) {
					t.Errorf("is not offered %s", word)
				}
			}
		})
	}
	all := offered(t, staff)
	for _, word := range []string{"EAS-D-26-003 A closed matter", "EAS-D-26-004 Fund the hub", "Further funding", "Cal Ray", "Southvale"} {
		if !slices.ContainsFunc(all, func(o string) bool { return strings.HasPrefix(o, word) }) {
			t.Errorf("the office's staff are not offered %s", word)
		}
	}
}
