package main

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"csp/bot/sandbox"
	"csp/commands"
	"csp/config"
	"csp/store"
)

func told(key, words string) *commands.Post {
	return &commands.Post{Channel: sandbox.General, Key: key, Reply: says(words)}
}

// tellWorld has a form open that tells the channel.
func tellWorld(t *testing.T, o worldOptions) *world {
	w := formWorld(t, o)
	w.desk.submit = func(context.Context, commands.Submission) (commands.FormAnswer, error) {
		return commands.FormAnswer{Post: told("change-7", "A new <chair>."), Tell: ref(says("Told the channel."))}, nil
	}
	return w
}

// send submits the open form and returns what the person is then told, in
// words or in the modal.
func (w *world) send() string {
	w.t.Helper()
	mark := w.slack.Mark()
	if a, err := w.slack.Submit(w.ctx, sandbox.Partner, url.Values{"text": {"x"}}); err != nil || a.Failure != "" {
		w.t.Fatalf("%q %v\n%s", a.Failure, err, w.log)
	}
	w.idle()
	said := ""
	for _, m := range w.answers(sandbox.Partner, mark) {
		if m.Ephemeral {
			said += m.Plain
		}
	}
	if v := w.slack.View(sandbox.Partner); v != nil {
		said += v.Plain
	}
	return said
}

// public are the bot's messages that everybody in the channel sees.
func (w *world) public() []sandbox.Message {
	var out []sandbox.Message
	for _, m := range w.slack.Messages(sandbox.Staff, sandbox.General) {
		if m.User == sandbox.BotUser && !m.Ephemeral {
			out = append(out, m)
		}
	}
	return out
}

func TestChannelIsTold(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := tellWorld(t, o)
		if said := w.send(); said != "Told the channel." {
			t.Errorf("the person is told %q\n%s", said, w.log)
		}
		if err := w.slack.Redeliver(w.ctx); err != nil {
			t.Fatal(err)
		}
		w.idle()
		all := w.public()
		if len(all) != 1 || all[0].Plain != "A new <chair>." {
			t.Fatalf("the channel reads %q", plains(all))
		}
		var meta struct {
			Type    string            `json:"event_type"`
			Payload map[string]string `json:"event_payload"`
		}
		if err := json.Unmarshal(all[0].Metadata, &meta); err != nil || meta.Type != "csp_notice" || meta.Payload["key"] != store.NoticeKey("change-7") {
			t.Errorf("metadata %s, %v", all[0].Metadata, err)
		}
	})
}

// What is told again under its key corrects the message that stands there.
func TestChannelIsToldOtherwise(t *testing.T) {
	w := newWorld(t, worldOptions{})
	w.desk.do = answering(buttons("Tell", "Undo"))
	w.desk.press = func(_ context.Context, p commands.Press) (commands.Outcome, error) {
		words := map[string]string{"Tell": "A new chair.", "Undo": "This was taken back."}[p.Value]
		return commands.Outcome{Post: told("change-7", words), Reply: ref(says("done")), Below: true}, nil
	}
	m := w.slash(sandbox.Partner, sandbox.General, "/csp x")
	for _, press := range []string{"Tell", "Tell", "Undo", "Undo"} {
		if got := w.click(sandbox.Partner, m.On(), press); len(got) == 0 || got[len(got)-1].Plain != "done" {
			t.Errorf("%s: %q\n%s", press, plains(got), w.log)
		}
	}
	if all := w.public(); len(all) != 1 || all[0].Plain != "This was taken back." || w.calls("chat.update") != 1 {
		t.Errorf("the channel reads %q after %d corrections", plains(all), w.calls("chat.update"))
	}
}

// A refusal says what to do, and telling again afterwards posts it once.
func TestChannelThatCannotBeTold(t *testing.T) {
	for code, want := range map[string]string{
		"not_in_channel": "/invite @csp", "channel_not_found": "/invite @csp", "is_archived": "archived",
		"restricted_action": "let csp post", "ratelimited": "in a minute", "invalid_blocks": "(invalid_blocks)",
	} {
		t.Run(code, func(t *testing.T) {
			w := tellWorld(t, worldOptions{})
			fault := sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.Refuse + code}
			if code == "ratelimited" {
				fault.Kind, fault.RetryAfter = sandbox.TooMany, 1e12
			}
			w.slack.Misbehave(fault)
			if said := w.send(); !strings.Contains(said, want) || len(w.public()) != 0 {
				t.Fatalf("told %q, the channel reads %q\n%s", said, plains(w.public()), w.log)
			}
			if code == "ratelimited" {
				return // for the hour
			}
			again := w.edge.post(w.ctx, commands.Actor{User: sandbox.Partner}, told("change-7", "A new <chair>."))
			if again != nil || len(w.public()) != 1 {
				t.Errorf("told again: %+v, the channel reads %q", again, plains(w.public()))
			}
		})
	}
}

// A post whose answer was lost is never repeated blindly: Slack gets its
// quiet, then the channel is looked at.
func TestAnswerOfAPostIsLost(t *testing.T) {
	for kind, stands := range map[string]int{sandbox.Lost: 1, sandbox.Broken: 0, sandbox.Cut: 0, sandbox.Refuse + "internal_error": 0} {
		t.Run(kind, func(t *testing.T) {
			w := tellWorld(t, worldOptions{config: func(c *config.Config) { c.Quiet = 1 << 60 }})
			w.slack.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: kind})
			if said := w.send(); !strings.Contains(said, "did not say whether") || len(w.public()) != stands {
				t.Fatalf("told %q, %d there", said, len(w.public()))
			}
			post := func() *commands.Reply {
				return w.edge.post(w.ctx, commands.Actor{User: sandbox.Partner}, told("change-7", "A new <chair>."))
			}
			if again := post(); again == nil || len(w.public()) != stands || w.calls("chat.postMessage") != 1 {
				t.Errorf("within the quiet: %d there after %d calls", len(w.public()), w.calls("chat.postMessage"))
			}
			w.edge.sender.Quiet = 0
			w.slack.Misbehave(sandbox.Fault{Method: "conversations.history", Kind: sandbox.Broken})
			if again := post(); again == nil || len(w.public()) != stands {
				t.Error("a reading that failed is taken for an answer")
			}
			if again := post(); again != nil || len(w.public()) != 1 {
				t.Errorf("afterwards: %+v, the channel reads %q\n%s", again, plains(w.public()), w.log)
			}
			if w.calls("chat.postMessage") != 2-stands {
				t.Errorf("%d posts", w.calls("chat.postMessage"))
			}
		})
	}
}

// After three posts that nobody knows the end of, a person has to look.
func TestPostThatIsGivenUp(t *testing.T) {
	w := newWorld(t, worldOptions{})
	post := func() string {
		if r := w.edge.post(w.ctx, commands.Actor{User: sandbox.Partner}, told("k", "words")); r != nil {
			return r.Plain()
		}
		return ""
	}
	for range 3 {
		w.slack.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.Broken})
		if said := post(); !strings.Contains(said, "did not say whether") {
			t.Errorf("told %q", said)
		}
	}
	if said := post(); !strings.Contains(said, "not known whether") || len(w.public()) != 0 || w.calls("chat.postMessage") != 3 {
		t.Errorf("told %q after %d posts", said, w.calls("chat.postMessage"))
	}
}
