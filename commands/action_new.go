package commands

import (
	"fmt"

	"csp/store"
	"csp/store/english"
)

// newAction adds an action to the draft as one is recorded: open, raised today
// unless it says otherwise, with the next reference of its partnership and
// year. Several of one draft are given theirs in order. A draft that is only
// shown gives the references that would come next.
func (d *draft) newAction(a store.Action) (*store.Action, error) {
	p, err := store.Partnerships.Get(d.tx, a.Partnership)
	if err != nil {
		return nil, err
	}
	if a.Raised.IsZero() {
		a.Raised = d.c.Today()
	}
	if a.Ref, err = d.nextRef(&p, "", a.Raised.Year); err != nil {
		return nil, err
	}
	if a.ID, err = d.freeID(store.Actions.Name, a.Ref); err != nil {
		return nil, err
	}
	a.Status, a.FirstDue = "open", a.Due
	return &a, d.change(nil, &a)
}

// number gives an action that has none its reference: of the year it was
// raised in, or of this year when that is not recorded.
func (d *draft) number(a *store.Action) error {
	p, err := store.Partnerships.Get(d.tx, a.Partnership)
	if err != nil {
		return err
	}
	year := a.Raised.Year
	if year == 0 {
		year = d.c.Today().Year
	}
	a.Ref, err = d.nextRef(&p, "", year)
	return err
}

// nextRef is the next reference of a partnership in a year, of actions, or
// with the suffix -D of decisions. It is given out when its record is written.
func (d *draft) nextRef(p *store.Partnership, suffix string, year int) (string, error) {
	prefix, err := store.PrefixOf(d.tx, *p)
	if err != nil {
		return "", err
	}
	prefix += suffix
	last, err := d.tx.LastRef(prefix, year)
	if err != nil {
		return "", err
	}
	if d.refs == nil {
		d.refs = map[string]int{}
	}
	counter := fmt.Sprint(prefix, year)
	d.refs[counter] = max(d.refs[counter], last) + 1
	return store.MakeRef(prefix, year, d.refs[counter]), nil
}

// newActionMove is a new action.
type newActionMove struct{ store.Action }

func (m newActionMove) work(d *draft) error {
	d.right = Record
	_, err := d.newAction(m.Action)
	return err
}

// newActionSaid says a new action back in full, and what is still open.
func (c *Call) newActionSaid(tx *store.Tx, a *store.Action) (Reply, error) {
	d, err := onItsDay(tx, a, c.Today())
	if err != nil {
		return Reply{}, err
	}
	facts := Facts{
		{"Partnership", T(partnershipName(tx, a.Partnership))},
		{"Owner", T(ownerFact(tx, a))},
	}
	var helpers []string
	for _, h := range a.Helpers {
		helpers = append(helpers, personName(tx, h))
	}
	if len(helpers) > 0 {
		facts = append(facts, Fact{"Helped by", T(english.And(helpers...))})
	}
	facts = append(facts, Fact{"Due", T(dueSaid(&d))})
	if m, ok := linked(c, tx, &store.Meetings, a.Meeting); ok {
		facts = append(facts, Fact{"Board", T(meetingName(&m) + ", " + english.Moment(m.Start))})
	}
	if a.Session == "closed" {
		facts = append(facts, Fact{"Session", T("Closed")})
	}
	return Reply{Blocks: []Block{Heading("New action " + actionName(a)), Para(B(sentence(a.Text))), facts}}, nil
}
