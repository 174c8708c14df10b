package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"csp/commands"
)

// interact takes an interaction of any kind. What needs no body in its
// acknowledgement is acknowledged before anything else.
func (e *edge) interact(ctx context.Context, p *interaction, id string, a *ack) {
	switch p.Type {
	case "view_submission":
		e.submit(ctx, p, a)
	case "block_suggestion":
		e.suggest(ctx, p, a)
	case "block_actions", "shortcut", "message_action":
		if no := e.notOurs(p.Team.id(), p.Enterprise.id(), p.App); no != nil {
			_ = a.send(private(*no))
			e.tellPresser(ctx, p, *no)
			return
		}
		_ = a.send(nil)
		if p.Type == "block_actions" {
			e.press(ctx, p, id)
			return
		}
		e.shortcut(ctx, p, id)
	case "view_closed":
		_ = a.send(nil)
	default:
		e.metrics.unknown.WithLabelValues("interaction").Inc()
		_ = a.send(nil)
	}
}

// press carries out a pressed button, or a choice from a menu.
func (e *edge) press(ctx context.Context, p *interaction, id string) {
	if len(p.Actions) == 0 || p.Actions[0].URL != "" {
		return // a link: the browser has gone there
	}
	began := time.Now()
	defer e.homePressed(ctx, p)
	action, _, _ := strings.Cut(p.Actions[0].ID, ":")
	value := string(p.Actions[0].Value)
	if s := p.Actions[0].Selected; s != nil {
		value = string(s.Value)
	}
	actor, err := e.whoPressed(ctx, p)
	if err != nil {
		e.tellPresser(ctx, p, e.unknown(err))
		return
	}
	r := commands.Request{Actor: actor, Channel: p.channel(), Now: e.Calendar(), ID: id}
	if action == moreAction {
		e.more(ctx, p, r, value)
		return
	}
	if action == commands.RestAction {
		e.rest(ctx, p, r, value)
		return
	}
	pressed := commands.Press{Request: r, Action: action, Value: value}
	if p.View != nil {
		pressed.Values = p.View.values()
	}
	out, err := e.desk.Press(ctx, pressed)
	outcome, a := answered, again{}
	if action == runAction {
		a = again{line: value, typed: true}
	}
	if out.Line != "" {
		a = again{line: out.Line, typed: true}
	}
	if err != nil {
		said := e.fault("press", err)
		out, outcome = commands.Outcome{Reply: &said, Below: true}, faulted
	}
	if out.Reply != nil && outcome != faulted {
		outcome = outcomeOf(*out.Reply)
	}
	e.count("press", e.commandOf(action), outcome, began)
	e.show(ctx, p, e.posted(ctx, actor, out), a)
	if p.kept() || out.Owes {
		e.sender.Now(ctx) // the message may have to say what was done
	}
}

// more shows the rest of a long reply: the line is asked again, as who
// presses now, and drawn from the part the button names.
func (e *edge) more(ctx context.Context, p *interaction, r commands.Request, value string) {
	number, line, _ := strings.Cut(value, " ")
	from, err := strconv.Atoi(number)
	if err != nil {
		from = 0
	}
	r.Text = line
	reply, err := e.desk.Do(ctx, r)
	if err != nil {
		reply = e.fault("press", err)
	}
	reply.Form, reply.Files, reply.Copy = nil, nil, false // its rest was asked for
	e.show(ctx, p, commands.Outcome{Reply: &reply}, again{line: line, typed: true, from: from})
}

// whoPressed is the actor of an interaction.
func (e *edge) whoPressed(ctx context.Context, p *interaction) (commands.Actor, error) {
	return e.people.actor(ctx, p.User.Team, p.User.ID)
}

// channel is where an interaction happened, "" for the Home tab.
func (p *interaction) channel() string {
	switch {
	case p.Channel.id() != "":
		return p.Channel.id()
	case p.Container.Channel != "":
		return p.Container.Channel
	case p.View != nil:
		return readMeta(p.View.Private).Channel
	}
	return ""
}

// thread is the thread in which an interaction happened, "" for none.
func (p *interaction) thread() string {
	if p.Container.Thread == "" && p.Message != nil {
		return string(p.Message.Thread)
	}
	return p.Container.Thread
}

// show brings the outcome of a press to who pressed. A line that was run by
// the press may have a form too.
func (e *edge) show(ctx context.Context, p *interaction, out commands.Outcome, a again) {
	form := out.Form
	if form == nil && out.Reply != nil {
		form = out.Reply.Form
	}
	defer e.handOver(p.User.ID, func(ctx context.Context, r commands.Reply) { e.tellPresser(ctx, p, r) }, out.Reply)
	var err error
	switch {
	case form != nil:
		err = e.placeView(ctx, p, out.Push, func(m meta) *slack.ModalViewRequest { return formView(*form, m) })
	case out.Reply == nil:
	case p.View != nil, p.Type == "shortcut":
		err = e.placeView(ctx, p, out.Push, func(m meta) *slack.ModalViewRequest { return replyView(*out.Reply, m, a) })
	default:
		err = e.answerPress(ctx, p, *out.Reply, out.Below, a)
	}
	if err == nil {
		return
	}
	if triggerUsed(err) {
		return // the same press came before, and what it opened is open
	}
	if triggerGone(err) {
		late := sayLate
		if p.Type != "block_actions" {
			late = sayLateMenu
		}
		e.tellPresser(ctx, p, late)
		return
	}
	e.tellPresser(ctx, p, e.fault("show", err))
}

// tellPresser says something below the message, or in a direct message when
// there is no message.
func (e *edge) tellPresser(ctx context.Context, p *interaction, r commands.Reply) {
	if err := e.answerPress(ctx, p, r, true, again{}); err != nil {
		e.Log.Warn("answer not delivered", "err", quiet(err))
	}
}

// kept reports whether the pressed button stands in a message of the ledger.
func (p *interaction) kept() bool {
	return len(p.Actions) > 0 && strings.HasPrefix(p.Actions[0].Block, keptBlock)
}

// answerPress puts a reply in place of the message that held the button, or
// below it. A message that others see too stays as it is, and so does what
// the bot said of its own accord.
func (e *edge) answerPress(ctx context.Context, p *interaction, r commands.Reply, below bool, a again) error {
	own := (p.Container.Ephemeral || strings.HasPrefix(p.channel(), "D")) && !p.kept()
	if p.Response == "" {
		return e.whisper(ctx, p.channel(), p.thread(), p.User.ID, drawReply(r, a, maxText))
	}
	replace := own && !below && !r.Bad
	most := maxText
	if replace {
		most = maxUpdateText
	}
	m := drawReply(r, a, most)
	m.Replace, m.Thread = &replace, p.thread()
	if !replace || p.Container.Ephemeral { // a message's kind cannot be changed
		m.Type = "ephemeral"
	}
	return e.respond(ctx, p.Response, encode(m))
}
