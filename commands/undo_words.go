package commands

import (
	"errors"
	"regexp"
	"strings"

	"csp/store"
	"csp/store/english"
)

// tookBack says in full what an undo did, from its change set.
func (c *Call) tookBack(tx *store.Tx, number uint64) (Reply, error) {
	if number == 0 {
		return Reply{Blocks: []Block{Para(T("Nothing was left to take back: everything is as it was before that change."))}}, nil
	}
	set, err := tx.ChangeSet(number)
	if err != nil {
		return Reply{}, err
	}
	head, label := "Taken back", "Put it back"
	if c.putsBack(tx, &set) {
		head, label = "Put back", "Undo"
	}
	r := Reply{Blocks: []Block{Heading(head), Para(T(upper(c.undidWhat(tx, &set))))}}
	blocks, err := c.changeSaid(tx, &set)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, blocks...)
	post, err := tx.Post(store.NoticeKey(noticeKey(c.root(tx, number))))
	if err == nil && !post.Sent.IsZero() {
		who := Text{{Text: "the channel", Channel: post.To}}
		if strings.HasPrefix(post.To, "U") {
			who = Text{{Text: "the one who was asked", User: post.To}}
		}
		r = withBlocks(r, Note(Join(T("What "), who, T(" was told is corrected there."))))
	}
	return withBlocks(r, c.offer(tx, labelled(undoButton(number), label))...), nil
}

// putsBack reports whether an undo took back another undo, so that the change
// stands again.
func (c *Call) putsBack(tx *store.Tx, set *store.ChangeSet) bool {
	back := false
	for at := set.Undoes; at != 0; back = !back {
		of, err := tx.ChangeSet(at)
		if err != nil || of.Undoes == 0 {
			return back
		}
		at = of.Undoes
	}
	return back
}

// undidWhat is the sentence of what an undo did: the change of 3 November
// 2026, 10:02am, by Amara Okafor (“edit”), is taken back.
func (c *Call) undidWhat(tx *store.Tx, set *store.ChangeSet) string {
	of, err := tx.ChangeSet(c.root(tx, set.Undoes))
	if err != nil {
		return "a change is taken back."
	}
	does := "is taken back"
	if c.putsBack(tx, set) {
		does = "stands again"
	}
	by := "your change"
	if who := c.author(&of); who != "you" {
		by = "the change by " + who
	}
	return by + " of " + c.dayAndTime(&of) + c.byCommand(tx, &of) + " " + does + "."
}

// undid is what an undo did, after "was to".
func (c *Call) undid(tx *store.Tx, set *store.ChangeSet) string {
	of, err := tx.ChangeSet(c.root(tx, set.Undoes))
	if err != nil {
		return "take back a change"
	}
	does := "take back"
	if c.putsBack(tx, set) {
		does = "put back"
	}
	return does + " the change of " + c.dayAndTime(&of) + c.byCommand(tx, &of)
}

// root is the change at the bottom of undos of undos.
func (c *Call) root(tx *store.Tx, number uint64) uint64 {
	for {
		set, err := tx.ChangeSet(number)
		if err != nil || set.Undoes == 0 {
			return number
		}
		number = set.Undoes
	}
}

// byCommand is what was typed or pressed, as it stands behind a change.
func (c *Call) byCommand(tx *store.Tx, set *store.ChangeSet) string {
	if set.Command == "" {
		return ""
	}
	return " (“" + c.commandSaid(tx, set) + "”)"
}

// recordTyped is a record as buttons type it: actions/eas-11.
var recordTyped = regexp.MustCompile(`\b([a-z]+)/([a-z0-9][a-z0-9-]*)`)

// commandSaid is the line that made a change, with its records called what
// people call them.
func (c *Call) commandSaid(tx *store.Tx, set *store.ChangeSet) string {
	if word, _, _ := strings.Cut(set.Command, " "); word == heldWord {
		return heldWord // the key of a message says nothing to people
	}
	line := halfPinged.ReplaceAllString(c.shown(tx, set.Command), unknownName)
	return typed(recordTyped.ReplaceAllStringFunc(line, func(at string) string {
		kind, id, _ := strings.Cut(at, "/")
		if name, ok := tx.Spoken(kind, id); ok {
			return name
		}
		f, err := load(tx, subject{kind, id})
		if err != nil {
			return at
		}
		if ok, err := c.may(tx, Read, about(f.Rec)); err != nil || !ok {
			return "a record"
		}
		return f.label(tx)
	}))
}

// spoken is what to type for a record: what people call it, else what buttons
// type.
func spoken(tx *store.Tx, kind, id string) string {
	if kind == "partnerships" {
		return id
	}
	if name, ok := tx.Spoken(kind, id); ok {
		return name
	}
	if m, err := store.Meetings.Get(tx, id); kind == "meetings" && err == nil && m.Start.Exact() {
		return m.Partnership + " " + english.Short(m.Start.Date)
	}
	return kind + "/" + id
}

// undoProblem puts what stands in the way of an undo into words.
func (c *Call) undoProblem(tx *store.Tx, err error) error {
	var undone *store.UndoneError
	var moved *store.MovedOnError
	switch {
	case errors.As(err, &undone):
		when := ago(undone.By.Age(c.Now))
		p := &Problem{Says: "This was taken back already, by " + c.author(&undone.By) + " " + when + ".", Then: "Nothing is changed.", Cause: err}
		if c.Actor.Admin || undone.By.Actor == c.Actor.Account() {
			p.Offer = []Button{labelled(undoButton(undone.By.Number), "Put it back")}
		}
		return p
	case errors.As(err, &moved):
		return c.builtOn(tx, moved)
	}
	return c.writeProblem(tx, err)
}

// undoNamed is how many of the records in the way of an undo are named.
const undoNamed = 5

// builtOn says who has built on a change, on what, and what to do instead.
func (c *Call) builtOn(tx *store.Tx, moved *store.MovedOnError) error {
	var said []string
	for _, m := range moved.Moves[:min(len(moved.Moves), undoNamed)] {
		name, did := c.lastName(tx, m.Kind, m.ID), "removed by "
		if f, err := load(tx, subject{m.Kind, m.ID}); err == nil {
			name, did = f.label(tx), "changed by "
		}
		said = append(said, name+" ("+did+c.author(&m.By)+" "+ago(m.By.Age(c.Now))+")")
	}
	if n := moved.Total - len(said); n > 0 {
		said = append(said, english.Count(n, "more record", "more records"))
	}
	p := &Problem{Says: "This is not taken back, since it has been built on: " + english.And(said...) + ". Nothing is changed.", Cause: moved}
	first := moved.Moves[0]
	mine := first.By.Actor == c.Actor.Account()
	switch {
	case (mine || c.Actor.Admin) && first.By.Age(c.Now) <= undoTime:
		p.Then = "Take the later change back first."
		p.Offer = append(p.Offer, labelled(undoButton(first.By.Number), "Undo the later change"))
	case mine:
		p.Then = "Change it by hand instead."
	default:
		p.Then = "Ask " + c.author(&first.By) + " to take that back first, or change it by hand."
	}
	p.Offer = append(p.Offer, c.byHandButtons(tx, first.Kind, first.ID)...)
	return p
}

// lastName is how a record was named that is no longer there.
func (c *Call) lastName(tx *store.Tx, kind, id string) string {
	for h, err := range tx.History(kind, id) {
		if err != nil {
			break
		}
		if name, err := entryName(tx, &h.Entry); err == nil {
			return name
		}
		break
	}
	return id
}

// byHand are the buttons to look at what a change wrote, and to change it.
func (c *Call) byHand(tx *store.Tx, set *store.ChangeSet) []Button {
	for e, err := range tx.Entries(set.Number) {
		if err != nil {
			break
		}
		return c.byHandButtons(tx, e.Kind, e.ID)
	}
	return nil
}

func (c *Call) byHandButtons(tx *store.Tx, kind, id string) []Button {
	f, err := load(tx, subject{kind, id})
	if err != nil {
		return nil
	}
	out := []Button{{Label: cutTo("History of "+f.label(tx), maxLabel), Type: "history " + kind + "/" + id}}
	if ok, err := c.may(tx, Keep, about(f.Rec)); ok && err == nil && c.Desk.find(editWord) != nil {
		out = append(out, editButton(kind, id))
	}
	return out
}

// takenBack opens the post about a change that was taken back.
const takenBack = "This was taken back"

// correctTold corrects the post of a channel that was told of a change which
// is being taken back, or put back.
func (c *Call) correctTold(tx *store.Tx, number uint64) error {
	root := c.root(tx, number)
	post, err := tx.Post(store.NoticeKey(noticeKey(root)))
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	said, err := ReadNotice(post.Body)
	if err != nil {
		return err
	}
	if len(said.Blocks) == 0 {
		return nil
	}
	if asked, err := c.draftTold(tx, root); err != nil || asked != nil {
		if err == nil {
			err = c.correctChair(tx, noticeKey(root), asked, c.draftStands(said))
		}
		return err
	}
	if p, ok := said.Blocks[0].(Para); ok && len(p) > 0 && strings.HasPrefix(p[0].Text, takenBack) {
		said.Blocks = said.Blocks[1:]
	} else {
		said.Blocks = append([]Block{Para(T(takenBack + " on " + english.Long(c.Today()) + ":"))}, said.Blocks...)
	}
	body, err := NoticeBody(said)
	if err != nil {
		return err
	}
	return store.Owe(tx, store.Notice{Key: noticeKey(root), Channel: post.To, Body: body, AtOnce: true})
}

// changeName is a change in a few words: the first record it wrote.
func (c *Call) changeName(tx *store.Tx, set *store.ChangeSet) (string, error) {
	for e, err := range tx.Entries(set.Number) {
		if err != nil {
			return "", err
		}
		name, err := entryName(tx, &e)
		return strings.TrimSpace(name + andMore(set)), err
	}
	return "a change", nil
}

// andMore says that a change wrote other records too.
func andMore(set *store.ChangeSet) string {
	if set.Size < 2 {
		return ""
	}
	return " and " + english.Count(set.Size-1, "more record", "more records")
}
