package sandbox_test

import (
	"encoding/json"
	"testing"
	"time"

	"csp/bot/sandbox"
)

// event is what the tests read of an events_api payload.
type event struct {
	ID    string `json:"event_id"`
	Inner struct {
		Type    string `json:"type"`
		Text    string `json:"text"`
		Thread  string `json:"thread_ts"`
		Channel string `json:"channel"`
		User    string `json:"user"`
	} `json:"event"`
}

func (e envelope) event(t *testing.T) event {
	t.Helper()
	ev := event{}
	if err := json.Unmarshal(e.Payload, &ev); err != nil {
		t.Fatal(err)
	}
	return ev
}

func TestMentions(t *testing.T) {
	s := open(t, sandbox.Options{Events: []string{"app_mention"}})
	bot := connect(t, s, func(envelope) any { return nil })
	parent, err := s.Say(within(t), sandbox.Guest, sandbox.Darlington, "", "nothing for the bot")
	if err != nil {
		t.Fatal(err)
	}
	ts := parent.Messages[0].TS
	if _, err := s.Mention(within(t), sandbox.Outsider, sandbox.Darlington, ts, "ask @amara & co"); err != nil {
		t.Fatal(err)
	}
	got := bot.frame(t).event(t)
	if got.Inner.Type != "app_mention" || got.Inner.Text != "<@U0CSPBOT1> ask <@U0STAFF01> &amp; co" || got.Inner.Thread != ts || got.Inner.User != sandbox.Outsider {
		t.Errorf("got %+v", got)
	}
	seen := s.Messages(sandbox.Staff, sandbox.Darlington)
	if len(seen) != 2 || seen[1].Plain != "@CSP ask @Amara Okafor & co" || seen[0].Replies != 1 {
		t.Errorf("seen %+v", seen)
	}
	if _, err := s.Say(within(t), sandbox.Staff, s.DM(sandbox.Staff), "", "hello"); err != nil {
		t.Fatal(err)
	}
	s.SetChannel(sandbox.Channel{ID: "C0OTHERS1", Name: "others", Members: []string{sandbox.Staff}})
	if _, err := s.Mention(within(t), sandbox.Staff, "C0OTHERS1", "", "hello"); err != nil {
		t.Fatal(err)
	}
	if len(bot.frames) != 0 {
		t.Error("a mention in a channel without the bot, or a direct message was told though the bot did not subscribe to it")
	}
}

func TestDirectMessagesAreToldToSubscribers(t *testing.T) {
	s := open(t, sandbox.Options{Events: []string{"message.im"}})
	bot := connect(t, s, func(envelope) any { return nil })
	if _, err := s.Mention(within(t), sandbox.Staff, s.DM(sandbox.Staff), "", "hello"); err != nil {
		t.Fatal(err)
	}
	if got := bot.frame(t).event(t); got.Inner.Type != "message" || got.Inner.Channel != s.DM(sandbox.Staff) {
		t.Errorf("got %+v", got)
	}
}

func TestCommandsDoNotWorkInThreads(t *testing.T) {
	s := open(t, sandbox.Options{})
	bot := connect(t, s, func(envelope) any { return nil })
	parent, _ := s.Say(within(t), sandbox.Staff, sandbox.Office, "", "parent")
	a, err := s.Say(within(t), sandbox.Staff, sandbox.Office, parent.Messages[0].TS, "/csp darlington")
	if err != nil || a.Failure != "/csp is not supported in threads. Sorry!" || len(bot.frames) != 0 {
		t.Errorf("got %+v, %v", a, err)
	}
}

func TestEventsAreSentAgain(t *testing.T) {
	s := open(t, sandbox.Options{AckTimeout: 50 * time.Millisecond, Retries: []time.Duration{0, 0, 0}})
	bot := connect(t, s, func(envelope) any { return silent })
	if _, err := s.Mention(within(t), sandbox.Staff, sandbox.Office, "", "hello"); err != nil {
		t.Fatal(err)
	}
	ids, envelopes := map[string]bool{}, map[string]bool{}
	for attempt := range 4 {
		e := bot.frame(t)
		if e.Retry != attempt {
			t.Errorf("attempt %d says %d", attempt, e.Retry)
		}
		ids[e.event(t).ID], envelopes[e.ID] = true, true
	}
	if len(ids) != 1 || len(envelopes) != 4 {
		t.Errorf("%d event ids and %d envelopes", len(ids), len(envelopes))
	}
}

func TestRedeliver(t *testing.T) {
	s := open(t, sandbox.Options{})
	if err := s.Redeliver(within(t)); err == nil {
		t.Error("nothing was sent again")
	}
	bot := connect(t, s, func(envelope) any { return nil })
	if _, err := s.Mention(within(t), sandbox.Staff, sandbox.Office, "", "hello"); err != nil {
		t.Fatal(err)
	}
	if err := s.Redeliver(within(t)); err != nil {
		t.Fatal(err)
	}
	first, second := bot.frame(t), bot.frame(t)
	if first.event(t).ID != second.event(t).ID || second.Retry != 1 {
		t.Errorf("first %+v, then %+v", first, second)
	}
}

func TestWhoMayAct(t *testing.T) {
	s := open(t, sandbox.Options{})
	s.SetPerson(sandbox.Person{ID: "U0LEFT001", Name: "left", Deleted: true})
	for name, c := range map[string]struct{ user, channel string }{
		"nobody":      {"U0NOBODY", sandbox.Office},
		"left":        {"U0LEFT001", sandbox.Office},
		"not inside":  {sandbox.Guest, sandbox.Office},
		"no channel":  {sandbox.Staff, "C0NONE"},
		"other's DMs": {sandbox.Staff, s.DM(sandbox.Admin)},
	} {
		if _, err := s.Say(within(t), c.user, c.channel, "", "x"); err == nil {
			t.Errorf("%s could speak", name)
		}
		if got := s.Messages(c.user, c.channel); got != nil {
			t.Errorf("%s could read", name)
		}
	}
}
