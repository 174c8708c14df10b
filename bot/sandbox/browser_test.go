package sandbox_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"csp/bot/sandbox"
	"csp/bot/sandbox/chrome"
)

// step is something done in the browser.
type step = chrome.Step

// dark asks for the dark look of a page.
var dark = chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
	_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
	})
	return err
})

// shoot keeps a picture of the page where SANDBOX_PICTURES names a folder.
func shoot(name string) step {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		folder := os.Getenv("SANDBOX_PICTURES")
		if folder == "" {
			return nil
		}
		png, err := chromedp.CaptureScreenshot()(ctx, target)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(folder, name+".png"), png, 0o600)
	})
}

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
	do := func(what string, steps ...step) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	text := func(selector string) string {
		t.Helper()
		out, err := chromedp.Run(ctx, chromedp.Text(selector))
		if err != nil {
			t.Fatalf("read %s: %v", selector, err)
		}
		return out
	}
	do("open the page", chromedp.Navigate(s.URL()), chromedp.WaitReady("#text"))
	do("type a command by its completion",
		chromedp.SendKeys("#text", "/csp dar"), chromedp.WaitVisible("#offers [role=option]"),
		shoot("1-completions"),
		chrome.Tab, chrome.Enter,
		chromedp.WaitVisible(`[data-press="a/add"]`), shoot("2-card"))
	if got := text("#messages"); !has(got, "Only visible to you", "Darlington", "<b>Not bold</b>") {
		t.Errorf("the card reads %q", got)
	}
	do("press the button", chromedp.Click(`[data-press="a/add"]`), chromedp.WaitVisible("dialog .modal"))
	do("send it too early", chromedp.Click(".modal .foot .primary"), chromedp.WaitVisible("dialog .error"), shoot("3-error"))
	do("fill in the form",
		chromedp.SendKeys(`[name="text/v"]`, "Ring the council"),
		chromedp.SendKeys(`.combo [role=combobox]`, "be"), chromedp.WaitVisible(`.combo [role=option]`), shoot("4-typeahead"),
		chrome.Enter, chromedp.WaitVisible(".chosen li"),
		chromedp.Click(".modal .foot .primary"), chromedp.WaitNotPresent("dialog .modal"),
		chromedp.WaitVisible(`//p[contains(., "Beth Lister will: Ring the council")]`), shoot("5-done"))
	do("step a day on", chromedp.Click(`[data-days="1"]`), chromedp.WaitVisible(`//time[contains(., "Thursday 11 March 2027")]`))
	if got := clock.Now().Day(); got != 11 {
		t.Errorf("the calendar is at day %d", got)
	}
	do("open Home", chromedp.Click(`//nav//a[contains(., "Home")]`), chromedp.WaitVisible(`//h3[contains(., "What needs you")]`), shoot("6-home"))
	do("look at it on a phone in the dark",
		chromedp.EmulateViewport(360, 640), dark, shoot("7-home-narrow-dark"),
		chromedp.Click(`//nav//a[contains(., "office")]`), chromedp.WaitVisible("#text"), shoot("8-card-narrow-dark"),
		chromedp.Click(`[data-press="a/add"]`), chromedp.WaitVisible("dialog .modal"), shoot("9-form-narrow-dark"),
		chromedp.Click(`[data-close="top"]`), chromedp.WaitNotPresent("dialog .modal"),
		chromedp.EmulateViewport(1100, 800), shoot("10-card-dark"),
		chromedp.Click(`//nav//a[contains(., "Home")]`), chromedp.WaitVisible("#home"))
	do("act as somebody else", chromedp.SetValue("#as", sandbox.Guest),
		chromedp.WaitVisible(`//div[@id="home"]//p[contains(., "Nothing needs you")]`))
}
