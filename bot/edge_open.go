package main

import (
	"context"
	"errors"
	"strings"

	"github.com/slack-go/slack"

	"csp/commands"
)

// openView opens a modal, which Slack allows for three seconds after a press
// or a typed command, and once.
func (e *edge) openView(ctx context.Context, trigger string, v *slack.ModalViewRequest) error {
	_, err := e.api.OpenViewContext(ctx, trigger, *v)
	return err
}

// openForm opens a typed command's form and reports whether it is open. When
// Slack did not say so in time it may be open all the same; the words that
// then come with it do no harm.
func (e *edge) openForm(ctx context.Context, c *slashCommand, f commands.Form) bool {
	if c.Trigger == "" {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, e.pace.open)
	defer cancel()
	err := e.openView(ctx, c.Trigger, formView(f, meta{Channel: c.Channel}))
	if triggerUsed(err) {
		return true // the same command came before, and its form is open
	}
	if err != nil {
		e.Log.Warn("form not opened", "form", f.ID, "err", quiet(err))
	}
	return err == nil
}

// placeView shows a modal to who pressed: in place of the modal that the
// button stands in, on top of it when push says so and there is room, or as a
// new one.
func (e *edge) placeView(ctx context.Context, p *interaction, push bool, draw func(meta) *slack.ModalViewRequest) error {
	where := p.meta()
	if p.View == nil || p.View.Type != "modal" {
		return e.openView(ctx, p.Trigger, draw(where))
	}
	if above, room := where.above(); push && room {
		_, err := e.api.PushViewContext(ctx, p.Trigger, *draw(above))
		if !stackFull(err) {
			return err
		}
	}
	return e.updateView(ctx, p.View, draw(where))
}

// stackFull reports whether Slack has no room for one more modal.
func stackFull(err error) bool {
	var api slack.SlackErrorResponse
	return errors.As(err, &api) && api.Err == "push_limit_reached"
}

// inWords is a reply whose form does not open by itself: the blocks, with a
// button that opens it. line is what was typed.
func inWords(r commands.Reply, line string) commands.Reply {
	form := r.Form
	if form == nil {
		return r
	}
	r.Form = nil
	word, _, _ := strings.Cut(form.ID, ".")
	for _, b := range r.Blocks {
		row, _ := b.(commands.Buttons)
		for _, button := range row {
			if strings.HasPrefix(button.Action, word+".") || button.Action == "" && button.Type == line {
				return r
			}
		}
	}
	opens := commands.Buttons{{Label: "Open the form", Type: line, Primary: true}}
	r.Blocks = append(r.Blocks[:len(r.Blocks):len(r.Blocks)], opens)
	return r
}
