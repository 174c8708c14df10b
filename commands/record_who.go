package commands

import (
	"slices"

	"csp/store"
	"csp/store/english"
)

// ownerQuestion asks which person words mean that name who does an action: the
// people of the partnership may be chosen where nobody is called so.
func (rd *reading) ownerQuestion(n *lineName) (question, error) {
	q, err := rd.whoQuestion(n)
	q.out = true
	if err != nil || len(n.People) > 0 {
		return q, err
	}
	people, err := rd.ofBoard()
	if err != nil {
		return q, err
	}
	at := slices.IndexFunc(q.options, func(o Option) bool { return o.Value == answerAdd || o.Value == answerNobody })
	for _, p := range people {
		if !q.takes(p.ID) && at < boardOffered {
			q.options = slices.Insert(q.options, at, Option{Label: cutTo(personLine(p), maxLabel), Value: p.ID})
			at++
		}
	}
	return q, nil
}

// boardOffered is how many people one can choose from, at most.
const boardOffered = 40

// ofBoard are the people who are expected at the board.
func (rd *reading) ofBoard() ([]store.Person, error) {
	if rd.board != nil {
		return rd.board, nil
	}
	ids, err := rd.r.expected()
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		p, err := store.People.Get(rd.r.tx, id)
		if err != nil {
			return nil, err
		}
		rd.board = append(rd.board, p)
	}
	return rd.board, nil
}

// whoQuestion asks whom words mean.
func (rd *reading) whoQuestion(n *lineName) (question, error) {
	q := question{name: questionName("who", store.Fold(n.Words)), label: "Who is “" + typed(n.Words) + "”?"}
	people := n.People
	if len(people) > 0 {
		q.hint = "This matches " + english.Count(len(people), "person", "people") + "."
	} else {
		q.hint = "Nobody in the register is called so."
		near, err := rd.r.near(rd.r.tx, asking{Words: n.Words, Kinds: []string{"people"}})
		if err != nil {
			return q, err
		}
		for _, f := range near {
			people = append(people, f.Rec.(*store.Person))
		}
	}
	for _, p := range people[:min(len(people), maxOptions-2)] {
		q.options = append(q.options, Option{Label: cutTo(personLine(*p), maxLabel), Value: p.ID})
	}
	if ok, err := rd.r.may(rd.r.tx, Keep, Subject{}); err != nil {
		return q, err
	} else if ok && len(n.People) == 0 {
		q.options = append(q.options, Option{Label: cutTo("Add person: "+typed(n.Words), maxLabel), Value: answerAdd})
	}
	q.options = append(q.options, Option{Label: "Owner not named", Value: answerNobody})
	return q, nil
}
