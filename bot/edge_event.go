package main

import (
	"context"
	"time"

	"github.com/slack-go/slack"

	"csp/commands"
)

// event takes an event. It is acknowledged before it is acted on, and acted
// on once: Slack sends an event again when it missed the acknowledgement.
func (e *edge) event(ctx context.Context, c *eventCallback, a *ack) {
	_ = a.send(nil)
	if c.Type != "event_callback" {
		e.metrics.unknown.WithLabelValues("event").Inc()
		if c.Type == "app_rate_limited" {
			e.Log.Error("slack delivers less to the app than there is: too many events")
		}
		return
	}
	if e.notOurs(c.Team, c.Enterprise, c.App) != nil {
		return
	}
	if c.ID != "" && !e.events.first(c.ID) {
		e.metrics.redelivered.Inc()
		return
	}
	switch c.Event.Type {
	case "app_mention":
		if c.Event.Bot == "" {
			e.mention(ctx, &c.Event, c.ID)
		}
	case "message":
		e.direct(ctx, &c.Event, c.ID)
	case "app_home_opened":
		if c.Event.Tab == "home" || c.Event.Tab == "" {
			e.homeOpened(ctx, &c.Event)
		}
	default:
		e.metrics.unknown.WithLabelValues("event").Inc()
	}
}

// mention answers what follows @csp, privately unless the words end with
// "here" and everybody in the channel may read the answer.
func (e *edge) mention(ctx context.Context, ev *event, id string) {
	began := time.Now()
	defer e.homesAfter(string(ev.User))
	channel, thread, user := string(ev.Channel), string(ev.Thread), string(ev.User)
	line, here := afterMention(string(ev.Text), e.home.Load().Bot)
	tell := func(r commands.Reply, a again) {
		if err := e.whisper(ctx, channel, thread, user, drawReply(r, a, maxText)); err != nil {
			e.Log.Warn("answer not delivered", "err", quiet(err))
		}
	}
	actor, err := e.people.actor(ctx, string(ev.Team), user)
	if err != nil {
		tell(e.unknown(err), again{})
		return
	}
	if len(line) > maxLine {
		tell(commands.ByMention(actor, sayTooLong), again{})
		return
	}
	if here && line == "" {
		here = false // what needs somebody today is theirs alone
	}
	self, guests := actor, false
	if here {
		var why string
		if why, guests = e.notHere(ctx, actor, channel); why != "" {
			here = false
			defer tell(badReply(why), again{})
		} else {
			actor = commands.Actor{Team: actor.Team, User: actor.User, Name: actor.Name}
		}
		if guests {
			actor.Guest, actor.Channels = true, []string{channel}
		}
	}
	r := commands.Request{Actor: actor, Channel: channel, Text: line, Now: e.Calendar(), ID: id, Public: here}
	reply, err := e.desk.Do(ctx, r)
	if err == nil && here && reply.Bad && (guests || reply.Refused) { // perhaps no more than what the channel may not read
		here, r.Actor, r.Public = false, self, false
		why := sayNotAll
		if guests {
			why = sayGuests
		}
		defer tell(badReply(why), again{})
		reply, err = e.desk.Do(ctx, r)
	}
	outcome := outcomeOf(reply)
	if err != nil {
		reply, outcome = e.fault("mention", err), faulted
	}
	e.count("mention", e.word(line), outcome, began)
	reply = inWords(reply, line)
	defer e.handOver(user, func(_ context.Context, r commands.Reply) { tell(r, again{}) }, &reply)
	if !here || reply.Bad {
		tell(reply, again{line: line, typed: true})
		return
	}
	if err := e.say(ctx, channel, thread, drawReply(reply, again{}, maxText)); err != nil {
		tell(e.fault("mention", err), again{})
	}
}

// sayNotAll is said where not every member of a channel may read an answer.
const sayNotAll = "Not everybody in this channel may read that, so the answer is for you alone. To ask in private, leave out “here”."

// sayGuests is said where the guests of a channel may not read an answer.
const sayGuests = "This channel has guests, who may not read that, so the answer is for you alone."

// notHere is why an answer may not be shown to a whole channel, "" when it
// may: everybody in it must be known to be of the workspace. guests says that
// some are its guests, who read least.
func (e *edge) notHere(ctx context.Context, actor commands.Actor, channel string) (why string, guests bool) {
	const others = "This channel has people of another organisation, so the answer is for you alone."
	const unsure = "I could not make sure who is in this channel, so the answer is for you alone."
	if actor.Stranger {
		return others, false
	}
	info, err := e.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: channel})
	if err != nil {
		e.Log.Warn("channel not readable", "channel", channel, "err", quiet(err))
		return unsure, false
	}
	if info.IsExtShared || info.IsShared || info.IsPendingExtShared || info.IsOrgShared {
		return others, false
	}
	// Asked anew: who came a minute ago must not read what was meant for others.
	asking, cancel := context.WithTimeout(ctx, peopleWait)
	defer cancel()
	members, err := e.people.loadMembers(asking, channel)
	if err != nil || len(members) == 0 || len(members) > hereMembers {
		return unsure, false
	}
	for id := range members {
		if id == e.home.Load().Bot {
			continue
		}
		who, err := e.people.users.get(ctx, id)
		switch {
		case err != nil:
			return unsure, false
		case who.Elsewhere:
			return others, false
		}
		guests = guests || who.Guest
	}
	return "", guests
}

// hereMembers is how many people of a channel are looked up before an answer
// is shown to all of them; Slack allows about a hundred look-ups a minute.
const hereMembers = 100
