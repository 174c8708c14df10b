package main

import (
	"fmt"
	"strconv"

	"github.com/slack-go/slack"

	"csp/commands"
	"csp/reminders"
)

// posting is a message as chat.postMessage takes it, besides its text.
type posting struct {
	Blocks   []slack.Block       `json:"blocks"`
	Metadata slack.SlackMetadata `json:"metadata"`
}

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
		m = drawReply(commands.ReminderReply(d, commands.ShownLines), again{}, maxText)
		most := maxText
		if d.Again {
			most = maxUpdateText
		}
		m.Text = drawReply(commands.ReminderReply(d, len(d.Lines)), again{}, most).Text
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
