package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"csp/commands"
	"csp/reminders"
)

// posting is a message as chat.postMessage takes it, besides its text.
type posting struct {
	Blocks   []slack.Block       `json:"blocks"`
	Metadata slack.SlackMetadata `json:"metadata"`
}

// shownLines is how many lines a post shows; its text has them all.
const shownLines = 10

// Draw draws a notice, or the lines of a reminder.
func (p *poster) Draw(d reminders.Draft) (reminders.Message, error) {
	meta := slack.SlackMetadata{EventType: d.Type, EventPayload: map[string]any{"key": d.Key}}
	var m message
	if len(d.Lines) > 0 {
		keys := make([]string, len(d.Lines))
		for i, it := range d.Lines {
			keys[i] = it.Key
		}
		meta.EventPayload["lines"] = keys
		m = drawReply(reminderReply(d, shownLines), again{}, maxText)
		m.Text = drawReply(reminderReply(d, len(d.Lines)), again{}, maxText).Text
	} else {
		r, err := commands.ReadNotice(d.Body)
		if err != nil {
			return reminders.Message{}, fmt.Errorf("draw notice %s: %w", d.Key, err)
		}
		m = drawReply(r, again{}, maxUpdateText) // it may be corrected later
	}
	markKept(m.Blocks)
	out := posting{Blocks: m.Blocks, Metadata: meta}
	return reminders.Message{Text: m.Text, Payload: encode(out), Drawn: out}, nil
}

// keptBlock begins the block ids of the buttons in what the ledger posts: a
// press there answers below, since the message is a record of what was said.
const keptBlock = "kept-"

func markKept(blocks []slack.Block) {
	for i, b := range blocks {
		if a, ok := b.(*slack.ActionBlock); ok {
			a.BlockID = keptBlock + strconv.Itoa(i)
		}
	}
}

// reminderReply says the lines, at most so many; of the others it says how
// many there are, with a button to read them.
func reminderReply(d reminders.Draft, most int) commands.Reply {
	lines := d.Lines
	var r commands.Reply
	if len(lines) == 1 {
		r.Blocks = append(r.Blocks, commands.Para(reminderWords(lines[0])))
		return r
	}
	list := commands.List{}
	for _, it := range lines[:min(most, len(lines))] {
		list.Items = append(list.Items, reminderWords(it))
	}
	r.Blocks = append(r.Blocks, commands.Heading(fmt.Sprintf("%d reminders", len(lines))), list)
	if rest := len(lines) - most; rest > 0 {
		r.Blocks = append(r.Blocks, commands.Note(commands.T(fmt.Sprintf("And %d more.", rest))),
			commands.Buttons{{Label: "Show the rest", Action: restAction, Value: d.Key}})
	}
	return r
}

func reminderWords(it reminders.Item) commands.Text {
	var out commands.Text
	for _, s := range it.Words {
		out = append(out, commands.Span{Text: s.Text, Bold: s.Bold})
	}
	if len(out) == 0 {
		out = commands.T(it.Text)
	}
	if it.Late != "" {
		out = append(out, commands.Span{Text: " " + strings.TrimSpace(it.Late)})
	}
	return out
}
