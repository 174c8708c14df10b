package commands

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"csp/store"
)

// readSeats works out who was there from the ticks and from the lines that say
// who came for whom. Who is not in the register is kept by the name that was
// typed.
func (rd *reading) readSeats() error {
	r := rd.r
	if !r.d.seated() {
		return nil
	}
	seats := slices.Clone(r.d.Seats)
	if !r.d.Seated {
		seats = slices.Clone(r.m.Attendance)
	}
	var listed []store.Attendance // below a heading of who was there
	at, head := toWhere, ""
	for _, line := range filledLines(r.d.Stands) {
		h, is := r.headingOf(line)
		if why := rd.whyNoSeat(line, is && h.rest == ""); why != "" {
			rd.left = append(rd.left, leftLine{of: standsWord, line: line, why: why})
			if is && h.rest == "" {
				at = h.to
			}
			if at == toPresent {
				head = line
			}
			continue
		}
		to, text := at, line
		if is {
			to, text = h.to, h.rest
		}
		found, err := rd.seatsIn(to, line, text)
		if errors.Is(err, errLeftOut) {
			rd.left = append(rd.left, leftLine{of: standsWord, line: line, why: leftChosen})
			continue
		}
		if err != nil {
			return err
		}
		if to == toPresent && is {
			head = line
		}
		if to != toWhere {
			listed = append(listed, found...)
		}
		seats = withSeats(seats, found)
	}
	if head != "" && slices.ContainsFunc(listed, func(a store.Attendance) bool { return a.As != "apologies" && a.As != asAbsent && a.Person != "" }) {
		seats = rd.ticked(seats, listed, head)
	}
	slices.SortStableFunc(seats, func(a, b store.Attendance) int {
		order := []string{"present", "substitute", "apologies", "vacant"}
		return slices.Index(order, a.As) - slices.Index(order, b.As)
	})
	rd.seats = seats
	rd.settleSeats()
	return nil
}

// whyNoSeat is why a line names nobody who came, "" when it may.
func (rd *reading) whyNoSeat(line string, heading bool) string {
	switch {
	case heading, closedHead.MatchString(line), openHead.MatchString(line), whyLeft(line) == leftHeading:
		return leftHeading
	case saysNone(line):
		return leftNone
	case !strings.ContainsFunc(line, unicode.IsLetter):
		return leftNoWords
	}
	return ""
}

// seatsIn are the seats of whom a line names: below a heading of minutes
// perhaps several, with what they are.
func (rd *reading) seatsIn(to section, line, text string) ([]store.Attendance, error) {
	if to != toWhere {
		return rd.attended(to, line, text)
	}
	if _, _, ok := cutAtWord(line, "for"); !ok && len(strings.Fields(line)) > 3 && !looksNamed(line) {
		return rd.namesNobody(line, text)
	}
	a, err := rd.standIn(line)
	return []store.Attendance{a}, err
}

// withSeats adds seats to those that are there: who is named is where the last
// line has them, and who was stood in for was not there.
func withSeats(seats, more []store.Attendance) []store.Attendance {
	for _, a := range more {
		seats = slices.DeleteFunc(seats, func(s store.Attendance) bool {
			here := s.As == "present" || s.As == "coming"
			return s.Person != "" && (s.Person == a.Person || here && s.Person == a.For) || a.As == asAbsent && s.Person == "" && a.Name != "" && s.Name == a.Name
		})
		if a.As != asAbsent && !slices.Contains(seats, a) {
			seats = append(seats, a)
		}
	}
	return seats
}

// errLeftOut: a line is left out, as chosen.
var errLeftOut = errors.New("the line is left out")

// standIn reads who came for whom, Carl Alsop for Andrew Lowson, or who came
// besides: a name alone.
func (rd *reading) standIn(line string) (store.Attendance, error) {
	who, whom, ok := cutAtWord(line, "for")
	if !ok {
		who = line
	}
	a := store.Attendance{As: "present"}
	var err error
	if a.Person, a.Name, err = rd.standName(line, who, a.As, false); err != nil {
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
// who is not in the register. Nobody is added who was not there.
// A word that may be no name is asked about, and then perhaps nobody.
func (rd *reading) standName(line, words, as string, word bool) (person, name string, err error) {
	words = strings.TrimSpace(words)
	n, err := rd.r.lineName(rd.r.tx, words)
	if err != nil {
		return "", "", err
	}
	if len(n.People) == 1 {
		rd.besideName(words)
		return n.People[0].ID, "", nil
	}
	if len(n.People) == 0 && as == asAbsent {
		return "", upper(words), nil
	}
	q, err := rd.whoQuestion(&n)
	if err != nil {
		return "", "", err
	}
	q.name, q.label, q.out = questionName("seat", store.Fold(words)), "Who came: who is “"+typed(words)+"”?", true
	if len(q.likely)+len(q.options) == 0 && !word {
		return "", upper(words), nil // nobody comes to mind, and nobody may be added
	}
	q.options = append(q.options, Option{Label: "Keep the name as it is typed", Value: answerNobody})
	if word {
		q.options = append(q.options, Option{Label: "It is no name of a person", Value: answerNone})
	}
	switch id := rd.answer(q, line); {
	case id == answerOut:
		return "", "", errLeftOut
	case id == answerNone:
		return "", "", nil
	case id == "", id == answerNobody:
		return "", upper(words), nil
	case strings.HasPrefix(id, answerAdd):
		rd.besideName(words)
		return answerAdd, upper(namedBy(id, words)), nil
	default:
		rd.besideName(words)
		return id, "", nil
	}
}

// standFor finds for whom somebody came: a person of the register.
func (rd *reading) standFor(line, words string) (string, error) {
	words = strings.TrimSpace(words)
	n, err := rd.r.lineName(rd.r.tx, words)
	if err != nil {
		return "", err
	}
	if len(n.People) == 1 {
		rd.besideName(words)
		return n.People[0].ID, nil
	}
	q, err := rd.whoQuestion(&n)
	if err != nil {
		return "", err
	}
	q.name, q.label, q.out = questionName("for", store.Fold(words)), "For whom: who is “"+typed(words)+"”?", true
	q.options = []Option{{Label: "They came for nobody", Value: answerNobody}} // nobody is added by standing in for them
	switch id := rd.answer(q, line); {
	case id == answerOut:
		return "", errLeftOut
	case id == answerNobody, strings.HasPrefix(id, answerAdd):
		rd.aside = append(rd.aside, words)
		return "", nil
	default:
		rd.besideName(words)
		return id, nil
	}
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
