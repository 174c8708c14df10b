package commands

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

const tellWord = "tell"

var tell = Command{
	Name: "tell", Usage: "NUMBER", Short: "tell a partnership's channel of a change; its button types this",
	Right: Record, Buttons: true,
	Read: tellAsked,
	Actions: map[string]func(*Call, string) (Outcome, error){
		openVerb: tellPressed,
	},
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){"it": tellSent},
}

// notice is a change as a channel can be told of it.
type notice struct {
	partnership store.Partnership
	right       Right // what one must have to tell it
	text        Reply
}

// tellOffer returns the button that tells a channel of a change, or why it
// cannot be told; neither when the change is nothing for a channel.
func (c *Call) tellOffer(tx *store.Tx, number uint64) (row []Button, why string, err error) {
	if why, err := c.toldAnyway(tx, number); err != nil || why != "" {
		return nil, why, err
	}
	n, err := c.notice(tx, number)
	var p *Problem
	switch {
	case errors.As(err, &p):
		return nil, strings.TrimSpace(p.Says + " " + p.Then), nil
	case err != nil || n == nil:
		return nil, "", err
	}
	if on, err := toldOn(tx, number, c.zone()); err != nil || !on.IsZero() {
		return nil, "The channel was told of this on " + english.Long(on) + ".", err
	}
	row, err = c.ifMay(tx, n.right, &n.partnership, tellButton(number))
	return row, "", err
}

// tellButton shows what a channel would be told of a change.
func tellButton(number uint64) Button {
	n := strconv.FormatUint(number, 10)
	return Button{Label: "Tell the channel", Type: tellWord + " " + n, Action: tellWord + "." + openVerb, Value: n}
}

// tellPressed opens the form, or says below what held the button why there is
// nothing to tell: the Undo beside it stays.
func tellPressed(c *Call, value string) (Outcome, error) {
	c.Args = value
	var r Reply
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		var err error
		r, err = tellAsked(c, tx)
		return err
	})
	if err != nil {
		r, err = replyTo(err)
	}
	if err != nil || r.Form != nil {
		return Outcome{Form: r.Form}, err
	}
	return Outcome{Reply: &r, Below: true}, nil
}

// toldAnyway says who is told of a board that moved without anybody's doing,
// and when; "" of any other change.
func (c *Call) toldAnyway(tx *store.Tx, number uint64) (string, error) {
	if c.Desk.Reminders.Zone == nil {
		return "", nil
	}
	for e, err := range tx.Entries(number) {
		if err != nil {
			return "", err
		}
		if e.Kind != store.Meetings.Name || isNone(e.Before) {
			continue
		}
		was, err := store.Meetings.Decode(e.Before)
		if err != nil {
			return "", err
		}
		tells, at, err := reminders.TellsMoved(tx, c.Desk.Reminders, c.Now, was.(*store.Meeting).Partnership, number)
		if err != nil || !tells {
			return "", err
		}
		when := "now"
		if at.After(c.Now) {
			at = at.In(c.zone())
			when = "on " + english.Long(store.DateOf(at)) + " at " + english.Clock(at.Hour(), at.Minute())
		}
		return "The partnership's channel, its secretariat, its chair and the owners of what is due at the next board are told of this without your doing, " + when + ".", nil
	}
	return "", nil
}

// notice puts a change into words for its partnership's channel; nil when it
// is nothing for a channel, a Problem when there is no channel or the change
// no longer stands.
func (c *Call) notice(tx *store.Tx, number uint64) (*notice, error) {
	set, err := tx.ChangeSet(number)
	if err != nil {
		return nil, err
	}
	if n, err := c.recordNotice(tx, &set); n != nil || err != nil {
		return n, err
	}
	var n *notice
	for e, err := range tx.Entries(number) {
		if err != nil {
			return nil, err
		}
		was, now, err := versions(&store.HistoryItem{Entry: e})
		if err != nil {
			return nil, err
		}
		if now == nil {
			continue
		}
		line, partnership, err := noticeLine(tx, was, now)
		if err != nil {
			return nil, err
		}
		if len(line) == 0 || line[0].Text == "" {
			continue
		}
		if n != nil { // boards that were planned together
			if partnership == n.partnership.ID {
				n.text = withBlocks(n.text, Para(line))
			}
			continue
		}
		if n, err = c.noticeFor(tx, partnership, line); err == nil {
			err = stillSo(tx, e, number)
		}
		if err != nil {
			return n, err
		}
		n.right = writeRight(e.Kind)
		if e.Kind != store.Meetings.Name {
			return n, nil
		}
	}
	return n, nil
}

// noticeFor is a line for a partnership's channel; a Problem when it has
// none.
func (c *Call) noticeFor(tx *store.Tx, partnership string, line Text) (*notice, error) {
	p, err := store.Partnerships.Get(tx, partnership)
	switch {
	case err != nil:
		return nil, err
	case p.Channel == "":
		return nil, &Problem{Says: "No channel is recorded for " + p.Name + ", so nobody else is told.", Then: "To record one, type /csp edit " + p.ID + "."}
	}
	return &notice{p, Keep, Reply{Blocks: []Block{Para(line)}}}, nil
}

// stillSo is a Problem when a record is no longer as a change left it.
func stillSo(tx *store.Tx, e store.Entry, number uint64) error {
	f, err := load(tx, subject{e.Kind, e.ID})
	if errors.Is(err, store.ErrNotFound) || err == nil && store.MetaOf(f.Rec).Rev != number {
		return &Problem{Says: "This has changed since, so the channel is not told of it."}
	}
	return err
}

// tellAsked shows the exact text and the channel before anything is sent.
func tellAsked(c *Call, tx *store.Tx) (Reply, error) {
	number, err := strconv.ParseUint(strings.TrimSpace(c.Args), 10, 64)
	if err != nil {
		return Reply{}, &Problem{Says: "This tells a channel of a change.", Then: "Make the change first, then press Tell the channel below it."}
	}
	n, err := c.readNotice(tx, number)
	if err != nil {
		return Reply{}, err
	}
	if on, err := toldOn(tx, number, c.zone()); err != nil || !on.IsZero() {
		return Reply{Blocks: []Block{Para(Join(T("Told "), Text{{Text: "the channel of " + n.partnership.Name, Channel: n.partnership.Channel}}, T(" on "+english.Long(on)+". It is not told twice.")))}}, err
	}
	state, err := json.Marshal(number)
	blocks := []Block{
		Para(Join(T("This is posted in "), Text{{Text: "the channel of " + n.partnership.Name, Channel: n.partnership.Channel}}, T(":"))),
	}
	blocks = append(append(blocks, Rule{}), n.text.Blocks...)
	blocks = append(blocks, Rule{}, Note(T("Everybody in the channel can read it.")))
	return Reply{
		Blocks: blocks,
		Form:   &Form{ID: tellWord + ".it", Title: "Tell the channel", Send: "Post it", State: string(state), Before: blocks},
	}, err
}

// toldOn is the day on which a channel was told of a change, zero when it was
// not, or when what stands there is to be corrected.
func toldOn(tx *store.Tx, number uint64, zone *time.Location) (store.Date, error) {
	p, err := tx.Post(store.NoticeKey(noticeKey(number)))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return store.Date{}, nil
	case err != nil || p.State != store.PostSent || p.Correct:
		return store.Date{}, err
	}
	return store.DateOf(p.Asked.In(zone)), nil
}

// readNotice is notice for one who may tell it.
func (c *Call) readNotice(tx *store.Tx, number uint64) (*notice, error) {
	n, err := c.notice(tx, number)
	switch {
	case errors.Is(err, store.ErrNotFound):
		err = &Problem{Says: fmt.Sprintf("There is no change %d.", number), Then: "Make the change first, then press Tell the channel below it."}
	case err == nil && n == nil:
		err = &Problem{Says: "This change is nothing for a channel."}
	case err == nil:
		err = c.must(tx, n.right, about(&n.partnership))
	}
	return n, err
}

// tellSent posts the text, once for each change.
func tellSent(c *Call, s Submission) (FormAnswer, error) {
	number, err := strconv.ParseUint(s.State, 10, 64)
	if err != nil {
		return FormAnswer{}, &Problem{Says: "This form is of an older version.", Then: "Close it and start again.", Cause: err}
	}
	var n *notice
	err = c.Desk.Store.View(c, func(tx *store.Tx) error {
		n, err = c.readNotice(tx, number)
		return err
	})
	if err != nil {
		return FormAnswer{}, err
	}
	return FormAnswer{
		Post: &Post{Channel: n.partnership.Channel, Key: noticeKey(number), Reply: n.text},
		Tell: &Reply{Blocks: []Block{Para(Join(T("Told "), Text{{Text: "the channel of " + n.partnership.Name, Channel: n.partnership.Channel}}, T(".")))}},
	}, nil
}

// noticeKey is the key of the post about a change set, so that a change that
// is taken back can have its post corrected.
func noticeKey(number uint64) string { return "change-" + strconv.FormatUint(number, 10) }
