package commands

import (
	"cmp"
	"slices"
	"strings"

	"csp/store"
)

// bench is an organisation at a board with the people who may sit there for
// it.
type bench struct {
	id, name    string // of the organisation; "" of people without one
	responsible bool
	people      []store.Person
}

// benches are who is expected at the board: its members' people with a role
// there, who is down for it, and who was at the last ones before. The responsible
// authorities come first.
func (r *recording) benches() ([]bench, error) {
	on := r.m.Start.Date
	var out []bench
	at := func(id string) (*bench, error) {
		for i := range out {
			if out[i].id == id {
				return &out[i], nil
			}
		}
		b := bench{id: id, name: "No organisation recorded"}
		if o, err := store.Organisations.Get(r.tx, id); id != "" {
			if err != nil {
				return nil, err
			}
			b.name = bodyName(o)
		}
		out = append(out, b)
		return &out[len(out)-1], nil
	}
	for _, m := range r.p.Members {
		if !during(on, m.From, m.Until) {
			continue
		}
		o, err := store.Organisations.Get(r.tx, m.Organisation)
		if err != nil {
			return nil, err
		}
		if o, err = standing(r.tx, o, on); err != nil {
			return nil, err
		}
		b, err := at(o.ID)
		if err != nil {
			return nil, err
		}
		b.responsible = b.responsible || m.As == "responsible"
	}
	ids, err := r.expected()
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		p, err := store.People.Get(r.tx, id)
		if err != nil {
			return nil, err
		}
		b, err := at(p.Organisation)
		if err != nil {
			return nil, err
		}
		b.people = append(b.people, p)
	}
	slices.SortStableFunc(out, func(a, b bench) int { return cmp.Compare(a.rank(), b.rank()) })
	return out, nil
}

// rank orders benches: the responsible authorities, then the other bodies,
// then who belongs to none.
func (b *bench) rank() int {
	switch {
	case b.responsible:
		return 0
	case b.id != "":
		return 1
	}
	return 2
}

// boardsBefore is from how many boards before it people are expected.
const boardsBefore = 2

// expected are the people who are expected at the board, each once.
func (r *recording) expected() ([]string, error) {
	var out []string
	add := func(id string) {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for role, err := range store.Roles.Of(r.tx, "partnerships", r.p.ID) {
		if err != nil {
			return nil, err
		}
		if during(r.m.Start.Date, role.From, role.Until) && role.Role != "lead" && role.Role != "office-lead" {
			add(role.Person)
		}
	}
	seats, boards := r.m.Attendance, 0
	for m, err := range store.Meetings.ByBack(r.tx, "start", r.p.ID) {
		if err != nil {
			return nil, err
		}
		if isBoard(m) && m.Start.Before(r.m.Start.Date) && len(m.Attendance) > 0 {
			seats = append(slices.Clone(seats), m.Attendance...)
			if boards++; boards == boardsBefore {
				break
			}
		}
	}
	for _, s := range seats {
		add(s.Person)
	}
	return out, nil
}

// seatsForm asks who was there, by organisation: everybody who is expected is
// ticked.
func (r *recording) seatsForm() (*Form, error) {
	benches, err := r.benches()
	if err != nil {
		return nil, err
	}
	seats, fresh := r.d.Seats, false
	if !r.d.Seated {
		seats = r.m.Attendance
		fresh = !slices.ContainsFunc(seats, func(a store.Attendance) bool { return a.As == "present" })
	}
	as := func(person, how string) bool {
		return slices.ContainsFunc(seats, func(a store.Attendance) bool { return a.Person == person && a.As == how })
	}
	f := r.frame(stepSeats, "Who was there", "Next", Para(T("Take out the tick of everybody who was not there. Who is chosen in Sent apologies counts as away, ticked or not.")))
	var all, bodies []Option
	var sorry, vacant []string
	for i := range benches {
		b := &benches[i]
		if b.id != "" {
			bodies = append(bodies, Option{Label: cutTo(b.name, maxLabel), Value: b.id})
		}
		in := Input{Name: r.inputNamed("at-" + orWord(b.id, "none")), Label: cutTo(b.name, maxLabel*2), Kind: Ticks, Optional: true}
		if b.responsible {
			in.Hint = "Responsible authority."
		}
		for _, p := range b.people {
			o := Option{Label: cutTo(personLine(p), maxLabel), Value: p.ID}
			in.Options, all = append(in.Options, o), append(all, o)
			away := as(p.ID, "apologies")
			if away {
				sorry = append(sorry, p.ID)
			}
			if as(p.ID, "present") || as(p.ID, "coming") || fresh && !away && !as(p.ID, "substitute") {
				in.Value = append(in.Value, p.ID)
			}
		}
		if len(in.Options) > 0 {
			f.Inputs = append(f.Inputs, in)
		}
	}
	for _, a := range seats {
		if a.As == "vacant" {
			vacant = append(vacant, a.Organisation)
		}
	}
	f.Inputs = append(f.Inputs, r.seatsRest(all, bodies, sorry, vacant)...)
	return f, nil
}

// seatsRest are the inputs of the seats that are no ticks.
func (r *recording) seatsRest(all, bodies []Option, sorry, vacant []string) []Input {
	var out []Input
	if len(all) > 0 {
		out = append(out, Input{Name: r.inputNamed("sorry"), Label: "Sent apologies", Kind: Several, Options: all, Value: sorry, Optional: true})
	}
	stands := r.d.Stands
	if !r.d.Seated && stands == "" {
		var lines []string
		for _, a := range r.m.Attendance {
			name := orWord(personName(r.tx, a.Person), a.Name)
			switch {
			case a.As == "substitute" && a.For != "":
				lines = append(lines, name+" for "+personName(r.tx, a.For))
			case a.Name != "":
				lines = append(lines, name)
			}
		}
		stands = strings.Join(lines, "\n")
	}
	out = append(out,
		Input{Name: r.inputNamed("stands"), Label: "Who came for somebody, or is not on the list", Hint: "One a line, such as Carl Alsop for Andrew Lowson, or a name alone. Or paste Present and Apologies from the minutes.", Kind: ManyLines, Value: some(stands), Optional: true},
		Input{Name: r.inputNamed("others"), Label: "Who else was there", Hint: "Type the beginning of a name.", Kind: LookupSeveral, Optional: true})
	if len(bodies) > 0 {
		out = append(out, Input{Name: r.inputNamed("vacant"), Label: "Vacant seats", Hint: "Members for whom nobody sits on the board.", Kind: Several, Options: bodies, Value: vacant, Optional: true})
	}
	return out
}

// takeSeats reads who was there.
func (r *recording) takeSeats(v map[string][]string) (map[string]string, error) {
	errs, err := r.takeLines(stepSeats, &r.d.Stands, "stands", strings.TrimSpace(first(v["stands"])))
	if err != nil || len(v) == 0 || len(errs) > 0 {
		return errs, err // without values nothing was shown to be filled in
	}
	var seats []store.Attendance
	seated := map[string]bool{}
	add := func(a store.Attendance) {
		if a.Person == "" || !seated[a.Person] {
			seats = append(seats, a)
			seated[a.Person] = true
		}
	}
	for _, id := range v["sorry"] {
		add(store.Attendance{Person: id, As: "apologies"})
	}
	benches, err := r.benches()
	if err != nil {
		return nil, err
	}
	for i := range benches {
		for _, id := range v["at-"+orWord(benches[i].id, "none")] {
			add(store.Attendance{Person: id, As: "present"})
		}
	}
	for _, id := range v["others"] {
		add(store.Attendance{Person: id, As: "present"})
	}
	for _, id := range v["vacant"] {
		add(store.Attendance{Organisation: id, As: "vacant"})
	}
	r.d.Seats, r.d.Seated, r.d.Over = seats, true, seatsKey(r.m.Attendance)
	return nil, nil
}
