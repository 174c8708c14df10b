package commands

import (
	"slices"

	"csp/store"
	"csp/store/english"
)

const leaverMoveName = "leaver"

// leaverMove is a person who leaves: their roles end, and their open actions
// go to somebody else or stay.
type leaverMove struct {
	Person string // id
	On     store.Date
	To     string // id of who takes the open actions; "": they stay
}

func (m *leaverMove) work(d *draft) error {
	p, err := store.People.Get(d.tx, m.Person)
	if err != nil {
		return err
	}
	d.title, d.short, d.press = p.Name+" leaves", "Leaves", "Record that they leave"
	if m.To == m.Person {
		return &Problem{Says: p.Name + " cannot take their own actions.", Then: "Choose somebody else."}
	}
	d.note(upper(english.Long(m.On)) + " is the last day." + pastWords(d.c.Today(), m.On))
	if err := m.roles(d); err != nil {
		return err
	}
	if err := m.actions(d, &p); err != nil {
		return err
	}
	return m.others(d, &p)
}

// roles ends what goes on after the last day, and says who is missed.
func (m *leaverMove) roles(d *draft) error {
	var ended []store.Role
	for r, err := range store.Roles.Of(d.tx, "people", m.Person) {
		switch {
		case err != nil:
			return err
		case r.Person != m.Person || !r.Until.IsZero() && !r.Until.Last().After(m.On.Last()):
			continue
		case r.From.First().After(m.On.Last()):
			d.note(upper(roleOf(d.tx, &r)) + " from " + english.Short(r.From) + ": that stays as it is. Put it right where it is wrong.")
			continue
		}
		now := r
		now.Until = m.On
		if err := d.change(&r, &now); err != nil {
			return err
		}
		ended = append(ended, now)
	}
	if len(ended) == 0 {
		d.note("No role of theirs goes on after that day.")
	}
	for _, r := range ended {
		if err := d.missed(&r); err != nil {
			return err
		}
	}
	return nil
}

// missed says that nobody is recorded in a role that a partnership needs
// filled, on the day after it ended.
func (d *draft) missed(r *store.Role) error {
	if !slices.Contains([]string{"chair", "vice-chair", "secretariat"}, r.Role) || r.Partnership == "" {
		return nil
	}
	next := r.Until.Last().AddDays(1)
	for other, err := range store.Roles.By(d.tx, "of", r.Partnership, r.Role) {
		if err != nil {
			return err
		}
		if other.ID != r.ID && during(next, other.From, other.Until) {
			return nil
		}
	}
	s := "From " + english.Short(next) + " " + partnershipName(d.tx, r.Partnership) + " has no " + r.Role + " recorded."
	if r.Role == "chair" {
		s += " For a new one, type /csp chair " + r.Partnership + " new."
	}
	d.note(s)
	return nil
}

// actions hands the open actions over, or lists them.
func (m *leaverMove) actions(d *draft, p *store.Person) error {
	own, _, err := d.actionsOwned(m.Person, "")
	if err != nil {
		return err
	}
	if len(own) == 0 {
		d.note(p.Name + " has no open actions.")
		return nil
	}
	if m.To == "" {
		d.note(p.Name + " has " + english.Count(len(own), "open action, which stays theirs", "open actions, which stay theirs") + ": " + actionNames(d.tx, own) + ".")
		return nil
	}
	to, err := store.People.Get(d.tx, m.To)
	if err != nil {
		return err
	}
	d.note(to.Name + " takes over " + english.Count(len(own), "open action", "open actions") + ": " + actionNames(d.tx, own) + ".")
	return d.handOver(own, &to)
}

// handOver gives actions to another owner. The organisation goes along where
// it was the owner's.
func (d *draft) handOver(own []store.Action, to *store.Person) error {
	for _, a := range own {
		was, err := store.People.Get(d.tx, a.Owner)
		if err != nil && a.Owner != "" {
			return err
		}
		now := a
		now.Owner = to.ID
		if a.Organisation == was.Organisation {
			now.Organisation = to.Organisation
		}
		// Who takes over an action that they helped with no longer helps.
		now.Helpers = slices.DeleteFunc(slices.Clone(a.Helpers), func(h string) bool { return h == to.ID })
		if err := d.change(&a, &now); err != nil {
			return err
		}
	}
	return nil
}

// others say what else names the person, which stays as it is.
func (m *leaverMove) others(d *draft, p *store.Person) error {
	helps, pilots := 0, 0
	for a, err := range store.Actions.Of(d.tx, "people", m.Person) {
		if err != nil {
			return err
		}
		if a.IsOpen() && a.Owner != m.Person && slices.Contains(a.Helpers, m.Person) {
			helps++
		}
	}
	for pl, err := range store.Pilots.Of(d.tx, "people", m.Person) {
		if err != nil {
			return err
		}
		if pl.EvidenceOwner == m.Person && pl.FinalDone.IsZero() {
			pilots++
		}
	}
	if helps > 0 {
		d.note(p.Name + " helps with " + english.Count(helps, "open action", "open actions") + " of others, and is still named there.")
	}
	if pilots > 0 {
		d.note(p.Name + " is to bring the evidence of " + english.Count(pilots, "pilot", "pilots") + ", and is still named there.")
	}
	return nil
}

const leaverHow = "Type /csp who, their name, “leaves on” and the last day; then “actions to” and a name when somebody takes over their open actions."

// leaverAsked reads PERSON leaves [on DATE] [actions to PERSON].
func leaverAsked(c *Call, tx *store.Tx) (*wanted, error) {
	name, verb, rest := cutVerb(c.Args, "leaves")
	if verb == "" {
		return nil, nil
	}
	f, err := c.kept(tx, "people", name, verb)
	if err != nil {
		return nil, err
	}
	p := f.Rec.(*store.Person)
	if rest == "" {
		return c.leaverForm(tx, p)
	}
	lead, said := clauses(rest, "on", "actions")
	on, err := c.clauseDates(said, "on")
	if err != nil {
		return nil, err
	}
	m := &leaverMove{Person: p.ID, On: on["on"]}
	if lead != "" || m.On.IsZero() {
		return nil, odd(rest, leaverHow)
	}
	if words, ok := said["actions"]; ok {
		before, name, _ := cutAtWord(words, "to")
		if before != "" || name == "" {
			return nil, odd("actions "+words, leaverHow)
		}
		to, err := c.resolve(tx, asking{Words: name, Kinds: []string{"people"}, Again: func(n string) string {
			return "who " + p.ID + " leaves on " + english.Short(m.On) + " actions to " + n
		}})
		if err != nil {
			return nil, err
		}
		m.To = to.ID
	}
	return &wanted{move: m}, nil
}

func (c *Call) leaverForm(tx *store.Tx, p *store.Person) (*wanted, error) {
	n, _, err := c.actionsOf(tx, p.ID)
	return &wanted{how: leaverHow, form: &Form{
		ID: "who.leaves", Title: "Leaves", Send: "Show what changes", State: p.ID,
		Before: []Block{Para(B(personLine(*p))), Para(T("Actions: " + n.String() + "."))},
		Inputs: []Input{
			dateInput("on", "Last day", store.Date{}, false),
			c.lookup(tx, Input{Name: "to", Label: "Who takes over the open actions", Hint: "Leave it empty when they stay as they are for now.", Optional: true}, "people", ""),
		},
	}}, err
}

// leaverFormSent reads the form of a leaver and shows what would change.
func leaverFormSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	m := &leaverMove{Person: s.State, On: in.date("on"), To: in.text("to")}
	if m.To == m.Person {
		in.bad("to", "Choose somebody else than the one who leaves.")
	}
	return in.show(m)
}
