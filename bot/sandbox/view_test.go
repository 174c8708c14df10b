package sandbox_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"csp/bot/sandbox"
)

// form is a modal with three fields.
const form = `{"type":"modal","callback_id":"add","notify_on_close":true,
 "title":{"type":"plain_text","text":"Add an action"},"submit":{"type":"plain_text","text":"Save"},
 "blocks":[
  {"type":"input","block_id":"text","label":{"type":"plain_text","text":"What"},"hint":{"type":"plain_text","text":"One sentence."},
   "element":{"type":"plain_text_input","action_id":"v","max_length":20}},
  {"type":"input","block_id":"owner","label":{"type":"plain_text","text":"Owner"},"optional":true,
   "element":{"type":"external_select","action_id":"v","min_query_length":1,"placeholder":{"type":"plain_text","text":"Type a name"}}},
  {"type":"input","block_id":"due","label":{"type":"plain_text","text":"Due"},"optional":true,
   "element":{"type":"datepicker","action_id":"v"}}]}`

// formBot opens the form for every command and answers the rest with answer.
func formBot(t *testing.T, s *sandbox.Slack, answer func(interactive) any) *toy {
	return connect(t, s, func(e envelope) any {
		if e.Type == "slash_commands" {
			if r := ask(t, s, "views.open", map[string]string{"trigger_id": e.field("trigger_id"), "view": form}); !r.OK {
				t.Errorf("views.open: %s", r.raw)
			}
			return nil
		}
		return answer(e.interactive(t))
	})
}

func openForm(t *testing.T, s *sandbox.Slack) {
	t.Helper()
	a, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp action add")
	if err != nil || a.View == nil {
		t.Fatalf("no modal: %+v, %v", a, err)
	}
}

func TestSubmitting(t *testing.T) {
	s := open(t, sandbox.Options{})
	var last interactive
	replies := []any{map[string]any{"response_action": "errors", "errors": map[string]string{"due": "That day is past."}}, nil}
	formBot(t, s, func(i interactive) any {
		last = i
		if i.Type == "block_suggestion" {
			return map[string]any{"options": []any{map[string]any{"text": map[string]any{"type": "plain_text", "text": "Beth Lister"}, "value": "p1"}}}
		}
		next := replies[0]
		replies = replies[1:]
		return next
	})
	openForm(t, s)

	a, err := s.Submit(within(t), sandbox.Staff, url.Values{"What": {"a text that is far too long for it"}})
	if err != nil || a.Errors["What"] != "Must be no more than 20 characters." || last.Type != "" {
		t.Fatalf("too long: %+v, %v", a.Errors, err)
	}
	if _, err := s.Submit(within(t), sandbox.Staff, url.Values{"What": {""}}); err != nil || !strings.Contains(s.View(sandbox.Staff).Plain, "! Please complete this required field.") {
		t.Fatalf("left empty: %v\n%s", err, s.View(sandbox.Staff).Plain)
	}
	a, err = s.Submit(within(t), sandbox.Staff, url.Values{"What": {"Ring the council"}, "Owner": {"Beth Lister"}, "Due": {"2027-03-14"}})
	if err != nil || a.Errors["Due"] != "That day is past." || a.View == nil {
		t.Fatalf("refused by the bot: %+v, %v", a, err)
	}
	want := `== Add an action ==
What: Ring the council
  One sentence.
Owner (optional): Beth Lister
Due (optional): 14 March 2027
! That day is past.
[Cancel] [Save]`
	if a.View.Plain != want {
		t.Errorf("shown as\n%s\nwant\n%s", a.View.Plain, want)
	}
	a, err = s.Submit(within(t), sandbox.Staff, nil)
	if err != nil || a.View != nil || a.Failure != "" {
		t.Fatalf("taken by the bot: %+v, %v", a, err)
	}
	values := last.View.State.Values
	if last.Type != "view_submission" || !strings.Contains(string(values["owner"]["v"]), `"value":"p1"`) ||
		!strings.Contains(string(values["due"]["v"]), `"selected_date":"2027-03-14"`) ||
		!strings.Contains(string(values["text"]["v"]), `"value":"Ring the council"`) {
		t.Errorf("sent %s: %s", last.Type, values)
	}
}

func TestSubmissionAnswersThatMakeNoSense(t *testing.T) {
	for name, reply := range map[string]any{
		"error on no input": map[string]any{"response_action": "errors", "errors": map[string]string{"nowhere": "x"}},
		"no errors":         map[string]any{"response_action": "errors"},
		"unknown action":    map[string]any{"response_action": "explode"},
		"bad view":          map[string]any{"response_action": "update", "view": map[string]any{"type": "modal"}},
		"not JSON":          "words",
		"no answer":         silent,
	} {
		t.Run(name, func(t *testing.T) {
			patience := time.Duration(0)
			if reply == silent {
				patience = time.Second
			}
			s := open(t, sandbox.Options{AckTimeout: patience})
			formBot(t, s, func(interactive) any { return reply })
			openForm(t, s)
			a, err := s.Submit(within(t), sandbox.Staff, url.Values{"What": {"x"}})
			if err != nil || !strings.HasPrefix(a.Failure, "We had some trouble connecting.") || a.View == nil {
				t.Errorf("got %+v, %v", a, err)
			}
		})
	}
}

func TestStackOfViews(t *testing.T) {
	s := open(t, sandbox.Options{})
	push := map[string]any{"response_action": "push", "view": jsonOf(form)}
	reply := any(push)
	bot := formBot(t, s, func(interactive) any { return reply })
	submit := func() sandbox.Answer {
		t.Helper()
		a, err := s.Submit(within(t), sandbox.Staff, url.Values{"What": {"x"}})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	openForm(t, s)
	bot.frame(t)
	first := s.View(sandbox.Staff).ID
	submit()
	if a := submit(); a.Failure != "" || a.View.ID == first {
		t.Errorf("a third view: %+v", a)
	}
	if a := submit(); a.Failure == "" {
		t.Error("a fourth view was pushed")
	}
	if a, err := s.CloseView(within(t), sandbox.Staff, false); err != nil || a.View == nil {
		t.Errorf("after Cancel: %+v, %v", a, err)
	}
	reply = map[string]any{"response_action": "update", "view": jsonOf(strings.Replace(form, "Add an action", "Done", 1))}
	if a := submit(); a.View == nil || a.View.Title != "Done" || !strings.Contains(a.View.Plain, "What: x") {
		t.Errorf("after update: %+v", a.View)
	}
	for range 5 { // what came before the closing
		bot.frame(t)
	}
	reply = nil
	if a, err := s.CloseView(within(t), sandbox.Staff, true); err != nil || a.View != nil {
		t.Errorf("after the cross: %+v, %v", a, err)
	}
	if got := bot.frame(t).interactive(t); got.Type != "view_closed" || !got.IsCleared || got.View.ID != first {
		t.Errorf("told of %+v", got)
	}
}

func TestTriggers(t *testing.T) {
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	clock := make(chan time.Time, 1)
	clock <- now
	read := func() time.Time { n := <-clock; clock <- n; return n }
	s := open(t, sandbox.Options{Now: read})
	bot := connect(t, s, func(envelope) any { return nil })
	trigger := func() string {
		t.Helper()
		if _, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp"); err != nil {
			t.Fatal(err)
		}
		return bot.frame(t).field("trigger_id")
	}
	openWith := func(id string) string {
		t.Helper()
		return ask(t, s, "views.open", map[string]string{"trigger_id": id, "view": form}).Error
	}
	once := trigger()
	if got := ask(t, s, "views.push", map[string]string{"trigger_id": trigger(), "view": form}).Error; got != "not_found" {
		t.Errorf("push without a modal: %q", got)
	}
	if got := openWith(once); got != "" {
		t.Errorf("first use: %q", got)
	}
	if got := openWith(once); got != "exchanged_trigger_id" {
		t.Errorf("second use: %q", got)
	}
	late := trigger()
	<-clock
	clock <- now.Add(3001 * time.Millisecond)
	if got := openWith(late); got != "expired_trigger_id" {
		t.Errorf("late use: %q", got)
	}
}

func TestUpdatingViews(t *testing.T) {
	s := open(t, sandbox.Options{})
	formBot(t, s, func(interactive) any { return nil })
	openForm(t, s)
	if err := s.Fill(sandbox.Staff, sandbox.InModal, url.Values{"What": {"kept"}, "Due": {"2027-01-01"}}); err != nil {
		t.Fatal(err)
	}
	id := s.View(sandbox.Staff).ID
	changed := strings.Replace(form, `"block_id":"due"`, `"block_id":"due2"`, 1)
	update := func(hash string) result {
		return ask(t, s, "views.update", map[string]string{"view_id": id, "hash": hash, "view": changed})
	}
	if got := update("stale"); got.Error != "hash_conflict" {
		t.Errorf("stale hash: %s", got.raw)
	}
	if got := update(""); !got.OK {
		t.Fatalf("update: %s", got.raw)
	}
	seen := s.View(sandbox.Staff).Plain
	if !strings.Contains(seen, "What: kept") || strings.Contains(seen, "2027") {
		t.Errorf("after the update:\n%s", seen)
	}
	changed = form
	if got := update(""); !got.OK || strings.Contains(s.View(sandbox.Staff).Plain, "2027") {
		t.Errorf("a field that was gone came back with what was in it:\n%s", s.View(sandbox.Staff).Plain)
	}
	if _, err := s.CloseView(within(t), sandbox.Staff, false); err != nil {
		t.Fatal(err)
	}
	if got := update(""); got.Error != "not_found" {
		t.Errorf("update of a closed view: %s", got.raw)
	}
}

func TestHomeTab(t *testing.T) {
	s := open(t, sandbox.Options{})
	bot := connect(t, s, func(e envelope) any {
		if e.Type == "events_api" {
			view := `{"type":"home","blocks":[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Refresh"},"action_id":"r"}]}]}`
			if r := ask(t, s, "views.publish", map[string]string{"user_id": sandbox.Staff, "view": view}); !r.OK {
				t.Errorf("publish: %s", r.raw)
			}
		}
		return nil
	})
	if err := s.OpenHome(within(t), sandbox.Staff); err != nil {
		t.Fatal(err)
	}
	if home := s.Home(sandbox.Staff); home == nil || home.Plain != "[Refresh]" {
		t.Fatalf("home is %+v", home)
	}
	if s.Home(sandbox.Admin) != nil {
		t.Error("another person got it too")
	}
	bot.frame(t)
	if _, err := s.Click(within(t), sandbox.Staff, sandbox.InHome, "Refresh"); err != nil {
		t.Fatal(err)
	}
	if got := bot.frame(t).interactive(t); got.Container.Type != "view" || got.View.ID == "" {
		t.Errorf("pressed on Home: %+v", got)
	}
}
