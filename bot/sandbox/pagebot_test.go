package sandbox_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"csp/bot/sandbox"
)

// calendar is a clock that stands still until it is set.
type calendar struct {
	mu sync.Mutex
	at time.Time
}

func (c *calendar) Now() time.Time  { c.mu.Lock(); defer c.mu.Unlock(); return c.at }
func (c *calendar) Set(t time.Time) { c.mu.Lock(); defer c.mu.Unlock(); c.at = t }

func has(words string, parts ...string) bool {
	for _, p := range parts {
		if !strings.Contains(words, p) {
			return false
		}
	}
	return true
}

func matching(prefix string, all ...string) []string {
	var fit []string
	for _, one := range all {
		if strings.HasPrefix(one, prefix) {
			fit = append(fit, one)
		}
	}
	return fit
}

// card is what the page's bot answers to every command.
const card = `[
 {"type":"header","text":{"type":"plain_text","text":"Darlington Community Safety Partnership"}},
 {"type":"section","text":{"type":"mrkdwn","text":"*Chair:* Chief Superintendent, since 3 May 2026\n*Plan:* 2015 to 2020, ended on 31 March 2020. No new plan is recorded."},
  "accessory":{"type":"overflow","action_id":"more","options":[
   {"text":{"type":"plain_text","text":"History"},"value":"h"},{"text":{"type":"plain_text","text":"Still right"},"value":"s"}]}},
 {"type":"rich_text","elements":[
  {"type":"rich_text_section","elements":[{"type":"text","text":"Open actions","style":{"bold":true}}]},
  {"type":"rich_text_list","style":"bullet","elements":[
   {"type":"rich_text_section","elements":[{"type":"text","text":"DAR-26-001 <b>Not bold</b>, owner "},{"type":"user","user_id":"U0PARTNR1"}]},
   {"type":"rich_text_section","elements":[{"type":"link","url":"https://www.example.org/plan","text":"The plan"},{"type":"text","text":", overdue by 12 days"}]}]}]},
 {"type":"divider"},
 {"type":"actions","block_id":"a","elements":[
  {"type":"button","action_id":"add","style":"primary","text":{"type":"plain_text","text":"Add an action"}},
  {"type":"button","action_id":"tell","text":{"type":"plain_text","text":"Tell the channel"}},
  {"type":"static_select","action_id":"go","placeholder":{"type":"plain_text","text":"Go to"},"options":[
   {"text":{"type":"plain_text","text":"Schemes"},"value":"s"},{"text":{"type":"plain_text","text":"Plans"},"value":"p"}]}]},
 {"type":"context","elements":[{"type":"mrkdwn","text":"As at 10 March 2027, 8:40am. 3 facts are older than 6 months."}]}]`

const home = `{"type":"home","blocks":[
 {"type":"header","text":{"type":"plain_text","text":"What needs you"}},
 {"type":"section","text":{"type":"mrkdwn","text":"WORDS"},"accessory":{"type":"button","action_id":"h","text":{"type":"plain_text","text":"Open"}}}]}`

// startPageBot connects a bot with a card, a form and a Home tab.
func startPageBot(t *testing.T, s *sandbox.Slack) {
	connect(t, s, func(e envelope) any {
		switch e.Type {
		case "slash_commands":
			return map[string]any{"text": "Darlington", "blocks": jsonOf(card)}
		case "events_api":
			words := "Nothing needs you today."
			if e.event(t).Inner.User == sandbox.Staff {
				words = "*1 action overdue*, 2 boards in the next 10 working days"
			}
			if r := ask(t, s, "views.publish", map[string]string{"user_id": e.event(t).Inner.User, "view": strings.Replace(home, "WORDS", words, 1)}); !r.OK {
				t.Errorf("publish: %s", r.raw)
			}
			return nil
		}
		return answerPage(t, s, e.interactive(t))
	})
}

func answerPage(t *testing.T, s *sandbox.Slack, i interactive) any {
	switch i.Type {
	case "block_suggestion":
		return map[string]any{"options": []any{
			map[string]any{"text": map[string]any{"type": "plain_text", "text": "Beth Lister"}, "value": "beth"},
			map[string]any{"text": map[string]any{"type": "plain_text", "text": "Ben Moss"}, "value": "ben"},
		}}
	case "block_actions":
		if i.Actions[0].ActionID == "add" {
			if r := ask(t, s, "views.open", map[string]string{"trigger_id": i.TriggerID, "view": form}); !r.OK {
				t.Errorf("views.open: %s", r.raw)
			}
		}
	case "view_submission":
		owner := struct {
			Selected struct {
				Text struct {
					Text string `json:"text"`
				} `json:"text"`
			} `json:"selected_option"`
		}{}
		_ = json.Unmarshal(i.View.State.Values["owner"]["v"], &owner)
		what := struct {
			Value string `json:"value"`
		}{}
		_ = json.Unmarshal(i.View.State.Values["text"]["v"], &what)
		if r := ask(t, s, "chat.postMessage", map[string]string{
			"channel": sandbox.Office, "text": owner.Selected.Text.Text + " will: " + what.Value,
		}); !r.OK {
			t.Errorf("post: %s", r.raw)
		}
	}
	return nil
}
