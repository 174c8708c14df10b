package reminders

import (
	"slices"
	"strings"
	"testing"
	"time"

	"csp/store"
)

// While Slack is down nobody is sent a message about a message about a
// message: there is one notice, it counts, and it comes when Slack is back.
func TestAnOutageBreedsNoMessages(t *testing.T) {
	plan := append(slices.Clone(twoLines), Line{Key: "c", At: start, Channel: "C3", Text: "the scheme"})
	g := newRig(t, plan, func(o *Options) { o.Admins = []string{"U7"} })
	g.down = true
	g.until(start.Add(8 * time.Hour))
	err := g.store.View(t.Context(), func(tx *store.Tx) error {
		s, err := tx.LedgerState()
		if len(s.Held) != 3 || s.Open != 1 {
			t.Errorf("%d are held and %d wait; the notice of the board and two reminders should be held, and one notice wait", len(s.Held), s.Open)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	g.down = false
	g.until(start.Add(10 * time.Hour))
	g.expect("U7: 3 messages may not have been posted. They are not tried again by themselves, so that nobody reads them twice. Type /csp held to see them, look in each place, and say what you found.")
}

// A channel that only looks mended is told once, also by another process.
func TestAParkedChannelIsToldOnce(t *testing.T) {
	set := func(o *Options) { o.Admins = []string{"U7"} }
	g := newRig(t, twoLines, set)
	g.closed, g.looksOpen = map[string]bool{"C1": true}, true
	told := func() (n int) {
		for _, s := range g.texts() {
			if strings.HasPrefix(s, "U7: Reminders for ") {
				n++
			}
		}
		return n
	}
	for range 3 {
		g.until(g.now.Add(20 * time.Minute))
		g.again(twoLines, set)
	}
	if told() != 1 {
		t.Errorf("told %d times: %q", told(), g.texts())
	}
	g.closed = nil
	g.until(g.now.Add(2 * time.Minute))
	g.again(append(twoLines, Line{Key: "c", At: g.now.AddDate(0, 0, 1), Channel: "C1", Text: "later"}), set)
	g.closed = map[string]bool{"C1": true}
	g.until(g.now.AddDate(0, 0, 1).Add(time.Hour))
	if told() != 2 {
		t.Errorf("it took a post and is refused again: told %d times: %q", told(), g.texts())
	}
}

// An admin whose own messages are refused is not told so in them.
func TestAnAdminWhoIsParked(t *testing.T) {
	g := newRig(t, listed{{Key: "a", At: start, Channel: "U7", Text: "the board"}}, func(o *Options) { o.Admins = []string{"U7", "U8"} })
	g.closed = map[string]bool{"U7": true}
	g.until(start.Add(20 * time.Minute))
	if got := g.texts(); len(got) != 2 || !strings.HasPrefix(got[1], "U8: Reminders for U7 wait") {
		t.Errorf("posted: %q", got)
	}
}

// What people read of a held post goes by the calendar.
func TestTheDayOfAHeldNotice(t *testing.T) {
	p := store.Post{Began: start, Asked: time.Date(2027, 3, 1, 14, 30, 0, 0, time.UTC)}
	if got := OnDay(&p); got != "Monday 1 March 2027, 2:30pm" {
		t.Errorf("of %s", got)
	}
}
