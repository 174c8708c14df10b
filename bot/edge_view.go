package main

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/slack-go/slack"

	"csp/commands"
)

// updateView puts another view in a modal's place, unless the modal has
// changed or closed since.
func (e *edge) updateView(ctx context.Context, at *viewRef, v *slack.ModalViewRequest) error {
	_, err := e.api.UpdateViewContext(ctx, *v, "", at.Hash, at.ID)
	var api slack.SlackErrorResponse
	if errors.As(err, &api) && (api.Err == "hash_conflict" || api.Err == "not_found") {
		return nil // who pressed sees something newer
	}
	return err
}

// updateLate shows what came of a submission that was acknowledged before the
// answer was ready, or whose answer is too long for that.
func (e *edge) updateLate(ctx context.Context, p *interaction, reply *viewAnswer, answer commands.FormAnswer) {
	where := p.meta()
	if answer.Push { // the form has made way already
		answer.Push = false
		reply = e.viewAnswer(answer, p, where)
	}
	var v *slack.ModalViewRequest
	switch {
	case len(answer.Errors) > 0:
		v = replyView(errorsReply(answer.Errors), where, again{})
	case answer.Tell != nil:
		v = replyView(*answer.Tell, where, again{})
	case reply != nil && reply.View != nil:
		v = reply.View
	default:
		v = replyView(commands.Reply{Blocks: []commands.Block{commands.Para(commands.T("Done."))}}, where, again{})
	}
	// The acknowledgement has changed the view's hash, so it is left out.
	if err := e.updateView(ctx, &viewRef{ID: p.View.ID}, v); err != nil {
		e.tellPresser(ctx, p, e.fault("form", err))
	}
}

// triggerGone reports whether an error means that the press is too long ago.
// The reference and the guide name this differently.
func triggerGone(err error) bool {
	return slackSays(err, "expired_trigger_id", "trigger_expired", "invalid_trigger_id")
}

// triggerUsed reports whether an error means that something was opened by the
// press already.
func triggerUsed(err error) bool { return slackSays(err, "exchanged_trigger_id", "trigger_exchanged") }

// slackSays reports whether Slack answered with one of its errors.
func slackSays(err error, codes ...string) bool {
	var api slack.SlackErrorResponse
	return errors.As(err, &api) && slices.Contains(codes, api.Err)
}

// onFields puts errors on the view's inputs: Slack takes them on input blocks
// alone. One for no input of the view goes to the first; nil when there is
// no input.
func (v *viewRef) onFields(errs map[string]string) map[string]string {
	var inputs []string
	for _, b := range v.Blocks {
		if b.Type == "input" {
			inputs = append(inputs, b.ID)
		}
	}
	if len(inputs) == 0 {
		return nil
	}
	out := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(errs)) {
		field := name
		if !slices.Contains(inputs, name) {
			field = inputs[0]
		}
		if had := out[field]; had != "" {
			out[field] = cut(had+" "+errs[name], maxInputLabel)
			continue
		}
		out[field] = cut(errs[name], maxInputLabel)
	}
	return out
}

// errorsReply says what is wrong where it cannot stand on the fields.
func errorsReply(errs map[string]string) commands.Reply {
	r := commands.Reply{Bad: true}
	for _, name := range slices.Sorted(maps.Keys(errs)) {
		r.Blocks = append(r.Blocks, commands.Para(commands.T(errs[name])))
	}
	return r
}

// suggestions is the answer to a request for options. Slack wants the key
// even when there are none, which slack-go's type leaves out.
type suggestions struct {
	Options []*slack.OptionBlockObject `json:"options"`
}

// suggest answers a typeahead; with none when anything is amiss, since a
// menu has no place for words.
func (e *edge) suggest(ctx context.Context, p *interaction, a *ack) {
	none := encode(suggestions{Options: []*slack.OptionBlockObject{}})
	a.guard(e.pace.stopgap, none)
	defer func() { _ = a.send(none) }() // unless sent
	if p.View == nil || e.notOurs(p.Team.id(), p.Enterprise.id(), p.App) != nil {
		return
	}
	actor, err := e.whoPressed(ctx, p)
	if err != nil {
		e.unknown(err)
		return
	}
	m := readMeta(p.View.Private)
	r := commands.Request{Actor: actor, Channel: m.Channel, Now: e.Calendar()}
	found, err := e.desk.Suggest(ctx, commands.Submission{Request: r, Form: p.View.Callback, State: m.State}, p.BlockID, string(p.Value))
	if err != nil {
		e.fault("suggest", err)
		return
	}
	_ = a.send(encode(suggestions{Options: options(found, maxOptions)}))
}
