package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"csp/commands"
)

// linkWait is how long a shortcut waits for the address of its message: the
// form that it opens must open within three seconds.
const linkWait = time.Second

// shortcut carries out an entry of Slack's shortcut menus.
func (e *edge) shortcut(ctx context.Context, p *interaction, id string) {
	began := time.Now()
	defer e.homesAfter(p.User.ID)
	actor, err := e.whoPressed(ctx, p)
	if err != nil {
		e.tellPresser(ctx, p, e.unknown(err))
		return
	}
	r := commands.Request{Actor: actor, Channel: p.channel(), Now: e.Calendar(), ID: id}
	out, err := e.desk.Choose(ctx, commands.Chosen{Request: r, Shortcut: p.Callback, On: e.chosenMessage(ctx, p)})
	outcome := answered
	if err != nil {
		said := e.fault("shortcut", err)
		out, outcome = commands.Outcome{Reply: &said}, faulted
	} else if out.Reply != nil {
		outcome = outcomeOf(*out.Reply)
	}
	e.count("shortcut", e.commandOf(p.Callback), outcome, began)
	out.Below = true // the message that it was chosen on is somebody's own
	e.show(ctx, p, e.posted(ctx, actor, out), again{})
}

// chosenMessage is the message that a shortcut was chosen on; the zero Message
// for a shortcut of the whole workspace.
func (e *edge) chosenMessage(ctx context.Context, p *interaction) commands.Message {
	if p.Type != "message_action" || p.Message == nil {
		return commands.Message{}
	}
	m := commands.Message{
		Channel: p.channel(), TS: string(p.Message.TS), Thread: string(p.Message.Thread),
		User: string(p.Message.User), Text: typedText(string(p.Message.Text)),
	}
	if p.Message.Bot != "" {
		m.User = ""
	}
	m.At = e.writtenAt(m.TS)
	ctx, cancel := context.WithTimeout(ctx, linkWait)
	defer cancel()
	link, err := e.api.GetPermalinkContext(ctx, &slack.PermalinkParameters{Channel: m.Channel, Ts: m.TS})
	if err != nil {
		e.Log.Warn("message's address not found", "err", quiet(err))
	}
	m.Link = link
	return m
}

// writtenAt is the calendar's time of a message. Slack stamps it by the
// machine's clock, so it is as long ago on the calendar as it is on that.
func (e *edge) writtenAt(ts string) time.Time {
	seconds, _, _ := strings.Cut(ts, ".")
	at, err := strconv.ParseInt(seconds, 10, 64)
	ago := time.Since(time.Unix(at, 0))
	if err != nil || ago < 0 {
		return time.Time{}
	}
	return e.Calendar().Add(-ago)
}
