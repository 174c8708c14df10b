package commands

import (
	"fmt"
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

// maxItem is how long an item of an agenda may be.
const maxItem = 200

// itemNumber reads the number of an item on an agenda, as the agenda shows it.
func itemNumber(m *store.Meeting, s string) (at int, ok bool) {
	n, ok := number(s, 2)
	return n - 1, ok && n > 0 && n <= len(m.Agenda)
}

// itemNamed finds an item by its words, by the beginning of them where no
// other begins likewise, or by its number.
func (c *Call) itemNamed(m *store.Meeting, words string) (int, error) {
	if i := onAgenda(m, words); i >= 0 {
		return i, nil
	}
	if i, ok := itemNumber(m, words); ok {
		return i, nil
	}
	var hits []int
	q := store.Fold(words)
	for i, it := range m.Agenda {
		if q != "" && strings.HasPrefix(store.Fold(it.Item), q) {
			hits = append(hits, i)
		}
	}
	if len(hits) == 1 {
		return hits[0], nil
	}
	p := &Problem{
		Says: "No item of this agenda is “" + typed(words) + "”.", Then: "Open the agenda to see its items.",
		Offer: []Button{{Label: "Open the agenda", Type: agendaWord + " meetings/" + m.ID}},
	}
	if len(hits) > 1 {
		p.Says = "“" + typed(words) + "” is the beginning of " + english.Count(len(hits), "item", "items") + "."
		p.Then = "Type more of it, or its number."
	}
	return 0, p
}

// itemOptions reads what follows an item: decide, discuss or note, lead NAME,
// closed, paper LINK, first or at 3.
func (c *Call) itemOptions(tx *store.Tx, m *store.Meeting, words, after string) (it store.AgendaItem, at int, err error) {
	it.Item = words
	w := strings.Fields(after)
	for i := 0; i < len(w); i++ {
		switch word := strings.ToLower(strings.Trim(w[i], ",;")); word {
		case "decide", "discuss", "note":
			it.Purpose = word
		case "open", "closed":
			it.Session = word
		case "first":
			at = 1
		case "to", "session", "last", "":
		case "at", "paper":
			if i++; i == len(w) {
				return it, 0, odd(word, itemHow)
			}
			if word == "paper" {
				it.PaperURL = strings.Trim(w[i], "<>")
			} else if at, _ = number(w[i], 2); at == 0 {
				return it, 0, odd("at "+w[i], "Say the number that it is to have, such as at 3.")
			}
		case "lead":
			n := i + 1
			for n < len(w) && !itemKeys[strings.ToLower(w[n])] {
				n++
			}
			if it.Lead, err = c.leadNamed(tx, m, words, strings.Join(w[i+1:n], " ")); err != nil {
				return it, 0, err
			}
			i = n - 1
		default:
			return it, 0, odd(strings.Join(w[i:], " "), itemHow)
		}
	}
	return it, at, nil
}

// itemKeys begin what may follow an item, so that the name of a lead ends
// before them.
var itemKeys = map[string]bool{"decide": true, "discuss": true, "note": true, "open": true, "closed": true, "first": true, "last": true, "at": true, "to": true, "paper": true}

// leadNamed finds the person who leads an item.
func (c *Call) leadNamed(tx *store.Tx, m *store.Meeting, words, name string) (string, error) {
	if strings.EqualFold(name, "me") {
		p, err := c.person(tx)
		if err == nil && p.ID == "" {
			err = &Problem{Says: "Your Slack account is not in the register, so I do not know who you are.", Then: "Give the lead's name."}
		}
		return p.ID, err
	}
	f, err := c.resolve(tx, asking{Words: name, Kinds: []string{"people"}, Again: func(n string) string {
		return fmt.Sprintf("%s meetings/%s %q lead %s", itemWord, m.ID, words, n)
	}})
	return f.ID, err
}

// itemValue is what a button carries of an item: the board, the number that
// it had and its words.
func itemValue(m *store.Meeting, at int) string {
	return m.ID + " " + strconv.Itoa(at+1) + " " + m.Agenda[at].Item
}

// cutItem reads what a button carries.
func cutItem(value string) (meeting, number, words string) {
	meeting, rest, _ := strings.Cut(value, " ")
	number, words, _ = strings.Cut(rest, " ")
	return meeting, number, words
}
