package commands

import (
	"testing"

	"csp/store"
)

// Two lines are one only where nothing but case, spaces, the mark of a list and
// the full stop parts them.
func TestLinesThatAreTheSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Renew the plan", "renew  the Plan.", true},
		{"1. Renew the plan", "• Renew the plan;", true},
		{"a) Renew the plan", "2) Renew the plan", true},
		{"The board’s plan", "The board's plan", true},
		{"Fund the hub at 5%", "Fund the hub at £5", false},
		{"Fund the hub at 5", "Fund the hub at -5", false},
		{"Fund 2.5 posts", "Fund 25 posts", false},
		{"2.5 posts are funded", "3.5 posts are funded", false},
		{"Action: M. Tan to call the mayor", "Action: P. Tan to call the mayor", false},
		{"M. Tan to call", "P. Tan to call", false},
		{"Renew the plan (option A)", "Renew the plan, option A", false},
		{"Write to the ASB team", "Write to the anti-social behaviour team", false},
		{"Was it agreed?", "Was it agreed", false},
	} {
		if sameLine(c.a, c.b) != c.same || sameLine(c.b, c.a) != c.same {
			t.Errorf("%q and %q: %v", c.a, c.b, !c.same)
		}
	}
}

// What stands before a line and is no part of it. An initial is.
func TestLabelsOfLines(t *testing.T) {
	for line, want := range map[string]string{
		"A. Close the path": "Close the path", "a) AM to write": "AM to write", "A. AM to write": "AM to write", "B. Write to the school": "Write to the school",
		"A. Agreed to renew": "Agreed to renew", "Action: M. Tan to call": "M. Tan to call", "• P. Tan: call the mayor": "P. Tan: call the mayor",
		"M. J. Tan (Council) to call": "M. J. Tan (Council) to call", "P. Raman": "P. Raman", "M. Tan and R. Shah to call": "M. Tan and R. Shah to call",
		"ACTION AM to write": "AM to write", "ACTION M. Tan to call": "M. Tan to call", "ACTION Mei Tan and PR to write": "Mei Tan and PR to write", "ACTION 3 Write to them": "Write to them",
		"ACTION: write": "write", "ACTION – write": "write", "ACTION PLAN approved for 2027": "ACTION PLAN approved for 2027",
		"ACTION PLAN to be approved": "ACTION PLAN to be approved", "ACTION Plan to be approved": "ACTION Plan to be approved", "ACTION DAY on 3 March": "ACTION DAY on 3 March",
	} {
		if got := (&lineCut{}).unlabelled(straight(line)); got != want {
			t.Errorf("%q is %q", line, got)
		}
	}
}

// For whom a line is that says the same as an action.
func TestForWhomALineIs(t *testing.T) {
	d := lineDesk(t)
	for _, c := range []struct {
		line, owner, organisation string
		helpers                   []string
		same                      bool
	}{
		{"AM to write", "a-marsh", "", nil, true},
		{"AM to write", "", "", nil, false},
		{"AM to write", "c-ray", "", nil, false},
		{"AM to write", "a-marsh", "", []string{"c-ray"}, false},
		{"AM and CR to write", "a-marsh", "", []string{"c-ray"}, true},
		{"AM and CR to write", "a-marsh", "", nil, false},
		{"AM and CR to write", "c-ray", "", []string{"a-marsh"}, false},
		{"Write", "", "", nil, true},
		{"Write", "a-marsh", "", nil, false},
		{"Write", "", "police", nil, false},
		{"Zoe Quill to write", "", "", nil, false},
	} {
		a, err := readLine(t, d, "staff", c.line, lineRules{})
		if err != nil {
			t.Fatal(err)
		}
		var said store.Action
		a.into(&said)
		o := store.Action{Text: "Write", Owner: c.owner, Organisation: c.organisation, Helpers: c.helpers}
		if got := a.isFor(&o, &said); got != c.same {
			t.Errorf("%q is for %s, %s, %v: %v", c.line, c.owner, c.organisation, c.helpers, got)
		}
	}
}

// One who has a draft of a board is asked before it is thrown away.
func TestNothingToRecordAsks(t *testing.T) {
	if b := nothingButton("west-10", true); b.Confirm == "" {
		t.Error("a draft is thrown away unasked")
	}
	if b := nothingButton("west-10", false); b.Confirm != "" {
		t.Error("it is asked without a draft")
	}
}
