package commands

import (
	"errors"
	"strings"

	"csp/store"
)

const itemWord = "item"

var agendaItems = Command{
	Name: "item", About: "boards", Usage: "[PARTNERSHIP] [\"ITEM\"]", Short: "add an item to the agenda of a board, or propose one; move it, change it or take it off",
	Examples: []string{"item durham \"Renewal of the plan\" decide"}, Right: Propose, Takes: []string{"partnerships"},
	Run: itemRun,
	Actions: map[string]func(*Call, string) (Outcome, error){
		"up": pressItem("up"), "down": pressItem("down"), "off": pressItem("remove"),
		"change": func(c *Call, value string) (Outcome, error) {
			id, _, words := cutItem(value)
			return c.openForm(func(tx *store.Tx) (*Form, error) { return c.itemForm(tx, id, words) })
		},
		"add": func(c *Call, value string) (Outcome, error) {
			return c.openForm(func(tx *store.Tx) (*Form, error) { return c.itemForm(tx, value, "") })
		},
	},
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){"it": itemSent, "take": takeSent},
	Changes: []string{
		"item PARTNERSHIP \"ITEM\" decide lead NAME closed paper LINK first",
		"item PARTNERSHIP move \"ITEM\" up", "item PARTNERSHIP change \"ITEM\"", "item PARTNERSHIP remove \"ITEM\"",
		"item PARTNERSHIP take",
	},
	Options: agendaOptions,
}

const itemHow = "Type /csp item, the partnership and the item in quotation marks: /csp item durham \"Renewal of the plan\" decide lead Amara Okafor."

// itemRun writes what a typed line asks of an agenda at once, since it can be
// undone; a line that leaves something out opens the form.
func itemRun(c *Call) (Reply, error) {
	var a *wanted
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		var err error
		a, err = c.itemAsked(tx)
		return err
	})
	switch {
	case errors.Is(err, errNoPartnership):
		return Reply{}, &Problem{Says: "Say whose agenda, and the item.", Then: itemHow, Offer: []Button{{Label: "List partnerships", Type: "list"}}, Cause: err}
	case err != nil:
		return c.noneYet(err)
	case a.form != nil:
		return Reply{Form: a.form, Blocks: []Block{Para(T(a.how))}}, nil
	}
	if a.proposed {
		return c.propose(a.move)
	}
	made, err := c.do(func(c *Call, tx *store.Tx) (move, error) {
		again, err := c.itemAsked(tx)
		if err != nil || again.form != nil {
			return nil, err
		}
		return again.move, nil
	})
	if err != nil {
		return Reply{}, err
	}
	return c.saved(made)
}

// openItemForm is a line that leaves an item, or what it is to become, open.
func (c *Call) openItemForm(tx *store.Tx, m *store.Meeting, words string) (*wanted, error) {
	f, err := c.itemForm(tx, m.ID, words)
	return &wanted{form: f, how: itemHow}, err
}

// itemAsked reads BOARD "ITEM" and what follows, and BOARD VERB "ITEM". An
// item without quotation marks is all that follows the partnership; a verb
// then takes the number of an item.
func (c *Call) itemAsked(tx *store.Tx) (*wanted, error) {
	a, err := c.itemRead(tx)
	if err != nil || a.move == nil {
		return a, err
	}
	if add, ok := a.move.(*itemAddMove); ok {
		m, err := store.Meetings.Get(tx, add.Meeting)
		if err != nil {
			return nil, err
		}
		a.proposed, err = c.itemRights(tx, &m)
		return a, err
	}
	return a, nil
}

// itemRead is itemAsked but for whether the item is only proposed.
func (c *Call) itemRead(tx *store.Tx) (*wanted, error) {
	before, words, after, quoted := cutQuoted(c.Args)
	if !quoted {
		return c.itemUnquoted(tx)
	}
	name, verb := cutItemVerb(before)
	m, err := c.boardForItems(tx, name)
	if err != nil {
		return nil, err
	}
	if verb != "" {
		return c.itemVerb(tx, m, verb, words, after)
	}
	it, at, err := c.itemOptions(tx, m, c.named(tx, words), after)
	return &wanted{move: &itemAddMove{Meeting: m.ID, Items: []store.AgendaItem{it}, At: at}}, err
}

// itemUnquoted reads the line of an item without quotation marks.
func (c *Call) itemUnquoted(tx *store.Tx) (*wanted, error) {
	name, rest, _ := strings.Cut(c.Args, " ")
	if !strings.HasPrefix(name, "meetings/") {
		p, after, err := c.leadingPartnership(tx, c.Args)
		if err != nil {
			return nil, err
		}
		if name, rest = "", c.Args; p != nil {
			name, rest = p.ID, after
		} else if rest != "" {
			_, err := c.partnership(tx, rest, func(name string) string { return itemWord + " " + name })
			return nil, err
		}
	}
	m, err := c.boardForItems(tx, name)
	if err != nil {
		return nil, err
	}
	verb, after, _ := strings.Cut(rest, " ")
	verb = strings.ToLower(verb)
	number, end, _ := strings.Cut(after, " ")
	_, numbered := itemNumber(m, number)
	switch {
	case rest == "":
		return c.openItemForm(tx, m, "")
	case verb == "take" && after == "":
		return c.takeAsked(tx, m)
	case itemVerbs[verb] && numbered:
		return c.itemVerb(tx, m, verb, number, end)
	}
	return &wanted{move: &itemAddMove{Meeting: m.ID, Items: []store.AgendaItem{{Item: c.named(tx, rest)}}}}, nil
}

// boardForItems finds a board for one who may record its agenda or propose
// items for it.
func (c *Call) boardForItems(tx *store.Tx, name string) (*store.Meeting, error) {
	m, err := c.boardNamed(tx, name)
	if err != nil {
		return nil, err
	}
	_, err = c.itemRights(tx, m)
	return m, err
}

// itemVerbs are what a line may do with an item that is there.
var itemVerbs = map[string]bool{"move": true, "remove": true, "change": true}

// cutItemVerb takes the verb off the end of what stands before an item.
func cutItemVerb(before string) (name, verb string) {
	w := strings.Fields(before)
	if n := len(w); n > 0 && itemVerbs[strings.ToLower(w[n-1])] {
		return strings.Join(w[:n-1], " "), strings.ToLower(w[n-1])
	}
	return strings.TrimSpace(before), ""
}

// cutQuoted splits a line at its quotation marks, the first and the last.
func cutQuoted(line string) (before, words, after string, ok bool) {
	from, to := strings.IndexByte(line, '"'), strings.LastIndexByte(line, '"')
	if from < 0 {
		return line, "", "", false
	}
	if to == from { // the end was forgotten
		return line[:from], strings.TrimSpace(line[from+1:]), "", true
	}
	return line[:from], strings.TrimSpace(line[from+1 : to]), strings.TrimSpace(line[to+1:]), true
}

// itemVerb is a line that moves, changes or takes off an item.
func (c *Call) itemVerb(tx *store.Tx, m *store.Meeting, verb, words, after string) (*wanted, error) {
	if err := c.must(tx, Record, about(m)); err != nil {
		return nil, err
	}
	i, err := c.itemNamed(m, words)
	if err != nil {
		return nil, err
	}
	it := m.Agenda[i].Item
	if verb != "move" && after != "" {
		return nil, odd(after, "End the line with the item.")
	}
	switch verb {
	case "remove":
		return &wanted{move: &itemOffMove{Meeting: m.ID, Item: it}}, nil
	case "change":
		return c.openItemForm(tx, m, it)
	}
	to, ok := placeAsked(after, i, len(m.Agenda))
	if !ok {
		return nil, &Problem{Says: "Say where “" + typed(it) + "” goes.", Then: "End the line with up, down, first, last or to 3."}
	}
	return &wanted{move: &itemOrderMove{Meeting: m.ID, Item: it, To: to}}, nil
}

// placeAsked reads where an item goes: up, down, first, last, to 3; from 0.
func placeAsked(words string, at, n int) (int, bool) {
	w := strings.Fields(strings.ToLower(words))
	if len(w) == 2 && (w[0] == "to" || w[0] == "at") {
		w = w[1:]
	}
	if len(w) != 1 {
		return 0, false
	}
	switch w[0] {
	case "up":
		return max(at-1, 0), true
	case "down":
		return min(at+1, n-1), true
	case "first":
		return 0, true
	case "last":
		return n - 1, true
	}
	k, ok := number(w[0], 2)
	return min(max(k-1, 0), n-1), ok && k > 0
}
