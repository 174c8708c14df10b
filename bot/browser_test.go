package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"csp/bot/sandbox/chrome"

	"github.com/chromedp/chromedp"
)

// TestAPartnerInABrowser types /csp darlington into the page of the real
// program, reads the card and presses a button on it. With -update it makes
// the picture that README shows.
func TestAPartnerInABrowser(t *testing.T) {
	ctx, ok := chrome.Open(t)
	if !ok {
		return
	}
	cfg := scriptConfig()
	cfg.Now = scriptTime
	tr, err := newTrial(t.Context(), cfg, trialOptions{addr: "127.0.0.1:0", log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = tr.app.Run(t.Context()) }()
	t.Cleanup(func() {
		stop, cancel := context.WithTimeout(context.Background(), stopTime)
		defer cancel()
		if err := tr.Close(stop); err != nil {
			t.Error(err)
		}
	})
	do := func(what string, steps ...chrome.Step) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	if err := tr.app.edge.AwaitReady(ctx); err != nil {
		t.Fatal(err)
	}
	do("open the page", chromedp.EmulateViewport(1100, 1280), chromedp.Navigate(tr.slack.URL()), chrome.Ready)
	do("ask, by keyboard alone", chromedp.SendKeys("#text", "/csp darlington"), chrome.Enter,
		chromedp.WaitVisible(`//h3[contains(., "Darlington Community Safety Partnership")]`))
	card, err := chromedp.Run(ctx, chromedp.Text("#messages"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Only visible to you", "Adrian Green", "Plan ended in 2020", "Not recorded"} {
		if !strings.Contains(card, want) {
			t.Errorf("the card does not say %q: %s", want, card)
		}
	}
	picture(t, ctx, "card")
	do("press a button", chromedp.Click(`//button[contains(., "Members")]`),
		chromedp.WaitVisible(`//h3[contains(., "Members")]`))
}

// picture writes .docs/NAME.png with -update, and otherwise sees that one is
// there.
func picture(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	path := filepath.Join("..", ".docs", name+".png")
	if !*update {
		b, err := os.ReadFile(path)
		if err != nil || !bytes.HasPrefix(b, []byte("\x89PNG")) {
			t.Errorf("%s is not a picture (%v): go test ./bot -update makes it", path, err)
		}
		return
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		t.Fatal(err)
	}
}
