package chrome

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed" // for axe-core
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/chromedp/chromedp"
)

//go:embed axe/axe.min.js.gz
var axe []byte

// grave asks axe-core for what keeps people out: its faults of the impacts
// serious and critical, by every rule of WCAG 2.2 AA and its best practices.
const grave = `axe.run(document, {resultTypes: ['violations']}).then((r) => JSON.stringify(
  r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').flatMap((v) => v.nodes.map((n) =>
    ({rule: v.id, impact: v.impact, help: v.help, where: n.target.join(' '), why: n.failureSummary})))))`

// Faults lets axe-core look over the page as it is now and gives every serious
// or critical fault of accessibility, one a line.
func Faults(ctx context.Context) ([]string, error) {
	known, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`typeof axe === 'object'`))
	if err != nil {
		return nil, fmt.Errorf("look for axe-core: %w", err)
	}
	if !known {
		unpacked, err := gzip.NewReader(bytes.NewReader(axe))
		if err != nil {
			return nil, fmt.Errorf("unpack axe-core: %w", err)
		}
		source, err := io.ReadAll(unpacked)
		if err != nil {
			return nil, fmt.Errorf("unpack axe-core: %w", err)
		}
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[string](string(source)+"\naxe.version")); err != nil {
			return nil, fmt.Errorf("load axe-core: %w", err)
		}
	}
	raw, err := chromedp.Run(ctx, chromedp.Evaluate[string](grave, chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, fmt.Errorf("run axe-core: %w", err)
	}
	var all []struct{ Rule, Impact, Help, Where, Why string }
	if err := json.Unmarshal([]byte(raw), &all); err != nil {
		return nil, fmt.Errorf("read axe-core's findings: %w", err)
	}
	var faults []string
	for _, f := range all {
		why := strings.Join(strings.Fields(f.Why), " ")
		faults = append(faults, fmt.Sprintf("%s (%s) at %s: %s. %s", f.Rule, f.Impact, f.Where, f.Help, why))
	}
	return faults, nil
}

// Wide gives by how many pixels the page is wider than its window; 0 for a
// page that need not be scrolled sideways.
func Wide(ctx context.Context) (int, error) {
	const wide = `Math.max(0, ...['body', 'main', '.channel', '#messages', '#home', 'dialog[open]', '.title', '.top']
  .flatMap((s) => [...document.querySelectorAll(s)]).map((e) => e.scrollWidth - e.clientWidth),
  document.documentElement.scrollWidth - innerWidth)`
	return chromedp.Run(ctx, chromedp.Evaluate[int](wide))
}
