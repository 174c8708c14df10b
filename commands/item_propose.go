package commands

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// An agenda is recorded by the secretariat and the office alone. A member of
// the partnership, whom the call for items asks, proposes an item instead: the
// secretariat is told, and a button puts it onto the agenda.

// itemRights are what the one who asks may do with the agenda of a meeting:
// record it, or propose items for it. Who may neither is refused.
func (c *Call) itemRights(tx *store.Tx, m *store.Meeting) (proposes bool, err error) {
	ok, err := c.may(tx, Record, about(m))
	if err != nil || ok {
		return false, err
	}
	r, err := c.rights(tx)
	if err != nil {
		return false, err
	}
	subject := about(m)
	subject.Person = r.person
	return true, c.must(tx, Propose, subject)
}

// proposal is the item that a line or a form asks for.
func proposal(m move) (meeting string, it store.AgendaItem, err error) {
	add, ok := m.(*itemAddMove)
	if !ok || len(add.Items) != 1 {
		return "", it, refusal(Record, Actor{})
	}
	return add.Meeting, add.Items[0], nil
}

// propose tells those who make the agenda of an item.
func (c *Call) propose(m move) (Reply, error) {
	var told []string
	var it store.AgendaItem
	var board store.Meeting
	w, err := c.write(func(tx *store.Tx) error {
		told, c.known = nil, nil
		id, item, err := proposal(m)
		if err != nil {
			return err
		}
		it = item
		if board, err = (&draft{c: c, tx: tx}).planned(id, "changed"); err != nil {
			return err
		}
		if _, err = c.itemRights(tx, &board); err != nil {
			return err
		}
		if err := c.proposable(tx, &board, &it); err != nil {
			return err
		}
		told, err = c.tellProposal(tx, &board, &it)
		return err
	})
	if err != nil {
		return Reply{}, err
	}
	if w.Again {
		return Reply{Blocks: []Block{Para(T("This was proposed already, and is not told twice."))}}, nil
	}
	r := Reply{Blocks: []Block{Heading("Proposed, not yet on the agenda")}}
	err = c.Desk.Store.View(c, func(tx *store.Tx) error {
		r = withBlocks(r, Para(agendaItem(tx, &it)), Para(T("Told to "+english.And(told...)+", who can put it onto the agenda of "+labelOf(tx, "meetings", &board)+".")))
		r = withBlocks(r, c.offer(tx, Button{Label: "Open the agenda", Type: agendaWord + " meetings/" + board.ID})...)
		return nil
	})
	return r, err
}

// proposable refuses an item without words, too long, or that one can see on
// the agenda.
func (c *Call) proposable(tx *store.Tx, m *store.Meeting, it *store.AgendaItem) error {
	it.Item = strings.TrimSpace(it.Item)
	switch {
	case it.Item == "":
		return &Problem{Says: "The item has no words.", Then: itemHow}
	case len([]rune(it.Item)) > maxItem:
		return &Problem{Says: "An item has " + english.Count(maxItem, "letter", "letters") + " at most.", Then: "Say it shorter; the rest belongs in the paper."}
	}
	seen, err := c.agendaSeen(tx, m)
	if err == nil && slices.ContainsFunc(seen, func(o store.AgendaItem) bool { return sameItem(o.Item, it.Item) }) {
		return itemThere(m, onAgenda(m, it.Item))
	}
	return err
}

// tellProposal owes a message to the secretariat, or to the office where no
// secretariat has Slack. The same item of the same person is told once.
func (c *Call) tellProposal(tx *store.Tx, m *store.Meeting, it *store.AgendaItem) (told []string, err error) {
	line := itemWord + " meetings/" + m.ID + ` "` + strings.ReplaceAll(it.Item, `"`, "'") + `"`
	for _, word := range []struct{ key, value string }{{"", it.Purpose}, {"lead", it.Lead}, {"", it.Session}, {"paper", it.PaperURL}} {
		if word.value == "" {
			continue
		}
		if word.key == "lead" {
			word.value = personName(tx, it.Lead)
		}
		line += " " + strings.TrimSpace(word.key+" "+word.value)
	}
	body, err := NoticeBody(Reply{Blocks: []Block{
		Para(Join(B(c.ownName(tx)+" proposes an item"), T(" for the agenda of "+labelOf(tx, "meetings", m)+":"))),
		Para(agendaItem(tx, it)),
		Buttons{{Label: "Add it to the agenda", Type: line, Primary: true}, {Label: "Open the agenda", Type: agendaWord + " meetings/" + m.ID}},
	}})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(m.ID + "\x00" + c.Actor.Account() + "\x00" + store.Fold(it.Item)))
	key := "item-proposed-" + hex.EncodeToString(sum[:8])
	list, err := secretaries(tx, m.Partnership, c.Today())
	if err != nil {
		return nil, err
	}
	for i := range list {
		told = append(told, list[i].Name)
		if err := store.Owe(tx, store.Notice{Key: key + "-" + list[i].ID, Channel: slackID(&list[i]), Body: body, At: c.Now}); err != nil {
			return nil, err
		}
	}
	if len(list) > 0 {
		return told, nil
	}
	return []string{"the office's channel (no secretariat with a Slack account is recorded)"}, store.Owe(tx, store.Notice{Key: key, Body: body, At: c.Now})
}

// onlyProposes reports whether the one who sends a form may only propose items.
func (c *Call) onlyProposes(meeting string) (proposes bool, err error) {
	err = c.Desk.Store.View(c, func(tx *store.Tx) error {
		m, err := store.Meetings.Get(tx, meeting)
		if err == nil {
			proposes, err = c.itemRights(tx, &m)
		}
		return gone(err)
	})
	c.known = nil
	return proposes, err
}

// proposalSent proposes the item of a form, unless there is an error.
func (c *Call) proposalSent(err error, m *itemAddMove) (FormAnswer, error) {
	var r Reply
	if err == nil {
		r, err = c.propose(m)
	}
	if err != nil {
		return problemOnForm(err)
	}
	return FormAnswer{Tell: &r}, nil
}
