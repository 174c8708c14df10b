package main

import (
	"net/url"
	"strings"
	"testing"

	"csp/bot/sandbox"
	"csp/bot/sandbox/chrome"

	"github.com/chromedp/chromedp"
)

// holds fails the test unless words hold every part.
func holds(t *testing.T, words string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(words, part) {
			t.Errorf("it does not say %q: %s", part, words)
		}
	}
}

// TestReadingInABrowser types /csp darlington into the page of the real
// program by its completion, reads the card and presses a button on it.
func TestReadingInABrowser(t *testing.T) {
	tr, p, ok := openTrial(t, false)
	if !ok {
		return
	}
	p.Do("a wide window", chromedp.EmulateViewport(1100, 1280), chrome.Light)
	p.Go(tr.slack.URL())
	p.Do("ask, by completion", chromedp.SendKeys("#text", "/csp darl"), chromedp.WaitVisible("#offers [role=option]"), chrome.Tab, chrome.Enter)
	p.Sees("h3", "Darlington Community Safety Partnership")
	holds(t, p.Text("#messages"), "Only visible to you", "Adrian Green", "Plan ended in 2020", "Not recorded")
	p.Sound("card")
	picture(t, p, "card")
	p.Press("Members")
	p.Sees("h3", "Members")
	if !p.Is(`document.querySelector('article h3').getBoundingClientRect().top > document.querySelector('#messages').getBoundingClientRect().top`) {
		t.Error("the answer to a press begins out of sight")
	}
}

// TestANewChairInABrowser fills in a form wrongly, corrects it, sees what it
// will change, and is told of somebody who was quicker.
func TestANewChairInABrowser(t *testing.T) {
	tr, p, ok := openTrial(t, true)
	if !ok {
		return
	}
	p.Do("a window", chromedp.EmulateViewport(1100, 860), chrome.Light)
	p.Go(tr.slack.URL())
	p.Say("/csp chair eastborough")
	p.Press("New chair")
	p.Sees("h2", "New chair")
	p.Do("choose a person", chromedp.SendKeys(".modal [role=combobox]", "mei"), chromedp.WaitVisible(`//*[@role="option"][contains(., "Mei Tan")]`), chrome.Enter, chromedp.WaitVisible(".chosen li"))
	p.Press("Show what changes")
	p.Sees("p", "Please complete this required field.")
	p.Do("a date that is none", chromedp.SendKeys(`.modal .wrong input`, "31 November"))
	p.Press("Show what changes")
	p.Sees("p[@class='error']", "31 November")
	holds(t, p.Text(".chosen"), "Mei Tan")
	p.Sound("form with an error")
	picture(t, p, "form")
	p.Fill(".modal .wrong input", "1 December 2026")
	p.Press("Show what changes")
	p.Sees("div[contains(@class,'body')]", "Ends: Not recorded → Monday 30 November 2026")
	somebodyElse := func(line string) {
		t.Helper()
		a, err := tr.slack.Slash(t.Context(), sandbox.Admin, sandbox.Office, line)
		if err != nil || len(a.Messages) == 0 {
			t.Fatal(a, err)
		}
		if _, err := tr.slack.Click(t.Context(), sandbox.Admin, a.Messages[0].On(), "Record the new chair"); err != nil {
			t.Fatal(err)
		}
	}
	somebodyElse("/csp chair eastborough Helen Marsh from 1 December 2026")
	p.Press("Record the new chair")
	p.Sees("div[contains(@class,'body')]", "Helen Marsh is recorded as chair since 1 December 2026")
	p.Do("back to the form before", chromedp.Click(`.head [data-close=top]`))
	p.Sees("div[contains(@class,'body')]", "Mei Tan") // what was chosen is kept
	p.Do("leave", chromedp.Click(`[data-close=all]`), chromedp.WaitNotPresent("dialog .modal"))
}

// TestEditingInABrowser edits a fact with an error on its field, looks at a
// form on top of the form, and is told of somebody who was quicker.
func TestEditingInABrowser(t *testing.T) {
	tr, p, ok := openTrial(t, true)
	if !ok {
		return
	}
	p.Go(tr.slack.URL())
	p.Say("/csp edit evening wardens")
	p.Sees("h2", "Edit scheme")
	const sum = `//label[contains(., "Amount")]/following-sibling::input`
	p.Fill(sum, "£12,5")
	p.Do("a form on top", chromedp.Click(`//button[contains(., "ources disagree")]`), chromedp.WaitVisible(".head [data-close=top]"))
	p.Sound("a form on top")
	p.Do("back", chromedp.Click(".head [data-close=top]"), chromedp.WaitVisible(sum))
	p.Press("Save")
	p.Sees("p[@class='error']", "£12,5")
	if !p.Is(`document.activeElement.value === "£12,5" && document.activeElement.getAttribute("aria-invalid") === "true"`) {
		t.Error("the field with the error has not got the focus, or lost what was typed")
	}
	a, err := tr.slack.Slash(t.Context(), sandbox.Admin, sandbox.Office, "/csp edit evening wardens amount")
	if err != nil || a.View == nil {
		t.Fatal(a, err)
	}
	if a, err = tr.slack.Submit(t.Context(), sandbox.Admin, url.Values{"Amount": {"£30,000"}}); err != nil || len(a.Errors) > 0 {
		t.Fatal(a, err)
	}
	p.Fill(sum, "£12,500")
	p.Press("Save")
	p.Sees("div[contains(@class,'body')]", "Changed by")
	words := p.Text("dialog")
	holds(t, words, "£30,000", "£12,500")
	p.Sound("conflict")
}

// TestRolesInABrowser acts as a guest, somebody of another workspace and staff,
// and sees the Home tab follow the calendar.
func TestRolesInABrowser(t *testing.T) {
	tr, p, ok := openTrial(t, true)
	if !ok {
		return
	}
	p.Do("a window", chromedp.EmulateViewport(1100, 860), chrome.Light)
	p.Go(tr.slack.URL())
	actAs := func(user string) {
		t.Helper()
		p.Do("act as "+user, chromedp.Click("#act summary"), chromedp.Click(`#act [data-as="`+user+`"]`),
			chromedp.WaitReady(`body[data-as="`+user+`"]`), chrome.Ready)
	}
	actAs(sandbox.Guest)
	if p.Is(`!!document.querySelector('nav a[href*="` + sandbox.Office + `"]')`) {
		t.Error("a guest sees the office's channel")
	}
	p.Say("/csp westmere")
	p.Sees("article", "Guests see only the partnerships of the channels they are in")
	actAs(sandbox.Outsider)
	p.Say("/csp actions")
	p.Sees("article", "is not a valid command")
	p.Say("@csp actions")
	p.Sees("article", "WES-26-001")
	actAs(sandbox.Staff)
	p.Say("What about the wardens?")
	p.Do("open a thread", chromedp.Click(`(//summary[contains(@aria-label, "Amara")])[last()]`), chromedp.Click(`(//a[contains(., "Reply in thread")])[last()]`),
		chromedp.WaitVisible("#reply"), chrome.Ready, chromedp.SendKeys("#reply", "@csp schemes eastborough"), chrome.Enter,
		chromedp.WaitVisible(`//div[@id="thread"]//*[contains(., "Evening wardens")]`))
	p.Do("a direct message", chromedp.Click(`//nav//a[contains(., "CSP")]`), chromedp.WaitVisible(`//h3[contains(., "You and CSP")]`), chrome.Ready)
	p.Say("chairs")
	p.Sees("article", "David Nunn")
	p.Do("Home", chromedp.Click(`//nav//a[contains(., "Home")]`), chromedp.WaitVisible("#home h3"), chrome.Ready)
	p.Sees("h3", "Monday 2 November 2026")
	p.Sound("home")
	picture(t, p, "home")
	p.Do("a day on", chromedp.Click("#day-on"))
	p.Sees("h3", "Tuesday 3 November 2026")
	p.Do("jump", chromedp.Click(".jump summary"), chromedp.SetValue("#day", "2027-04-01"), chromedp.Click(".jump .primary"))
	p.Sees("h3", "Thursday 1 April 2027")
}

// TestEverythingTwiceInABrowser lets this Slack deliver everything twice, from
// its drawer, while something is recorded: it is recorded once.
func TestEverythingTwiceInABrowser(t *testing.T) {
	tr, p, ok := openTrial(t, true)
	if !ok {
		return
	}
	p.Go(tr.slack.URL())
	// In one step: the side bar may be drawn anew between finding and pressing.
	if !p.Is(`(document.querySelector("#misbehave").click(), true)`) {
		t.Fatal("there is no drawer")
	}
	p.Do("misbehave", chromedp.WaitVisible("#fault"))
	p.Press("Deliver everything twice")
	p.Sees("li", "told to the bot twice, until it is ended")
	p.Say("/csp chair eastborough Mei Tan from 1 December 2026")
	p.Press("Record the new chair")
	p.Sees("button", "Tell the channel") // under "Done", or under "recorded already" when the copy is answered last
	p.Press("Behave again")
	p.Sees("p", "This Slack behaves.")
	p.Say("/csp chair eastborough")
	p.Sees("li", "Since 1 December 2026: Mei Tan")
	answer := p.Text("#messages li:nth-last-child(1 of .private)")
	if n := strings.Count(answer, "Mei Tan"); n != 1 {
		t.Errorf("the new chair stands there %d times: %s", n, answer)
	}
}

// TestANewChairByKeyboardAlone goes from the message box to a recorded change
// and back without a mouse.
func TestANewChairByKeyboardAlone(t *testing.T) {
	tr, p, ok := openTrial(t, true)
	if !ok {
		return
	}
	p.Go(tr.slack.URL())
	p.Do("ask", chromedp.WaitReady("#text:focus"), chromedp.KeyEvent("/csp chair eastborough"), chrome.Escape, chrome.Enter, chromedp.WaitVisible("article [data-press]"))
	p.Focus(chrome.BackTab, "article [data-press]")
	for !p.Is(`document.activeElement.textContent === 'New chair'`) {
		p.Focus(chrome.BackTab, "[data-press]")
	}
	p.Do("open the form", chrome.Enter, chromedp.WaitReady(".modal [role=combobox]:focus"))
	p.Do("choose a person", chromedp.KeyEvent("mei"), chromedp.WaitVisible(".modal [role=option]"), chrome.Down, chrome.Enter, chromedp.WaitVisible(".chosen li"))
	p.Focus(chrome.Tab, ".modal input[aria-required]")
	p.Do("say from when", chromedp.KeyEvent("1 December 2026"), chrome.Enter)
	p.Sees("div[contains(@class,'body')]", "What will change")
	p.Focus(chrome.Tab, ".modal .foot .primary")
	p.Do("record it", chrome.Enter)
	p.Sees("h3", "new chair of Eastborough")
	p.Focus(chrome.Tab, "#text")
}
