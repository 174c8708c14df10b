package commands

import (
	"errors"
	"fmt"
	"strings"

	"csp/store"
)

// A move that is asked for again: by Slack, which sends the same request
// twice, or by somebody who presses the same button once more.

// done says what was done.
func (v drawn) done() Reply {
	r := Reply{}
	switch {
	case len(v.told) > 0:
		r = withBlocks(r, Heading(doneWord+v.title))
		r = withBlocks(r, v.told...)
	case len(v.blocks) > 0:
		r = withBlocks(r, Heading(doneWord+v.title), Para(B("What has changed")))
		r = withBlocks(r, v.blocks[1:]...)
	}
	if len(v.then) > 0 {
		r = withBlocks(r, Buttons(v.then))
	}
	return r
}

// cutButtons takes the row of buttons off the end of a reply.
func cutButtons(r Reply) (Reply, []Button) {
	last := len(r.Blocks) - 1
	if last < 0 {
		return r, nil
	}
	row, ok := r.Blocks[last].(Buttons)
	if ok {
		r.Blocks = r.Blocks[:last]
	}
	return r, row
}

const doneWord = "Done: "

// keep has a change remember what is said of it, and what was shown, so that
// both can be found again.
func (v drawn) keep(tx *store.Tx) error {
	body, err := NoticeBody(v.done())
	if err != nil {
		return fmt.Errorf("keep what is said: %w", err)
	}
	tx.Say(body)
	tx.Answers(shownKey(v.code))
	return nil
}

// shownKey stands for a draft by what it shows, whenever it was shown.
func shownKey(code string) string {
	_, hash, _ := strings.Cut(code, "-")
	return "shown " + hash
}

// writtenBefore is the change that wrote the draft of a code, 0 when none did
// or it was taken back since. Who may not write its records is refused.
func (c *Call) writtenBefore(tx *store.Tx, code string) (uint64, error) {
	if code == "" {
		return 0, nil
	}
	n, ok, err := tx.Answered(shownKey(code))
	if err != nil || !ok || n == 0 {
		return 0, err
	}
	if _, back, err := tx.TakenBack(n); err != nil || back {
		return 0, err
	}
	return n, c.mayWrite(tx, n)
}

// saidOf is what the one who made a change was told.
func saidOf(tx *store.Tx, number uint64) (Reply, error) {
	set, err := tx.ChangeSet(number)
	if errors.Is(err, store.ErrNotFound) || err == nil && set.Said == nil {
		return Reply{Blocks: []Block{Para(T("This was recorded already, and is not recorded twice."))}}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	return ReadNotice(set.Said)
}

// doneBefore says who did what is asked for, and how long ago.
func (c *Call) doneBefore(number uint64) (Reply, error) {
	var r Reply
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		c.known = nil
		set, err := tx.ChangeSet(number)
		if err != nil {
			return err
		}
		if r, err = saidOf(tx, number); err != nil {
			return err
		}
		said := Para(T("Already done by " + c.author(&set) + " " + ago(set.Age(c.Now)) + ". Nothing is changed now."))
		if h, ok := r.Blocks[0].(Heading); ok {
			r.Blocks[0] = Heading(strings.TrimPrefix(string(h), doneWord))
		}
		r.Blocks = append([]Block{r.Blocks[0], said}, r.Blocks[1:]...)
		if c.Actor.Admin || set.Actor == c.Actor.Account() {
			r = withBlocks(r, c.offer(tx, undoButton(number))...)
		}
		return nil
	})
	return r, err
}
