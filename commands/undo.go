package commands

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"csp/store"
	"csp/store/english"
)

const undoWord = "undo"

var undo = Command{
	Name: "undo", About: "register", Usage: "[NUMBER]", Short: "take back my last change, for 24 hours and while nobody has built on it",
	Examples: []string{"undo", "undo list"}, Right: Own, Notes: []string{whatNumber + " To see your changes that can be taken back, type /csp undo list."},
	Refusal: "You have changed nothing here, so there is nothing to take back.",
	Run: func(c *Call) (Reply, error) {
		if c.Public {
			return Reply{}, &Problem{Says: "A change is taken back in private.", Then: "Type /csp undo, or leave out here."}
		}
		if strings.EqualFold(c.Args, listWord) {
			return c.undoList()
		}
		if c.Args != "" {
			n, err := changeNumber(c.Args)
			if err != nil {
				return Reply{}, err
			}
			return c.takeBack(n)
		}
		return c.takeLastBack()
	},
	Actions: map[string]func(*Call, string) (Outcome, error){
		"it": func(c *Call, value string) (Outcome, error) {
			n, err := changeNumber(value)
			if err != nil {
				return Outcome{}, err
			}
			out, err := outcomeOf(c.takeBack(n))
			out.Owes = true // what was told of it is corrected
			return out, err
		},
	},
}

// undoTime is how long a change can be taken back.
const undoTime = 24 * time.Hour

// undoPreview is how many records a change may have that is taken back
// without a look at it first.
const undoPreview = 10

func changeNumber(s string) (uint64, error) {
	n, err := strconv.ParseUint(strings.TrimPrefix(strings.TrimSpace(s), "#"), 10, 64)
	if err != nil {
		return 0, &Problem{Says: "“" + typed(s) + "” is not the number of a change.", Then: whatNumber, Offer: []Button{undoListButton}}
	}
	return n, nil
}

// lastChange is the change that the one who asks made last. A reply stands in
// its place where there is none, or where they must choose first.
func (c *Call) lastChange(tx *store.Tx) (uint64, *Reply, error) {
	for set, err := range tx.ChangesBy(c.Actor.Account()) {
		switch {
		case err != nil:
			return 0, nil, err
		case set.Age(c.Now) > undoTime:
			return 0, c.nothingToUndo(), nil
		case set.Undoes != 0:
			r, err := c.undidLast(tx, &set)
			return 0, r, err
		case set.Size > undoPreview:
			r, err := c.undoPreview(tx, &set)
			return 0, r, err
		}
		if said, err := settledOnly(tx, set.Number); err != nil || said {
			r, serr := c.saidLast(tx)
			return 0, r, errors.Join(err, serr)
		}
		return set.Number, nil, nil
	}
	return 0, c.nothingToUndo(), nil
}

func (c *Call) nothingToUndo() *Reply {
	return &Reply{Blocks: []Block{Para(T("You have changed nothing in the last 24 hours, so there is nothing to take back. To see who changed a record, type /csp history and its name."))}}
}

// undoPreview shows a change of many records before it is taken back.
func (c *Call) undoPreview(tx *store.Tx, set *store.ChangeSet) (*Reply, error) {
	r := Reply{Blocks: []Block{
		Heading("Take back " + english.Count(set.Size, "record", "records") + "?"),
		Para(Join(T("Your last change, "), c.whoAndWhen(tx, set), T("."))),
	}}
	var names []Text
	for e, err := range tx.Entries(set.Number) {
		if err != nil {
			return nil, err
		}
		if len(names) == undoPreview {
			names = append(names, T("And "+english.Count(set.Size-undoPreview, "more record", "more records")+"."))
			break
		}
		name, err := entryName(tx, &e)
		if err != nil {
			return nil, err
		}
		names = append(names, T(name))
	}
	button := labelled(undoButton(set.Number), "Take back all "+english.Count(set.Size, "record", "records"))
	r = withBlocks(r, List{Items: names}, Buttons{button})
	return &r, nil
}

func labelled(b Button, label string) Button {
	b.Label = label
	return b
}

// takeBack takes a change back and says what that did.
func (c *Call) takeBack(number uint64) (Reply, error) {
	return c.tookBackBy(c.write(func(tx *store.Tx) error { return c.undoIn(tx, number) }))
}

// takeLastBack takes back the last change of the one who asks. Which one that
// is is found in the same transaction, so that the same request which comes
// again finds no other.
func (c *Call) takeLastBack() (Reply, error) {
	var first *Reply
	w, err := c.write(func(tx *store.Tx) error {
		c.known = nil
		n, r, err := c.lastChange(tx)
		if first = r; r != nil && err == nil {
			return errStay
		}
		if err != nil {
			return err
		}
		return c.undoIn(tx, n)
	})
	if first != nil && errors.Is(err, errStay) {
		return *first, nil
	}
	return c.tookBackBy(w, err)
}

// undoIn takes a change back in a transaction of its own.
func (c *Call) undoIn(tx *store.Tx, number uint64) error {
	c.known = nil
	if err := c.mayTakeBack(tx, number); err != nil {
		return err
	}
	done, err := tx.Undo(number, c.Today(), c.ownName(tx))
	if err != nil {
		return err
	}
	if err := c.askedOfUndone(tx, number); err != nil {
		return err
	}
	return c.correctTold(tx, done.Number)
}

// tookBackBy says what an undo did. That is put together from the change set
// alone, so a request that comes again is answered alike.
func (c *Call) tookBackBy(w wrote, err error) (Reply, error) {
	var r Reply
	view := c.Desk.Store.View(c, func(tx *store.Tx) error {
		c.known = nil
		if err != nil {
			return c.undoProblem(tx, err)
		}
		r, err = c.tookBack(tx, w.Number)
		return err
	})
	return r, view
}

// ownName is how the one who asks is called in the register, else by Slack.
func (c *Call) ownName(tx *store.Tx) string {
	if p, err := personOf(tx, c.Actor); err == nil && p.Name != "" {
		return p.Name
	}
	return orWord(c.Actor.Name, c.Actor.Account())
}

// mayTakeBack refuses a change that is not there, is another's, is too old,
// or is of records that the one who asks may not write.
func (c *Call) mayTakeBack(tx *store.Tx, number uint64) error {
	set, err := tx.ChangeSet(number)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return &Problem{Says: "There is no change " + strconv.FormatUint(number, 10) + ".", Then: whatNumber, Offer: []Button{undoListButton}}
	case err != nil:
		return err
	case !c.Actor.Admin && set.Actor != c.Actor.Account():
		return &Problem{Says: "Only the one who made a change, or an admin, can take it back.", Then: "Change " + strconv.FormatUint(number, 10) + " is by " + c.author(&set) + ": ask them. " + whatNumber, Refused: true, Offer: []Button{undoListButton}}
	}
	if by, back, err := tx.TakenBack(number); err != nil {
		return err
	} else if back {
		return &store.UndoneError{Number: number, By: by}
	}
	if set.Age(c.Now) > undoTime {
		return &Problem{
			Says:  "This change was made on " + c.dayAndTime(&set) + ", more than 24 hours ago, so it can no longer be taken back in one step.",
			Then:  "Look at what it changed, and change it by hand.",
			Offer: c.byHand(tx, &set),
		}
	}
	if said, err := settledOnly(tx, number); err != nil {
		return err
	} else if said {
		return &Problem{Says: settledStays, Then: "Type /csp held to see how it stands."}
	}
	return c.mayWrite(tx, number)
}

// mayWrite asks for the right to write each record of a change.
func (c *Call) mayWrite(tx *store.Tx, number uint64) error {
	if c.Actor.Admin || c.Actor.Staff {
		return nil
	}
	for e, err := range tx.Entries(number) {
		if err != nil {
			return err
		}
		was, now, err := versions(&store.HistoryItem{Entry: e})
		if err != nil {
			return err
		}
		right, own := writeRight(e.Kind), ""
		if m, ok := now.(*store.Meeting); ok {
			right, own = meetingRight(was, m)
		}
		for _, rec := range []any{was, now} {
			if rec == nil {
				continue
			}
			subject := about(rec)
			subject.Person = orWord(own, subject.Person)
			if err := c.must(tx, right, subject); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeRight is the right that it takes to write a record of a kind.
func writeRight(kind string) Right {
	switch kind {
	case store.Actions.Name:
		return Own
	case store.Decisions.Name, store.Meetings.Name, store.Snoozes.Name, store.Emails.Name:
		return Record
	}
	return Keep
}
