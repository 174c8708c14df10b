package commands

import (
	"errors"
	"strings"

	"csp/store"
)

// substituteForm asks who comes in the place of who presses.
func (c *Call) substituteForm(tx *store.Tx, value string) (*Form, error) {
	me, err := c.whoAnswers(tx)
	if err != nil {
		return nil, err
	}
	m, err := c.asked(tx, value, me)
	if err != nil {
		return nil, err
	}
	return &Form{
		ID: comingWord + ".sub", Title: "Send a substitute", Send: "Send them", State: value,
		Before: []Block{Heading(labelOf(tx, "meetings", m))},
		Inputs: []Input{substituteInput()},
	}, nil
}

func substituteInput() Input {
	return Input{Name: "substitute", Label: "Who comes instead", Kind: Lookup, Optional: true, Hint: "Type the beginning of a name. Leave it empty when you do not know yet, or the register does not have them."}
}

// asked is the meeting of a button, for one who may answer for a person.
func (c *Call) asked(tx *store.Tx, value, person string) (*store.Meeting, error) {
	id, day, _ := strings.Cut(value, " ")
	m, err := store.Meetings.Get(tx, id)
	if err != nil {
		return nil, gone(err)
	}
	right := Attend
	if person == "" {
		right = Record
	}
	if err := c.must(tx, right, seatOf(&m, person)); err != nil {
		return nil, err
	}
	return &m, (&comingMove{Day: day}).takes(&draft{c: c, tx: tx}, &m)
}

// substituteSent records the substitute of who sends the form.
func substituteSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	return in.answer(func(c *Call, tx *store.Tx) (move, error) {
		id, day, _ := strings.Cut(s.State, " ")
		me, err := c.whoAnswers(tx)
		return &comingMove{Meeting: id, Day: day, Person: me, As: "substitute", By: in.text("substitute")}, err
	})
}

// answerForm takes the answer of somebody, down by the secretariat or staff.
func (c *Call) answerForm(tx *store.Tx, value string) (*Form, error) {
	m, err := c.asked(tx, value, "")
	if err != nil {
		return nil, err
	}
	return &Form{
		ID: comingWord + ".for", Title: "Answer for somebody", Send: "Record it", State: value,
		Before: []Block{Heading(labelOf(tx, "meetings", m))},
		Inputs: []Input{
			{Name: "person", Label: "Who", Kind: Lookup, Hint: "Type the beginning of a name."},
			{Name: "as", Label: "Answer", Kind: Select, Options: []Option{
				{"Is coming", "coming"}, {"Sends apologies", "apologies"}, {"Sends a substitute", "substitute"}, {"Has not answered", "unanswered"},
			}},
			substituteInput(),
		},
	}, nil
}

// answerSent records it.
func answerSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	id, day, _ := strings.Cut(s.State, " ")
	m := comingMove{Meeting: id, Day: day, Person: in.text("person"), As: in.text("as"), By: in.text("substitute")}
	if m.Person == "" {
		in.bad("person", "Say who.")
	}
	if m.As == "" {
		in.bad("as", "Say whether they come.")
	}
	if m.By != "" && m.As != "substitute" {
		in.bad("substitute", "A substitute comes only when the answer is “Sends a substitute”.")
	}
	if m.As == "unanswered" {
		m.As = ""
	}
	return in.answer(func(*Call, *store.Tx) (move, error) { return &m, nil })
}

// answer records an answer and says how the board stands; what is wrong stands
// on the form.
func (f *fields) answer(read func(*Call, *store.Tx) (move, error)) (FormAnswer, error) {
	if len(f.errs) > 0 {
		return FormAnswer{Errors: f.errs}, nil
	}
	made, err := f.c.do(read)
	var p *Problem
	if errors.As(err, &p) && !p.Refused && len(p.Offer) == 0 {
		return FormAnswer{Errors: map[string]string{"": strings.TrimSpace(p.Says + " " + p.Then)}}, nil
	}
	if err != nil {
		return FormAnswer{}, err
	}
	r, err := f.c.answered(made)
	return FormAnswer{Tell: &r}, err
}
