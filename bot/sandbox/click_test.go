package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"csp/bot/sandbox"
)

// buttons is a message with a button, a menu and an overflow menu.
const buttons = `[
 {"type":"section","block_id":"s","text":{"type":"mrkdwn","text":"*Pick* one"},
  "accessory":{"type":"overflow","action_id":"more","options":[
   {"text":{"type":"plain_text","text":"Copy"},"value":"copy"},
   {"text":{"type":"plain_text","text":"Drop"},"value":"drop"}]}},
 {"type":"actions","block_id":"a","elements":[
  {"type":"button","action_id":"go","text":{"type":"plain_text","text":"Go on"},"value":"7"},
  {"type":"button","action_id":"stop","text":{"type":"plain_text","text":"Stop"}},
  {"type":"static_select","action_id":"size","placeholder":{"type":"plain_text","text":"Size"},"options":[
   {"text":{"type":"plain_text","text":"Small"},"value":"s"},
   {"text":{"type":"plain_text","text":"Large"},"value":"l"}]}]}]`

// interactive is what the tests read of an interaction payload.
type interactive struct {
	Type        string `json:"type"`
	ResponseURL string `json:"response_url"`
	TriggerID   string `json:"trigger_id"`
	Value       string `json:"value"`
	CallbackID  string `json:"callback_id"`
	IsCleared   bool   `json:"is_cleared"`
	User        struct {
		ID     string `json:"id"`
		TeamID string `json:"team_id"`
	} `json:"user"`
	Team      struct{ ID string } `json:"team"`
	Container struct {
		Type      string `json:"type"`
		Ephemeral bool   `json:"is_ephemeral"`
		Thread    string `json:"thread_ts"`
	} `json:"container"`
	Message json.RawMessage `json:"message"`
	View    struct {
		ID    string `json:"id"`
		Hash  string `json:"hash"`
		State struct {
			Values map[string]map[string]json.RawMessage `json:"values"`
		} `json:"state"`
	} `json:"view"`
	State struct {
		Values map[string]map[string]json.RawMessage `json:"values"`
	} `json:"state"`
	Actions []struct {
		Type     string `json:"type"`
		ActionID string `json:"action_id"`
		BlockID  string `json:"block_id"`
		Value    string `json:"value"`
		Selected struct {
			Value string `json:"value"`
		} `json:"selected_option"`
	} `json:"actions"`
}

func (e envelope) interactive(t *testing.T) interactive {
	t.Helper()
	i := interactive{}
	if err := json.Unmarshal(e.Payload, &i); err != nil {
		t.Fatalf("read payload: %v", err)
	}
	return i
}

func post(t *testing.T, s *sandbox.Slack, form map[string]string) sandbox.Place {
	t.Helper()
	r := ask(t, s, "chat.postMessage", form)
	if !r.OK {
		t.Fatalf("post: %s", r.raw)
	}
	return sandbox.OnMessage(form["channel"], r.TS)
}

func TestPressingAndChoosing(t *testing.T) {
	s := open(t, sandbox.Options{})
	bot := connect(t, s, func(envelope) any { return nil })
	at := post(t, s, map[string]string{"channel": sandbox.Darlington, "text": "x", "blocks": buttons})

	click := func(user, what string) interactive {
		t.Helper()
		if a, err := s.Click(within(t), user, at, what); err != nil || a.Failure != "" {
			t.Fatalf("press %q: %q, %v", what, a.Failure, err)
		}
		return bot.frame(t).interactive(t)
	}
	got := click(sandbox.Outsider, "Go on")
	if got.Actions[0].ActionID != "go" || got.Actions[0].Value != "7" || got.Actions[0].BlockID != "a" {
		t.Errorf("pressed %+v", got.Actions)
	}
	if got.User.TeamID != "T0COUNCL1" || got.Team.ID != "T0SANDBX1" || got.Container.Ephemeral || len(got.Message) == 0 {
		t.Errorf("by %+v of %+v on %+v", got.User, got.Team, got.Container)
	}
	if got := click(sandbox.Staff, "stop"); got.Actions[0].ActionID != "stop" {
		t.Errorf("by action_id: %+v", got.Actions)
	}
	if got := click(sandbox.Staff, "a/go"); got.Actions[0].ActionID != "go" {
		t.Errorf("by both ids: %+v", got.Actions)
	}
	if got := click(sandbox.Staff, "Drop"); got.Actions[0].Type != "overflow" || got.Actions[0].Selected.Value != "drop" {
		t.Errorf("overflow: %+v", got.Actions)
	}
	if _, err := s.Choose(within(t), sandbox.Staff, at, "Size", "Large"); err != nil {
		t.Fatal(err)
	}
	got = bot.frame(t).interactive(t)
	if got.Actions[0].Selected.Value != "l" || !strings.Contains(string(got.State.Values["a"]["size"]), `"value":"l"`) {
		t.Errorf("chosen: %+v, state %s", got.Actions, got.State.Values["a"]["size"])
	}
	for what, want := range map[string]string{"Nothing": "nothing here is called", "Size": "cannot be pressed"} {
		if _, err := s.Click(within(t), sandbox.Staff, at, what); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("press %q: %v", what, err)
		}
	}
	if _, err := s.Choose(within(t), sandbox.Staff, at, "Size", "Huge"); err == nil {
		t.Error("a choice that is not there was taken")
	}
}

func TestPressWithoutAnswer(t *testing.T) {
	s := open(t, sandbox.Options{AckTimeout: 100 * time.Millisecond})
	connect(t, s, func(envelope) any { return silent })
	at := post(t, s, map[string]string{"channel": sandbox.Office, "text": "x", "blocks": buttons})
	a, err := s.Click(within(t), sandbox.Staff, at, "Stop")
	if err != nil || !strings.Contains(a.Failure, "operation_timeout") {
		t.Errorf("Slack says %q, %v", a.Failure, err)
	}
}

func TestEphemeralMessagesChangeByResponseURLOnly(t *testing.T) {
	s := open(t, sandbox.Options{})
	bot := connect(t, s, func(e envelope) any {
		if e.Type == "slash_commands" {
			return map[string]any{"text": "one", "blocks": json.RawMessage(buttons)}
		}
		return nil
	})
	a, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp")
	if err != nil {
		t.Fatal(err)
	}
	bot.frame(t)
	shown := a.Messages[0]
	if got := ask(t, s, "chat.update", map[string]string{"channel": shown.Channel, "ts": shown.TS, "text": "two"}); got.Error != "message_not_found" {
		t.Errorf("chat.update of an ephemeral message: %q", got.Error)
	}
	if _, err := s.Click(within(t), sandbox.Admin, shown.On(), "Stop"); err == nil {
		t.Error("another person pressed a button only one sees")
	}
	if _, err := s.Click(within(t), sandbox.Staff, shown.On(), "Stop"); err != nil {
		t.Fatal(err)
	}
	press := bot.frame(t).interactive(t)
	if !press.Container.Ephemeral || len(press.Message) != 0 {
		t.Errorf("container %+v, message %s", press.Container, press.Message)
	}
	respond(t, press.ResponseURL, `{"replace_original":true,"text":"two"}`)
	got := s.Since(sandbox.Staff, a.Mark)
	if len(got) != 1 || got[0].Plain != "two" || got[0].TS != shown.TS {
		t.Errorf("after replacing: %+v", got)
	}
	respond(t, press.ResponseURL, `{"delete_original":"true"}`)
	if got := s.Messages(sandbox.Staff, sandbox.Office); len(got) != 0 {
		t.Errorf("after deleting: %+v", got)
	}
}

func respond(t *testing.T, url, body string) {
	t.Helper()
	res, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("response_url answered %d", res.StatusCode)
	}
}

func TestFillSendsNothing(t *testing.T) {
	s := open(t, sandbox.Options{})
	at := post(t, s, map[string]string{"channel": sandbox.Office, "text": "x", "blocks": buttons})
	if err := s.Fill(sandbox.Staff, at, url.Values{"Size": {"Small"}}); err != nil {
		t.Fatal(err)
	}
	seen := s.Messages(sandbox.Staff, sandbox.Office)[0].Plain
	if !strings.Contains(seen, "[Size: Small v Small | Large]") {
		t.Errorf("shown as\n%s", seen)
	}
	if other := s.Messages(sandbox.Admin, sandbox.Office)[0].Plain; strings.Contains(other, "Size: Small") {
		t.Error("what one person chose is shown to another")
	}
}

func TestShortcuts(t *testing.T) {
	s := open(t, sandbox.Options{})
	bot := connect(t, s, func(envelope) any { return nil })
	at := post(t, s, map[string]string{"channel": sandbox.Darlington, "text": "carry me"})
	m := s.Messages(sandbox.Staff, sandbox.Darlington)[0]
	if _, err := s.Shortcut(within(t), sandbox.Staff, "brief_me"); err != nil {
		t.Fatal(err)
	}
	if got := bot.frame(t).interactive(t); got.Type != "shortcut" || got.CallbackID != "brief_me" || got.ResponseURL != "" || got.TriggerID == "" {
		t.Errorf("got %+v", got)
	}
	if _, err := s.MessageShortcut(within(t), sandbox.Staff, m.Channel, m.TS, "as_action"); err != nil {
		t.Fatal(err)
	}
	got := bot.frame(t).interactive(t)
	if got.Type != "message_action" || !strings.Contains(string(got.Message), "carry me") || got.ResponseURL == "" {
		t.Errorf("got %+v", got)
	}
	if _, err := s.MessageShortcut(within(t), sandbox.Outsider, m.Channel, m.TS, "as_action"); err == nil {
		t.Error("a person of another workspace used a shortcut")
	}
	_ = at
}
