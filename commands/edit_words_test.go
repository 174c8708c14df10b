package commands

import (
	"context"
	"testing"

	"csp/store"
)

// What a form carries comes from the person's own client: whoever may correct
// words alone writes nothing else by it.
func TestCorrectingWritesWordsAlone(t *testing.T) {
	for _, c := range []struct {
		who, what string
		st        keepState
		values    map[string][]string
		ok        bool
	}{
		{"bea", "the words of an action of theirs", keepState{Kind: "actions", ID: "a1", Only: "text"}, nil, true},
		{"bea", "its date", keepState{Kind: "actions", ID: "a1", Only: "due"}, nil, false},
		{"bea", "its words and its owner", keepState{Kind: "actions", ID: "a1", Only: "text,owner"}, nil, false},
		{"bea", "all of it", keepState{Kind: "actions", ID: "a1"}, nil, false},
		{"bea", "an action of others", keepState{Kind: "actions", ID: "a6", Only: "text"}, nil, false},
		{"bea", "a decision that others recorded", keepState{Kind: "decisions", ID: "hub-first", Only: "text"}, nil, false},
		{"bea", "a new action", keepState{Kind: "actions", Only: "text"}, nil, false},
		{"bea", "an issue", keepState{Kind: "issues", ID: "i1", Only: "text"}, nil, false},
		{"member", "the words of an action", keepState{Kind: "actions", ID: "a1", Only: "text"}, nil, false},
		{"guest", "the words of an action", keepState{Kind: "actions", ID: "a1", Only: "text"}, nil, false},
		{"staff", "the words of an action", keepState{Kind: "actions", ID: "a1", Only: "text"}, nil, true},
	} {
		d := northshireDesk(t)
		read := func() (a store.Action) {
			err := d.Store.View(context.Background(), func(tx *store.Tx) error {
				var err error
				a, err = store.Actions.Get(tx, "a1")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		before := read()
		c.st.Rev = before.Rev
		if c.st.ID == "" {
			c.st.Rev = 0
		}
		r := request(c.who, "")
		r.ID = "view"
		a, err := d.Submit(context.Background(), Submission{
			Request: r, Form: editWord + "." + c.st.Kind, State: c.st.encode(),
			Values: map[string][]string{"text": {"Other words"}, "due": {"1 March 2027"}, "owner": {"c-ray"}},
		})
		if err != nil {
			t.Errorf("%s, %s: %v", c.who, c.what, err)
			continue
		}
		after := read()
		if got := after.Text == "Other words"; got != c.ok {
			t.Errorf("%s, %s: written %v, want %v: %+v", c.who, c.what, got, c.ok, a)
		}
		if after.Due != before.Due || after.Owner != before.Owner {
			t.Errorf("%s, %s: more than the words is written: %+v", c.who, c.what, after)
		}
	}
}
