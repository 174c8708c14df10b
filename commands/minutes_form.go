package commands

import (
	"errors"
	"strings"

	"csp/store"
)

// minutesOpens is the press that opens a form about a meeting's minutes.
func minutesOpens(form func(*Call, *store.Tx, string) (*Form, error)) func(*Call, string) (Outcome, error) {
	return func(c *Call, value string) (Outcome, error) {
		return c.openForm(func(tx *store.Tx) (*Form, error) { return form(c, tx, value) })
	}
}

// pressMinutes moves minutes on by a button; pressed again it says who did.
func pressMinutes(to string) func(*Call, string) (Outcome, error) {
	return func(c *Call, value string) (Outcome, error) {
		made, err := c.do(func(*Call, *store.Tx) (move, error) { return &minutesMove{Meeting: value, To: to}, nil })
		if err != nil {
			return Outcome{}, err
		}
		r, err := c.saved(made)
		return Outcome{Reply: &r}, err
	}
}

// minutesOf is the meeting that a form is about, for one who has the right.
func (c *Call) minutesOf(tx *store.Tx, id string, right Right) (*store.Meeting, error) {
	m, err := store.Meetings.Get(tx, id)
	if err != nil {
		return nil, gone(err)
	}
	return &m, c.must(tx, right, about(&m))
}

// draftForm asks for the link to a draft.
func (c *Call) draftForm(tx *store.Tx, id string) (*Form, error) {
	m, err := c.minutesOf(tx, id, Record)
	if err != nil {
		return nil, err
	}
	return &Form{
		ID: minutesWord + ".draft", Title: "Draft minutes", Send: "Record the draft", State: id,
		Before: []Block{Heading(labelOf(tx, "meetings", m))},
		Inputs: []Input{{Name: "url", Label: "Link to the draft", Hint: fieldHints["minutes_url"] + " Where it is the same, the chair is asked to look again.", Kind: OneLine, Max: 500, Optional: true, Value: some(m.MinutesURL)}},
	}, nil
}

func draftSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	url := in.text("url")
	if url != "" && !webAddress(url) {
		in.bad("url", "Give the whole address, such as https://example.org/minutes.")
	}
	same := false
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		m, err := c.minutesOf(tx, s.State, Record)
		same = err == nil && m.Minutes == "draft" && (url == "" || url == m.MinutesURL)
		return err
	})
	if err != nil || !same || len(in.errs) > 0 {
		if err != nil {
			return FormAnswer{}, err
		}
		return in.write(&minutesMove{Meeting: s.State, To: "draft", URL: url})
	}
	r, err := c.askChair(func(tx *store.Tx) (*store.Meeting, error) { return c.minutesOf(tx, s.State, Record) })
	var p *Problem
	if errors.As(err, &p) && !p.Refused {
		return FormAnswer{Errors: map[string]string{"url": strings.TrimSpace(p.Says + " " + p.Then)}}, nil
	}
	return FormAnswer{Tell: &r}, err
}

// changeForm asks what is to be changed in the minutes.
func (c *Call) changeForm(tx *store.Tx, id string) (*Form, error) {
	m, err := c.minutesOf(tx, id, Agree)
	if err == nil {
		err = c.changeable(tx, m)
	}
	if err != nil {
		return nil, err
	}
	return &Form{
		ID: minutesWord + ".change", Title: "Ask for a change", Send: "Ask for it", State: id,
		Before: []Block{Heading(labelOf(tx, "meetings", m))},
		Inputs: []Input{{Name: "text", Label: "What is to be changed", Hint: noNames + " The secretariat is told what you write here.", Kind: ManyLines, Max: maxCorrection}},
	}, nil
}

func changeSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	c.Text = "minutes change" // for the audit
	r, err := c.changeTold(func(tx *store.Tx) (*store.Meeting, error) { return c.minutesOf(tx, s.State, Agree) }, in.lines("text"))
	var p *Problem
	if errors.As(err, &p) && !p.Refused {
		return FormAnswer{Errors: map[string]string{"text": strings.TrimSpace(p.Says + " " + p.Then)}}, nil
	}
	return FormAnswer{Tell: &r}, err
}

// correctForm asks for a correction beside minutes that are agreed.
func (c *Call) correctForm(tx *store.Tx, id string) (*Form, error) {
	m, err := c.minutesOf(tx, id, Record)
	if err != nil {
		return nil, err
	}
	d := &draft{c: c, tx: tx}
	if err := (&correctMove{Meeting: id, Text: "x"}).work(d); m.Minutes != "agreed" {
		return nil, err
	}
	return &Form{
		ID: minutesWord + ".correct", Title: "Add a correction", Send: "Add it", State: id,
		Before: append([]Block{Heading(labelOf(tx, "meetings", m))}, corrections(m)...),
		Inputs: []Input{{Name: "text", Label: "What is wrong, and what would be right", Hint: noNames + " It stands beside the minutes, which stay as they are.", Kind: ManyLines, Max: maxCorrection}},
	}, nil
}

func correctSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	return in.write(&correctMove{Meeting: s.State, Text: in.lines("text")})
}

// lines is what an input of several lines holds, as it was typed.
func (f *fields) lines(name string) string {
	return strings.TrimSpace(strings.Join(f.s.Values[name], "\n"))
}
