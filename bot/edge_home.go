package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"github.com/slack-go/slack"

	"csp/commands"
)

// homeOpened shows the Home tab of who opened it, unless it stands there as it
// would be drawn.
func (e *edge) homeOpened(ctx context.Context, ev *event) {
	began := time.Now()
	stands := ""
	if ev.View != nil {
		stands = string(ev.View.Hash)
	}
	h := e.homes.opened(string(ev.Team), string(ev.User))
	h.mu.Lock()
	defer h.mu.Unlock()
	if stands != h.hash {
		h.forget()
	}
	reply, outcome := e.drawHome(ctx, h)
	e.count("home", e.word(""), outcome, began)
	e.publish(ctx, h, reply)
}

// homeAgain shows a person's Home tab anew when it has changed. What cannot be
// drawn now leaves it as it stands.
func (e *edge) homeAgain(ctx context.Context, h *homeTab) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if reply, outcome := e.drawHome(ctx, h); outcome == answered {
		e.publish(ctx, h, reply)
	}
}

// homePressed brings Home tabs up to date after a press. Where it was made in
// one, that one stands before the person, whatever is remembered of them.
func (e *edge) homePressed(ctx context.Context, p *interaction) {
	if p.View != nil && p.View.Type == "home" {
		h := e.homes.opened(p.User.Team, p.User.ID)
		e.homeAgain(ctx, h)
	}
	e.homesAfter(p.User.ID)
}

// drawHome is what stands on a person's Home tab, or why it cannot be told.
func (e *edge) drawHome(ctx context.Context, h *homeTab) (commands.Reply, string) {
	actor, err := e.people.actor(ctx, h.team, h.user)
	if err != nil {
		return e.unknown(err), turned
	}
	reply, err := e.desk.Home(ctx, commands.Request{Actor: actor, Now: e.Calendar()})
	if err != nil {
		return e.fault("home", err), faulted
	}
	return reply, answered
}

// publish puts a reply on a Home tab, unless that is what it holds. The hash
// of what we put there last goes along, so that what another process of ours
// has put there since is not overwritten unseen: then it is drawn anew.
func (e *edge) publish(ctx context.Context, h *homeTab, r commands.Reply) {
	req, sum := homeRequest(h.user, r)
	if sum == h.sum {
		return
	}
	if h.hash != "" {
		req.Hash = &h.hash
	}
	put, err := e.api.PublishViewContext(ctx, req)
	var api slack.SlackErrorResponse
	if errors.As(err, &api) && api.Err == "hash_conflict" {
		if again, outcome := e.drawHome(ctx, h); outcome == answered {
			r = again
		}
		req, sum = homeRequest(h.user, r)
		put, err = e.api.PublishViewContext(ctx, req)
	}
	if err != nil {
		h.forget()
		e.Log.Warn("home tab not drawn", "err", quiet(err))
		return
	}
	h.sum, h.hash = sum, put.Hash
}

// homeRequest draws a Home tab; sum is the same when it looks the same.
func homeRequest(user string, r commands.Reply) (req slack.PublishViewContextRequest, sum [sha256.Size]byte) {
	blocks, _ := drawBlocks(r, again{}, viewBlocks)
	view := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks}}
	return slack.PublishViewContextRequest{UserID: user, View: view}, sha256.Sum256(encode(view))
}
