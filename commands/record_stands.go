package commands

import (
	"slices"
	"strings"

	"csp/store"
)

// readSeats works out who was there from the ticks and from the lines that say
// who came for whom. Who is not in the register is kept by the name that was
// typed.
func (rd *reading) readSeats() error {
	r := rd.r
	if !r.d.Seated {
		return nil
	}
	seats := slices.Clone(r.d.Seats)
	for _, line := range filledLines(r.d.Stands) {
		a, err := rd.standIn(line)
		if err != nil {
			return err
		}
		seats = slices.DeleteFunc(seats, func(s store.Attendance) bool {
			here := s.As == "present" || s.As == "coming"
			return s.Person != "" && (s.Person == a.Person || here && s.Person == a.For)
		})
		if !slices.Contains(seats, a) {
			seats = append(seats, a)
		}
	}
	slices.SortStableFunc(seats, func(a, b store.Attendance) int {
		order := []string{"present", "substitute", "apologies", "vacant"}
		return slices.Index(order, a.As) - slices.Index(order, b.As)
	})
	rd.seats = seats
	return nil
}

// standIn reads who came for whom, Carl Alsop for Andrew Lowson, or who came
// besides: a name alone.
func (rd *reading) standIn(line string) (store.Attendance, error) {
	who, whom, ok := cutAtWord(line, "for")
	if !ok {
		who = line
	}
	a := store.Attendance{As: "present"}
	var err error
	if a.Person, a.Name, err = rd.standName(line, who); err != nil {
		return a, err
	}
	if !ok {
		return a, nil
	}
	a.As = "substitute"
	a.For, err = rd.standFor(line, whom)
	return a, err
}

// standName finds who came: a person, or the name as it was typed of somebody
// who is not in the register.
func (rd *reading) standName(line, words string) (person, name string, err error) {
	words = strings.TrimSpace(words)
	n, err := rd.r.lineName(rd.r.tx, words)
	if err != nil {
		return "", "", err
	}
	if len(n.People) == 1 {
		return n.People[0].ID, "", nil
	}
	q, err := rd.whoQuestion(&n)
	if err != nil {
		return "", "", err
	}
	q.name = questionName("seat", store.Fold(words))
	q.options[len(q.options)-1] = Option{Label: "Keep the name as it is typed", Value: answerNobody}
	if len(q.options) == 1 {
		return "", upper(words), nil // there is nothing to choose
	}
	switch id := rd.answer(q, line); id {
	case "", answerNobody:
		return "", upper(words), nil
	case answerAdd:
		return answerAdd, upper(words), nil
	default:
		return id, "", nil
	}
}

// standFor finds for whom somebody came: a person of the register.
func (rd *reading) standFor(line, words string) (string, error) {
	words = strings.TrimSpace(words)
	n, err := rd.r.lineName(rd.r.tx, words)
	if err != nil || len(n.People) == 1 {
		return first(personIDs(n.People)), err
	}
	q := question{name: questionName("for", store.Fold(words)), label: "For whom: who is “" + typed(words) + "”?", hint: "Nobody in the register is called so."}
	people := n.People
	if len(people) > 0 {
		q.hint = "This matches more than one person."
	} else {
		expected, err := rd.r.expected()
		if err != nil {
			return "", err
		}
		for _, id := range expected {
			p, err := store.People.Get(rd.r.tx, id)
			if err != nil {
				return "", err
			}
			people = append(people, &p)
		}
	}
	for _, p := range people[:min(len(people), maxOptions-1)] {
		q.options = append(q.options, Option{Label: cutTo(personLine(*p), maxLabel), Value: p.ID})
	}
	q.options = append(q.options, Option{Label: "Leave it out: they came for nobody", Value: answerNobody})
	if id := rd.answer(q, line); id != answerNobody {
		return id, nil
	}
	return "", nil
}

func personIDs(people []*store.Person) []string {
	var out []string
	for _, p := range people {
		out = append(out, p.ID)
	}
	return out
}

// seated are the seats as they are written: who is to be added gets a record.
func (d *draft) seated(seats []store.Attendance, added map[string]string) ([]store.Attendance, error) {
	out := slices.Clone(seats)
	for i := range out {
		if out[i].Person != answerAdd {
			continue
		}
		id, err := d.addPerson(added, out[i].Name)
		if err != nil {
			return nil, err
		}
		out[i].Person, out[i].Name = id, ""
	}
	return out, nil
}
