package commands

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// decideState is what the form of a decision carries: what it was opened
// from.
type decideState struct {
	Partnerships []string `json:"p,omitempty"`
	Status       string   `json:"a,omitempty"`
	Scheme       string   `json:"s,omitempty"`
	Pilot        string   `json:"i,omitempty"`
	With         string   `json:"w,omitempty"` // the other side's decision
	Link         string   `json:"l,omitempty"` // the message that it was said in
	Asked        []string `json:"q,omitempty"` // decisions that are needed and may be this one
	Text         string   `json:"-"`
	Amount       string   `json:"-"`
}

func (st decideState) encode() string {
	b, _ := json.Marshal(st) // texts always marshal
	return string(b)
}

// boardsToChoose is how many boards a form offers, the latest first.
const boardsToChoose = 10

// boardOptions are the boards of a partnership that something may be recorded
// of: those that have been, the latest first, and then the next one.
func (c *Call) boardOptions(tx *store.Tx, partnership string) ([]Option, error) {
	all, _, err := readable(c, tx, store.Meetings.By(tx, "start", partnership))
	if err != nil {
		return nil, err
	}
	var out, next []Option
	for _, m := range all {
		if !isBoard(m) || !m.Start.Exact() || m.Status == "cancelled" {
			continue
		}
		o := Option{Label: cutTo(meetingName(&m)+", "+english.Long(m.Start.Date), maxLabel), Value: m.ID}
		if !m.Start.After(c.Today()) {
			out = append(out, o)
		} else if len(next) == 0 {
			next = []Option{o}
		}
	}
	slices.Reverse(out)
	return append(out[:min(len(out), boardsToChoose-1)], next...), nil
}

// decideForm is the form that records a decision of one side.
func (c *Call) decideForm(tx *store.Tx, kind string, st decideState) (*Form, error) {
	f := &Form{ID: decideWord + "." + kind, Title: "Record a decision", Send: "Record it", State: st.encode()}
	title, other := "A decision of the board", Button{Label: "It is the commissioner's", Action: "decide.kind", Value: "pcc " + st.encode()}
	if kind == "pcc" {
		title, other = "A decision of the "+policingBody(tx), Button{Label: "It is the board's", Action: "decide.kind", Value: "board " + st.encode()}
	}
	other.Type = strings.TrimSpace(decideWord + " " + first(st.Partnerships))
	f.Before = []Block{Heading(title)}
	if ok, err := c.may(tx, Keep, Subject{}); err != nil {
		return nil, err
	} else if ok && len(other.Value) < maxButtonValue {
		f.Before = append(f.Before, Buttons{other})
	}
	if st.With != "" {
		if o, ok := linked(c, tx, &store.Decisions, st.With); ok {
			f.Before = append(f.Before, Para(T("It goes with "+strings.TrimSuffix(decisionInShort(&o), ".")+".")))
		}
	}
	if len(st.Asked) > 0 {
		in, err := c.whichInput(tx, st.Asked)
		if err != nil {
			return nil, err
		}
		f.Inputs = append(f.Inputs, in)
	}
	f.Inputs = append(f.Inputs, c.decideHead(tx, kind, st)...)
	if kind == "board" && len(st.Partnerships) == 1 {
		boards, err := c.boardOptions(tx, st.Partnerships[0])
		if err != nil {
			return nil, err
		}
		today, err := boardToday(tx, st.Partnerships[0], c.Today())
		if err != nil {
			return nil, err
		}
		if len(boards) > 0 {
			boards = append(boards, Option{Label: "At no board", Value: noneValue})
			f.Inputs = append(f.Inputs, Input{Name: "meeting", Label: "Board", Kind: Select, Options: boards, Value: some(today), Optional: true})
		}
	}
	f.Inputs = append(f.Inputs, decideRest(kind, st)...)
	f.Inputs = append(f.Inputs,
		c.lookup(tx, Input{Name: "scheme", Label: "Scheme", Hint: "What it is about. Type the beginning of a name.", Optional: true}, "schemes", st.Scheme),
		c.lookup(tx, Input{Name: "pilot", Label: "Pilot", Hint: "Type the beginning of a name.", Optional: true}, "pilots", st.Pilot),
		c.lookup(tx, Input{Name: "replaces", Label: "Replaces", Hint: "An older decision: type its reference.", Optional: true}, "decisions", ""))
	return f, nil
}

// maxButtonValue is what a button can carry.
const maxButtonValue = 2000

// decideHead are the inputs that every decision needs.
func (c *Call) decideHead(tx *store.Tx, kind string, st decideState) []Input {
	in := Input{
		Name: "partnerships", Label: "Partnership", Kind: LookupSeveral, Value: st.Partnerships,
		Hint: "Type the beginning of a name.", Optional: kind == "pcc",
	}
	if kind == "pcc" {
		in.Hint += " None: the whole police area."
	}
	for _, id := range st.Partnerships {
		in.Options = append(in.Options, Option{Label: called(tx, "partnerships", id), Value: id})
	}
	return []Input{
		in,
		{Name: "text", Label: "What is decided", Hint: noNames, Kind: ManyLines, Value: some(cutTo(st.Text, maxTyped))},
		{Name: "status", Label: "How it stands", Kind: Select, Value: []string{orWord(st.Status, "taken")}, Options: []Option{
			{Label: "Taken", Value: "taken"}, {Label: "Needed", Value: "needed"}, {Label: "Deferred", Value: "deferred"},
		}},
		{Name: "decided", Label: "Taken on", Hint: "Of one that was taken. Left empty: today, or the day of its board.", Kind: DateInput, Optional: true},
		{Name: "needed_by", Label: "Needed by", Hint: "Of one that is needed. Left empty: worked back from the end of its scheme or pilot.", Kind: DateInput, Optional: true},
	}
}

// decideRest are the inputs of what may be known of a decision.
func decideRest(kind string, st decideState) []Input {
	out := []Input{
		{Name: "reason", Label: "Reason", Hint: noNames, Kind: ManyLines, Optional: true},
		{Name: "options", Label: "Options", Hint: fieldHints["options"], Kind: ManyLines, Optional: true},
		{Name: "decided_by", Label: "Decided by", Hint: "Such as: the board by consensus.", Kind: OneLine, Max: 200, Optional: true},
		{Name: "amount", Label: "Money", Hint: "In pounds, such as £12,500 or 12500.00.", Kind: OneLine, Max: 40, Value: some(st.Amount), Optional: true},
		{Name: "conditions", Label: "Conditions", Hint: noNames, Kind: ManyLines, Optional: true},
		{Name: "review", Label: "To be reviewed", Kind: DateInput, Optional: true},
	}
	if kind == "pcc" {
		return append(out,
			Input{Name: "notice", Label: "Notice number", Hint: "Such as OPCC-27-003.", Kind: OneLine, Max: 60, Optional: true},
			Input{Name: "published", Label: "Published on", Kind: DateInput, Optional: true},
			Input{Name: "url", Label: "Link", Hint: fieldHints["url"], Kind: OneLine, Max: 500, Optional: true})
	}
	return append(out, Input{Name: "session", Label: "Session", Kind: Select, Value: []string{"open"}, Options: []Option{
		{Label: "Open", Value: "open"}, {Label: "Closed: not for the channel", Value: "closed"},
	}})
}

// decideSent records a decision of one side from its form.
func decideSent(kind string) func(*Call, Submission) (FormAnswer, error) {
	return func(c *Call, s Submission) (FormAnswer, error) {
		var st decideState
		if json.Unmarshal([]byte(s.State), &st) != nil {
			return FormAnswer{}, oldForm()
		}
		in := fields{c: c, s: s}
		m, err := in.decision(kind, st)
		if err != nil {
			return FormAnswer{}, err
		}
		if len(in.errs) > 0 {
			return FormAnswer{Errors: in.errs}, nil
		}
		switch which := in.text("which"); {
		case which == noneValue:
			m.Sure = true
		case which != "" && m.Status == "taken":
			return c.decideAnswer(takenInstead(which, m))
		}
		a, err := c.decideAnswer(m)
		if !errors.Is(err, errAlike) {
			return a, err
		}
		return c.askWhich(kind, st, s, m)
	}
}

// decideAnswer carries out what a form of a decision asks for, and says so.
func (c *Call) decideAnswer(m move) (FormAnswer, error) {
	made, err := c.do(func(*Call, *store.Tx) (move, error) { return m, nil })
	if errors.Is(err, errAlike) {
		return FormAnswer{}, err
	}
	if err != nil {
		return problemOnForm(err)
	}
	r, err := c.decided(made)
	return FormAnswer{Tell: &r}, err
}

// problemOnForm puts a Problem onto a form that stays open, so that what was
// typed is kept; a refusal and any other error are as they are.
func problemOnForm(err error) (FormAnswer, error) {
	if p, ok := asProblem(err); ok && !p.Refused {
		return FormAnswer{Errors: map[string]string{"": strings.TrimSpace(p.Says + " " + p.Then)}}, nil
	}
	return FormAnswer{}, err
}

// decision reads the form of a decision.
func (f *fields) decision(kind string, st decideState) (*newDecision, error) {
	d := store.Decision{
		Kind: kind, Partnerships: f.s.Values["partnerships"], Text: f.text("text"), Status: f.text("status"),
		Reason: f.text("reason"), Options: filledLines(f.text("options")), DecidedBy: f.text("decided_by"),
		Conditions: f.text("conditions"), Amount: f.money("amount"), Review: f.optionalDate("review"),
		Scheme: f.text("scheme"), Pilot: f.text("pilot"), Replaces: f.text("replaces"), GoesWith: st.With,
		Notice: f.text("notice"), Published: f.optionalDate("published"), URL: f.text("url"), Session: f.text("session"),
	}
	if d.Text == "" {
		f.bad("text", "Say what is decided.")
	}
	if kind == "board" && len(d.Partnerships) == 0 {
		f.bad("partnerships", "Choose the partnership.")
	}
	if m := f.text("meeting"); m != noneValue {
		d.Meeting = m
	}
	on, by := f.optionalDate("decided"), f.optionalDate("needed_by")
	switch d.Status {
	case "taken":
		if on.After(f.c.Today()) {
			f.bad("decided", "This day is still to come. Give the day on which it was taken, or say that it is needed.")
		}
		d.Decided = on
	default:
		d.NeededBy = by
		if !on.IsZero() {
			f.bad("decided", "This is the day of a decision that was taken. Leave it out, or say Taken.")
		}
	}
	if !d.Published.IsZero() && d.Status != "taken" {
		f.bad("published", "Only a decision that was taken is published.")
	}
	if d.Status == "taken" && d.Decided.IsZero() {
		d.Decided = f.c.Today()
		err := f.c.Desk.Store.View(f.c, func(tx *store.Tx) error {
			if m, err := store.Meetings.Get(tx, d.Meeting); err == nil && m.Start.Exact() && !m.Start.After(f.c.Today()) {
				d.Decided = m.Start.Date
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return &newDecision{Decision: d, Link: st.Link}, nil
}

// filledLines are the lines of a text that hold something.
func filledLines(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
