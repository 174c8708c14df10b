package commands

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"csp/store"
)

var undo = Command{
	Name: "undo", Usage: "[NUMBER]", Short: "take back my last change, for 24 hours and while nobody has built on it",
	Examples: []string{"undo"}, Right: Record,
	Run: func(c *Call) (Reply, error) {
		if c.Args == "" {
			return c.undoLast()
		}
		number, err := strconv.ParseUint(c.Args, 10, 64)
		if err != nil {
			return Reply{}, &Problem{Says: "“" + typed(c.Args) + "” is no number of a change.", Then: "Type /csp undo for your last change, or press Undo below the change itself."}
		}
		return c.takeBack(number)
	},
	Actions: map[string]func(*Call, string) (Outcome, error){
		"it": func(c *Call, value string) (Outcome, error) {
			number, err := strconv.ParseUint(value, 10, 64)
			if err != nil {
				return Outcome{}, &Problem{Says: "This button is of an older version.", Then: "Type /csp undo.", Cause: err}
			}
			r, err := c.takeBack(number)
			return Outcome{Reply: &r, Below: true}, err
		},
	},
}

// undoTime is how long a change can be taken back.
const undoTime = 24 * time.Hour

// undoLast takes back the newest change of the one who asks that still
// stands. An undo is no change to take back by this: its own button does.
func (c *Call) undoLast() (Reply, error) {
	var number uint64
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		for set, err := range tx.ChangesBy(c.Actor.Account()) {
			if err != nil || set.Age(c.Now) > undoTime {
				return err
			}
			_, gone, err := tx.TakenBack(set.Number)
			if err != nil {
				return err
			}
			if set.Undoes == 0 && !gone {
				number = set.Number
				return nil
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return Reply{}, err
	case number == 0:
		return Reply{}, &Problem{Says: "You have changed nothing in the last 24 hours that could be taken back.", Then: "To see what was changed, type /csp history and a name."}
	}
	return c.takeBack(number)
}

// takeBack undoes a change and says what is as it was.
func (c *Call) takeBack(number uint64) (Reply, error) {
	w, err := c.write(func(tx *store.Tx) error {
		c.known = nil
		if err := c.mayUndo(tx, number); err != nil {
			return err
		}
		_, err := tx.Undo(number, c.Today(), orWord(c.Actor.Name, c.Actor.Account()))
		if err != nil {
			return c.cannotUndo(tx, err)
		}
		return c.correctPost(tx, number)
	})
	if err != nil {
		return Reply{}, err
	}
	var r Reply
	err = c.Desk.Store.View(c, func(tx *store.Tx) error {
		r, err = c.tookBack(tx, w.Number)
		return err
	})
	return r, err
}

// mayUndo refuses who did not make the change, what is too long ago, and a
// record that the one who asks may no longer write.
func (c *Call) mayUndo(tx *store.Tx, number uint64) error {
	set, err := tx.ChangeSet(number)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return &Problem{Says: "There is no change " + strconv.FormatUint(number, 10) + ".", Then: "Type /csp undo for your last change."}
	case err != nil:
		return err
	case set.Actor != c.Actor.Account() && !c.Actor.Admin:
		return &Problem{
			Says: "Only " + orWord(set.Name, "who made it") + " and an admin can take this change back.",
			Then: "To change what is recorded, press Edit on its card.", Refused: true,
		}
	case set.Age(c.Now) > undoTime:
		return &Problem{
			Says: "This was changed " + ago(set.Age(c.Now)) + ", and a change can be taken back for 24 hours.",
			Then: "To change what is recorded, press Edit on its card.",
		}
	case c.Actor.Admin:
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
		if now == nil {
			now = was
		}
		if err := c.must(tx, undoRight(now), about(now)); err != nil {
			return err
		}
	}
	return nil
}

// undoRight is what one must have to write a record by hand.
func undoRight(rec any) Right {
	switch rec.(type) {
	case *store.Meeting, *store.Action, *store.Decision:
		return Record
	}
	return Keep
}

// cannotUndo says who stands in the way of an undo, and what to do instead.
func (c *Call) cannotUndo(tx *store.Tx, err error) error {
	var moved *store.MovedOnError
	var gone *store.UndoneError
	switch {
	case errors.As(err, &gone):
		return &Problem{Says: "This was taken back already by " + c.author(&gone.By) + ", " + ago(gone.By.Age(c.Now)) + ".", Then: "Nothing more is changed.", Cause: err}
	case errors.As(err, &moved):
		m := moved.Moves[0]
		p := &Problem{Then: "To change what is recorded now, press Edit on its card.", Cause: err}
		p.Says = "This cannot be taken back: " + c.author(&m.By) + " has built on it " + ago(m.By.Age(c.Now)) + "."
		f, lerr := load(tx, subject{m.Kind, m.ID})
		if lerr != nil {
			return p
		}
		p.Says = "This cannot be taken back: " + keepLabel(tx, m.Kind, f.Rec) + " was changed by " + c.author(&m.By) + " " + ago(m.By.Age(c.Now)) + "."
		p.Offer = []Button{{Label: "Who changed what", Type: "history " + m.Kind + "/" + m.ID}}
		return p
	}
	return err
}

// maxTookBack is how many records an undo names.
const maxTookBack = 10

// tookBack says what an undo made of each record.
func (c *Call) tookBack(tx *store.Tx, number uint64) (Reply, error) {
	r := Reply{Blocks: []Block{Heading("Taken back")}}
	set, err := tx.ChangeSet(number)
	if err != nil {
		return Reply{}, err
	}
	var open []Button
	said := 0
	for e, err := range tx.Entries(number) {
		if err != nil {
			return Reply{}, err
		}
		if said++; said > maxTookBack {
			r = withBlocks(r, Note(T("And "+count(set.Size-maxTookBack, "other record", "other records")+".")))
			break
		}
		was, now, err := versions(&store.HistoryItem{Entry: e})
		k, ok := store.KindNamed(e.Kind)
		switch {
		case err != nil:
			return Reply{}, err
		case !ok:
		case now == nil:
			r = withBlocks(r, Para(Join(B(keepLabel(tx, e.Kind, was)), T(" is no longer recorded."))))
		default:
			label := keepLabel(tx, e.Kind, now)
			r = withBlocks(r, Para(B(label)), List{Items: texts(c.writtenLines(tx, k, was, now))})
			if len(open) == 0 {
				open = []Button{{Label: cutTo("Open "+label, maxLabel), Type: showWord + " " + e.Kind + "/" + e.ID}}
			}
		}
	}
	return withBlocks(r, c.offer(tx, append([]Button{undoButton(number)}, open...)...)...), nil
}

// takenBack opens the post about a change that was taken back.
const takenBack = "This was taken back"

// correctPost corrects, in the same transaction, what a channel was told of
// the change that is taken back or put back.
func (c *Call) correctPost(tx *store.Tx, number uint64) error {
	for {
		set, err := tx.ChangeSet(number)
		if err != nil {
			return err
		}
		if set.Undoes == 0 {
			break
		}
		number = set.Undoes
	}
	key := noticeKey(number)
	p, err := tx.Post(store.NoticeKey(key))
	if errors.Is(err, store.ErrNotFound) {
		return nil // nobody was told
	}
	if err != nil {
		return err
	}
	said, err := ReadNotice(p.Body)
	if err != nil {
		return err
	}
	if first, ok := said.Blocks[0].(Para); ok && strings.HasPrefix(first[0].Text, takenBack) {
		said.Blocks = said.Blocks[1:]
	} else {
		said.Blocks = append([]Block{Para(T(takenBack + " on " + longDate(c.Today()) + ":"))}, said.Blocks...)
	}
	body, err := NoticeBody(said)
	if err != nil {
		return err
	}
	return store.Owe(tx, store.Notice{Key: key, Channel: p.To, Body: body, AtOnce: true})
}
