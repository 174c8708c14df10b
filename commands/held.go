package commands

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

const heldWord = "held"

var held = Command{
	Name: "held", Usage: "[POST there|again|drop]", Short: "messages of which nobody knows whether they were posted, or that Slack refuses",
	Examples: []string{"held"}, Right: Keep,
	Run: func(c *Call) (Reply, error) {
		key, verb, _ := strings.Cut(c.Args, " ")
		if key != "" {
			return c.settleHeld(key, verb)
		}
		var r Reply
		err := c.Desk.Store.View(c, func(tx *store.Tx) (err error) {
			r, err = c.heldList(tx)
			return err
		})
		return r, err
	},
}

// heldList tells of each held post, with its buttons.
func (c *Call) heldList(tx *store.Tx) (Reply, error) {
	s, err := tx.LedgerState()
	if err != nil {
		return Reply{}, err
	}
	r := Reply{Blocks: []Block{Heading("Messages to look for")}}
	settled, err := c.settledLately(tx)
	if err != nil {
		return Reply{}, err
	}
	if len(s.Held) == 0 {
		r = withBlocks(r, Para(T("None. Every message that was owed is posted, or waits for its time.")))
		return withBlocks(r, settled...), nil
	}
	r = withBlocks(r, Para(T("Slack did not say whether "+english.Count(len(s.Held), "message was", "messages were")+
		" posted. Look in each place, and say what you found.")))
	for _, p := range s.Held {
		p.Began = p.Began.In(c.zone())
		r = withBlocks(r, Para(Join(B("For "), placeOf(p.Channel), T(", "+reminders.OnDay(&p)+": "+cutTo(p.Text, 200)))),
			Buttons{
				{Label: "It is there", Type: heldWord + " " + p.Key + " there"},
				{Label: "It is not there: post it again", Type: heldWord + " " + p.Key + " again"},
			})
	}
	return withBlocks(r, settled...), nil
}

// settledShown is how many messages are shown that somebody has settled.
const settledShown = 5

// settledLately are the last messages of which somebody said what they found.
func (c *Call) settledLately(tx *store.Tx) ([]Block, error) {
	var list List
	for s, err := range tx.AllSettlements() {
		if err != nil {
			return nil, err
		}
		if len(list.Items) == settledShown {
			break
		}
		list.Items = append(list.Items, Join(T(english.Long(s.At.Date)+", for "), placeOf(s.To), T(": "+cutTo(s.Text, 100)+" "), B(s.Says)))
	}
	if len(list.Items) == 0 {
		return nil, nil
	}
	return append([]Block{Para(B("Settled lately")), list}, c.offer(tx, Button{Label: "History of the office", Type: "history office"})...), nil
}

// placeOf names a channel or a person by the id.
func placeOf(to string) Text {
	if strings.HasPrefix(to, "U") || strings.HasPrefix(to, "W") {
		return Text{{Text: to, User: to}}
	}
	return Text{{Text: to, Channel: to}}
}

// settleHeld records what a person says of a post, and has those who were
// told of it read so.
func (c *Call) settleHeld(key, verb string) (Reply, error) {
	says := map[string]string{
		"there": "It is there, says ", "again": "Posted again, as asked by ", "drop": "Not tried again, as asked by ",
	}[verb]
	if says == "" {
		return Reply{}, &Problem{Says: "Say what you found.", Then: "Type /csp held to see the messages, and press a button below one."}
	}
	var before *store.Post
	w, err := c.write(func(tx *store.Tx) error {
		c.known, before = nil, nil
		if err := c.must(tx, Keep, Subject{Wide: true}); err != nil {
			return err
		}
		p, err := tx.Post(key)
		if err != nil {
			return err
		}
		before = &p
		says := says + c.ownName(tx) + "."
		switch verb {
		case "there":
			err = store.SaidThere(tx, key, says, c.Now)
		case "again":
			err = store.SendAgain(tx, key, says, recordsOf(&p))
		case "drop":
			err = store.GiveUp(tx, key, says, c.Now)
		}
		if err == nil {
			err = c.keepSettled(tx, &p, verb, says)
		}
		if err != nil {
			return err
		}
		return tellSettled(tx, &p, says)
	})
	switch {
	case errors.Is(err, store.ErrNotOwed) && before != nil:
		return Reply{Blocks: []Block{Para(T("Nothing is changed: " + lowerFirst(heldNow(before))))}}, nil
	case errors.Is(err, store.ErrNotFound):
		return Reply{}, &Problem{Says: "No such message is kept.", Then: "Type /csp held to see those that there are."}
	case err != nil:
		return Reply{}, err
	case w.Again || before == nil:
		return Reply{Blocks: []Block{Para(T("This was recorded already, and is not recorded twice."))}}, nil
	}
	return Reply{Blocks: []Block{Para(T(heldDone(verb, before)))}}, nil
}

// stoodAs is how a message stands before and after what is said of it.
var stoodAs = map[string][2]string{
	"there": {"not known whether it was posted", "it is there"},
	"again": {"not known whether it was posted", "not there, to be posted again"},
	"drop":  {"refused by Slack, and tried again", "not tried again"},
}

// keepSettled keeps what was said of a post where the history of what it was
// about, and of where it was for, shows it.
func (c *Call) keepSettled(tx *store.Tx, p *store.Post, verb, says string) error {
	rev, err := tx.Revision()
	if err != nil {
		return err
	}
	to := orWord(p.Channel, p.To)
	s := store.Settlement{
		Post: p.Key, To: to, Day: p.Day, Text: p.Text, About: slices.Clone(p.About), Was: stoodAs[verb][0], Now: stoodAs[verb][1],
		Says: says, At: store.MomentOf(c.Now),
	}
	s.ID = fmt.Sprintf("settled-%08d", rev+1)
	if s.Day.IsZero() {
		s.Day = store.DateOf(p.Asked.In(c.zone()))
	}
	place, err := c.whosePlace(tx, to)
	if err != nil {
		return err
	}
	for _, at := range place {
		if !slices.Contains(s.About, at) {
			s.About = append(s.About, at)
		}
	}
	_, err = store.Settlements.Put(tx, s)
	return err
}

// whosePlace are the records that a channel or a person is known by, as
// partnerships/durham.
func (c *Call) whosePlace(tx *store.Tx, to string) ([]string, error) {
	var out []string
	if to == "" || to == c.Desk.Reminders.Office {
		out = append(out, store.Offices.Name+"/"+store.OfficeID)
	}
	for p, err := range store.Partnerships.By(tx, "channel", to) {
		if err != nil {
			return nil, err
		}
		out = append(out, store.Partnerships.Name+"/"+p.ID)
	}
	for p, err := range store.People.By(tx, "slack", to) {
		if err != nil {
			return nil, err
		}
		out = append(out, store.People.Name+"/"+p.ID)
	}
	return out, nil
}

// recordsOf are the records that the lines of a post were of.
func recordsOf(p *store.Post) []store.Waiting {
	items, err := reminders.SaidIn(p)
	if err != nil {
		return nil // then all are looked at
	}
	var out []store.Waiting
	for _, it := range items {
		out = append(out, it.Waits)
	}
	return out
}

// tellSettled puts what was said of a post into the messages that told of its
// trouble, in place of their buttons.
func tellSettled(tx *store.Tx, p *store.Post, says string) error {
	for _, key := range p.Told {
		n, err := tx.Post(key)
		if err != nil {
			return err
		}
		r, err := ReadNotice(n.Body)
		if err != nil {
			return err
		}
		var blocks []Block
		asks := false
		for _, b := range r.Blocks {
			row, buttons := b.(Buttons)
			asks = asks || slices.ContainsFunc(row, func(b Button) bool { return strings.HasPrefix(b.Type, heldWord+" "+p.Key+" ") })
			if !buttons {
				blocks = append(blocks, b)
			}
		}
		if !asks {
			continue // it counts several
		}
		body, err := NoticeBody(Reply{Blocks: append(blocks, Para(B(says)))})
		if err == nil {
			err = store.Correct(tx, key, body)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// heldDone says what follows.
func heldDone(verb string, p *store.Post) string {
	switch {
	case verb == "there":
		return "Recorded that it is there. It counts as sent."
	case verb == "drop":
		return "It is not tried again."
	case p.Type == store.ReminderType:
		return "What it said is owed again, as far as it is still true. It comes with the next reminders for that place."
	}
	return "It is posted again now."
}

// heldNow says how a post stands that somebody has settled already.
func heldNow(p *store.Post) string {
	switch p.State {
	case store.PostSent:
		return orWord(p.Why, "It is posted.")
	case store.PostHeld:
		return "It is held: look whether it is there."
	case store.PostSkipped:
		return orWord(p.Why, "It is not posted, since there is nothing to say any more.")
	}
	return orWord(p.Why, "It is being tried.")
}
