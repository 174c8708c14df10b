package reminders

import (
	"slices"
	"strings"
	"testing"

	"csp/store"
)

// What is announced of notices is what is said then, but for the week's count.
func TestNoticesComeTrue(t *testing.T) {
	b := newBureau(t)
	b.now = b.now.Add(-48 * 3600e9) // Saturday
	b.load(eastYAML + `
plans: [{id: p, partnership: east, status: current, until: 2025-03-31}]
schemes: [{id: s, name: Wardens, partnerships: [east], until: 2027}]
meetings: [{id: m, partnership: east, kind: board, start: 2026-11-12T10:00}]
`)
	var told []string
	var until store.Date
	err := b.store.View(t.Context(), func(tx *store.Tx) error {
		s := Settings{Zone: londonZone, Hour: 9, Office: "C9", CatchUp: 7 * 24 * 3600e9}
		until = store.DateOf(b.now).AddDays(20)
		list, err := NoticesToCome(tx, s, b.now, until)
		for _, n := range list {
			told = append(told, n.At.Format("2006-01-02T15:04 ")+n.Channel+": "+bodyText(n.Body))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b.begin()
	var said []string
	for end := until.At(londonZone, 12, 0); b.now.Before(end); b.now = b.now.Add(4 * 60e9) {
		for range 3 {
			b.sender.step(t.Context())
			for _, s := range b.news() {
				if !strings.Contains(s, "The week of") {
					said = append(said, b.now.Format("2006-01-02T15:04 ")+s)
				}
			}
			b.now = b.now.Add(2e9)
		}
		if h := b.now.Hour(); h >= 17 || h < 8 || h > 9 && h < 17 {
			b.now = b.now.Add(50 * 60e9)
		}
	}
	cut := func(list []string) (out []string) { // the minute of a step is the test's
		for _, s := range list {
			out = append(out, s[:13]+s[16:])
		}
		slices.Sort(out)
		return out
	}
	if got, want := cut(said), cut(told); !slices.Equal(got, want) || len(got) != 3 {
		t.Errorf("announced:\n%s\nsaid:\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
}
