package main

import (
	"context"
	"errors"
	"strings"

	"csp/commands"
	"csp/store"
)

// restAction is the press of "Show the rest" under a reminder; its value is
// the post's key.
const restAction = "edge.rest"

// rest shows, to who presses alone, the lines that a reminder did not have
// room for. They stand in its text already, so whoever sees the button may
// read them.
func (e *edge) rest(ctx context.Context, p *interaction, r commands.Request, key string) {
	var post store.Post
	err := e.Store.View(ctx, func(tx *store.Tx) (err error) {
		post, err = tx.Post(key)
		return err
	})
	var reply commands.Reply
	switch {
	case errors.Is(err, store.ErrNotFound), err == nil && post.Channel != r.Channel:
		reply = commands.Reply{Bad: true, Blocks: []commands.Block{commands.Para(commands.T("That message is not kept any more."))}}
	case err != nil:
		reply = e.fault("press", err)
	default:
		reply = restReply(post.Text)
	}
	e.show(ctx, p, commands.Outcome{Reply: &reply, Below: true}, again{})
}

// restReply is the lines of a reminder's text that its blocks left out.
func restReply(text string) commands.Reply {
	lines := strings.Split(text, "\n• ")
	var list commands.List
	for _, line := range lines[min(shownLines+1, len(lines)):] {
		list.Items = append(list.Items, commands.T(unescapeText.Replace(line)))
	}
	if len(list.Items) == 0 {
		return commands.Reply{Blocks: []commands.Block{commands.Para(commands.T("There is nothing more."))}}
	}
	return commands.Reply{Blocks: []commands.Block{list}}
}
