package main

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"csp/bot/sandbox"
	"csp/commands"
	"csp/store"
)

// A shared answer is worked out once for a class, a place, a revision and a
// day; everything else is worked out each time.
func TestKeptAnswers(t *testing.T) {
	w := newWorld(t, worldOptions{})
	today := noon
	w.edge.Calendar = func() time.Time { return today }
	var asked atomic.Int64
	shared := true
	w.desk.do = func(_ context.Context, r commands.Request) (commands.Reply, error) {
		n := asked.Add(1)
		reply := says(fmt.Sprintf("%d for %s in %s on %s", n, r.Actor.Name, r.Channel, r.Today()))
		reply.Shared = shared
		return reply, nil
	}
	w.desk.class = func(a commands.Actor) (string, bool) {
		if a.Staff {
			return "staff", true
		}
		return "", false
	}
	ask := func(user, channel string) string {
		t.Helper()
		return w.slash(user, channel, "/csp darlington").Plain
	}
	first := ask(sandbox.Staff, sandbox.Office)
	if again := ask(sandbox.Admin, sandbox.Office); again != first {
		t.Errorf("another of the class gets %q, not %q", again, first)
	}
	had := map[string]bool{first: true}
	fresh := func(what, user, channel string) {
		t.Helper()
		if got := ask(user, channel); had[got] || !strings.Contains(got, channel) {
			t.Errorf("%s: %q was kept", what, got)
		} else {
			had[got] = true
		}
	}
	fresh("another channel", sandbox.Staff, sandbox.Darlington)
	fresh("one whose class is not shared", sandbox.Partner, sandbox.General)
	fresh("the same again", sandbox.Partner, sandbox.General)
	w.desk.rev.Add(1)
	fresh("another revision", sandbox.Staff, sandbox.Office)
	today = today.AddDate(0, 0, 1)
	fresh("another day", sandbox.Staff, sandbox.Office)
	shared = false
	w.desk.rev.Add(1)
	fresh("not shared", sandbox.Staff, sandbox.Office)
	fresh("not shared, again", sandbox.Staff, sandbox.Office)
}

func TestCardsStayWithinBounds(t *testing.T) {
	c := newCards(3, 100)
	day := store.DateOf(noon)
	for i := range 50 {
		c.put(1, day, cardKey{line: fmt.Sprint(i)}, make([]byte, 10))
		c.putClass(1, whose{user: fmt.Sprint(i)}, classOf{})
		if len(c.kept) > 3 || len(c.classes) > 3 {
			t.Fatalf("%d cards, %d classes", len(c.kept), len(c.classes))
		}
	}
	c.put(1, day, cardKey{line: "a"}, make([]byte, 60))
	c.put(1, day, cardKey{line: "b"}, make([]byte, 60))
	if c.get(1, day, cardKey{line: "b"}) == nil || len(c.kept) != 1 || c.bytes > 100 {
		t.Errorf("%d cards of %d bytes", len(c.kept), c.bytes)
	}
	c.put(2, day, cardKey{line: "c"}, []byte("new"))
	c.put(1, day, cardKey{line: "d"}, []byte("old"))
	if c.get(2, day, cardKey{line: "c"}) == nil || c.get(1, day, cardKey{line: "d"}) != nil || c.get(2, day, cardKey{line: "d"}) != nil {
		t.Error("an answer of an older revision is kept")
	}
	c.put(2, day, cardKey{line: strings.Repeat("x", cardLine+1)}, []byte("long"))
	if len(c.kept) != 1 {
		t.Error("a long line is kept")
	}
}
