package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"csp/bot/sandbox/chrome"
	"csp/commands"
	"csp/config"

	"github.com/chromedp/chromedp"
)

// The web page of a brief can be read by everybody, also on a phone, and runs
// nothing.
func TestBriefAsAPageInABrowser(t *testing.T) {
	b, ok := chrome.Try(t)
	if !ok {
		return
	}
	o, err := openOffice(t.Context(), config.Config{Location: time.UTC}, config.StoreSpec{Engine: config.MemEngine}, opening{})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if err := o.loadExample(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	reply, err := o.desk.Do(t.Context(), commands.Request{
		Actor: commands.Console(), Text: "brief durham download", Now: time.Date(2027, 3, 10, 8, 40, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "brief.html")
	for _, f := range reply.Files {
		if strings.HasSuffix(f.Name, ".html") {
			if err := os.WriteFile(file, f.Bytes, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, wide := range map[string]int64{"desk": 1200, "phone": 360} {
		b.Do("open the page on a "+name, chromedp.EmulateViewport(wide, 800), chromedp.Navigate("file://"+file), chromedp.WaitVisible("main > h1"))
		b.Sound("the brief on a " + name)
	}
	if got := b.Text("main"); !strings.Contains(got, "No decision is asked for.") {
		t.Errorf("the page reads %q", got)
	}
}
