package commands

import (
	"encoding/json"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// newActionState is what the form of a new action carries.
type newActionState struct {
	Link string `json:"l,omitempty"` // of the message that it comes from
}

// newActionForm is the form of a new action, with what is known already.
func (c *Call) newActionForm(tx *store.Tx, st newActionState, a store.Action) (*Form, error) {
	if err := c.mayRecord(tx); err != nil {
		return nil, err
	}
	state, err := json.Marshal(st)
	if err != nil {
		return nil, err
	}
	owner := c.lookup(tx, Input{Name: "owner", Label: "Owner: who is accountable", Hint: "Type the beginning of a name, or choose “Owner not named”."}, "people", a.Owner)
	helpers := Input{Name: "helpers", Label: "Who helps", Kind: LookupSeveral, Optional: true, Value: a.Helpers}
	for _, h := range a.Helpers {
		helpers.Options = append(helpers.Options, Option{Label: cutTo(personName(tx, h), maxLabel), Value: h})
	}
	f := &Form{
		ID: "action." + addWord, Title: "New action", Send: "Record the action", State: string(state),
		Inputs: []Input{
			c.lookup(tx, Input{Name: "partnership", Label: "Partnership"}, "partnerships", a.Partnership),
			{Name: "text", Label: "What is to be done", Hint: noNames, Kind: ManyLines, Max: maxUpdate, Value: some(a.Text)},
			owner, helpers,
			{Name: "due", Label: "Due", Hint: "Such as 15 January 2027, Friday, in 2 weeks, or next board.", Kind: OneLine, Optional: true, Max: 60, Value: some(dueText(a.Due))},
		},
	}
	if a.Due.NextBoard {
		f.Inputs[4].Value = []string{"next board"}
	}
	boards, err := c.boardChoices(tx, a.Partnership)
	if err != nil {
		return nil, err
	}
	if len(boards) > 0 {
		f.Inputs = append(f.Inputs, Input{Name: "meeting", Label: "Raised at", Kind: Select, Optional: true, Options: boards})
	}
	f.Inputs = append(f.Inputs, Input{
		Name: "session", Label: "Session", Kind: Select, Value: []string{"open"},
		Options: []Option{{Label: "Open", Value: "open"}, {Label: "Closed: not in channels, and not for everybody", Value: "closed"}},
	})
	return f, nil
}

// pastBoards is how many boards that were are offered as where an action was
// raised.
const pastBoards = 4

// boardChoices are the boards at which an action of a partnership may have
// been raised: the last ones, the latest of them first, and then the next.
func (c *Call) boardChoices(tx *store.Tx, partnership string) ([]Option, error) {
	if partnership == "" {
		return nil, nil
	}
	var out, next []Option
	past := 0
	for m, err := range store.Meetings.ByBack(tx, "start", partnership) {
		if err != nil {
			return nil, err
		}
		coming := m.Start.After(c.Today())
		if m.Status == "cancelled" || m.Start.IsZero() || coming && !isBoard(m) {
			continue
		}
		o := Option{Label: cutTo(meetingName(&m)+", "+english.Moment(m.Start), maxLabel), Value: m.ID}
		if coming {
			next = []Option{o} // a later one was not the next
			continue
		}
		if past++; past > pastBoards {
			break
		}
		out = append(out, o)
	}
	return append(out, next...), nil
}

// newActionOptions is the typeahead of the form: partnerships whose actions one
// may record, and people.
func newActionOptions(c *Call, tx *store.Tx, input, words string) ([]Option, error) {
	kind, right := "people", Read
	if input == "partnership" {
		kind, right = "partnerships", Record
	}
	var out []Option
	if none := "Owner not named"; input == "owner" && strings.HasPrefix(store.Fold(none), store.Fold(words)) {
		out = append(out, Option{Label: none, Value: noneValue})
	}
	ids, err := idsLike(tx, kind, words)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		f, err := load(tx, subject{kind, id})
		if err != nil {
			return nil, err
		}
		ok, err := c.may(tx, right, about(f.Rec))
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, Option{Label: f.label(tx), Value: id})
		}
	}
	return out[:min(len(out), maxOptions)], nil
}

// newActionSent records the action of a form.
func newActionSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	var st newActionState
	if s.State != "" && json.Unmarshal([]byte(s.State), &st) != nil {
		return FormAnswer{}, &Problem{Says: "This form is of an older version.", Then: "Close it and start again."}
	}
	a := store.Action{
		Partnership: in.text("partnership"), Meeting: in.text("meeting"), Text: in.text("text"),
		Owner: in.text("owner"), Session: in.text("session"), Due: in.due("due"),
	}
	a.Source = st.Link
	if a.Owner == noneValue {
		a.Owner = ""
	}
	for _, h := range s.Values["helpers"] {
		if h != a.Owner && !slices.Contains(a.Helpers, h) {
			a.Helpers = append(a.Helpers, h)
		}
	}
	if a.Partnership == "" {
		in.bad("partnership", "Choose the partnership.")
	}
	if a.Text == "" {
		in.bad("text", "Say what is to be done.")
	}
	if len(in.errs) > 0 {
		return FormAnswer{Errors: in.errs}, nil
	}
	made, err := c.do(func(c *Call, tx *store.Tx) (move, error) {
		if err := c.fillAction(tx, &a); err != nil {
			return nil, err
		}
		return newActionMove{a}, nil
	})
	if err != nil {
		return tellReply(Reply{}, err)
	}
	return tellReply(c.acted(made.wrote, ""))
}

// fillAction checks what a form names, and adds the owner's organisation.
func (c *Call) fillAction(tx *store.Tx, a *store.Action) error {
	if err := c.must(tx, Record, about(&store.Action{Partnership: a.Partnership})); err != nil {
		return err
	}
	a.Organisation = ""
	if a.Owner != "" {
		p, err := store.People.Get(tx, a.Owner)
		if err != nil {
			return gone(err)
		}
		a.Organisation = p.Organisation
	}
	if a.Meeting == "" {
		return nil
	}
	m, err := store.Meetings.Get(tx, a.Meeting)
	if err == nil && m.Partnership != a.Partnership {
		err = &Problem{Says: "That board is of another partnership.", Then: "Leave out where it was raised, or choose the partnership of the board."}
	}
	return gone(err)
}

// due reads when an action is due, none when it was left empty. A date that
// has passed is asked about.
func (f *fields) due(name string) store.Due {
	s := f.text(name)
	if s == "" {
		return store.Due{}
	}
	rules := lineRules{Today: f.c.Today()}
	d, ok := readDue(s, rules)
	switch {
	case !ok:
		f.bad(name, badDate(s, rules)+" "+dateExample+" Or type next board.")
	case d.Passed && !d.Sure:
		f.bad(name, english.Long(d.Date)+" has passed. If it is meant, type “"+english.Short(d.Date)+passedWords+"”.")
	}
	return d.Due
}
