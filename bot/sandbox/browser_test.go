package sandbox_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"csp/bot/sandbox"
	"csp/bot/sandbox/chrome"
)

func TestThePageInABrowser(t *testing.T) {
	b, ok := chrome.Try(t)
	if !ok {
		return
	}
	clock := &calendar{at: time.Date(2027, 3, 10, 9, 0, 0, 0, time.UTC)}
	s := open(t, sandbox.Options{
		Clock: clock,
		Complete: func(_, prefix string) []string {
			return matching(prefix, "/csp darlington", "/csp durham", "/csp chairs")
		},
		Shortcuts: []sandbox.Shortcut{
			{CallbackID: "record", Name: "Record as action", OnMessage: true}, {CallbackID: "brief", Name: "Brief me"},
		},
	})
	startPageBot(t, s)
	b.Do("open the page", chromedp.Navigate(s.URL()), chrome.Ready)
	b.Do("type a command by its completion",
		chromedp.SendKeys("#text", "/csp dar"), chromedp.WaitVisible("#offers [role=option]"),
		chrome.Tab, chrome.Enter,
		chromedp.WaitVisible(`[data-press="a/add"]`))
	if got := b.Text("#messages"); !has(got, "Only visible to you", "Darlington", "<b>Not bold</b>") {
		t.Errorf("the card reads %q", got)
	}
	b.Do("press the button", chromedp.Click(`[data-press="a/add"]`), chromedp.WaitVisible("dialog .modal"))
	b.Do("send it too early", chromedp.Click(".modal .foot .primary"), chromedp.WaitVisible("dialog .error"))
	b.Do("fill in the form",
		chromedp.SendKeys(`[name="text/v"]`, "Ring the council"),
		chromedp.SendKeys(`.combo [role=combobox]`, "be"), chromedp.WaitVisible(`.combo [role=option]`),
		chrome.Enter, chromedp.WaitVisible(".chosen li"),
		chromedp.Click(".modal .foot .primary"), chromedp.WaitNotPresent("dialog .modal"),
		chromedp.WaitVisible(`//p[contains(., "Beth Lister will: Ring the council")]`))
	b.Do("step a day on", chromedp.Click(`[data-days="1"]`), chromedp.WaitVisible(`//time[contains(., "Thursday 11 March 2027")]`))
	if got := clock.Now().Day(); got != 11 {
		t.Errorf("the calendar is at day %d", got)
	}
	b.Do("open Home", chromedp.Click(`//nav//a[contains(., "Home")]`), chromedp.WaitVisible(`//h3[contains(., "What needs you")]`))
	b.Do("look at it on a phone in the dark",
		chromedp.EmulateViewport(360, 640), chrome.Dark,
		chromedp.Click("#menu"), chromedp.Click(`//nav//a[contains(., "office")]`), chromedp.WaitVisible("#text"), chrome.Ready,
		chromedp.Click(`[data-press="a/add"]`), chromedp.WaitVisible("dialog .modal"),
		chromedp.Click(`[data-close="top"]`), chromedp.WaitNotPresent("dialog .modal"),
		chromedp.EmulateViewport(1100, 800),
		chromedp.Click(`//nav//a[contains(., "Home")]`), chromedp.WaitVisible("#home"), chrome.Ready)
	b.Do("act as somebody else", chromedp.Click("#act summary"), chromedp.Click(`#act [data-as="`+sandbox.Guest+`"]`),
		chromedp.WaitVisible(`//div[@id="home"]//p[contains(., "Nothing needs you")]`))
}

func TestThePageByKeyboardAlone(t *testing.T) {
	b, ok := chrome.Try(t)
	if !ok {
		return
	}
	s := open(t, sandbox.Options{Complete: func(_, prefix string) []string { return matching(prefix, "/csp chairs", "/csp darlington") }})
	startPageBot(t, s)
	b.Do("take the second completion and send it",
		chromedp.Navigate(s.URL()), chrome.Ready, chromedp.WaitReady("#text:focus"),
		chromedp.KeyEvent("/csp "), chromedp.WaitVisible("#offers [role=option]"),
		chrome.Down, chrome.Down, chrome.Enter, chromedp.WaitNotVisible("#offers"), chrome.Enter, chromedp.WaitVisible(`[data-press="a/add"]`))
	b.Focus(chrome.BackTab, `[data-press="a/add"]`)
	b.Do("press the button", chrome.Enter, chromedp.WaitVisible("dialog .modal"), chromedp.WaitReady(`[name="text/v"]:focus`))
	b.Do("leave the form and come back", chrome.Escape, chromedp.WaitNotPresent("dialog .modal"))
	b.Focus(chrome.BackTab, `[data-press="a/add"]`)
	b.Do("press it again", chrome.Enter, chromedp.WaitReady(`[name="text/v"]:focus`), chromedp.KeyEvent("Ring the council"))
	b.Focus(chrome.Tab, ".combo [role=combobox]")
	b.Do("choose an owner", chromedp.KeyEvent("be"), chromedp.WaitVisible(".combo [role=option]"), chrome.Down, chrome.Down, chrome.Enter, chromedp.WaitVisible(".chosen li"))
	b.Focus(chrome.Tab, ".modal .foot .primary")
	b.Do("save", chrome.Enter, chromedp.WaitVisible(`//p[contains(., "Ben Moss will: Ring the council")]`))
	b.Focus(chrome.Tab, "#text")
	b.Do("write two lines", chromedp.KeyEvent("one"), chrome.Key("Enter", "\r", 13, true), chromedp.KeyEvent("two"), chrome.Enter,
		chromedp.WaitVisible(`//p[contains(., "one") and contains(., "two")]`))
}

// The menu of the newest message opens where it can be seen whole, the only
// message's below it and a last one's above.
func TestTheNewestMenuIsWhole(t *testing.T) {
	b, ok := chrome.Try(t)
	if !ok {
		return
	}
	s := open(t, sandbox.Options{Shortcuts: []sandbox.Shortcut{
		{CallbackID: "record", Name: "Record as action", OnMessage: true}, {CallbackID: "decide", Name: "Record as decision", OnMessage: true},
	}})
	for n, above := range []bool{false, true} {
		for range 1 + 20*n {
			post(t, s, map[string]string{"channel": sandbox.Office, "text": "A line of the talk."})
		}
		b.Go(s.URL() + "/?in=" + sandbox.Office)
		open := "#messages li:last-child .more[open]"
		if above { // the page turns it over a moment after it has opened
			open += ".above"
		}
		b.Do("open the menu", chromedp.Click("#messages li:last-child .more summary"), chromedp.WaitVisible(open+" .entries"))
		if !b.Is(`(() => {
			const list = document.querySelector('#messages li:last-child .entries').getBoundingClientRect();
			const box = document.querySelector('#messages').getBoundingClientRect();
			return list.top >= box.top && list.bottom <= box.bottom;
		})()`) {
			t.Errorf("below %d messages the newest one's menu is cut off", 1+20*n)
		}
		if got := b.Is(`document.querySelector('#messages li:last-child .more').matches('.above')`); got != above {
			t.Errorf("below %d messages the menu opens above: %t", 1+20*n, got)
		}
	}
}
