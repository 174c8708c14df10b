package commands

import (
	"maps"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

const newChairMove = "new chair"

// chairMove is a new chair of a partnership from a date on.
type chairMove struct {
	Partnership  string // id
	Person       string // id; "" when Name is somebody new
	Name         string // of a new person, with the next two
	Title        string
	Organisation string // id
	From         store.Date
}

// work ends the term that goes on at From the day before, and begins the new
// one, which ends before a later one that is recorded already.
func (m *chairMove) work(d *draft) error {
	p, err := store.Partnerships.Get(d.tx, m.Partnership)
	if err != nil {
		return err
	}
	d.title, d.short, d.press = "A new chair of "+p.Name, "New chair", "Record the new chair"
	person, err := m.person(d)
	if err != nil {
		return err
	}
	all, err := terms(d.tx, p.ID, "chair")
	if err != nil {
		return err
	}
	around, err := m.among(d, all, person)
	if err != nil {
		return err
	}
	meta, err := d.meta("roles", p.ID, "chair", person.Name)
	if err != nil {
		return err
	}
	if !around.next.From.IsZero() {
		around.until = dayBefore(around.next.From)
	}
	err = d.change(nil, &store.Role{
		Meta: meta, Person: person.ID, Role: "chair", Partnership: p.ID, From: m.From, Until: around.until,
	})
	if err != nil {
		return err
	}
	if err := d.oneChair(all); err != nil {
		return err
	}
	return m.notes(d, &p, &person, around)
}

// oneChair refuses a draft that would leave a partnership, whose terms were
// these, with two chairs at one time.
func (d *draft) oneChair(terms []store.Role) error {
	after := map[string]store.Role{}
	for _, r := range terms {
		after[r.ID] = r
	}
	for _, s := range d.steps {
		if r, ok := s.now.(*store.Role); ok {
			after[r.ID] = *r
		}
	}
	var chairs []store.Role
	for _, id := range slices.Sorted(maps.Keys(after)) {
		chairs = append(chairs, after[id])
	}
	later, earlier, found := store.TwoChairs(chairs)
	if !found {
		return nil
	}
	return &Problem{
		Says: personName(d.tx, earlier.Person) + " is recorded as chair " + since(earlier) + ", which would overlap the term of " +
			personName(d.tx, later.Person) + ", " + since(later) + ".",
		Then: "Give another date, or put that term right first.",
	}
}

// person is who is to be the chair; somebody new joins the draft.
func (m *chairMove) person(d *draft) (store.Person, error) {
	if m.Person != "" {
		return store.People.Get(d.tx, m.Person)
	}
	meta, err := d.meta("people", m.Name)
	if err != nil {
		return store.Person{}, err
	}
	p := store.Person{Meta: meta, Name: m.Name, Title: m.Title, Organisation: m.Organisation}
	return p, d.change(nil, &p)
}

// around is what stands before and after a new term.
type around struct {
	before store.Role // the term before, as it is to be; zero: none
	ended  bool       // this move ends it
	next   store.Role // the term after; zero: none
	until  store.Date // the end of the new term
}

// among ends the terms that go on when the new one begins.
func (m *chairMove) among(d *draft, all []store.Role, person store.Person) (around, error) {
	var out around
	for _, r := range all {
		switch {
		case r.From.First().After(m.From.Last()):
			if out.next.ID == "" {
				out.next = r
			}
			continue
		case !r.Until.IsZero() && r.Until.First().Before(m.From.Last()):
			if out.before.ID == "" || !out.ended && out.before.Until.Before(r.Until) {
				out.before = r // it has ended by then, or may have
			}
			continue
		}
		if r.Person == person.ID {
			return out, &Problem{Says: person.Name + " is recorded as chair of " + partnershipName(d.tx, r.Partnership) + " then already, " + since(r) + ".", Then: "Nothing is changed."}
		}
		last := dayBefore(m.From)
		if !r.From.IsZero() && r.From.First().After(last.Last()) {
			return out, &Problem{
				Says: personName(d.tx, r.Person) + " is recorded as chair " + since(r) + ", and cannot end on the day before that.",
				Then: "Give a later date, or put that term right first.",
			}
		}
		now := r
		now.Until = last
		if err := d.change(&r, &now); err != nil {
			return out, err
		}
		out.before, out.ended = now, true
	}
	return out, nil
}

// dayBefore is the last day of a term that another follows on a date; of a
// date that is known to its month or year, the same, since nothing more is
// known.
func dayBefore(d store.Date) store.Date {
	if !d.Exact() {
		return d
	}
	return d.AddDays(-1)
}

// notes say gaps, a later chair, and what the old chair still has to do.
func (m *chairMove) notes(d *draft, p *store.Partnership, person *store.Person, a around) error {
	today := d.c.Today()
	d.note(upper(english.Long(m.From)) + partial(m.From) + pastWords(today, m.From))
	switch {
	case a.before.ID == "":
		d.note("No chair before is recorded.")
	case !a.ended:
		if gap := between(a.before, store.Role{From: m.From}); gap != "" {
			d.note(sentence(gap))
		}
		if !a.before.Until.Exact() && a.before.Until.Last().After(m.From.First()) {
			d.note(personName(d.tx, a.before.Person) + "'s term stays recorded as ending " + when(a.before.Until) + ".")
		}
	}
	if a.next.ID != "" {
		d.note(personName(d.tx, a.next.Person) + " is recorded as chair from " + english.Short(a.next.From) + ", so this term ends " + when(a.until) + ".")
	}
	if a.ended && a.before.Person != "" {
		if err := d.openActions(a.before.Person, p); err != nil {
			return err
		}
	}
	d.note("An admin can give " + person.Name + " the chair's rights in Slack by confirming their account; this does not.")
	return nil
}

// partial says that a date leaves the day open.
func partial(d store.Date) string {
	if d.Exact() {
		return " is the first day."
	}
	return " is when it begins: the day is not recorded."
}

// pastWords say that a date lies in the past.
func pastWords(today, d store.Date) string {
	if passed(today, d) {
		return " That has passed."
	}
	return ""
}

// openActions lists what somebody who hands over still has to do in a
// partnership, and how much elsewhere.
func (d *draft) openActions(person string, p *store.Partnership) error {
	here, elsewhere, err := d.actionsOwned(person, p.ID)
	if err != nil {
		return err
	}
	name := personName(d.tx, person)
	if len(here) == 0 && len(elsewhere) == 0 {
		d.note(name + " has no open actions.")
		return nil
	}
	if len(here) > 0 {
		d.note(name + " has " + english.Count(len(here), "open action", "open actions") + " here, which stay theirs: " + actionNames(d.tx, here) + ".")
	}
	if len(elsewhere) > 0 {
		d.note(name + " has " + english.Count(len(elsewhere), "open action", "open actions") + " in other partnerships.")
	}
	return nil
}

// actionsOwned are somebody's open actions in a partnership and in others; in
// any when it is "".
func (d *draft) actionsOwned(person, partnership string) (here, elsewhere []store.Action, err error) {
	for a, err := range store.Actions.Of(d.tx, "people", person) {
		if err != nil {
			return nil, nil, err
		}
		switch {
		case a.Owner != person || !a.IsOpen():
		case partnership == "" || a.Partnership == partnership:
			here = append(here, a)
		default:
			elsewhere = append(elsewhere, a)
		}
	}
	return here, elsewhere, nil
}

// maxNamed is how many actions a note names.
const maxNamed = 10

// actionNames names actions by reference and words.
func actionNames(tx *store.Tx, list []store.Action) string {
	var out []string
	for i, a := range list {
		if i == maxNamed {
			out = append(out, english.Count(len(list)-i, "other", "others"))
			break
		}
		out = append(out, labelOf(tx, "actions", &a))
	}
	return strings.Join(out, "; ")
}
