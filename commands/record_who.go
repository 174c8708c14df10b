package commands

import (
	"errors"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// ownerQuestion asks which person words mean that name who does an action.
// Nobody may be meant yet, or nobody whom the register has.
func (rd *reading) ownerQuestion(n *lineName) (question, error) {
	q, err := rd.whoQuestion(n)
	q.out = true
	q.options = append(q.options,
		Option{Label: "Nobody yet", Value: answerNobody},
		Option{Label: "Keep the words as typed, without an owner", Value: answerKeep})
	return q, err
}

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

// whoQuestion asks whom words mean: anybody may be chosen, those whom they may
// mean first.
func (rd *reading) whoQuestion(n *lineName) (question, error) {
	q := question{name: questionName("who", store.Fold(n.Words)), label: "Who is “" + typed(n.Words) + "”?", who: true}
	people := n.People
	name, _ := cutBeside(n.Words)
	role := calledRole(n.Words)
	switch {
	case len(people) > 0:
		q.hint = "This matches " + matched(people) + "."
	case role != "":
		held, err := rd.holders(role)
		if people = held; err != nil || len(held) > 0 {
			q.hint = upper(enumWords(role)) + " on the day of the board: " + matched(held) + "."
			break
		}
		q.hint = "The register has nobody as " + enumWords(role) + " on that day."
	default:
		q.hint = "Nobody in the register is called so."
		near, err := rd.r.near(rd.r.tx, asking{Words: name, Kinds: []string{"people"}})
		if err != nil {
			return q, err
		}
		for _, f := range near {
			people = append(people, f.Rec.(*store.Person))
		}
	}
	for _, p := range people {
		q.likely = append(q.likely, personOption(p))
	}
	add, err := rd.r.may(rd.r.tx, Keep, Subject{})
	if err == nil && add && len(n.People) == 0 && role == "" {
		q.options = append(q.options, Option{Label: cutTo("Add person: "+typed(name), maxLabel), Value: answerAdd})
	}
	return q, err
}

// holders are those who have a role in the partnership on the day of the board.
func (rd *reading) holders(role string) ([]*store.Person, error) {
	roles, err := inRole(rd.r.tx, rd.r.p.ID, role, rd.r.m.Start.Date)
	if err != nil {
		return nil, err
	}
	var out []*store.Person
	for _, held := range roles {
		p, err := store.People.Get(rd.r.tx, held.Person)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, &p)
	}
	return out, nil
}

// says is the hint of a question: of one about somebody with all that may be
// answered.
func (q *question) says() string {
	if !q.who {
		return q.hint
	}
	var or []string
	for _, o := range q.options {
		label, _, _ := strings.Cut(o.Label, ",")
		or = append(or, "“"+label+"”")
	}
	return strings.TrimSpace(q.hint + " Choose somebody in the register, or: " + strings.Join(or, ", ") + ".")
}

// matched names the people whom words match, where they are few.
func matched(people []*store.Person) string {
	var names []string
	for _, p := range people {
		names = append(names, p.Name)
	}
	if len(names) > maxNear {
		return english.Count(len(names), "person", "people")
	}
	return english.And(names...)
}

// personOption is somebody to choose.
func personOption(p *store.Person) Option {
	return Option{Label: cutTo(personLine(*p), maxLabel), Value: p.ID}
}

// isAnybody reports whether an answer is somebody whom the one who records may
// choose.
func (r *recording) isAnybody(v string) bool {
	if !store.ValidID(v) {
		return false
	}
	p, err := store.People.Get(r.tx, v)
	if err != nil {
		return false
	}
	ok, err := r.may(r.tx, Read, about(&p))
	return err == nil && ok
}

// offered are the options of a question about somebody: those who are likely,
// what else may be answered, the people of the board. Once something is typed
// they are those who are called so, and what else may be answered.
func (rd *reading) offered(q *question, words string) ([]Option, error) {
	rest := q.rest()
	if words = onOneLine(strings.TrimPrefix(words, answerAdd)); words == "" {
		out := append(slices.Clone(q.likely), rest...)
		people, err := rd.ofBoard()
		for i := range people {
			if o := personOption(&people[i]); !slices.Contains(out, o) {
				out = append(out, o)
			}
		}
		return out[:min(len(out), maxOptions)], err
	}
	found := &choice{c: rd.r.Call, tx: rd.r.tx, seen: map[string]bool{}}
	if err := found.find(store.People.Name, words); err != nil {
		return nil, err
	}
	out := found.options[:min(len(found.options), maxOptions-len(rest)-1)]
	if add, err := rd.r.may(rd.r.tx, Keep, Subject{}); err != nil {
		return nil, err
	} else if add && len(out) == 0 && len(words) > 2 && looksNamed(words) {
		out = append(out, Option{Label: cutTo("Add person: "+words, maxLabel), Value: cutTo(answerAdd+words, maxLabel)})
	}
	return append(out, rest...), nil
}

// namedBy are the words by which somebody is to be added: those of the line,
// or others that were typed instead.
func namedBy(answer, words string) string {
	return orWord(strings.TrimSpace(strings.TrimPrefix(answer, answerAdd)), words)
}

// fixOptions is the typeahead of a question about somebody; ok is false when
// the input asks none.
func (c *Call) fixOptions(tx *store.Tx, input, words string) (out []Option, ok bool, err error) {
	st, err := readRecordState(c.State)
	if err != nil || st.Step != stepFix {
		return nil, false, nil
	}
	r, err := c.recording(tx, st.Meeting)
	var p *Problem
	if errors.As(err, &p) {
		return nil, true, nil
	}
	if err != nil {
		return nil, false, err
	}
	rd, err := r.read()
	if err != nil {
		return nil, false, err
	}
	name := input
	if at := strings.LastIndexByte(input, '.'); at > 0 {
		name = input[:at]
	}
	for i := range rd.questions {
		if q := &rd.questions[i]; q.name == name && q.who {
			out, err = rd.offered(q, words)
			return out, true, err
		}
	}
	return nil, false, nil
}
