package commands

import (
	"fmt"
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

// itemForm is the form of a new item, or of the one with the words.
func (c *Call) itemForm(tx *store.Tx, meeting, words string) (*Form, error) {
	m, err := store.Meetings.Get(tx, meeting)
	if err != nil {
		return nil, gone(err)
	}
	proposes, err := c.itemRights(tx, &m)
	if err == nil && proposes && words != "" {
		err = c.must(tx, Record, about(&m))
	}
	if err != nil {
		return nil, err
	}
	d := &draft{c: c, tx: tx}
	if _, err := d.planned(m.ID, "changed"); err != nil {
		return nil, err
	}
	f := &Form{ID: itemWord + ".it", Title: "Add an item", Send: "Add it", Before: []Block{Heading(labelOf(tx, "meetings", &m))}}
	var it store.AgendaItem
	at := -1
	if words != "" {
		if at, err = d.itemAt(&m, words); err != nil {
			return nil, err
		}
		it = m.Agenda[at]
		f.Title, f.Send = "Change an item", "Save"
	}
	f.State, err = encodeState(itemState{m.ID, words, it})
	f.Inputs = c.itemInputs(tx, &m, it, at)
	if proposes { // where it stands, and beside what, is for those who make the agenda
		f.Title, f.Send = "Propose an item", "Propose it"
		f.Inputs = f.Inputs[:len(f.Inputs)-1]
	}
	return f, err
}

// itemState is what the form of an item carries.
type itemState struct {
	Meeting string           `json:"m"`
	Item    string           `json:"i,omitempty"` // its words; "": a new one
	Was     store.AgendaItem `json:"w"`
}

// itemInputs are the fields of an item.
func (c *Call) itemInputs(tx *store.Tx, m *store.Meeting, it store.AgendaItem, at int) []Input {
	purpose := Input{Name: "purpose", Label: "Purpose", Kind: Select, Optional: true, Value: some(it.Purpose), Options: []Option{
		{"To decide", "decide"}, {"To discuss", "discuss"}, {"To note", "note"},
	}}
	session := Input{Name: "session", Label: "Session", Kind: Select, Optional: true, Value: some(it.Session), Options: []Option{
		{"Open", "open"}, {"Closed: only those who may see it", "closed"},
	}}
	place := Input{Name: "at", Label: "Place on the agenda", Kind: Select, Optional: true}
	for i, other := range m.Agenda {
		if i != at {
			place.Options = append(place.Options, Option{cutTo(fmt.Sprintf("%d, where “%s” is", i+1, other.Item), maxLabel), strconv.Itoa(i + 1)})
		}
	}
	place.Options = append(place.Options, Option{"At the end", strconv.Itoa(len(m.Agenda) + 1)})
	lead := c.lookup(tx, Input{Name: leadInput, Label: "Lead", Hint: "Type the beginning of a name, then choose.", Optional: true}, "people", it.Lead)
	return []Input{
		{Name: "item", Label: "Item", Hint: noNames, Kind: OneLine, Max: maxItem, Value: some(it.Item)},
		purpose, lead, session,
		{Name: "paper", Label: "Link to the paper", Hint: fieldHints["paper_url"], Kind: OneLine, Max: 500, Optional: true, Value: some(it.PaperURL)},
		place,
	}
}

// itemSent writes the item of a form.
func itemSent(c *Call, s Submission) (FormAnswer, error) {
	var st itemState
	if err := decodeState(s.State, &st); err != nil {
		return FormAnswer{}, err
	}
	in := fields{c: c, s: s}
	now := store.AgendaItem{Item: in.text("item"), Purpose: in.text("purpose"), Lead: in.text(leadInput), Session: in.text("session"), PaperURL: in.text("paper")}
	stranger := strangerLeads(&now)
	at, _ := strconv.Atoi(in.text("at"))
	if now.PaperURL != "" && !webAddress(now.PaperURL) {
		in.bad("paper", "Give the whole address, such as https://example.org/paper.")
	}
	if st.Item == "" {
		if len(in.errs) == 0 {
			if proposes, err := c.onlyProposes(st.Meeting); err != nil || proposes {
				return c.proposalSent(err, &itemAddMove{Meeting: st.Meeting, Items: []store.AgendaItem{now}, Stranger: stranger})
			}
		}
		return in.write(&itemAddMove{Meeting: st.Meeting, Items: []store.AgendaItem{now}, At: at, Stranger: stranger})
	}
	return in.write(&itemChangeMove{Meeting: st.Meeting, Item: st.Item, Was: st.Was, Now: now, At: at, Stranger: stranger})
}

// takeAsked is a line that takes what is suggested onto an agenda: at once
// when it is one item, else by a form that shows them.
func (c *Call) takeAsked(tx *store.Tx, m *store.Meeting) (*wanted, error) {
	if err := c.must(tx, Record, about(m)); err != nil {
		return nil, err
	}
	list, _, err := c.suggestions(tx, m)
	switch {
	case err != nil:
		return nil, err
	case len(list) == 0:
		return nil, &Problem{Says: "Nothing more is suggested for this agenda.", Then: "To add an item, type /csp item " + m.Partnership + "."}
	case len(list) == 1:
		return &wanted{move: &itemAddMove{Meeting: m.ID, Items: []store.AgendaItem{list[0].item}}}, nil
	}
	ticks := Input{Name: "items", Label: "Take onto the agenda", Kind: Ticks}
	for _, s := range list[:min(len(list), maxTicks)] {
		key := suggestionKey(s.item) // the words are too long to travel
		ticks.Options = append(ticks.Options, Option{cutTo(sentence(s.item.Item)+" "+s.why, maxLabel), key})
		if s.standing {
			ticks.Value = append(ticks.Value, key)
			ticks.Hint = "Those that stand on every agenda are ticked."
		}
	}
	f := &Form{
		ID: itemWord + ".take", Title: "Suggested items", Send: "Add them", State: m.ID,
		Before: []Block{Heading(labelOf(tx, "meetings", m))}, Inputs: []Input{ticks},
	}
	if n := len(list) - maxTicks; n > 0 {
		f.Before = append(f.Before, Para(T("Here are the first ten. "+upper(english.Count(n, "more is", "more are"))+" suggested after them.")))
	}
	return &wanted{form: f, how: "Type /csp item " + spoken(tx, "meetings", m.ID) + " and one of them in quotation marks."}, nil
}

// maxTicks is how many boxes one field of a form has.
const maxTicks = 10

// takeSent puts the suggestions that were ticked onto the agenda.
func takeSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	return in.writeRead(func(c *Call, tx *store.Tx) (move, error) {
		m, err := store.Meetings.Get(tx, s.State)
		if err != nil {
			return nil, gone(err)
		}
		list, _, err := c.suggestions(tx, &m)
		if err != nil {
			return nil, err
		}
		add := &itemAddMove{Meeting: m.ID}
		for _, one := range list {
			if in.ticked("items", suggestionKey(one.item)) {
				add.Items = append(add.Items, one.item)
			}
		}
		if len(add.Items) == 0 {
			return nil, &Problem{Says: "Those items are on the agenda already.", Then: "Nothing is changed. " + strings.TrimSpace(c.movedOn(tx, "meetings", m.ID))}
		}
		return add, nil
	})
}
