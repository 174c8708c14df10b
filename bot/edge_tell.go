package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"csp/store"
)

// notices sends what is owed at once, by the ledger's rules: what Slack is
// about to be asked is stored before, and a message that may be there is
// looked for before it is sent again. It is for when no reminders are sent.
type notices struct {
	edge *edge

	mu     sync.Mutex
	ledger *store.Ledger
	began  time.Time            // of this process
	asked  map[string]time.Time // when the last call of this process for a post ended
}

// postTime is how long Slack is waited for.
const postTime = 10 * time.Second

// send carries a post of that key on as far as is possible now.
func (n *notices) send(ctx context.Context, key string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for range 3 {
		p, again, err := n.step(ctx, key)
		if err != nil {
			n.edge.Log.Error("channel not told", "post", key, "state", string(p.State), "err", quiet(err))
		}
		if !again || err != nil {
			return
		}
	}
}

// step does the next thing about a post; again says that there is more.
func (n *notices) step(ctx context.Context, key string) (p store.Post, again bool, err error) {
	if p, _, err = n.edge.owed(ctx, key); err != nil {
		return p, false, err
	}
	if n.ledger == nil {
		if err := n.take(ctx); err != nil {
			return p, false, err
		}
	}
	switch p.State {
	case store.PostDue, store.PostRejected:
		return p, false, n.attempt(ctx, p)
	case store.PostIntent, store.PostUnknown:
		// What an earlier process asked may have arrived as late as its end.
		if time.Since(cmp.Or(n.asked[key], n.began)) < n.edge.Config.Quiet {
			return p, false, nil
		}
		return p, true, n.lookFor(ctx, p)
	case store.PostSent:
		if p.Correct {
			return p, false, n.correct(ctx, p)
		}
	}
	return p, false, nil
}

// take makes this the sender.
func (n *notices) take(ctx context.Context) error {
	var lease store.Lease
	err := n.edge.Store.View(ctx, func(tx *store.Tx) (err error) {
		lease, err = tx.Lease()
		return err
	})
	if err == nil {
		n.ledger, err = n.edge.Store.TakeLedger(ctx, lease, "edge")
	}
	return err
}

// finish stores what became of a post.
func (n *notices) finish(ctx context.Context, p store.Post) error {
	// The answer has come, so it is kept even when nobody waits any more.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), postTime)
	defer cancel()
	return n.ledger.Update(ctx, func(tx *store.LedgerTx) error { return tx.Finish(p, n.edge.Calendar()) })
}

// place is where a post goes.
func (n *notices) place(p *store.Post) string { return cmp.Or(p.To, n.edge.Config.Channel) }

// attempt asks Slack to post, once.
func (n *notices) attempt(ctx context.Context, p store.Post) error {
	m, err := drawNotice(p.Body, maxText)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(encode(m))
	p.Attempt, p.Text, p.Hash = p.Attempt+1, m.Text, hex.EncodeToString(sum[:])
	if p.Began.IsZero() {
		p.Began = time.Now()
	}
	if err := n.edge.turns.wait(ctx, n.place(&p)); err != nil {
		return err
	}
	err = n.ledger.Update(ctx, func(tx *store.LedgerTx) error {
		now, err := tx.Post(p.Key)
		if err == nil && !bytes.Equal(now.Body, p.Body) {
			err = errors.New("it is to say something else by now")
		}
		if err != nil {
			return err
		}
		return tx.Begin(p)
	})
	if err != nil {
		return err
	}
	call, cancel := context.WithTimeout(context.WithoutCancel(ctx), postTime)
	defer cancel()
	p.Channel, p.TS, err = n.edge.api.PostMessageContext(call, n.place(&p),
		slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(m.Blocks...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: p.Type, EventPayload: map[string]any{"key": p.Key}}))
	n.asked[p.Key] = time.Now()
	p.State, p.Why = store.PostSent, ""
	if err != nil {
		p.State, p.Why, p.Channel, p.TS = store.PostRejected, refusalCode(err), "", ""
		if mayBeDone(err) {
			p.State = store.PostUnknown
		}
	} else {
		p.How, p.Sent = "reply", time.Now()
	}
	return errors.Join(err, n.finish(ctx, p))
}

// refusalCode is Slack's name for a refusal, "" for anything else.
func refusalCode(err error) string {
	var said slack.SlackErrorResponse
	if errors.As(err, &said) {
		return said.Err
	}
	return ""
}

// lookFor reads the channel's history for a post that may be there, twice.
func (n *notices) lookFor(ctx context.Context, p store.Post) error {
	for reading := range 2 {
		if reading > 0 {
			t := time.NewTimer(n.edge.Config.Quiet / 10)
			select {
			case <-t.C:
			case <-ctx.Done():
				t.Stop()
				return ctx.Err()
			}
		}
		found, err := n.edge.findNotice(ctx, n.place(&p), p.Key, p.Began)
		if err != nil {
			return err
		}
		if found != "" {
			p.State, p.Why, p.How, p.Channel, p.TS, p.Sent = store.PostSent, "", "adopted", n.place(&p), found, time.Now()
			return n.finish(ctx, p)
		}
	}
	p.State, p.Why = store.PostRejected, ""
	if p.Unknowns++; p.Unknowns >= maxUnknowns {
		p.State = store.PostHeld
	}
	return n.finish(ctx, p)
}

// maxUnknowns is how many attempts may come to an unknown end before a person
// has to look.
const maxUnknowns = 3

// correct puts what is to be said now into the message that stands there.
func (n *notices) correct(ctx context.Context, p store.Post) error {
	m, err := drawNotice(p.Body, maxUpdateText)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, postTime)
	defer cancel()
	_, _, _, err = n.edge.api.UpdateMessageContext(ctx, p.Channel, p.TS, slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(m.Blocks...))
	if code := refusalCode(err); err != nil && code != "message_not_found" {
		return err
	}
	return n.ledger.Update(ctx, func(tx *store.LedgerTx) error { return tx.Corrected(p.Key, p.Body) })
}
