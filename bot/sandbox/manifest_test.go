package sandbox_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"csp/bot/sandbox"
)

// installed is an app whose manifest leaves nearly everything out.
const installed = `{"features":{
 "app_home":{"home_tab_enabled":HOME,"messages_tab_enabled":MESSAGES,"messages_tab_read_only_enabled":false},
 "slash_commands":[{"command":"/csp","should_escape":false}],
 "shortcuts":[{"name":"Brief me","type":"global","callback_id":"brief"},{"name":"Record","type":"message","callback_id":"rec"}]},
 "oauth_config":{"scopes":{"bot":["commands","chat:write"]}},
 "settings":{"event_subscriptions":{"bot_events":["app_mention","app_home_opened","message.im"]},"interactivity":{"is_enabled":PRESSES}}}`

func install(t *testing.T, home, messages, presses string) *sandbox.Slack {
	t.Helper()
	o, err := sandbox.Options{}.Installed([]byte(strings.NewReplacer("HOME", home, "MESSAGES", messages, "PRESSES", presses).Replace(installed)))
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Shortcuts) != 2 || o.Shortcuts[0].OnMessage || !o.Shortcuts[1].OnMessage {
		t.Errorf("shortcuts: %+v", o.Shortcuts)
	}
	return open(t, o)
}

func TestAnAppGetsWhatItsManifestAsksFor(t *testing.T) {
	s := install(t, "true", "true", "true")
	var events []string
	bot := connect(t, s, func(e envelope) any { return nil })
	for method, need := range map[string]string{
		"users.info": "users:read", "conversations.open": "im:write", "usergroups.users.list": "usergroups:read",
		"files.getUploadURLExternal": "files:write", "conversations.info": "groups:read", "conversations.history": "groups:history",
		"conversations.members": "groups:read",
	} {
		r := ask(t, s, method, map[string]string{
			"user": sandbox.Staff, "users": sandbox.Staff, "usergroup": sandbox.StaffGroup, "channel": sandbox.Office, "filename": "a", "length": "1",
		})
		if r.Error != "missing_scope" || !strings.Contains(string(r.raw), `"needed":"`+need+`"`) || !strings.Contains(string(r.raw), `"provided":"chat:write,commands"`) {
			t.Errorf("%s: %s", method, r.raw)
		}
	}
	post(t, s, map[string]string{"channel": sandbox.Office, "text": "granted"})
	// Subscribed to, but without the scopes app_mentions:read and im:history.
	for _, where := range []string{sandbox.Office, s.DM(sandbox.Staff)} {
		if _, err := s.Mention(within(t), sandbox.Staff, where, "", "hello"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.OpenHome(within(t), sandbox.Staff); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp ask @amara <b>"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		e := bot.frame(t)
		if e.Type == "events_api" {
			events = append(events, e.event(t).Inner.Type)
		} else if got := e.field("text"); got != "ask @amara <b>" {
			t.Errorf("a command without should_escape brings %q", got)
		}
	}
	if len(events) != 1 || events[0] != "app_home_opened" {
		t.Errorf("told of %v", events)
	}
	if _, err := (sandbox.Options{}).Installed([]byte("features:")); err == nil {
		t.Error("a manifest that is not JSON was taken")
	}
}

func TestWhatAManifestLeavesOff(t *testing.T) {
	s := install(t, "false", "false", "false")
	connect(t, s, func(e envelope) any { return nil })
	if r := ask(t, s, "views.publish", map[string]string{"user_id": sandbox.Staff, "view": home}); r.Error != "not_enabled" {
		t.Errorf("publish without a Home tab: %s", r.raw)
	}
	if r := ask(t, s, "chat.postMessage", map[string]string{"channel": sandbox.Staff, "text": "x"}); r.Error != "messages_tab_disabled" {
		t.Errorf("direct message without a messages tab: %s", r.raw)
	}
	if _, err := s.Say(within(t), sandbox.Staff, s.DM(sandbox.Staff), "", "hello"); err == nil {
		t.Error("somebody wrote where nobody can")
	}
	at := post(t, s, map[string]string{"channel": sandbox.Office, "text": "x", "blocks": card})
	a, err := s.Click(within(t), sandbox.Staff, at, "Add an action")
	if err != nil || !strings.Contains(a.Failure, "app_missing_action_url") {
		t.Errorf("a press without interactivity: %+v, %v", a, err)
	}
}

func TestTheNextReminder(t *testing.T) {
	page := func(s *sandbox.Slack) string { out, _ := get(t, s, "/"); return out }
	if strings.Contains(page(open(t, sandbox.Options{Clock: &calendar{}})), "Next reminder") {
		t.Error("Next reminder is offered though nobody knows of any")
	}
	clock := &calendar{}
	soon := clock.at.AddDate(1, 2, 3)
	s := open(t, sandbox.Options{Clock: clock, Coming: comingAt(soon, soon)})
	if !strings.Contains(page(s), "Next reminder") {
		t.Error("Next reminder is not offered")
	}
	told := `{"note":"` + soon.Format("Monday 2 January 2006, 15:04") + `. To #office: the plan ends And 1 more.","look":"/?as=` + sandbox.Staff + `\u0026in=` + sandbox.Office + `","there":"#office","at":"` + soon.Format(time.RFC3339) + `"}`
	if got := deed(t, s, "clock", url.Values{"next": {"1"}}); got != told || !clock.Now().Equal(soon) {
		t.Errorf("%s, at %s, want %s", got, clock.Now(), told)
	}
	post(t, s, map[string]string{"channel": sandbox.Office, "text": "The plan ends today.", "metadata": `{"event_type":"csp_reminder","event_payload":{"key":"k"}}`})
	post(t, s, map[string]string{"channel": sandbox.Office, "text": "Somebody asked for this."})
	clock.Set(clock.Now().AddDate(0, 0, -1))
	calendar, _ := get(t, s, "/?in=calendar")
	for _, want := range []string{"To come", soon.Format("Monday 2 January 2006"), "for the secretariat", "the plan ends", "Gone out", "The plan ends today.", "/?as=" + sandbox.Staff + "&amp;in=" + sandbox.Office} {
		if !strings.Contains(calendar, want) {
			t.Errorf("the calendar does not say %q", want)
		}
	}
	if strings.Contains(calendar, "Somebody asked for this.") {
		t.Error("the calendar has a message that the bot did not post by itself")
	}
	clock.Set(soon)
	if got := deed(t, s, "clock", url.Values{"next": {"1"}}); got != `{"note":"No reminder is to come in the next two years."}` {
		t.Error(got)
	}
}
