package commands

import (
	"context"
	"strings"
	"time"
)

// Shortcut is an entry of Slack's shortcut menus. Slack lists it once the
// app's manifest, which is generated from the Table, has been renewed.
type Shortcut struct {
	Verb  string // with the command's name it is the entry's id: action.record
	Name  string // the entry's words, 24 characters at most
	Short string // what it does, 150 characters at most
	// OnMessage: it stands in the menu of every message, also in threads;
	// otherwise in the menu of the whole workspace, where no channel is known.
	OnMessage bool
	// Run says what comes of it. m is the message that it was chosen on, nil
	// for an entry of the whole workspace.
	Run func(c *Call, m *Message) (Outcome, error)
}

// Message is a message of the workspace, as somebody found it.
type Message struct {
	Channel, TS string // together they name it
	Thread      string // the TS of the message that it answers; "": it stands alone
	User        string // the Slack id of who wrote it; "": a machine
	Text        string // as typed; people are <@U…>
	Link        string // where it is found; "" when Slack did not say in time
	// At is the calendar's time at which it was written, by which its words
	// are read: on Friday, tomorrow. Zero: not known.
	At time.Time
}

// Chosen is a shortcut that somebody chose.
type Chosen struct {
	Request          // Text is empty
	Shortcut string  // the command.verb of the entry
	On       Message // the zero Message: an entry of the whole workspace
}

// Choose carries out a shortcut. The error is a fault of ours, as Do's is.
func (d *Desk) Choose(ctx context.Context, s Chosen) (Outcome, error) {
	out, err := d.choose(ctx, s)
	return outcomeByMention(s.Actor, out), err
}

func (d *Desk) choose(ctx context.Context, s Chosen) (Outcome, error) {
	word, verb, _ := strings.Cut(s.Shortcut, ".")
	cmd := d.find(word)
	entry := cmd.shortcut(verb)
	if entry == nil || entry.OnMessage != (s.On.TS != "") {
		return outcomeOf(replyTo(&Problem{Says: "This entry is of an older version.", Then: "Type /csp help to see what there is."}))
	}
	c := &Call{Context: ctx, Request: s.Request, Desk: d, Command: cmd, Word: word}
	if err := d.allow(c); err != nil {
		return outcomeOf(replyTo(err))
	}
	var on *Message
	if entry.OnMessage {
		on = &s.On
	}
	out, err := entry.Run(c, on)
	if err != nil {
		return outcomeOf(replyTo(err))
	}
	return out, nil
}

// shortcut is the command's shortcut of that verb, nil when there is none.
func (cmd *Command) shortcut(verb string) *Shortcut {
	if cmd == nil {
		return nil
	}
	for i := range cmd.Shortcuts {
		if cmd.Shortcuts[i].Verb == verb {
			return &cmd.Shortcuts[i]
		}
	}
	return nil
}
