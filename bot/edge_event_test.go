package main

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/bot/sandbox"
	"csp/commands"
)

// mention says something to the bot and returns what comes of it for user.
func (w *world) mention(user, channel, thread, words string) []sandbox.Message {
	w.t.Helper()
	mark := w.slack.Mark()
	a, err := w.slack.Mention(w.ctx, user, channel, thread, words)
	if err != nil || a.Failure != "" {
		w.t.Fatalf("%q %v", a.Failure, err)
	}
	w.idle()
	var out []sandbox.Message
	for _, m := range w.slack.Since(user, mark) {
		if m.User == sandbox.BotUser {
			out = append(out, m)
		}
	}
	return out
}

func TestMentionIsAnsweredPrivately(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := newWorld(t, o)
		mark := w.slack.Mark()
		got := w.mention(sandbox.Partner, sandbox.General, "", "darlington & <so on>")
		if len(got) != 1 || got[0].Plain != "you typed darlington & <so on>" || !got[0].Ephemeral {
			t.Errorf("answer %q", plains(got))
		}
		if seen := w.slack.Since(sandbox.Staff, mark); len(seen) != 1 { // the mention itself
			t.Errorf("others see %q", plains(seen))
		}
	})
}

// Slash commands do not work in threads; a mention does, and is answered there.
func TestMentionInAThread(t *testing.T) {
	w := newWorld(t, worldOptions{})
	a, err := w.slack.Say(w.ctx, sandbox.Staff, sandbox.General, "", "a topic")
	if err != nil {
		t.Fatal(err)
	}
	topic := a.Messages[0].TS
	got := w.mention(sandbox.Partner, sandbox.General, topic, "darlington")
	if len(got) != 1 || got[0].Thread != topic || !got[0].Ephemeral {
		t.Errorf("answer %+v", plains(got))
	}
}

// "here" shows the answer to the channel, without what only the asker may
// read, and only where everybody is a full member.
func TestHere(t *testing.T) {
	w := newWorld(t, worldOptions{})
	var asked commands.Request
	w.desk.do = func(_ context.Context, r commands.Request) (commands.Reply, error) {
		asked = r
		return says("the card"), nil
	}
	got := w.mention(sandbox.Admin, sandbox.General, "", "darlington here")
	if len(got) != 1 || got[0].Ephemeral || got[0].Plain != "the card" {
		t.Errorf("in a channel of members: %q", plains(got))
	}
	if asked.Text != "darlington" || asked.Actor.Admin || asked.Actor.Staff || !asked.Public {
		t.Errorf("asked %+v", asked)
	}
	got = w.mention(sandbox.Admin, sandbox.Darlington, "", "darlington here")
	if len(got) != 2 || !got[0].Ephemeral || !got[1].Ephemeral || !strings.Contains(plains(got)[1], "for you alone") {
		t.Errorf("in a shared channel: %q", plains(got))
	}
	if !asked.Actor.Admin || asked.Public {
		t.Errorf("asked %+v", asked)
	}
	members := []string{sandbox.BotUser, sandbox.Staff, sandbox.Admin}
	w.slack.SetChannel(sandbox.Channel{ID: "C0SHARED1", Name: "shared", Shared: true, Members: members})
	got = w.mention(sandbox.Admin, "C0SHARED1", "", "darlington here")
	if len(got) != 2 || !got[0].Ephemeral || !got[1].Ephemeral {
		t.Errorf("in a shared channel that nobody else has joined: %q", plains(got))
	}
	members = append(members, sandbox.Guest)
	w.slack.SetChannel(sandbox.Channel{ID: "C0GUESTS1", Name: "guests", Members: members})
	got = w.mention(sandbox.Admin, "C0GUESTS1", "", "darlington here")
	if len(got) != 1 || got[0].Ephemeral || asked.Actor.Admin || !asked.Actor.Guest || !slices.Equal(asked.Actor.Channels, []string{"C0GUESTS1"}) {
		t.Errorf("in a channel with a guest, as %+v: %q", asked.Actor, plains(got))
	}
	w.desk.do = func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if r.Public {
			return badReply("not for guests"), nil
		}
		asked = r
		return says("all of it"), nil
	}
	got = w.mention(sandbox.Admin, "C0GUESTS1", "", "darlington here")
	if len(got) != 2 || !got[0].Ephemeral || !got[1].Ephemeral || got[0].Plain != "all of it" || !asked.Actor.Admin {
		t.Errorf("what a guest may not read: %q", plains(got))
	}
	w.slack.Misbehave(sandbox.Fault{Method: "conversations.info", Kind: sandbox.Broken})
	got = w.mention(sandbox.Admin, sandbox.General, "", "darlington here")
	if len(got) != 2 || !got[0].Ephemeral || !strings.Contains(plains(got)[1], "could not make sure") {
		t.Errorf("when Slack does not tell: %q", plains(got))
	}
}

// An event that Slack sends again is acted on once.
func TestEventsAreActedOnOnce(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := newWorld(t, o)
		asked := make(chan string, 9)
		w.desk.do = func(_ context.Context, r commands.Request) (commands.Reply, error) {
			asked <- r.ID
			return says("done"), nil
		}
		w.mention(sandbox.Staff, sandbox.Office, "", "done DAR-26-001")
		for range 3 {
			if err := w.slack.Redeliver(w.ctx); err != nil {
				t.Fatal(err)
			}
		}
		w.idle()
		if id := <-asked; id == "" || len(asked) > 0 {
			t.Errorf("asked %d times more, id %q", len(asked), id)
		}
	})
}

// A command that comes again is put to the desk again, under the same id: a
// read is answered, and the store knows a write that it has.
func TestRedeliveredCommandsKeepTheirID(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := newWorld(t, o)
		ids := make(chan string, 9)
		w.desk.do = func(_ context.Context, r commands.Request) (commands.Reply, error) {
			ids <- r.ID
			return says("done"), nil
		}
		w.slash(sandbox.Staff, sandbox.Office, "/csp done DAR-26-001")
		if err := w.slack.Redeliver(w.ctx); err != nil {
			t.Fatal(err)
		}
		w.slack.Slash(w.ctx, sandbox.Staff, sandbox.Office, "/csp done DAR-26-001")
		first, again, other := <-ids, <-ids, <-ids
		if first == "" || first != again || other == first {
			t.Errorf("ids %q, again %q, another %q", first, again, other)
		}
	})
}

func TestEventMemory(t *testing.T) {
	inMemory(t, func(t *testing.T, _ *rawSlack) {
		s := newSeen(eventMemory, 3)
		if !s.first("a") || s.first("a") {
			t.Error("a is told apart wrongly")
		}
		pass(10 * time.Minute)
		if s.first("a") {
			t.Error("a is forgotten after ten minutes")
		}
		pass(6 * time.Minute)
		if !s.first("a") {
			t.Error("a is remembered for ever")
		}
		for _, id := range []string{"b", "c", "d"} {
			s.first(id)
		}
		if len(s.at) != 3 || len(s.order) != 3 || s.first("d") {
			t.Errorf("%d ids are remembered", len(s.at))
		}
	})
}

func TestHomeTab(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := newWorld(t, o)
		w.desk.home = func(_ context.Context, r commands.Request) (commands.Reply, error) {
			r2 := buttons("Mark it done")
			r2.Blocks = append(r2.Blocks, commands.Para(commands.T("for "+r.Actor.Name)))
			return r2, nil
		}
		if err := w.slack.OpenHome(w.ctx, sandbox.Partner); err != nil {
			t.Fatal(err)
		}
		w.idle()
		home := w.slack.Home(sandbox.Partner)
		if home == nil || !strings.Contains(home.Plain, "for Beth Lister") {
			t.Fatalf("home %+v\n%s", home, w.log)
		}
		w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
			return commands.Outcome{Reply: ref(says("done"))}, nil
		}
		w.click(sandbox.Partner, sandbox.InHome, "Mark it done")
		if v := w.slack.View(sandbox.Partner); v == nil || !strings.Contains(v.Plain, "done") {
			t.Error("the press on the home tab shows nothing")
		}
	})
}

// A press inside a modal is answered in that modal.
func TestPressInsideAModal(t *testing.T) {
	w := newWorld(t, worldOptions{})
	w.desk.home = func(context.Context, commands.Request) (commands.Reply, error) { return buttons("Open"), nil }
	if err := w.slack.OpenHome(w.ctx, sandbox.Partner); err != nil {
		t.Fatal(err)
	}
	w.idle()
	w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
		r := buttons("Form", "Next")
		return commands.Outcome{Reply: &r}, nil
	}
	w.click(sandbox.Partner, sandbox.InHome, "Open")
	first := w.slack.View(sandbox.Partner)
	w.desk.press = func(_ context.Context, p commands.Press) (commands.Outcome, error) {
		if p.Value == "Form" {
			return commands.Outcome{Form: ref(everyInput())}, nil
		}
		r := buttons("Form", "Page 2")
		return commands.Outcome{Reply: &r}, nil
	}
	w.click(sandbox.Partner, sandbox.InModal, "Next")
	second := w.slack.View(sandbox.Partner)
	if second.ID != first.ID || !strings.Contains(second.Plain, "Page 2") {
		t.Errorf("the modal shows %q", second.Plain)
	}
	w.click(sandbox.Partner, sandbox.InModal, "Form")
	if third := w.slack.View(sandbox.Partner); third.ID != first.ID || third.Title != "Add an action" {
		t.Errorf("the modal shows %q", third.Plain)
	}
}

// What is too long is answered as its writer can go on.
func TestLongMention(t *testing.T) {
	w := newWorld(t, worldOptions{})
	for user, says := range map[string]string{sandbox.Outsider: "Write @csp help", sandbox.Partner: "Type /csp help"} {
		got := w.mention(user, sandbox.Darlington, "", strings.Repeat("x", maxLine+1))
		if len(got) != 1 || !strings.Contains(got[0].Plain, says) {
			t.Errorf("%s is answered %.100q", user, plains(got))
		}
	}
}
