package chrome

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Page is a page in a browser, and the test that drives it: whatever does not
// come about fails the test with the words of what was being done.
type Page struct {
	t   *testing.T
	ctx context.Context
}

// Try opens a browser for a test. ok is false where there is none to be had.
func Try(t *testing.T) (p *Page, ok bool) {
	t.Helper()
	ctx, ok := Open(t)
	return &Page{t, ctx}, ok
}

// patience is how long one step may take before the test fails.
const patience = 30 * time.Second

// Do takes steps, one after the other.
func (p *Page) Do(what string, steps ...Step) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	for i, s := range steps {
		if err := chromedp.Do(ctx, s); err != nil {
			p.Keep("failed-" + p.t.Name())
			p.t.Fatalf("%s: step %d: %v", what, i+1, err)
		}
	}
}

// Go opens an address of the sandbox and waits until its page answers.
func (p *Page) Go(address string) {
	p.t.Helper()
	p.Do("open "+address, chromedp.Navigate(address), Ready)
}

// Say types words into the message box and sends them.
func (p *Page) Say(words string) {
	p.t.Helper()
	p.Do("say "+words, chromedp.WaitReady("#text"), chromedp.SendKeys("#text", words), Enter, chromedp.WaitReady("#text"))
}

// Fill types words into a field in the place of what is in it.
func (p *Page) Fill(selector, words string) {
	p.t.Helper()
	p.Do("go to "+selector, chromedp.Click(selector))
	p.Is(`document.activeElement.select() === undefined`)
	p.Do("type "+words, chromedp.KeyEvent(words))
}

// Sees waits until an element of a kind holds some words.
func (p *Page) Sees(kind, words string) {
	p.t.Helper()
	p.Do("see "+words, chromedp.WaitVisible(fmt.Sprintf("//%s[contains(., %q)]", kind, words)))
}

// Press presses the newest button with these words.
func (p *Page) Press(words string) {
	p.t.Helper()
	p.Do("press "+words, chromedp.Click(fmt.Sprintf("(//button[normalize-space()=%q])[last()]", words)))
}

// Text reads what an element shows.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	out, err := chromedp.Run(p.ctx, chromedp.Text(selector))
	if err != nil {
		p.t.Fatalf("read %s: %v", selector, err)
	}
	return out
}

// Is reports what a question in JavaScript says of the page.
func (p *Page) Is(question string) bool {
	p.t.Helper()
	yes, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](question))
	if err != nil {
		p.t.Fatalf("ask the page %s: %v", question, err)
	}
	return yes
}

// Number gives a number that the page works out in JavaScript.
func (p *Page) Number(question string) float64 {
	p.t.Helper()
	n, err := chromedp.Run(p.ctx, chromedp.Evaluate[float64](question))
	if err != nil {
		p.t.Fatalf("ask the page %s: %v", question, err)
	}
	return n
}

// Focus presses a key until the focus is on a wanted element.
func (p *Page) Focus(press Step, selector string) {
	p.t.Helper()
	for range 60 {
		p.Do("move the focus", press)
		if p.Is(fmt.Sprintf("document.activeElement.matches(%q)", selector)) {
			return
		}
	}
	p.t.Fatalf("the focus does not come to %s", selector)
}

// Sound fails the test with each grave fault of accessibility, and when the
// page must be scrolled sideways.
func (p *Page) Sound(what string) {
	p.t.Helper()
	faults, err := Faults(p.ctx)
	if err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
	for _, f := range faults {
		p.t.Errorf("%s: %s", what, f)
	}
	if wide, err := Wide(p.ctx); err != nil || wide > 0 {
		p.t.Errorf("%s: too wide by %d pixels (%v)", what, wide, err)
	}
}

// Picture gives what the window shows, as PNG.
func (p *Page) Picture() []byte {
	p.t.Helper()
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatalf("take a picture: %v", err)
	}
	return png
}

// Keep keeps a picture where SANDBOX_PICTURES names a folder.
func (p *Page) Keep(name string) {
	folder := os.Getenv("SANDBOX_PICTURES")
	if folder == "" {
		return
	}
	name = strings.NewReplacer("/", "-", ", ", "-", " ", "-").Replace(name)
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, name+".png"), png, 0o600)
	}
	if err != nil {
		p.t.Logf("keep picture %s: %v", name, err)
	}
}
