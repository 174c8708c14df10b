package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"csp/commands"
)

// meta is what a modal carries to find its way back. It passes through the
// person's own client, so nothing in it is trusted: rights are looked up, and
// the channel only says where to answer that same person.
type meta struct {
	Channel string `json:"c,omitempty"`
	Thread  string `json:"t,omitempty"`
	State   string `json:"s,omitempty"` // the form's own
	Depth   int    `json:"d,omitempty"` // how many modals lie below this one
}

// maxStack is how many modals lie on one another.
// https://docs.slack.dev/surfaces/modals
const maxStack = 3

// above is for a modal on top of this one; false when the stack is full.
func (m meta) above() (meta, bool) {
	if m.Depth < 0 || m.Depth+1 >= maxStack {
		return m, false
	}
	m.Depth++
	return m, true
}

func readMeta(private string) meta {
	var m meta
	_ = json.Unmarshal([]byte(private), &m) // another's metadata is no fault
	return m
}

// meta is for a modal that an interaction opens; a form puts in a state of
// its own.
func (p *interaction) meta() meta {
	if p.View != nil && p.View.Type == "modal" {
		return readMeta(p.View.Private)
	}
	return meta{Channel: p.channel(), Thread: p.thread()}
}

// viewAnswer is the acknowledgement of a submission.
// https://docs.slack.dev/surfaces/modals
type viewAnswer struct {
	Action string                  `json:"response_action"`
	Errors map[string]string       `json:"errors,omitempty"`
	View   *slack.ModalViewRequest `json:"view,omitempty"`
}

// submit takes a form that was sent; its acknowledgement carries the outcome.
func (e *edge) submit(ctx context.Context, p *interaction, a *ack) {
	if p.View == nil {
		_ = a.send(nil)
		return
	}
	began := time.Now()
	defer e.homesAfter(p.User.ID)
	where := p.meta()
	working := encode(viewAnswer{Action: "update", View: replyView(sayWorking, where, again{})})
	a.guard(e.pace.stopgap, working)
	answer, outcome := e.submitted(ctx, p)
	e.count("form", e.commandOf(p.View.Callback), outcome, began)
	if answer.Tell != nil && where.Channel == "" && where.Depth == 0 {
		// In the direct messages it would be read only later.
		answer.Reply, answer.Tell, answer.Push = answer.Tell, nil, false
	}
	if answer.Owes {
		defer e.sender.Now(ctx)
	}
	tell := func(ctx context.Context, r commands.Reply) {
		if err := e.whisper(ctx, where.Channel, where.Thread, p.User.ID, drawReply(r, again{}, maxText)); err != nil {
			e.Log.Warn("answer not delivered", "err", quiet(err))
		}
	}
	defer e.handOver(p.User.ID, tell, answer.Reply, answer.Tell)
	reply := e.viewAnswer(answer, p, where)
	err := a.send(encodeAnswer(reply))
	switch {
	case err == nil:
	case errors.Is(err, errAckLong) && reply != nil && reply.View != nil:
		_ = a.send(working)
		fallthrough
	case errors.Is(err, errAckTaken):
		e.updateLate(ctx, p, reply, answer)
		return
	default:
		e.Log.Warn("form not acknowledged", "err", quiet(err))
	}
	if answer.Tell != nil {
		tell(ctx, *answer.Tell)
	}
}

func encodeAnswer(a *viewAnswer) []byte {
	if a == nil {
		return nil
	}
	return encode(a)
}

// submitted has the desk take the form.
func (e *edge) submitted(ctx context.Context, p *interaction) (answer commands.FormAnswer, outcome string) {
	defer func() {
		if v := recover(); v != nil {
			r := e.panicked("form", v)
			answer, outcome = commands.FormAnswer{Reply: &r}, faulted
		}
	}()
	reply := func(r commands.Reply, outcome string) (commands.FormAnswer, string) {
		return commands.FormAnswer{Reply: &r}, outcome
	}
	if no := e.notOurs(p.Team.id(), p.Enterprise.id(), p.App); no != nil {
		return reply(*no, turned)
	}
	actor, err := e.whoPressed(ctx, p)
	if err != nil {
		return reply(e.unknown(err), turned)
	}
	m := readMeta(p.View.Private)
	s := commands.Submission{
		Request: commands.Request{Actor: actor, Channel: m.Channel, Now: e.Calendar(), ID: submissionID(p.View)},
		Form:    p.View.Callback, State: m.State, Values: p.View.values(),
	}
	answer, err = e.desk.Submit(ctx, s)
	if err != nil {
		return reply(e.fault("form", err), faulted)
	}
	if len(answer.Errors) > 0 {
		return answer, bad
	}
	if answer.Post != nil {
		if problem := e.post(ctx, actor, answer.Post); problem != nil {
			return reply(*problem, bad)
		}
	}
	return answer, answered
}

// submissionID is the same when the same step of the same modal is sent
// again, by a second press or by Slack.
func submissionID(v *viewRef) string {
	sum := sha256.Sum256([]byte(v.Callback + "\x00" + v.Private))
	return v.ID + "." + hex.EncodeToString(sum[:6])
}

// values are what the inputs hold, by their names; inputs left empty are
// absent.
func (v *viewRef) values() map[string][]string {
	out := map[string][]string{}
	for block, elements := range v.State.Values {
		for _, f := range elements {
			if vals := f.values(); len(vals) > 0 {
				out[block] = vals
			}
		}
	}
	return out
}

// viewAnswer draws the desk's answer; nil closes the modal.
func (e *edge) viewAnswer(answer commands.FormAnswer, p *interaction, where meta) *viewAnswer {
	switch {
	case len(answer.Errors) > 0:
		if errs := p.View.onFields(answer.Errors); errs != nil {
			return &viewAnswer{Action: "errors", Errors: errs}
		}
		r := errorsReply(answer.Errors)
		return &viewAnswer{Action: "update", View: replyView(r, where, again{})}
	case answer.Next != nil:
		action, where := placed(answer.Push, where)
		return &viewAnswer{Action: action, View: formView(*answer.Next, where)}
	case answer.Reply != nil:
		action, where := placed(answer.Push, where)
		return &viewAnswer{Action: action, View: replyView(*answer.Reply, where, again{})}
	case answer.Tell != nil:
		return &viewAnswer{Action: "clear"}
	}
	return nil
}

// placed is where the view that answers a form goes: on top of it, when it
// shall and the stack has room, or in its place.
func placed(push bool, where meta) (action string, at meta) {
	if above, ok := where.above(); push && ok {
		return "push", above
	}
	return "update", where
}

// commandOf is the command word of a form's or a button's id, for logs and
// metrics.
func (e *edge) commandOf(id string) string {
	word, _, _ := strings.Cut(id, ".")
	return e.word(word)
}
