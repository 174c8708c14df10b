package commands

import (
	"encoding/json"
	"errors"
	"fmt"

	"csp/reminders"
	"csp/store"
)

// Which reminders somebody means who wants to put some off, and whether they
// may.

// quietState is what a form to put reminders off carries: the post that said
// them, or, of lines to come, where each is found.
type quietState struct {
	Post  string      `json:"p,omitempty"`
	Lines []quietLine `json:"l,omitempty"`
}

type quietLine struct {
	Kind   string `json:"k"`
	Record string `json:"r"`
	Key    string `json:"y"`
}

// quietLookup is how many days ahead a reminder to come is looked for by its
// key.
const quietLookup = 400

// meantLines are the reminders that a word means: the key of a line that was
// sent, or of a post, or of a line to come.
func (c *Call) meantLines(tx *store.Tx, key string) (quietState, []reminders.Item, error) {
	post := key
	line, err := tx.Line(key)
	switch {
	case err == nil && line.Post != "":
		post = line.Post
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return quietState{}, nil, err
	}
	p, err := tx.Post(post)
	if errors.Is(err, store.ErrNotFound) {
		return c.lineToCome(tx, key)
	}
	if err != nil {
		return quietState{}, nil, err
	}
	st := quietState{Post: post}
	items, err := c.linesOf(tx, &p)
	if err == nil && len(items) == 0 && len(p.Said) == 0 {
		return st, nil, &Problem{
			Says:  "What this message was about is not in the register as it was restored from a backup.",
			Then:  "To see what is to come, type /csp reminders.",
			Offer: []Button{{Label: "Reminders to come", Type: "reminders"}},
		}
	}
	if post == key || err != nil {
		return st, items, err
	}
	for _, it := range items {
		if it.Key == key {
			st.Lines = []quietLine{lineState(&it)}
			return st, []reminders.Item{it}, nil
		}
	}
	return st, nil, nil
}

// linesOf are a post's lines with what has become of them.
func (c *Call) linesOf(tx *store.Tx, p *store.Post) ([]reminders.Item, error) {
	return reminders.SaidNow(tx, c.Desk.Reminders, c.Now, p)
}

func (c *Call) lineToCome(tx *store.Tx, key string) (quietState, []reminders.Item, error) {
	all, err := reminders.Lines(tx, c.Desk.Reminders, c.Now, c.Today(), c.Today().AddDays(quietLookup))
	for i := range all {
		if all[i].Key == key {
			it := reminders.Item{Line: all[i]}
			return quietState{Lines: []quietLine{lineState(&it)}}, []reminders.Item{it}, err
		}
	}
	return quietState{}, nil, err
}

func lineState(it *reminders.Item) quietLine {
	return quietLine{it.Kind, it.Waits.ID, it.Key}
}

// stateLines are the reminders of a form, as they are now.
func (c *Call) stateLines(tx *store.Tx, state string) ([]reminders.Item, error) {
	var st quietState
	if json.Unmarshal([]byte(state), &st) != nil {
		return nil, &Problem{Says: "This form is of an older version.", Then: "Close it and start again."}
	}
	var out []reminders.Item
	if st.Post != "" {
		p, err := tx.Post(st.Post)
		if err != nil {
			return nil, err
		}
		if out, err = c.linesOf(tx, &p); err != nil || len(st.Lines) == 0 {
			return out, err
		}
		for _, it := range out {
			if it.Key == st.Lines[0].Key {
				return []reminders.Item{it}, nil
			}
		}
		return nil, nil
	}
	for _, l := range st.Lines {
		it := reminders.Item{Line: reminders.Line{Key: l.Key, Kind: l.Kind, Waits: store.Waiting{ID: l.Record, Name: l.Kind}}}
		out = append(out, it)
	}
	return out, nil
}

// ask looks a reminder up, as somebody who may put it off.
func (c *Call) ask(tx *store.Tx, it *reminders.Item) (*reminders.Asked, error) {
	if it.Did != "" {
		return &reminders.Asked{Did: it.Did, Words: it.Words}, c.mayQuiet(tx, it.SubjectKind, it.Subject, it.OfficeOnly)
	}
	a, err := reminders.Ask(tx, c.Desk.Reminders, c.Now, reminders.RefOf(&it.Line))
	if err != nil {
		return nil, err
	}
	if len(it.Words) > 0 {
		a.Words = it.Words
	}
	return a, c.mayQuiet(tx, a.SubjectKind, a.Subject, a.OfficeOnly)
}

// mayQuiet refuses those who may not put a reminder off for everybody: what is
// the office's alone is for its staff, all else also for the secretariat of
// the partnership.
func (c *Call) mayQuiet(tx *store.Tx, kind, id string, officeOnly bool) error {
	f, err := load(tx, subject{kind, id})
	if errors.Is(err, store.ErrNotFound) {
		return reminders.ErrNotTrue
	}
	if err != nil {
		return fmt.Errorf("put a reminder off: %w", err)
	}
	right := Record
	if officeOnly {
		right = Keep
	}
	ok, err := c.may(tx, right, about(f.Rec))
	if err == nil && !ok {
		err = &Problem{
			Says:    "Only the office's staff and the partnership's secretariat can put a reminder off for everybody.",
			Then:    "Ask one of them. If you are its secretariat, ask the office's admin to confirm your Slack account.",
			Refused: true,
		}
	}
	return err
}

// notTrue is said of a reminder that is owed no more.
func notTrue() *Problem {
	return &Problem{
		Says:  "This reminder is not owed any more: what it was about has changed, or is done.",
		Then:  "To see what is to come, type /csp reminders.",
		Offer: []Button{{Label: "Reminders to come", Type: "reminders"}},
	}
}
