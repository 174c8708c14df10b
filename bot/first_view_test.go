package main

import (
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// What the page takes to be seen at first, by the browser's own clock: from
// the press to the first words on the screen, and to the end of loading. It is
// logged and not judged, since it hangs on the machine.
func TestTheFirstViewIsTimed(t *testing.T) {
	tr, page, ok := openTrial(t, false)
	if !ok {
		return
	}
	const loads = 7
	var answered, painted, loaded, bytes, requests []float64
	for range loads {
		page.Go(tr.slack.URL())
		page.Do("wait until it is painted", chromedp.Poll[chromedp.Void](`performance.getEntriesByName('first-contentful-paint').length > 0 && performance.timing.loadEventEnd > 0`))
		read := func(what string) float64 { return page.Number(what) }
		answered = append(answered, read(`performance.getEntriesByType('navigation')[0].responseEnd`))
		painted = append(painted, read(`performance.getEntriesByName('first-contentful-paint')[0].startTime`))
		loaded = append(loaded, read(`performance.getEntriesByType('navigation')[0].loadEventEnd`))
		bytes = append(bytes, read(`[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((n, e) => n + e.transferSize, 0)`))
		requests = append(requests, read(`performance.getEntriesByType('resource').length + 1`))
	}
	for _, m := range []struct {
		what string
		of   []float64
		unit string
	}{
		{"page answered", answered, "ms"},
		{"first contentful paint", painted, "ms"},
		{"loaded", loaded, "ms"},
		{"fetched", bytes, "bytes"},
		{"requests", requests, ""},
	} {
		first := m.of[0]
		slices.Sort(m.of)
		t.Logf("%s: first load %.0f %s, median of %d loads %.0f, best %.0f", m.what, first, m.unit, loads, m.of[loads/2], m.of[0])
	}
}
