package main

import (
	"context"
	"errors"

	"csp/commands"
	"csp/reminders"
	"csp/store"
)

// rest shows, to who presses alone, the lines that a reminder did not have
// room for. They stand in its text already, so whoever sees the button may
// read them.
func (e *edge) rest(ctx context.Context, p *interaction, r commands.Request, key string) {
	var post store.Post
	var items []reminders.Item
	err := e.Store.View(ctx, func(tx *store.Tx) (err error) {
		if post, err = tx.Post(key); err == nil {
			items, err = reminders.SaidNow(tx, remindersOf(e.Config), r.Now, &post)
		}
		return err
	})
	var reply commands.Reply
	switch {
	case errors.Is(err, store.ErrNotFound), err == nil && (post.Channel != r.Channel || len(items) == 0):
		reply = commands.Reply{Bad: true, Blocks: []commands.Block{commands.Para(commands.T("That message is not kept any more."))}}
	case err != nil:
		reply = e.fault("press", err)
	default:
		reply = commands.ByMention(r.Actor, commands.RestReply(items))
	}
	e.show(ctx, p, commands.Outcome{Reply: &reply, Below: true}, again{})
}
