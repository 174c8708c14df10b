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
	a.Text = d.c.named(d.tx, a.Text)
	if a.Raised.IsZero() {
		a.Raised = d.c.Today()
	}
	if a.Ref, err = d.nextRef(&p, "", a.Raised); err != nil {
		return nil, err
	}
	given := a.Source
	if a.Meta, err = d.meta(store.Actions.Name, a.Ref); err != nil {
		return nil, err
	}
	if given != "" { // it was said there, and nobody has looked whether it is so
		a.Source, a.Checked = given, store.Date{}
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
	a.Ref, err = d.nextRef(&p, "", a.Raised)
	return err
}

// refSeries is what a partnership's references begin with, of actions, or with
// the suffix -D of decisions, and the year that they count in: that of the
// day, or of today when it is not recorded or no year that a reference has.
func refSeries(tx *store.Tx, p *store.Partnership, suffix string, day, today store.Date) (prefix string, year int, err error) {
	prefix, err = store.PrefixOf(tx, *p)
	if year = day.Year; year < 2000 || year > 2099 {
		year = today.Year
	}
	return prefix + suffix, year, err
}

// nextRef is a partnership's next reference. It is given out when its record
// is written.
func (d *draft) nextRef(p *store.Partnership, suffix string, day store.Date) (string, error) {
	prefix, year, err := refSeries(d.tx, p, suffix, day, d.c.Today())
	if err != nil {
		return "", err
	}
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
