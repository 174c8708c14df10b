package commands

import (
	"fmt"
	"strings"

	"csp/store"
	"csp/store/english"
)

var card = Command{
	Name: "card", About: "people", Aliases: []string{"partnership"}, Usage: "PARTNERSHIP", Bare: true,
	Short:    "a partnership: chair, plan, next board, schemes, actions, issues",
	Examples: []string{"darlington", "safe durham"},
	Right:    Read, Shared: true, Takes: []string{"partnerships"}, Shows: []string{"partnerships"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if c.hit != nil {
			return c.card(tx, c.hit.Rec.(*store.Partnership))
		}
		p, err := c.partnership(tx, c.Args, nil)
		if err != nil {
			return Reply{}, err
		}
		return c.card(tx, &p)
	},
}

// cardLines is how many lines of one sort a card has.
const cardLines = 5

// cardMaker gathers a card.
type cardMaker struct {
	*Call
	tx     *store.Tx
	p      *store.Partnership
	today  store.Date
	facts  Facts
	blocks []Block
	told   []told
}

// card is everything about a partnership at a glance.
func (c *Call) card(tx *store.Tx, p *store.Partnership) (Reply, error) {
	m := &cardMaker{Call: c, tx: tx, p: p, today: c.Today()}
	m.tell("partnership", &p.Meta)
	for _, part := range []func() error{
		m.chair, m.plan, m.board, m.actions, m.decisions,
		m.schemes, m.pilots, m.issues, m.seats,
	} {
		if err := part(); err != nil {
			return Reply{}, fmt.Errorf("make card of %s: %w", p.ID, err)
		}
	}
	m.fact("Area", orNot(p.Area))
	blocks := []Block{Heading(p.Name), m.facts}
	for _, d := range c.disputes(&p.Meta, "", "the card's") {
		blocks = append(blocks, Para(T(d)))
	}
	// What is pressed most stands where it is seen first: below the lists it
	// would be far down on a phone.
	blocks = append(blocks, c.offer(tx,
		Button{Label: "Actions", Type: "actions " + p.ID},
		Button{Label: "Boards", Type: "boards " + p.ID},
		Button{Label: "Brief me", Type: briefWord + " " + p.ID},
		Button{Label: "Schemes", Type: "schemes " + p.ID},
	)...)
	blocks = append(blocks, m.blocks...)
	m.links(&blocks)
	blocks = append(blocks, m.sourceNotes(m.told)...)
	return Reply{Blocks: append(blocks, c.offer(tx, append([]Button{
		{Label: "Members", Type: "members " + p.ID},
		{Label: "Who chaired", Type: "chair " + p.ID},
	}, c.keepButtons(tx, "partnerships", p)...)...)...)}, nil
}

func (m *cardMaker) fact(label, value string) {
	m.facts = append(m.facts, Fact{label, T(value)})
}

func (m *cardMaker) tell(what string, meta *store.Meta) {
	m.told = append(m.told, told{what, *meta})
}

// list adds a titled list, the first lines of it; more is the command that
// lists them all.
func (m *cardMaker) list(title string, lines []Text, none string) {
	if len(lines) == 0 {
		m.fact(title, none)
		return
	}
	n := len(lines)
	if n > cardLines {
		lines = append(lines[:cardLines:cardLines], T(fmt.Sprintf("and %d more", n-cardLines)))
	}
	m.blocks = append(m.blocks, Para(B(fmt.Sprintf("%s (%d)", title, n))), List{Items: lines})
}

func (m *cardMaker) chair() error {
	line, chair, err := m.chairLine(m.tx, m.p.ID, m.today)
	if err == nil && chair.ID != "" {
		m.tell("chair", &chair.Meta)
	}
	m.fact("Chair", line)
	return err
}

func (m *cardMaker) plan() error {
	p, found, err := planOf(m.tx, m.p.ID, m.today)
	if err != nil || !found {
		m.fact("Plan", english.NotRecorded)
		return err
	}
	m.tell("plan", &p.Meta)
	m.facts = append(m.facts, Fact{"Plan", cardPlan(m.Call, m.tx, &p)})
	m.fact("Priorities", orNot(strings.Join(p.Priorities, "; ")))
	return nil
}

func (m *cardMaker) board() error {
	b, found, err := nextBoard(m.tx, m.p.ID, m.today)
	if err != nil || !found {
		m.fact("Next board", english.NotRecorded)
		return err
	}
	m.tell("next board", &b.Meta)
	m.fact("Next board", boardLine(m.today, b))
	return nil
}

func (m *cardMaker) actions() error {
	n, err := m.openActions(m.tx, m.p.ID)
	m.fact("Actions", n.String())
	return err
}

func (m *cardMaker) decisions() error {
	var lines []Text
	none := "No decision is asked for"
	for d, err := range store.Decisions.Of(m.tx, "partnerships", m.p.ID) {
		if err != nil {
			return err
		}
		ok, err := m.may(m.tx, Read, about(&d))
		if err != nil {
			return err
		}
		if !ok && d.Status == "needed" {
			none = "None that you may see"
		}
		if ok && d.Status == "needed" {
			lines = append(lines, T(d.Text+", needed by "+lowerNot(english.Short(d.NeededBy))))
		}
	}
	m.list("Decisions needed", lines, none)
	return nil
}

// schemes are the partnership's, and those of the whole police area, which
// stand under every partnership.
func (m *cardMaker) schemes() error {
	list, err := schemesIn(m.Call, m.tx, m.p)
	if err != nil {
		return err
	}
	var lines []Text
	for _, s := range list {
		if passed(m.today, s.Until) && (s.Outcome != "" || s.Successor != "") {
			continue // over and done with
		}
		lines = append(lines, schemeItem(m.Call, m.tx, &s, m.p))
		m.tell("schemes", &s.Meta)
	}
	m.list("Funded schemes", lines, "None recorded")
	return nil
}

func (m *cardMaker) pilots() error {
	list, _, err := pilotsIn(m.Call, m.tx, m.p)
	if err != nil {
		return err
	}
	var lines []Text
	for _, p := range list {
		lines = append(lines, pilotLine(m.Call, m.tx, &p))
		m.tell("pilots", &p.Meta)
	}
	m.list("Pilots", lines, "None recorded")
	return nil
}

func (m *cardMaker) issues() error {
	list, _, err := issuesIn(m.Call, m.tx, m.p)
	if err != nil {
		return err
	}
	var lines []Text
	for _, i := range list {
		if i.Status != "closed" {
			lines = append(lines, T(i.Text))
			m.tell("issues", &i.Meta)
		}
	}
	m.list("Open issues", lines, "None recorded")
	return nil
}

func (m *cardMaker) seats() error {
	for _, sort := range []struct{ as, title string }{
		{"responsible", "Responsible authorities"}, {"additional", "Other partners"}, {"", "Members, sort not recorded"},
	} {
		lines, err := m.seatLines(m.tx, m.p, sort.as)
		if err != nil {
			return err
		}
		if len(lines) == 0 && sort.as == "" {
			continue
		}
		m.list(sort.title, texts(lines), english.NotRecorded)
	}
	return nil
}

func (m *cardMaker) links(blocks *[]Block) {
	var lines []Text
	for _, l := range m.p.Links {
		lines = append(lines, Link(orWord(l.Title, l.URL), l.URL))
	}
	if len(lines) > 0 {
		*blocks = append(*blocks, Para(B("Links")), List{Items: lines})
	}
}

// texts makes plain texts of lines.
func texts(lines []string) []Text {
	var out []Text
	for _, l := range lines {
		out = append(out, T(l))
	}
	return out
}

// lowerNot is a value inside a sentence: not recorded, rather than Not
// recorded.
func lowerNot(s string) string {
	if s == english.NotRecorded {
		return strings.ToLower(s)
	}
	return s
}
