package commands

import (
	"fmt"
	"strconv"

	"csp/store"
	"csp/store/english"
)

const agendaWord = "agenda"

var agendaPage = Command{
	Name: "agenda", About: "boards", Usage: "[PARTNERSHIP] [DATE]", Short: "the agenda of a board, with what is suggested for it",
	Examples: []string{"agenda durham"}, Right: Read, Takes: []string{"partnerships"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		m, err := c.boardNamed(tx, c.Args)
		if err != nil {
			return c.noneYet(err)
		}
		return c.agendaReply(tx, m)
	},
}

// maxAgendaRows is how many items have a row of buttons each: a message holds
// 50 blocks.
const maxAgendaRows = 15

// agendaReply is an agenda; for those who may change it each item has its
// buttons.
func (c *Call) agendaReply(tx *store.Tx, m *store.Meeting) (Reply, error) {
	r := Reply{Blocks: []Block{Heading("Agenda of " + labelOf(tx, "meetings", m))}}
	may, err := c.may(tx, Record, about(m))
	if err != nil {
		return Reply{}, err
	}
	if may = may && isPlanned(m) && !c.Public; !may || len(m.Agenda) == 0 {
		blocks, err := c.agenda(tx, m)
		if err != nil {
			return Reply{}, err
		}
		r = withBlocks(r, blocks...)
	} else {
		for i := range m.Agenda {
			r = withBlocks(r, Para(Join(T(strconv.Itoa(i+1)+". "), agendaItem(tx, &m.Agenda[i]))))
			if i < maxAgendaRows {
				r = withBlocks(r, Buttons(itemButtons(m, i)))
			}
		}
		if n := len(m.Agenda) - maxAgendaRows; n > 0 {
			r = withBlocks(r, Note(T("The last "+english.Count(n, "item", "items")+" can be moved by typing, such as /csp item "+m.Partnership+" move "+strconv.Itoa(len(m.Agenda))+" up.")))
		}
		blocks, err := c.suggested(tx, m)
		if err != nil {
			return Reply{}, err
		}
		r = withBlocks(r, blocks...)
	}
	var row []Button
	if may {
		row = append(row, addItemButton(m))
	} else if proposes, err := c.itemRights(tx, m); err == nil && proposes && isPlanned(m) && !c.Public && !passed(c.Today(), m.Start.Date) {
		b := addItemButton(m)
		b.Label = "Propose an item"
		row = append(row, b)
	}
	return withBlocks(r, c.offer(tx, append(row, Button{Label: "Open the board", Type: "board meetings/" + m.ID})...)...), nil
}

// addItemButton opens the form of a new item.
func addItemButton(m *store.Meeting) Button {
	return Button{Label: "Add an item", Type: itemWord + " meetings/" + m.ID, Action: itemWord + ".add", Value: m.ID}
}

// itemButtons are what can be done with one item.
func itemButtons(m *store.Meeting, at int) []Button {
	n, value := strconv.Itoa(at+1), itemValue(m, at)
	line := func(verb string) string { return fmt.Sprintf("%s meetings/%s %s %s", itemWord, m.ID, verb, n) }
	var row []Button
	if at > 0 {
		row = append(row, Button{Label: "Move " + n + " up", Type: line("move") + " up", Action: itemWord + ".up", Value: value})
	}
	if at < len(m.Agenda)-1 {
		row = append(row, Button{Label: "Move " + n + " down", Type: line("move") + " down", Action: itemWord + ".down", Value: value})
	}
	return append(row,
		Button{Label: "Change " + n, Type: line("change"), Action: itemWord + ".change", Value: value},
		Button{Label: "Take " + n + " off", Type: line("remove"), Action: itemWord + ".off", Value: value})
}

// pressItem carries out a button of an item, and shows the agenda as it is
// then. An item that has moved since it was shown is not moved again.
func pressItem(verb string) func(*Call, string) (Outcome, error) {
	return func(c *Call, value string) (Outcome, error) {
		id, number, words := cutItem(value)
		made, err := c.do(func(c *Call, tx *store.Tx) (move, error) {
			m, err := store.Meetings.Get(tx, id)
			if err != nil {
				return nil, gone(err)
			}
			if verb == "remove" {
				return &itemOffMove{Meeting: id, Item: words}, nil
			}
			at := onAgenda(&m, words)
			if now := strconv.Itoa(at + 1); at >= 0 && now != number {
				return nil, &Problem{
					Says: "“" + typed(words) + "” is item " + now + " now. " + c.movedOn(tx, "meetings", id), Then: "Nothing is changed.",
					Offer: []Button{{Label: "Open the agenda", Type: agendaWord + " meetings/" + id}},
				}
			}
			to, _ := placeAsked(verb, at, len(m.Agenda))
			return &itemOrderMove{Meeting: id, Item: words, To: to}, nil
		})
		if err != nil {
			return Outcome{}, err
		}
		return c.agendaAfter(id, words, made)
	}
}

// agendaAfter is the agenda below what was done to it.
func (c *Call) agendaAfter(id, words string, made made) (Outcome, error) {
	var r Reply
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		m, err := store.Meetings.Get(tx, id)
		if err != nil {
			return err
		}
		if r, err = c.agendaReply(tx, &m); err != nil {
			return err
		}
		did := "“" + words + "” is taken off."
		if i := onAgenda(&m, words); i >= 0 {
			did = "“" + words + "” is item " + strconv.Itoa(i+1) + " now."
		}
		top := []Block{Para(B(did))}
		if made.Number > 0 {
			top = append(top, c.offer(tx, undoButton(made.Number))...)
		}
		r.Blocks = append(top, r.Blocks...)
		return nil
	})
	return Outcome{Reply: &r}, err
}
