package commands

import (
	"encoding/json"
	"errors"
	"strings"

	"csp/store"
)

func asProblem(err error) (*Problem, bool) {
	var p *Problem
	ok := errors.As(err, &p)
	return p, ok
}

// decideActions are the buttons of decisions.
var decideActions = map[string]func(*Call, string) (Outcome, error){
	"kind": func(c *Call, value string) (Outcome, error) {
		kind, state, _ := strings.Cut(value, " ")
		var st decideState
		if json.Unmarshal([]byte(state), &st) != nil || kind != "pcc" && kind != "board" {
			return Outcome{}, oldForm()
		}
		return c.decideOpens(func(tx *store.Tx) (*Form, error) { return c.decideForm(tx, kind, st) })
	},
	"ask": func(c *Call, value string) (Outcome, error) {
		return c.decideOpens(func(tx *store.Tx) (*Form, error) { return c.askForDecision(tx, value) })
	},
	"other": func(c *Call, id string) (Outcome, error) {
		return c.onDecision(id, (*Call).otherSideForm)
	},
	"taken":     func(c *Call, id string) (Outcome, error) { return c.onDecision(id, (*Call).takenForm) },
	"deferred":  func(c *Call, id string) (Outcome, error) { return c.onDecision(id, (*Call).deferredForm) },
	"published": func(c *Call, id string) (Outcome, error) { return c.onDecision(id, (*Call).publishedForm) },
	"with":      func(c *Call, id string) (Outcome, error) { return c.onDecision(id, (*Call).linkForm) },
	"raise": func(c *Call, id string) (Outcome, error) {
		return c.decideOpens(func(tx *store.Tx) (*Form, error) {
			dec, err := store.Decisions.Get(tx, id)
			if err == nil {
				err = c.must(tx, Record, about(&dec))
			}
			if err != nil {
				return nil, err
			}
			return c.raiseForm(tx, &dec)
		})
	},
}

// decideOpens opens a form that is made from the store.
func (c *Call) decideOpens(make func(tx *store.Tx) (*Form, error)) (Outcome, error) {
	var f *Form
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		var err error
		f, err = make(tx)
		return gone(err)
	})
	return Outcome{Form: f}, err
}

// onDecision opens a form about a decision for one who may record it.
func (c *Call) onDecision(id string, make func(*Call, *store.Tx, *store.Decision) (*Form, error)) (Outcome, error) {
	return c.decideOpens(func(tx *store.Tx) (*Form, error) {
		old, err := store.Decisions.Get(tx, id)
		if err != nil {
			return nil, err
		}
		return c.mayForm(tx, &old, make)
	})
}

// mayForm is a form about a decision for one who may record it.
func (c *Call) mayForm(tx *store.Tx, old *store.Decision, make func(*Call, *store.Tx, *store.Decision) (*Form, error)) (*Form, error) {
	d := &draft{c: c, tx: tx}
	if err := d.decisionRight(old); err != nil {
		return nil, err
	}
	if err := c.must(tx, d.right, about(old)); err != nil {
		return nil, err
	}
	return make(c, tx, old)
}

// decisionForm is the frame of a form about one decision.
func decisionForm(verb, title, send string, d *store.Decision, inputs ...Input) *Form {
	return &Form{
		ID: decideWord + "." + verb, Title: title, Send: send, State: d.ID,
		Before: []Block{Para(refText(orWord(d.Ref, d.Notice), cutTo(d.Text, maxTyped/2)))}, Inputs: inputs,
	}
}

func (c *Call) takenForm(tx *store.Tx, old *store.Decision) (*Form, error) {
	if taken(old) {
		return nil, (&draft{c: c, tx: tx}).already(old, "is recorded as taken already"+onTheDay(old.Decided))
	}
	in := []Input{
		{Name: "text", Label: "What is decided", Hint: "As it was decided; above is what was asked. " + noNames, Kind: ManyLines, Value: some(cutTo(old.Text, maxTyped))},
		{Name: "decided", Label: "Taken on", Kind: DateInput, Value: []string{c.Today().String()}},
	}
	if old.Kind != "pcc" && len(old.Partnerships) == 1 {
		boards, err := c.boardOptions(tx, old.Partnerships[0])
		if err != nil {
			return nil, err
		}
		if len(boards) > 0 {
			in = append(in, Input{Name: "meeting", Label: "Board", Kind: Select, Options: boards, Value: some(old.Meeting), Optional: true})
		}
	}
	in = append(in,
		Input{Name: "decided_by", Label: "Decided by", Hint: "Such as: the board by consensus.", Kind: OneLine, Max: 200, Value: some(old.DecidedBy), Optional: true},
		Input{Name: "reason", Label: "Reason", Hint: noNames, Kind: ManyLines, Value: some(cutTo(old.Reason, maxTyped)), Optional: true},
		Input{Name: "conditions", Label: "Conditions", Hint: noNames, Kind: ManyLines, Value: some(cutTo(old.Conditions, maxTyped)), Optional: true},
		Input{Name: "amount", Label: "Money", Hint: "In pounds, such as £12,500 or 12500.00.", Kind: OneLine, Max: 40, Value: some(old.Amount.Pounds()), Optional: true},
		Input{Name: "review", Label: "To be reviewed", Kind: DateInput, Value: exactValue(old.Review), Optional: true})
	if old.Kind == "pcc" {
		in = append(in,
			Input{Name: "notice", Label: "Notice number", Hint: "Such as OPCC-27-003.", Kind: OneLine, Max: 60, Value: some(old.Notice), Optional: true},
			Input{Name: "published", Label: "Published on", Kind: DateInput, Value: exactValue(old.Published), Optional: true})
	}
	return decisionForm("taken", "It is taken", "Record it", old, in...), nil
}

// exactValue is a date as a picker takes it.
func exactValue(d store.Date) []string {
	if !d.Exact() {
		return nil
	}
	return []string{d.String()}
}

func decisionTakenSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	t := decisionTaken{
		On: in.day("decided"), Text: in.text("text"), Meeting: in.text("meeting"), By: in.text("decided_by"), Reason: in.text("reason"),
		Conditions: in.text("conditions"), Amount: in.money("amount"), Review: in.optionalDate("review"),
		Notice: in.text("notice"), Published: in.optionalDate("published"),
	}
	if t.On.After(c.Today()) {
		in.bad("decided", "This day is still to come. Give the day on which it was taken.")
	}
	if len(in.errs) > 0 {
		return FormAnswer{Errors: in.errs}, nil
	}
	return c.decideAnswer(takenMove(s.State, t))
}

func (c *Call) deferredForm(tx *store.Tx, old *store.Decision) (*Form, error) {
	if taken(old) {
		return nil, (&draft{c: c, tx: tx}).already(old, "is recorded as taken"+onTheDay(old.Decided))
	}
	return decisionForm("deferred", "It is deferred", "Defer it", old, Input{
		Name: "until", Label: "Until", Kind: DateInput, Optional: true,
		Hint: "The day by which it comes back, if that is known.",
	}), nil
}

func decisionDeferredSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	until := in.optionalDate("until")
	if len(in.errs) > 0 {
		return FormAnswer{Errors: in.errs}, nil
	}
	return c.decideAnswer(deferredMove(s.State, until))
}

func (c *Call) publishedForm(_ *store.Tx, old *store.Decision) (*Form, error) {
	return decisionForm("published", "It is published", "Record it", old,
		Input{Name: "published", Label: "Published on", Kind: DateInput, Value: []string{orToday(old.Published, c.Today()).String()}},
		Input{Name: "notice", Label: "Notice number", Hint: "Such as OPCC-27-003.", Kind: OneLine, Max: 60, Value: some(old.Notice), Optional: true},
		Input{Name: "url", Label: "Link", Hint: fieldHints["url"], Kind: OneLine, Max: 500, Value: some(old.URL), Optional: true}), nil
}

func decisionPublishedSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	on := in.day("published")
	if on.After(c.Today()) {
		in.bad("published", "This day is still to come. Give the day on which it was published.")
	}
	if len(in.errs) > 0 {
		return FormAnswer{Errors: in.errs}, nil
	}
	return c.decideAnswer(publishedMove(s.State, on, in.text("notice"), in.text("url")))
}

func (c *Call) linkForm(tx *store.Tx, old *store.Decision) (*Form, error) {
	label := "The commissioner's decision"
	if old.Kind == "pcc" {
		label = "The board's decision"
	}
	return decisionForm("with", "Link a decision", "Link them", old, c.lookup(tx, Input{
		Name: "other", Label: label, Hint: "Type its reference or its first words.",
	}, "decisions", old.GoesWith)), nil
}

func decisionLinkSent(c *Call, s Submission) (FormAnswer, error) {
	return c.decideAnswer(linkMove(s.State, first(s.Values["other"])))
}

// otherSideForm records the decision of the other side that goes with one.
func (c *Call) otherSideForm(tx *store.Tx, old *store.Decision) (*Form, error) {
	st := decideState{Partnerships: old.Partnerships, Scheme: old.Scheme, Pilot: old.Pilot, With: old.ID, Text: old.Text, Amount: old.Amount.Pounds()}
	kind := "pcc"
	if old.Kind == "pcc" {
		kind = "board"
	}
	return c.decideForm(tx, kind, st)
}

// askForDecision is the form of a decision that is needed before a scheme or
// pilot ends: value is its kind and id.
func (c *Call) askForDecision(tx *store.Tx, value string) (*Form, error) {
	st := decideState{Status: "needed"}
	kind, id, _ := strings.Cut(value, "/")
	switch kind {
	case "schemes":
		s, err := store.Schemes.Get(tx, id)
		if err != nil {
			return nil, err
		}
		st.Scheme, st.Partnerships, st.Text = s.ID, s.Partnerships, "What follows "+s.Name+" when it ends"
	case "pilots":
		p, err := store.Pilots.Get(tx, id)
		if err != nil {
			return nil, err
		}
		st.Pilot, st.Partnerships, st.Text = p.ID, p.Partnerships, "What follows "+pilotName(tx, &p)
	default:
		return nil, oldForm()
	}
	return c.decideForm(tx, "pcc", st)
}

// decideLookups are the kinds that a typeahead of the forms of decisions
// offers.
var decideLookups = map[string]string{
	"partnerships": "partnerships", "scheme": "schemes", "pilot": "pilots", "replaces": "decisions", "other": "decisions",
}

// decideOptions is the typeahead of the forms of decisions.
func decideOptions(c *Call, tx *store.Tx, input, typed string) ([]Option, error) {
	kind := decideLookups[input]
	if kind == "" {
		return nil, nil
	}
	out := &choice{c: c, tx: tx, seen: map[string]bool{}}
	err := out.find(kind, typed)
	return out.options[:min(len(out.options), maxOptions)], err
}

// decideButtons are what may become of a decision, for those who may record
// it.
func (c *Call) decideButtons(tx *store.Tx, d *store.Decision) []Button {
	right := Record
	if d.Kind == "pcc" {
		right = Keep
	}
	if ok, err := c.may(tx, right, about(d)); err != nil || !ok {
		return nil
	}
	line := decideWord + " " + orWord(d.Ref, "decisions/"+d.ID)
	if !taken(d) && d.Status != "cancelled" {
		row := []Button{{Label: "It is taken", Type: line + " taken", Action: "decide.taken", Value: d.ID, Primary: true}}
		if d.Status == "deferred" {
			return append(row, Button{Label: "It is needed again", Type: line + " needed"})
		}
		return append(row, Button{Label: "Defer it", Type: line + " deferred", Action: "decide.deferred", Value: d.ID})
	}
	var row []Button
	if d.Kind == "pcc" && d.Published.IsZero() {
		row = append(row, Button{Label: "It is published", Type: line + " published", Action: "decide.published", Value: d.ID})
	}
	row = append(row, c.actionFromIt(tx, d)...)
	if d.Kind == "board" {
		if ok, err := c.may(tx, Keep, about(d)); ok && err == nil {
			row = append(row, Button{Label: "The commissioner's decision", Type: decideWord + " " + first(d.Partnerships), Action: "decide.other", Value: d.ID})
		}
	}
	return append(row, Button{Label: "Link a decision", Type: line + " with", Action: "decide.with", Value: d.ID})
}

// actionFromIt is the button that adds an action which a decision raises.
func (c *Call) actionFromIt(tx *store.Tx, d *store.Decision) []Button {
	if !taken(d) || len(d.Partnerships) != 1 {
		return nil
	}
	if ok, err := c.may(tx, Record, about(d)); err != nil || !ok {
		return nil
	}
	return []Button{{Label: "Add an action", Type: decideWord + " " + orWord(d.Ref, "decisions/"+d.ID) + " action", Action: "decide.raise", Value: d.ID}}
}
