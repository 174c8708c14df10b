package commands

import (
	"slices"
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

const (
	itemAddedName   = "agenda item added"
	itemChangedName = "agenda item changed"
	itemMovedName   = "agenda item moved"
	itemGoneName    = "agenda item taken off"
)

// agendaOf is a meeting whose agenda a move changes, twice.
func (d *draft) agendaOf(id string) (old, now store.Meeting, err error) {
	if old, err = d.planned(id, "changed"); err != nil {
		return old, old, err
	}
	d.title, d.short, d.press = "Agenda of "+labelOf(d.tx, "meetings", &old), "Agenda", "Change the agenda"
	d.then = []Button{{Label: "Open the agenda", Type: agendaWord + " meetings/" + id}}
	now = old
	now.Agenda = slices.Clone(old.Agenda)
	return old, now, nil
}

// itemAddMove puts items onto an agenda.
type itemAddMove struct {
	Meeting string // id
	Items   []store.AgendaItem
	At      int // the number that the first of them gets, from 1; 0: at the end
	// Stranger leads it and is not in the register; "" for nobody.
	Stranger string
}

func (m *itemAddMove) work(d *draft) error {
	old, now, err := d.agendaOf(m.Meeting)
	if err != nil {
		return err
	}
	d.strangerNote(m.Stranger)
	at := len(now.Agenda)
	if m.At > 0 {
		at = min(m.At-1, at)
	}
	for _, it := range m.Items {
		if it.Item = strings.TrimSpace(it.Item); it.Item == "" {
			return &Problem{Says: "The item has no words.", Then: itemHow}
		}
		if len([]rune(it.Item)) > maxItem {
			return &Problem{Says: "An item has " + english.Count(maxItem, "letter", "letters") + " at most.", Then: "Say it shorter; the rest belongs in the paper."}
		}
		if i := onAgenda(&now, it.Item); i >= 0 {
			if len(m.Items) == 1 {
				return itemThere(&now, i)
			}
			continue
		}
		now.Agenda = slices.Insert(now.Agenda, at, it)
		at++
		d.said = append(d.said, Join(T("Added as item "+strconv.Itoa(at)+": "), agendaItem(d.tx, &it)))
	}
	return d.change(&old, &now)
}

// itemThere is the Problem of an item that is on the agenda already.
func itemThere(m *store.Meeting, i int) error {
	return &Problem{
		Says: "“" + typed(m.Agenda[i].Item) + "” is on the agenda already, as item " + strconv.Itoa(i+1) + ".", Then: "Nothing is changed.",
		Offer: []Button{{Label: "Open the agenda", Type: agendaWord + " meetings/" + m.ID}},
	}
}

// itemChangeMove is an item that says something else, or stands elsewhere.
type itemChangeMove struct {
	Meeting string // id
	Item    string // its words as they were
	Was     store.AgendaItem
	Now     store.AgendaItem
	At      int // its number, from 1; 0: it stays where it is
	// Stranger leads it and is not in the register; "" for nobody.
	Stranger string
}

func (m *itemChangeMove) work(d *draft) error {
	old, now, i, err := d.itemOf(m.Meeting, m.Item)
	if err != nil {
		return err
	}
	d.strangerNote(m.Stranger)
	if now.Agenda[i] != m.Was && now.Agenda[i] != m.Now {
		return &Problem{
			Says: strings.TrimSpace(d.c.movedOn(d.tx, "meetings", m.Meeting)) + " It is now: " + plainText(agendaItem(d.tx, &now.Agenda[i]), false),
			Then: "Nothing was written. Close this and change it again.",
		}
	}
	if j := onAgenda(&now, m.Now.Item); j >= 0 && j != i {
		return itemThere(&now, j)
	}
	now.Agenda[i] = m.Now
	if m.At > 0 {
		now.Agenda = reordered(now.Agenda, i, m.At-1)
	}
	d.said = []Text{
		Join(T("Was item "+strconv.Itoa(i+1)+": "), agendaItem(d.tx, &old.Agenda[i])),
		Join(T("Is item "+strconv.Itoa(onAgenda(&now, m.Now.Item)+1)+" now: "), agendaItem(d.tx, &m.Now)),
	}
	return d.change(&old, &now)
}

// itemOrderMove is an item in another place of its agenda.
type itemOrderMove struct {
	Meeting string // id
	Item    string // its words
	To      int    // its place, from 0
}

func (m *itemOrderMove) work(d *draft) error {
	old, now, i, err := d.itemOf(m.Meeting, m.Item)
	if err != nil {
		return err
	}
	now.Agenda = reordered(now.Agenda, i, m.To)
	if slices.Equal(now.Agenda, old.Agenda) {
		return &Problem{Says: "“" + typed(m.Item) + "” is item " + strconv.Itoa(i+1) + " already.", Then: "Nothing is changed."}
	}
	d.said = []Text{Join(B(sentence(m.Item)), T(" Was item "+strconv.Itoa(i+1)+", is item "+strconv.Itoa(onAgenda(&now, m.Item)+1)+" now."))}
	return d.change(&old, &now)
}

// itemOffMove takes an item off its agenda.
type itemOffMove struct {
	Meeting string // id
	Item    string // its words
}

func (m *itemOffMove) work(d *draft) error {
	old, now, i, err := d.itemOf(m.Meeting, m.Item)
	if err != nil {
		return err
	}
	now.Agenda = slices.Delete(now.Agenda, i, i+1)
	d.said = []Text{Join(T("Taken off: "), agendaItem(d.tx, &old.Agenda[i]))}
	return d.change(&old, &now)
}

// itemOf returns a board as it is and a copy to change, and where an item
// stands on its agenda.
func (d *draft) itemOf(meeting, words string) (old, now store.Meeting, i int, err error) {
	if old, now, err = d.agendaOf(meeting); err == nil {
		i, err = d.itemAt(&now, words)
	}
	return old, now, i, err
}

// itemAt finds an item that was on the agenda when it was shown.
func (d *draft) itemAt(m *store.Meeting, words string) (int, error) {
	i := onAgenda(m, words)
	if i >= 0 {
		return i, nil
	}
	return 0, &Problem{
		Says: "“" + typed(words) + "” is no longer on the agenda. " + strings.TrimSpace(d.c.movedOn(d.tx, "meetings", m.ID)), Then: "Nothing is changed.",
		Offer: []Button{{Label: "Open the agenda", Type: agendaWord + " meetings/" + m.ID}},
	}
}

// reordered moves the item at a place to another.
func reordered(list []store.AgendaItem, from, to int) []store.AgendaItem {
	it := list[from]
	list = slices.Delete(slices.Clone(list), from, from+1)
	return slices.Insert(list, min(max(to, 0), len(list)), it)
}
