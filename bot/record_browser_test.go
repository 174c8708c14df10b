package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"csp/bot/sandbox/chrome"
)

// paste puts words into the nth text box of the form, as Ctrl+V does.
func paste(t *testing.T, p *chrome.Page, n int, words string) {
	t.Helper()
	if !p.Is(fmt.Sprintf(`(box => { box.focus(); return document.execCommand("insertText", false, %q) })(document.querySelectorAll(".modal textarea")[%d])`, words, n)) {
		t.Fatalf("nothing can be pasted into box %d", n+1)
	}
}

// TestRecordingABoardInABrowser records a board from its pasted minutes, sixty
// actions over several boxes, to the summary in its channel.
func TestRecordingABoardInABrowser(t *testing.T) {
	tr, p, ok := openTrial(t, true)
	if !ok {
		return
	}
	p.Do("a window", chromedp.EmulateViewport(1100, 860), chrome.Light)
	p.Go(tr.slack.URL())
	p.Say("/csp record westmere")
	p.Sees("h2", "Record a board")
	p.Sees("div[contains(@class,'body')]", "The latest board that is not recorded")
	p.Press("Next")
	p.Sees("h2", "Who was there")
	p.Sound("who was there")
	p.Press("Next")
	p.Sees("h2", "Decisions")
	paste(t, p, 0, "1. Go on with the cameras\n2. Decision: Pay for the house (closed)")
	p.Press("Next")
	p.Sees("h2", "Actions")
	var lines []string
	for i := range 59 {
		lines = append(lines, fmt.Sprintf("%d. Luke Barton to do the thing with the number %d %sby next board", i+1, i+1, strings.Repeat("and so on ", 8)))
	}
	lines = append(lines, "60. LB to tell everybody ASAP")
	for i := range 3 {
		paste(t, p, i, strings.Join(lines[i*20:(i+1)*20], "\n"))
	}
	p.Press("Next")
	p.Sees("h2", "What is still open")
	p.Sees("div[contains(@class,'body')]", "60 lines read, 59 actions, 1 to fix.")
	p.Sound("what is still open")
	choose := func(label, option string) {
		t.Helper()
		at := fmt.Sprintf(`//label[contains(., %q)]/following-sibling::select`, label)
		p.Do("choose "+option, chromedp.SendKeys(at, option))
	}
	p.Do("choose Lydia Bright", chromedp.SendKeys(".modal [role=combobox]", "lydia"), chromedp.WaitVisible(`//*[@role="option"][contains(., "Lydia Bright")]`), chrome.Enter, chromedp.WaitVisible(".chosen li"))
	choose("Actions without a date", "Use")
	p.Press("Next")
	p.Sees("h2", "Next board and chair")
	p.Press("Next")
	p.Sees("h2", "Check and write")
	words := p.Text("dialog")
	p.Sound("check and write")
	p.Press("Next")
	p.Sees("div[contains(@class,'body')]", "part 2 of 2")
	words += p.Text("dialog")
	holds(t, words, "60 actions", "2 decisions", "Tell everybody ASAP. Lydia Bright", "Closed session")
	for i := range 59 {
		holds(t, words, fmt.Sprintf("thing with the number %d and", i+1))
	}
	p.Press("Write it all")
	p.Sees("h3", "Recorded")
	p.Press("Tell the channel")
	p.Sees("h2", "Tell the channel")
	if told := p.Text("dialog"); strings.Contains(told, "Pay for the house") {
		t.Error("a closed item would be told to the channel")
	}
	p.Press("Post it")
	p.Sees("article", "Told #westmere")
	p.Do("go to the channel", chromedp.Click(`//nav//a[contains(., "westmere")]`), chrome.Ready)
	p.Sees("article", "thing with the number 20")
	holds(t, p.Text("#messages"), "Go on with the cameras", "1 decision", "60 actions", "more: type /csp actions westmere")
	if strings.Contains(p.Text("#messages"), "Pay for the house") {
		t.Error("a closed item was told to the channel")
	}
}
