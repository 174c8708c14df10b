package commands

import (
	"errors"
	"strings"

	"csp/store"
)

const comingWord = "coming"

var coming = Command{
	Name: "coming", About: "boards", Aliases: []string{"attend", sorryWord}, Usage: "[PARTNERSHIP] [yes, apologies or substitute NAME] [for NAME]", Short: "who is coming to a board; say whether you are, or somebody else is",
	Examples: []string{"coming durham"}, Right: Attend, Takes: []string{"partnerships"},
	Run: comingRun,
	Actions: map[string]func(*Call, string) (Outcome, error){
		"yes": pressComing("coming"), "apologies": pressComing("apologies"),
		"sub": func(c *Call, value string) (Outcome, error) {
			return c.openForm(func(tx *store.Tx) (*Form, error) { return c.substituteForm(tx, value) })
		},
		"for": func(c *Call, value string) (Outcome, error) {
			return c.openForm(func(tx *store.Tx) (*Form, error) { return c.answerForm(tx, value) })
		},
	},
	Forms:   map[string]func(*Call, Submission) (FormAnswer, error){"sub": substituteSent, "for": answerSent, "ask": comingAsked},
	Changes: []string{"coming PARTNERSHIP yes for NAME", "coming PARTNERSHIP apologies for NAME", "coming PARTNERSHIP substitute NAME for NAME", "coming PARTNERSHIP unanswered for NAME", "coming PARTNERSHIP ask"},
	Options: moveOptions,
}

// comingWords are what people type of their coming, and what is recorded.
var comingWords = map[string]string{
	"yes": "coming", "no": "apologies", "apologies": "apologies", "sorry": "apologies", "substitute": "substitute",
	"unanswered": "", "ask": "ask",
}

// comingRun says who is coming to a board, or records an answer at once, since
// it can be undone.
func comingRun(c *Call) (Reply, error) {
	name, verb, rest := c.comingSaid()
	as, answers := comingWords[verb]
	if !answers || as == "ask" {
		var r Reply
		err := c.Desk.Store.View(c, func(tx *store.Tx) error {
			m, whose, err := c.boardAndPerson(tx, name)
			switch {
			case err != nil:
				r, err = c.noneYet(err)
			case whose != "":
				return c.howAnswers(tx, m, whose)
			case as == "ask":
				r, err = c.askForm(tx, m)
			default:
				r, err = c.comingReply(tx, m)
			}
			return err
		})
		return r, err
	}
	made, err := c.do(func(c *Call, tx *store.Tx) (move, error) {
		m, whose, err := c.boardAndPerson(tx, name)
		if err != nil {
			return nil, err
		}
		if _, _, other := cutAtWord(rest, "for"); whose != "" && !other {
			return c.answerAsked(tx, m, as, rest+" for "+whose)
		}
		return c.answerAsked(tx, m, as, rest)
	})
	if err != nil {
		return c.noneYet(err)
	}
	return c.answered(made)
}

// answerAsked reads [NAME] [for NAME] behind an answer.
func (c *Call) answerAsked(tx *store.Tx, m *store.Meeting, as, rest string) (move, error) {
	out := &comingMove{Meeting: m.ID, Day: m.Start.Date.String(), As: as}
	by, whose, forOther := cutAtWord(rest, "for")
	if as != "substitute" && by != "" {
		return nil, odd(by, "To answer for somebody, end the line with for and their name.")
	}
	line := func(by, whose string) string {
		s := strings.TrimSpace(comingWord + " meetings/" + m.ID + " " + comingTyped(as) + " " + by)
		if forOther {
			s += " for " + whose
		}
		return s
	}
	var err error
	if by != "" {
		f, wrong := c.resolve(tx, asking{Words: by, Kinds: []string{"people"}, Again: func(n string) string { return line(n, whose) }})
		out.By, err = f.ID, c.substituteUnknown(tx, wrong, line("", whose), by)
	}
	if err == nil && forOther {
		f, wrong := c.resolve(tx, asking{Words: whose, Kinds: []string{"people"}, Again: func(n string) string { return line(by, n) }})
		out.Person, err = f.ID, wrong
	} else if err == nil {
		out.Person, err = c.whoAnswers(tx)
	}
	return out, err
}

// comingTyped is the word for an answer, as a line has it.
func comingTyped(as string) string {
	switch as {
	case "coming":
		return "yes"
	case "":
		return "unanswered"
	}
	return as
}

// substituteUnknown says what to do about a substitute whom the register does
// not have: leave the name out, or add them.
func (c *Call) substituteUnknown(tx *store.Tx, err error, line, name string) error {
	var p *Problem
	if !errors.As(err, &p) || len(p.Offer) > 0 && p.Offer[0].Type != "list" {
		return err // somebody is called nearly so
	}
	out := &Problem{Says: p.Says, Then: "Say that a substitute comes, without the name, or see who is in the register:", Refused: p.Refused, Cause: p}
	out.Offer = []Button{{Label: "A substitute comes", Type: line}, {Label: "People to meet", Type: "who"}}
	ok, err := c.may(tx, Keep, Subject{})
	if err != nil {
		return err
	}
	if ok {
		out.Offer = append(out.Offer, Button{Label: cutTo("Add "+typed(name), maxLabel), Type: "add person " + typed(name)})
	}
	return out
}

// whoAnswers is the register's person with the account of who asks.
func (c *Call) whoAnswers(tx *store.Tx) (string, error) {
	p, err := c.person(tx)
	if err == nil && p.ID == "" {
		err = &Problem{
			Says: "Your Slack account is not in the register, so I do not know who you are.",
			Then: "Ask the office's staff to add it to your name. To answer for somebody, end the line with for and their name, such as /csp coming durham yes for Amara Okafor.", Refused: true,
		}
	}
	return p.ID, err
}

// comingReply is who is coming to a meeting, with the buttons to answer.
func (c *Call) comingReply(tx *store.Tx, m *store.Meeting) (Reply, error) {
	r := Reply{Blocks: []Block{Heading("Who is coming: " + labelOf(tx, "meetings", m)), Para(T(upper(boardLine(c.Today(), *m)) + "."))}}
	blocks, err := c.comingBlocks(tx, m)
	if err != nil {
		return Reply{}, err
	}
	if len(blocks) == 0 {
		if blocks, err = attendance(tx, m); err != nil {
			return Reply{}, err
		}
	}
	r = withBlocks(r, blocks...)
	row, err := c.comingButtons(tx, m)
	if err != nil {
		return Reply{}, err
	}
	return withBlocks(r, c.offer(tx, append(row, Button{Label: "Open the board", Type: "board meetings/" + m.ID})...)...), nil
}

// comingButtons are the answers that the one who asks may give to a meeting
// that is still to come.
func (c *Call) comingButtons(tx *store.Tx, m *store.Meeting) ([]Button, error) {
	if !takesAnswers(m, c.Today()) || c.Public {
		return nil, nil
	}
	me, err := c.person(tx)
	if err != nil {
		return nil, err
	}
	var row []Button
	if me.ID != "" { // who may answer for anybody still answers only where they belong
		mine, err := belongs(tx, &me, m.Partnership, c.Today())
		if err != nil {
			return nil, err
		}
		if mine {
			row = answerButtons(m)
		}
	}
	others, err := c.ifMay(tx, Record, m, Button{Label: "Answer for somebody", Type: comingWord + " meetings/" + m.ID, Action: comingWord + ".for", Value: comingValue(m)})
	if err != nil {
		return nil, err
	}
	row = append(row, others...)
	p, err := store.Partnerships.Get(tx, m.Partnership)
	if err == nil && p.Channel != "" && len(others) > 0 {
		row = append(row, Button{Label: "Ask who is coming", Type: comingWord + " meetings/" + m.ID + " ask"})
	}
	return row, err
}

// answerButtons are the answers of a member for themselves.
func answerButtons(m *store.Meeting) []Button {
	line, value := comingWord+" meetings/"+m.ID, comingValue(m)
	return []Button{
		{Label: "I am coming", Type: line + " yes", Action: comingWord + ".yes", Value: value},
		{Label: "Send my apologies", Type: line + " apologies", Action: comingWord + ".apologies", Value: value},
		{Label: "Send a substitute", Type: line + " substitute", Action: comingWord + ".sub", Value: value},
	}
}

// pressComing records the answer of who presses.
func pressComing(as string) func(*Call, string) (Outcome, error) {
	return func(c *Call, value string) (Outcome, error) {
		id, day, _ := strings.Cut(value, " ")
		made, err := c.do(func(c *Call, tx *store.Tx) (move, error) {
			me, err := c.whoAnswers(tx)
			return &comingMove{Meeting: id, Day: day, Person: me, As: as}, err
		})
		if err != nil {
			return Outcome{}, err
		}
		r, err := c.answered(made)
		return Outcome{Reply: &r, Below: true}, err
	}
}

// answered says what was answered, and how the board stands now.
func (c *Call) answered(m made) (Reply, error) {
	var r Reply
	if m.Again {
		r = withBlocks(r, Para(T("This was recorded already, and is not recorded twice.")))
	} else {
		for _, t := range m.now.said {
			r = withBlocks(r, Para(B(plainText(t, false))))
		}
		for _, n := range m.now.notes {
			r = withBlocks(r, Para(T(n)))
		}
	}
	if m.Number == 0 {
		return r, nil
	}
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		r = withBlocks(r, c.offer(tx, append([]Button{undoButton(m.Number)}, m.now.then...)...)...)
		return nil
	})
	return r, err
}
