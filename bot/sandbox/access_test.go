package sandbox_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"csp/bot/sandbox"
	"csp/bot/sandbox/chrome"
)

// startGallery connects a bot that shows everything there is to draw. Its form
// wants the board called by its whole name; each "deeper" pushes one more view.
func startGallery(t *testing.T, s *sandbox.Slack) {
	connect(t, s, func(e envelope) any {
		if e.Type == "slash_commands" {
			if r := ask(t, s, "views.open", map[string]string{"trigger_id": e.field("trigger_id"), "view": everyField}); !r.OK {
				t.Errorf("views.open: %s", r.raw)
			}
			return nil
		}
		if e.Type == "events_api" {
			if r := ask(t, s, "views.publish", map[string]string{"user_id": e.event(t).Inner.User, "view": `{"type":"home","blocks":` + everything + `}`}); !r.OK {
				t.Errorf("publish: %s", r.raw)
			}
			return nil
		}
		i := e.interactive(t)
		switch i.Type {
		case "block_suggestion":
			return answerPage(t, s, i)
		case "block_actions":
			if i.Actions[0].ActionID != "deeper" {
				return nil
			}
			r := ask(t, s, "views.push", map[string]string{"trigger_id": i.TriggerID, "view": strings.Replace(bare, "TITLE", "Add a person", 1)})
			if !r.OK && r.Error != "push_limit_reached" {
				t.Errorf("views.push: %s", r.raw)
			}
		case "view_submission":
			if strings.Contains(string(i.View.State.Values["name"]["v"]), `"East"`) {
				return map[string]any{"response_action": "errors", "errors": map[string]string{"name": "Two boards are called East: write the whole name.", "state": "A board that is to come is not held."}}
			}
		}
		return nil
	})
}

// look is a way in which people see the page.
type look struct {
	name          string
	scheme        chrome.Step
	width, height int64
}

// At 200% zoom a window of 1280 by 800 holds half as much.
var (
	light = look{"light", chrome.Light, 1280, 800}
	dark  = look{"dark", chrome.Dark, 1280, 800}
	phone = look{"phone", chrome.Dark, 360, 740}
	zoom  = look{"zoom", chrome.Light, 640, 400}

	everyLook = []look{light, dark, phone, zoom}
)

// looks sees that the page is sound in each of the looks.
func looks(t *testing.T, b *chrome.Page, what string, all ...look) {
	t.Helper()
	for _, l := range all {
		name := what + ", " + l.name
		b.Do(name, l.scheme, chromedp.EmulateViewport(l.width, l.height))
		b.Keep(name)
		b.Sound(name)
	}
	b.Do(what, chrome.Light, chromedp.EmulateViewport(1280, 800))
}

// TestNobodyIsKeptOut looks over the page, a form with errors, a stacked form,
// Home and the drawers with axe-core.
func TestNobodyIsKeptOut(t *testing.T) {
	b, ok := chrome.Try(t)
	if !ok {
		return
	}
	s := open(t, sandbox.Options{
		Clock: &calendar{at: time.Date(2027, 3, 10, 9, 0, 0, 0, time.UTC)}, Coming: comingAt(time.Date(2027, 4, 1, 9, 0, 0, 0, time.UTC)),
		Shortcuts: []sandbox.Shortcut{{CallbackID: "record", Name: "Record as action", OnMessage: true}, {CallbackID: "brief", Name: "Brief me"}},
	})
	startGallery(t, s)
	b.Do("an empty channel", chromedp.Navigate(s.URL()+"/?in="+sandbox.General), chrome.Ready)
	looks(t, b, "an empty channel", phone)
	b.Do("the calendar", chromedp.Navigate(s.URL()+"/?in=calendar"), chromedp.WaitVisible("#play"), chrome.Ready)
	looks(t, b, "the calendar", light, dark, phone)
	post(t, s, map[string]string{"channel": sandbox.Office, "text": "x", "blocks": everything})
	at := post(t, s, map[string]string{"channel": sandbox.Office, "text": "x", "blocks": table})
	if _, err := s.Say(within(t), sandbox.Admin, sandbox.Office, s.Messages(sandbox.Staff, at.Channel())[1].TS, "In a thread, to @amara"); err != nil {
		t.Fatal(err)
	}
	uploadTo(t, s, sandbox.Office)
	s.Misbehave(sandbox.Fault{Kind: sandbox.Broken, Method: "chat.delete", Count: 3})
	b.Do("messages", chromedp.Navigate(s.URL()+"/?in="+sandbox.Office), chrome.Ready)
	looks(t, b, "messages", everyLook...)
	b.Do("a thread", chromedp.Click(".replies"), chromedp.WaitVisible("#thread"), chrome.Ready)
	looks(t, b, "a thread", phone)
	b.Do("the drawer", chromedp.Click("#misbehave"), chromedp.WaitVisible("#fault"))
	looks(t, b, "the drawer", light, phone)
	b.Do("menus", chromedp.Click("[data-drawer]"), chromedp.Click("#act summary"), chromedp.WaitVisible("#act a"))
	looks(t, b, "act as", dark)
	b.Do("home", chromedp.Navigate(s.URL()+"/?in=home"), chrome.Ready, chromedp.WaitVisible(`//h3[contains(., "Everything")]`))
	looks(t, b, "home", everyLook...)
	b.Do("a form", chromedp.Navigate(s.URL()+"/?in="+sandbox.Office), chrome.Ready,
		chromedp.SendKeys("#text", "/csp form"), chrome.Enter, chromedp.WaitVisible("dialog .modal"))
	b.Do("a form with errors", chromedp.SendKeys(`[name="name/v"]`, "East"), chromedp.Click(`[name="state/v"][value=h]`),
		chromedp.Click(".modal .foot .primary"), chromedp.WaitVisible("dialog .error"))
	looks(t, b, "a form with errors", everyLook...)
	b.Do("a stacked form", chromedp.Click(`[data-press="more/deeper"]`), chromedp.WaitVisible(`//h2[contains(., "Add a person")]`))
	looks(t, b, "a stacked form", light)
}

// uploadTo puts a file into a channel.
func uploadTo(t *testing.T, s *sandbox.Slack, channel string) {
	t.Helper()
	r := ask(t, s, "files.getUploadURLExternal", map[string]string{"filename": "brief.csv", "length": "12"})
	if !r.OK {
		t.Fatal(string(r.raw))
	}
	up := struct {
		ID  string `json:"file_id"`
		URL string `json:"upload_url"`
	}{}
	if err := json.Unmarshal(r.raw, &up); err != nil {
		t.Fatal(err)
	}
	res, err := http.Post(up.URL, "application/octet-stream", strings.NewReader("a,b\r\n1,2,\r\n3"))
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res, err)
	}
	res.Body.Close()
	if r := ask(t, s, "files.completeUploadExternal", map[string]string{"files": `[{"id":"` + up.ID + `","title":"The brief"}]`, "channel_id": channel}); !r.OK {
		t.Fatal(string(r.raw))
	}
}
