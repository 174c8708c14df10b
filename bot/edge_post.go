package main

import (
	"context"
	"errors"
	"time"

	"csp/commands"
	"csp/store"
)

// postWait is how long a person waits to hear whether a channel was told.
const postWait = 6 * time.Second

// post has a channel told, once for each key of what is told, however often
// and by whomever it is asked for: it is owed in the ledger before Slack is
// asked. It returns what to say to the person instead of what the command
// said; nil when the message stands in the channel.
func (e *edge) post(ctx context.Context, actor commands.Actor, p *commands.Post) *commands.Reply {
	key := store.NoticeKey(p.Key)
	before, _, err := e.owed(ctx, key)
	if err == nil || errors.Is(err, store.ErrNotFound) {
		err = e.owe(ctx, actor, p)
	}
	if err != nil {
		r := e.fault("post", err)
		return &r
	}
	e.sender.Now(ctx)
	ctx, cancel := context.WithTimeout(ctx, postWait)
	defer cancel()
	for wait := 5 * time.Millisecond; ; wait = min(2*wait, 200*time.Millisecond) {
		now, parked, err := e.owed(context.WithoutCancel(ctx), key)
		if err != nil {
			r := e.fault("post", err)
			return &r
		}
		if now.State == store.PostSent && !now.Correct {
			return nil
		}
		if settled(&before, &now) || parked != "" {
			return notTold(&now, parked)
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return notTold(&now, parked)
		}
	}
}

// posted carries out the post of a press or a shortcut, and returns what is
// shown of it.
func (e *edge) posted(ctx context.Context, actor commands.Actor, out commands.Outcome) commands.Outcome {
	if out.Post == nil {
		return out
	}
	if problem := e.post(ctx, actor, out.Post); problem != nil {
		return commands.Outcome{Reply: problem, Below: true}
	}
	return out
}

// owe records in the ledger that a channel is to be told.
func (e *edge) owe(ctx context.Context, actor commands.Actor, p *commands.Post) error {
	body, err := commands.NoticeBody(p.Reply)
	if err != nil {
		return err
	}
	change := store.Change{Actor: actor.Account(), Name: actor.Name, Command: "tell", At: e.Calendar()}
	_, err = e.Store.Change(ctx, change, func(tx *store.Tx) error {
		return store.Owe(tx, store.Notice{Key: p.Key, Channel: p.Channel, Body: body, AtOnce: true})
	})
	return err
}

// owed is a post as the ledger has it, and why its channel is left alone, ""
// when it is not.
func (e *edge) owed(ctx context.Context, key string) (p store.Post, parked string, err error) {
	err = e.Store.View(ctx, func(tx *store.Tx) error {
		if p, err = tx.Post(key); err != nil {
			return err
		}
		why, err := tx.Parked(p.To)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		parked = why.Why
		return err
	})
	return p, parked, err
}

// settled reports whether waiting brings no more news of a post.
func settled(before, now *store.Post) bool {
	switch now.State {
	case store.PostHeld, store.PostSkipped:
		return true
	case store.PostUnknown:
		return true // it is looked for when Slack has had its quiet
	case store.PostRejected:
		return now.Attempt > before.Attempt
	}
	return false
}

// notTold says why a channel was not told, and what to do.
func notTold(p *store.Post, parked string) *commands.Reply {
	var says string
	why := parked
	if why == "" {
		why = p.Why
	}
	switch p.State {
	case store.PostIntent, store.PostUnknown:
		says = "Slack did not say whether it is posted. Look there in two minutes. If it is missing, tell the channel again: it is never posted twice."
	case store.PostHeld:
		says = "It is not known whether it is posted. Look there, and write it yourself if it is missing."
	case store.PostSkipped:
		says = "It is not posted, since there is nothing to say any more."
	case store.PostSent:
		says = "The message there could not be corrected. Tell the channel again in a minute."
	default:
		says = refusedWords(why)
	}
	where := commands.Text{{Text: "the channel", Channel: p.To}}
	if p.To == "" {
		where = commands.T("the office's channel")
	}
	return &commands.Reply{Bad: true, Blocks: []commands.Block{
		commands.Para(commands.Join(commands.T("For "), where, commands.T(": "+says))),
	}}
}

// refusedWords say what Slack's refusal to post means.
// https://docs.slack.dev/reference/methods/chat.postMessage
func refusedWords(code string) string {
	switch code {
	case "not_in_channel", "channel_not_found":
		return "I am not in that channel, so nothing is posted. Type /invite @csp there, then tell the channel again."
	case "is_archived":
		return "That channel is archived, so nothing is posted. Record another channel, then tell it again."
	case "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel", "no_permission":
		return "Only some people may post in that channel, so nothing is posted. Ask its owner to let csp post, then tell the channel again."
	case "", "ratelimited", "rate_limited":
		return "Slack does not take it just now. Tell the channel again in a minute: it is never posted twice."
	}
	return "Slack refused it (" + code + "), so nothing is posted. Tell the office's administrator."
}
