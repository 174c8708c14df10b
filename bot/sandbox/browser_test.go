package sandbox_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"csp/bot/sandbox"
	"csp/bot/sandbox/chrome"
)

func TestThePageInABrowser(t *testing.T) {
	ctx, ok := chrome.Open(t)
	if !ok {
		return
	}
	clock := &calendar{at: time.Date(2027, 3, 10, 9, 0, 0, 0, time.UTC)}
	s := open(t, sandbox.Options{
		Clock:    clock,
		Complete: func(prefix string) []string { return matching(prefix, "/csp darlington", "/csp durham", "/csp chairs") },
		Shortcuts: []sandbox.Shortcut{
			{CallbackID: "record", Name: "Record as action", OnMessage: true}, {CallbackID: "brief", Name: "Brief me"},
		},
	})
	startPageBot(t, s)
	b := tryer{t, ctx}
	b.do("open the page", chromedp.Navigate(s.URL()), chrome.Ready)
	b.do("type a command by its completion",
		chromedp.SendKeys("#text", "/csp dar"), chromedp.WaitVisible("#offers [role=option]"),
		shoot("1-completions"),
		chrome.Tab, chrome.Enter,
		chromedp.WaitVisible(`[data-press="a/add"]`), shoot("2-card"))
	if got := b.text("#messages"); !has(got, "Only visible to you", "Darlington", "<b>Not bold</b>") {
		t.Errorf("the card reads %q", got)
	}
	b.do("press the button", chromedp.Click(`[data-press="a/add"]`), chromedp.WaitVisible("dialog .modal"))
	b.do("send it too early", chromedp.Click(".modal .foot .primary"), chromedp.WaitVisible("dialog .error"), shoot("3-error"))
	b.do("fill in the form",
		chromedp.SendKeys(`[name="text/v"]`, "Ring the council"),
		chromedp.SendKeys(`.combo [role=combobox]`, "be"), chromedp.WaitVisible(`.combo [role=option]`), shoot("4-typeahead"),
		chrome.Enter, chromedp.WaitVisible(".chosen li"),
		chromedp.Click(".modal .foot .primary"), chromedp.WaitNotPresent("dialog .modal"),
		chromedp.WaitVisible(`//p[contains(., "Beth Lister will: Ring the council")]`), shoot("5-done"))
	b.do("step a day on", chromedp.Click(`[data-days="1"]`), chromedp.WaitVisible(`//time[contains(., "Thursday 11 March 2027")]`))
	if got := clock.Now().Day(); got != 11 {
		t.Errorf("the calendar is at day %d", got)
	}
	b.do("open Home", chromedp.Click(`//nav//a[contains(., "Home")]`), chromedp.WaitVisible(`//h3[contains(., "What needs you")]`), shoot("6-home"))
	b.do("look at it on a phone in the dark",
		chromedp.EmulateViewport(360, 640), chrome.Dark, shoot("7-home-narrow-dark"),
		chromedp.Click("#menu"), chromedp.Click(`//nav//a[contains(., "office")]`), chromedp.WaitVisible("#text"), chrome.Ready, shoot("8-card-narrow-dark"),
		chromedp.Click(`[data-press="a/add"]`), chromedp.WaitVisible("dialog .modal"), shoot("9-form-narrow-dark"),
		chromedp.Click(`[data-close="top"]`), chromedp.WaitNotPresent("dialog .modal"),
		chromedp.EmulateViewport(1100, 800), shoot("10-card-dark"),
		chromedp.Click(`//nav//a[contains(., "Home")]`), chromedp.WaitVisible("#home"), chrome.Ready)
	b.do("act as somebody else", chromedp.Click("#act summary"), chromedp.Click(`#act [data-as="`+sandbox.Guest+`"]`),
		chromedp.WaitVisible(`//div[@id="home"]//p[contains(., "Nothing needs you")]`))
}

func TestThePageByKeyboardAlone(t *testing.T) {
	ctx, ok := chrome.Open(t)
	if !ok {
		return
	}
	s := open(t, sandbox.Options{Complete: func(prefix string) []string { return matching(prefix, "/csp chairs", "/csp darlington") }})
	startPageBot(t, s)
	b := tryer{t, ctx}
	b.do("take the second completion and send it",
		chromedp.Navigate(s.URL()), chrome.Ready, chromedp.WaitReady("#text:focus"),
		chromedp.KeyEvent("/csp "), chromedp.WaitVisible("#offers [role=option]"),
		chrome.Down, chrome.Down, chrome.Enter, chromedp.WaitNotVisible("#offers"), chrome.Enter, chromedp.WaitVisible(`[data-press="a/add"]`))
	b.focus(chrome.BackTab, `[data-press="a/add"]`)
	b.do("press the button", chrome.Enter, chromedp.WaitVisible("dialog .modal"), chromedp.WaitReady(`[name="text/v"]:focus`))
	b.do("leave the form and come back", chrome.Escape, chromedp.WaitNotPresent("dialog .modal"))
	b.focus(chrome.BackTab, `[data-press="a/add"]`)
	b.do("press it again", chrome.Enter, chromedp.WaitReady(`[name="text/v"]:focus`), chromedp.KeyEvent("Ring the council"))
	b.focus(chrome.Tab, ".combo [role=combobox]")
	b.do("choose an owner", chromedp.KeyEvent("be"), chromedp.WaitVisible(".combo [role=option]"), chrome.Down, chrome.Down, chrome.Enter, chromedp.WaitVisible(".chosen li"))
	b.focus(chrome.Tab, ".modal .foot .primary")
	b.do("save", chrome.Enter, chromedp.WaitVisible(`//p[contains(., "Ben Moss will: Ring the council")]`))
	b.focus(chrome.Tab, "#text")
	b.do("write two lines", chromedp.KeyEvent("one"), chrome.Key("Enter", "\r", 13, true), chromedp.KeyEvent("two"), chrome.Enter,
		chromedp.WaitVisible(`//p[contains(., "one") and contains(., "two")]`))
}
