package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// What the page takes to be seen, by the browser's own clock: from the press
// to the first words on the screen, and to the end of loading; in a browser
// that is open and has nothing of the page yet, and in one that was there
// before. It is logged and not judged, since it hangs on the machine.
func TestTheFirstViewIsTimed(t *testing.T) {
	tr, page, ok := openTrial(t, false)
	if !ok {
		return
	}
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<!doctype html><title>Elsewhere</title><p>Elsewhere"))
	}))
	defer elsewhere.Close()
	const loads = 7
	for _, fresh := range []bool{true, false} {
		seen := map[string][]float64{}
		for range loads {
			page.Do("look at another page", chromedp.Navigate(elsewhere.URL))
			if fresh {
				page.Do("forget all pages", func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
					_, err := cdp.Call(ctx, target, network.ClearBrowserCache, cdp.Empty{})
					return chromedp.Void{}, err
				})
			}
			page.Go(tr.slack.URL())
			page.Do("wait until it is painted", chromedp.Poll[chromedp.Void](`performance.getEntriesByName('first-contentful-paint').length > 0 && performance.timing.loadEventEnd > 0`))
			for what, read := range firstView {
				seen[what] = append(seen[what], page.Number(read))
			}
		}
		for what, n := range seen {
			first := n[0]
			slices.Sort(n)
			t.Logf("nothing kept: %v; %s: first %.0f, median of %d %.0f, best %.0f", fresh, what, first, loads, n[loads/2], n[0])
		}
	}
}

// firstView is what is read of a page once it is there.
var firstView = map[string]string{
	"page answered (ms)":          `performance.getEntriesByType('navigation')[0].responseEnd`,
	"first contentful paint (ms)": `performance.getEntriesByName('first-contentful-paint')[0].startTime`,
	"loaded (ms)":                 `performance.getEntriesByType('navigation')[0].loadEventEnd`,
	"fetched (bytes)":             `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((n, e) => n + e.transferSize, 0)`,
	"requests":                    `performance.getEntriesByType('resource').length + 1`,
}
