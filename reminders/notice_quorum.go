package reminders

import (
	"fmt"

	"csp/store"
	"csp/store/english"
)

// quorumShort tells a board's secretariat two working days before it that too
// few of the responsible authorities have said that they come.
var quorumShort = Notice{
	Name: "quorum",
	Kinds: []*Kind{{
		Name: "quorum", Of: "meetings",
		Hangs: []Hang{{On: "partnerships", If: otherQuorum, Subjects: func(v *View, rec any) []string {
			var out []string
			for _, m := range v.boardsOf(rec.(*store.Partnership).ID) {
				out = append(out, m.ID)
			}
			return out
		}}},
		Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
			m := v.coming(id)
			if m == nil || !m.Start.Exact() || v.partnership(m.Partnership).Quorum == 0 || !v.now.Before(v.over(m)) {
				return nil
			}
			t := v.turnout(m)
			if t.Quorate() {
				return nil
			}
			a := v.anchor(k.Of, id, "start", m.Start.Date)
			proto := boardStep(m)
			proto.Over, proto.Rec = v.over(m), seats{m, t}
			return on(v.climb(quorumDays, a, until), a, proto, Secretariat)
		},
		Words: func(v *View, s *Step, _ Audience) Text {
			b := s.Rec.(seats)
			text := fmt.Sprintf(": the board on %s is %s. %s; ", boardWords(b.board), english.Away(s.Day, b.board.Start.Date),
				several(b.Quorum, "responsible authority is needed", "responsible authorities are needed"))
			var names []string
			for _, id := range b.Here {
				names = append(names, v.organisation(id))
			}
			switch len(names) {
			case 0:
				text += "none has said yet that it comes."
			case 1:
				text += "1 has said that it comes: " + names[0] + "."
			default:
				text += fmt.Sprintf("%d have said that they come: %s.", len(names), english.And(names...))
			}
			return Text{bold(v.area(b.board.Partnership)), plain(text)}
		},
	}},
	Say: func(v *View, due []Line) Body {
		b := linesBody(due)
		for i := range due[:min(len(due), maxQuorumBoards)] {
			b.Buttons = append(b.Buttons, v.quorumButtons(due[i].Subject, len(due) == 1)...)
		}
		return b
	},
}

// maxQuorumBoards is how many boards of one message have their buttons.
const maxQuorumBoards = 5

// quorumButtons lead to who is coming to a board, and to asking the others;
// alone says that the message is of no other board.
func (v *View) quorumButtons(id string, alone bool) []Button {
	m := get(v, &store.Meetings, id)
	if m == nil {
		return nil
	}
	of := ""
	if !alone {
		of = ": " + cut(v.area(m.Partnership), 40)
	}
	line := "coming meetings/" + id
	out := []Button{{Label: "Who is coming" + of, Type: line}}
	if v.partnership(m.Partnership).Channel != "" {
		out = append(out, Button{Label: "Ask the others" + of, Type: line + " ask"})
	}
	return out
}

var quorumDays = []store.Offset{{N: -2, Unit: store.WorkingDays, Times: 1}}

// seats is a board with who comes to it.
type seats struct {
	board *store.Meeting
	store.Turnout
}

func (v *View) turnout(m *store.Meeting) store.Turnout {
	t, err := store.TurnoutOf(v.tx, m)
	v.fail(err)
	return t
}

func otherQuorum(old, rec any) bool {
	a, b := orNew[store.Partnership](old), orNew[store.Partnership](rec)
	return a.Quorum != b.Quorum
}

// organisation is what people call an organisation.
func (v *View) organisation(id string) string {
	o := get(v, &store.Organisations, id)
	switch {
	case o == nil:
		return id
	case o.Short != "":
		return o.Short
	}
	return o.Name
}

// linesBody says lines as they are: one as a paragraph, several as a list.
func linesBody(due []Line) Body {
	if len(due) == 1 {
		return Body{Head: due[0].Words}
	}
	var b Body
	for i := range due {
		b.List = append(b.List, due[i].Words)
	}
	return b
}
