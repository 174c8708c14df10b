package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"csp/bot/sandbox"
	"csp/commands"
)

// dm writes to the bot in its direct messages and returns what it answers.
func (w *world) dm(user, words string) []sandbox.Message {
	w.t.Helper()
	mark := w.slack.Mark()
	if a, err := w.slack.Say(w.ctx, user, w.slack.DM(user), "", words); err != nil || a.Failure != "" {
		w.t.Fatalf("%q %v", a.Failure, err)
	}
	w.idle()
	return w.answers(user, mark)
}

// answers are the bot's own messages since a mark.
func (w *world) answers(user string, mark uint64) []sandbox.Message {
	var out []sandbox.Message
	for _, m := range w.slack.Since(user, mark) {
		if m.User == sandbox.BotUser {
			out = append(out, m)
		}
	}
	return out
}

// tell has the edge take an event of Slack as it would come, and waits until
// it is done with it.
func (w *world) tell(id, event string) {
	w.t.Helper()
	raw := `{"type":"event_callback","team_id":"` + w.edge.home.Load().Team + `","event_id":"` + id + `","event":` + event + `}`
	c, err := decode[eventCallback](json.RawMessage(raw))
	if err != nil {
		w.t.Fatal(err)
	}
	sent := 0
	w.edge.event(w.ctx, c, &ack{write: func([]byte, bool) error { sent++; return nil }})
	if sent != 1 {
		w.t.Errorf("acknowledged %d times", sent)
	}
	w.idle()
}

func TestDirectMessageIsAnswered(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := newWorld(t, o)
		var asked commands.Request
		w.desk.do = func(_ context.Context, r commands.Request) (commands.Reply, error) {
			asked = r
			return says("you typed " + r.Text), nil
		}
		for said, means := range map[string]string{
			"darlington": "darlington", "@csp chairs": "chairs", "update DAR-26-001 we are here": "update DAR-26-001 we are here",
			"give DAR-26-001 @amara": "give DAR-26-001 <@" + sandbox.Staff + ">", "a & <b>": "a & <b>",
		} {
			got := w.dm(sandbox.Partner, said)
			if len(got) != 1 || got[0].Ephemeral || got[0].Thread != "" || asked.Text != means {
				t.Errorf("%s: %q, asked %q", said, plains(got), asked.Text)
			}
			if asked.Public || asked.Actor.User != sandbox.Partner || asked.Channel != w.slack.DM(sandbox.Partner) || asked.ID == "" {
				t.Errorf("asked %+v", asked)
			}
		}
	})
}

// Slack tells again of a message whose acknowledgement it missed, and tells
// of what the bot itself and other machines write, and of edits and joins.
func TestDirectMessagesLeftAlone(t *testing.T) {
	w := newWorld(t, worldOptions{})
	asked := 0
	w.desk.do = func(context.Context, commands.Request) (commands.Reply, error) {
		asked++
		return says("done"), nil
	}
	dm := w.slack.DM(sandbox.Partner)
	from := func(user, more string) string {
		return `{"type":"message","channel_type":"im","channel":"` + dm + `","user":"` + user + `","text":"darlington","ts":"1.1"` + more + `}`
	}
	w.tell("Ev1", from(sandbox.Partner, ""))
	if asked != 1 {
		t.Fatalf("asked %d times of what a person wrote", asked)
	}
	for name, event := range map[string]string{
		"again":            from(sandbox.Partner, ""),
		"the bot itself":   from(sandbox.BotUser, `,"bot_id":"B0CSPBOT1"`),
		"the bot unmarked": from(sandbox.BotUser, ""),
		"another bot":      from(sandbox.Partner, `,"bot_id":"B0OTHER01"`),
		"Slackbot":         from("USLACKBOT", ""),
		"an edit":          `{"type":"message","subtype":"message_changed","channel_type":"im","channel":"` + dm + `","message":{"user":"` + sandbox.Partner + `","text":"x"}}`,
		"a deletion":       from(sandbox.Partner, `,"subtype":"message_deleted"`),
		"a join":           from(sandbox.Partner, `,"subtype":"channel_join"`),
		"a channel":        strings.Replace(from(sandbox.Partner, ""), `"im"`, `"channel"`, 1),
		"nothing":          strings.Replace(from(sandbox.Partner, ""), "darlington", " ", 1),
	} {
		id := "Ev-" + name
		if name == "again" {
			id = "Ev1"
		}
		mark := w.slack.Mark()
		if w.tell(id, event); asked != 1 || len(w.slack.Since(sandbox.Partner, mark)) > 0 {
			t.Errorf("%s: asked, %q", name, plains(w.slack.Since(sandbox.Partner, mark)))
			asked = 1
		}
	}
}

// A file is not opened, and words beside it are answered.
func TestFilesInDirectMessages(t *testing.T) {
	w := newWorld(t, worldOptions{})
	event := `{"type":"message","subtype":"file_share","channel_type":"im","channel":"` + w.slack.DM(sandbox.Partner) +
		`","user":"` + sandbox.Partner + `","text":"WORDS","files":[{"id":"F1"}]}`
	for words, want := range map[string]string{"": sayNoFiles, "list": "you typed list\n~ " + sayNoFiles} {
		mark := w.slack.Mark()
		w.tell("Ev"+words, strings.Replace(event, "WORDS", words, 1))
		if got := w.answers(sandbox.Partner, mark); len(got) != 1 || got[0].Plain != want {
			t.Errorf("%q: %q", words, plains(got))
		}
	}
}

// Who is not known is told so; what cannot be told is in the log.
func TestDirectMessageInBadWeather(t *testing.T) {
	w := newWorld(t, worldOptions{edge: func(e *edge) { e.people.users.keep = 0 }})
	w.slack.Misbehave(sandbox.Fault{Method: "users.info", Kind: sandbox.Broken})
	if got := w.dm(sandbox.Partner, "list"); len(got) != 1 || !strings.Contains(got[0].Plain, "could not find out from Slack who you are") {
		t.Errorf("answer %q", plains(got))
	}
	w.slack.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.Lost})
	if got := w.dm(sandbox.Partner, "list"); len(got) != 1 || w.calls("chat.postMessage") != 2 {
		t.Errorf("%q by %d posts; a post whose answer was lost must not be repeated", plains(got), w.calls("chat.postMessage"))
	}
	if !strings.Contains(w.log.String(), "answer not delivered") {
		t.Error("not in the log")
	}
}

// A form does not open after a message, since there is no trigger.
func TestDirectMessageForm(t *testing.T) {
	w := newWorld(t, worldOptions{})
	w.desk.do = answering(withForm())
	got := w.dm(sandbox.Partner, "action add")
	if len(got) != 1 || !strings.Contains(got[0].Plain, "Open the form") {
		t.Fatalf("answer %q", plains(got))
	}
	w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
		return commands.Outcome{Reply: ref(withForm())}, nil
	}
	w.click(sandbox.Partner, got[0].On(), "Open the form")
	if w.slack.View(sandbox.Partner) == nil {
		t.Error("the button opens nothing")
	}
}

// What is asked in a thread of the direct messages is answered there.
func TestDirectMessageInAThread(t *testing.T) {
	w := newWorld(t, worldOptions{})
	topic := w.dm(sandbox.Partner, "darlington")[0]
	mark := w.slack.Mark()
	if _, err := w.slack.Say(w.ctx, sandbox.Partner, topic.Channel, topic.TS, "chairs"); err != nil {
		t.Fatal(err)
	}
	w.idle()
	got := w.answers(sandbox.Partner, mark)
	if len(got) == 0 || got[len(got)-1].Thread != topic.TS || got[len(got)-1].Plain != "you typed chairs" {
		t.Errorf("answer %+v", got)
	}
}
