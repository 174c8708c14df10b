package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"csp/commands"
)

// The outcomes that metrics and logs tell apart.
const (
	answered = "answered"
	kept     = "kept"    // answered from memory
	bad      = "bad"     // could not be carried out as asked
	turned   = "refused" // who asks was turned away
	faulted  = "fault"
)

// Answers that have no reply of the desk.
var (
	sayForeign  = badReply("This app serves another workspace, so it cannot answer here.")
	sayWho      = badReply("I could not find out from Slack who you are, so I have not done anything. Try again in a minute.")
	sayNobody   = badReply("I answer only people with an account in use in this workspace. Ask the workspace's administrators.")
	sayStarting = badReply("I am still starting. Try again in a minute.")
	sayBusy     = badReply("I am very busy just now. Try again in a minute.")
	sayWorking  = badReply("Still working on it.")
	sayTooLong  = badReply("That line is too long to read. Type /csp help to see what you can type.")
	sayStopping = badReply("I am being restarted. Try again in a minute.")
	sayLate     = badReply("That took too long for Slack to open the form. Press the button again.")
	sayLateMenu = badReply("That took too long for Slack to open the form. Choose it from the menu again.")
)

// maxLine is how many bytes of a typed line are read; Slack's own composer
// takes fewer.
const maxLine = 16 << 10

// private is one of our own replies as a message that only who asked sees.
func private(r commands.Reply) []byte {
	m := drawReply(r, again{}, maxText)
	m.Type = "ephemeral"
	return encode(m)
}

// notOurs is what is said to a payload that is not of our workspace and app,
// or that comes before we know which they are; nil when it is ours.
func (e *edge) notOurs(team, enterprise, app string) *commands.Reply {
	home := e.home.Load()
	switch {
	case home == nil:
		return &sayStarting
	case team != "" && team != home.Team,
		team == "" && (enterprise == "" || enterprise != home.Enterprise),
		enterprise != "" && home.Enterprise != "" && enterprise != home.Enterprise,
		app != "" && home.App != "" && app != home.App:
		e.metrics.refusals.WithLabelValues("other workspace").Inc()
		return &sayForeign
	}
	return nil
}

// slash answers a typed command in its acknowledgement. What is too long for
// that, or comes too late, goes to the response URL.
func (e *edge) slash(ctx context.Context, c *slashCommand, id func() string, a *ack) {
	a.guard(e.pace.stopgap, workingBody)
	began := time.Now()
	body, outcome, with := e.slashBody(ctx, c, id)
	e.count("slash", e.word(c.Text), outcome, began)
	defer func() {
		e.handOver(c.User, func(ctx context.Context, r commands.Reply) { e.tellTyper(ctx, c, r) }, with)
		e.homesAfter(c.User)
	}()
	if a.send(body) == nil || c.Response == "" || len(body) == 0 {
		return // an open form needs no words
	}
	e.follow("slash", func(ctx context.Context) {
		if err := e.respond(ctx, c.Response, body); err != nil {
			e.Log.Warn("answer not delivered", "err", quiet(err))
		}
	})
}

// tellTyper says something more to who typed a command.
func (e *edge) tellTyper(ctx context.Context, c *slashCommand, r commands.Reply) {
	if err := e.whisper(ctx, c.Channel, "", c.User, drawReply(r, again{}, maxText)); err != nil {
		e.Log.Warn("answer not delivered", "err", quiet(err))
	}
}

var (
	workingBody  = private(sayWorking)
	busyBody     = private(sayBusy)
	stoppingBody = private(sayStopping)
)

// turnedAway is the answer to a command that is not taken in.
func (e *edge) turnedAway() []byte {
	e.metrics.refusals.WithLabelValues("busy").Inc()
	if e.work.stopped() {
		return stoppingBody
	}
	return busyBody
}

// slashBody is the answer to a typed command, encoded, its outcome, and the
// reply with what else goes to who typed it.
func (e *edge) slashBody(ctx context.Context, c *slashCommand, id func() string) (body []byte, outcome string, with *commands.Reply) {
	defer func() {
		if p := recover(); p != nil {
			body, outcome = private(e.panicked("slash", p)), faulted
		}
	}()
	if no := e.notOurs(c.Team, c.Enterprise, c.App); no != nil {
		return private(*no), turned, nil
	}
	actor, err := e.people.actor(ctx, "", c.User)
	if err != nil {
		return private(e.unknown(err)), turned, nil
	}
	if len(c.Text) > maxLine {
		return private(commands.ByMention(actor, sayTooLong)), bad, nil
	}
	keep := e.keeper(ctx, actor, c.Channel, c.Text)
	if body := keep.get(); body != nil {
		return body, kept, nil
	}
	line := typedText(c.Text)
	ctx, cancel := context.WithTimeout(ctx, e.pace.handler)
	defer cancel()
	reply, err := e.desk.Do(ctx, commands.Request{Actor: actor, Channel: c.Channel, Text: line, Now: e.Calendar(), ID: id()})
	if err != nil {
		return private(e.fault("slash", err)), faulted, nil
	}
	if reply.Form != nil {
		if e.openForm(ctx, c, *reply.Form) {
			return nil, outcomeOf(reply), &reply
		}
		reply, reply.Shared = inWords(reply, line), false
	}
	m := drawReply(reply, again{line: line, typed: true}, maxText)
	if m.Type = "ephemeral"; m.cut {
		e.metrics.cuts.Inc()
	}
	body = encode(m)
	if reply.Shared && len(reply.Files) == 0 && !reply.Copy {
		keep.put(body)
	}
	return body, outcomeOf(reply), &reply
}

func outcomeOf(r commands.Reply) string {
	switch {
	case r.Refused:
		return turned
	case r.Bad:
		return bad
	}
	return answered
}

// unknown is what is said when it is not known who asks.
func (e *edge) unknown(err error) commands.Reply {
	if errors.Is(err, errNoPerson) {
		e.metrics.refusals.WithLabelValues("nobody").Inc()
		return sayNobody
	}
	e.metrics.refusals.WithLabelValues("not identified").Inc()
	e.Log.Warn("slack does not say who asks", "err", quiet(err))
	return sayWho
}

// word is the command word of a line, for logs and metrics; "name" for what
// is no command word, because that may be a person's name.
func (e *edge) word(line string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	if first == "" {
		return "csp"
	}
	if first = strings.ToLower(first); e.words[first] {
		return first
	}
	return "name"
}

// count notes one request. A refusal is logged; ordinary requests are only at
// debug, so that a look-up does not cost a line.
func (e *edge) count(how, word, outcome string, began time.Time) {
	e.metrics.requests.WithLabelValues(word, outcome).Inc()
	level := slog.LevelDebug
	if outcome == turned {
		level = slog.LevelInfo
	}
	if e.Log.Enabled(context.Background(), level) {
		e.Log.Log(context.Background(), level, "request", "how", how, "command", word, "outcome", outcome, "took", time.Since(began).String())
	}
}
