package sandbox_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"csp/bot/sandbox/chrome"
)

// shoot keeps a picture of the page where SANDBOX_PICTURES names a folder.
func shoot(name string) chrome.Step {
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

// tryer runs steps in a browser and fails the test with what was being done.
type tryer struct {
	t   *testing.T
	ctx context.Context
}

func (b tryer) do(what string, steps ...chrome.Step) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 50*time.Second)
	defer cancel()
	for i, s := range steps {
		if err := chromedp.Do(ctx, s); err != nil {
			_ = chromedp.Do(b.ctx, shoot("failed-"+b.t.Name()))
			b.t.Fatalf("%s: step %d: %v", what, i+1, err)
		}
	}
}

// text reads what an element shows.
func (b tryer) text(selector string) string {
	b.t.Helper()
	out, err := chromedp.Run(b.ctx, chromedp.Text(selector))
	if err != nil {
		b.t.Fatalf("read %s: %v", selector, err)
	}
	return out
}

// focus presses a key until the focus is on a wanted element.
func (b tryer) focus(press chrome.Step, selector string) {
	b.t.Helper()
	for range 40 {
		b.do("move the focus", press)
		there, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](fmt.Sprintf("document.activeElement.matches(%q)", selector)))
		if err != nil {
			b.t.Fatalf("see where the focus is: %v", err)
		}
		if there {
			return
		}
	}
	b.t.Fatalf("the focus does not come to %s", selector)
}
