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
)

// homeWorld is a world in which Home tabs say how much is open; the number
// and the store's revision go up with each press or command.
func homeWorld(t *testing.T, o worldOptions) (*world, *atomic.Int64) {
	w := newWorld(t, o)
	n := &atomic.Int64{}
	write := func() {
		n.Add(1)
		w.desk.rev.Add(1)
	}
	w.desk.home = func(_ context.Context, r commands.Request) (commands.Reply, error) {
		reply := buttons("Done")
		reply.Blocks = append(reply.Blocks, commands.Para(commands.T(fmt.Sprintf("%s: %d done", r.Actor.Name, n.Load()))))
		return reply, nil
	}
	w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
		write()
		return commands.Outcome{Reply: ref(says("done"))}, nil
	}
	w.desk.do = func(context.Context, commands.Request) (commands.Reply, error) {
		write()
		return says("done"), nil
	}
	return w, n
}

// openHome opens the Home tab and returns what stands on it.
func (w *world) openHome(user string) string {
	w.t.Helper()
	if err := w.slack.OpenHome(w.ctx, user); err != nil {
		w.t.Fatal(err)
	}
	w.idle()
	return w.homeOf(user)
}

func (w *world) homeOf(user string) string {
	if v := w.slack.Home(user); v != nil {
		return v.Plain
	}
	return ""
}

// A change that anybody makes shows on every Home tab that is open, and on no
// other.
func TestHomeTabsFollowChanges(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w, _ := homeWorld(t, o)
		w.openHome(sandbox.Partner)
		w.openHome(sandbox.Staff)
		w.click(sandbox.Partner, sandbox.InHome, "Done")
		for _, user := range []string{sandbox.Partner, sandbox.Staff} {
			if got := w.homeOf(user); !strings.Contains(got, ": 1 done") {
				t.Errorf("after a press: %q", got)
			}
		}
		w.slash(sandbox.Admin, sandbox.Office, "/csp done x")
		w.idle()
		if got := w.homeOf(sandbox.Partner); !strings.Contains(got, ": 2 done") {
			t.Errorf("after a command: %q", got)
		}
		if w.homeOf(sandbox.Admin) != "" {
			t.Error("somebody got a Home tab who never opened it")
		}
	})
}

// What stands there already is not put there again.
func TestUnchangedHomeTabs(t *testing.T) {
	w, n := homeWorld(t, worldOptions{})
	for range 3 {
		w.openHome(sandbox.Partner)
	}
	if w.calls("views.publish") != 1 {
		t.Errorf("%d published", w.calls("views.publish"))
	}
	w.slash(sandbox.Staff, sandbox.Office, "/csp x")
	n.Store(0) // it looks as it did
	w.idle()
	w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) { return commands.Outcome{}, nil }
	before := w.calls("views.publish")
	w.click(sandbox.Partner, sandbox.InHome, "Done")
	w.click(sandbox.Partner, sandbox.InHome, "Done")
	if got := w.calls("views.publish") - before; got > 1 {
		t.Errorf("%d published after presses that changed nothing", got)
	}
}

// Another process of ours may have put something newer there: then it is
// drawn anew and put over it.
func TestHomeTabHashConflict(t *testing.T) {
	w, _ := homeWorld(t, worldOptions{})
	w.openHome(sandbox.Partner)
	w.slack.Misbehave(sandbox.Fault{Method: "views.publish", Kind: sandbox.Refuse + "hash_conflict"})
	w.slash(sandbox.Partner, sandbox.General, "/csp x")
	w.idle()
	if got := w.homeOf(sandbox.Partner); !strings.Contains(got, ": 1 done") || w.calls("views.publish") != 3 {
		t.Errorf("%q after %d", got, w.calls("views.publish"))
	}
	// Opened over another's, it is put there again.
	other := w.newEdge(worldOptions{})
	if err := other.Check(w.ctx); err != nil {
		t.Fatal(err)
	}
	other.publish(w.ctx, &homeTab{user: sandbox.Partner}, says("of another process"))
	if got := w.openHome(sandbox.Partner); !strings.Contains(got, ": 1 done") {
		t.Errorf("opened: %q", got)
	}
}

// A Home tab that could not be put there comes with the next change, and a
// fault does not take away what stands there.
func TestHomeTabInBadWeather(t *testing.T) {
	w, _ := homeWorld(t, worldOptions{})
	w.openHome(sandbox.Partner)
	w.slack.Misbehave(sandbox.Fault{Method: "views.publish", Kind: sandbox.Lost})
	w.slash(sandbox.Partner, sandbox.General, "/csp x")
	w.idle()
	w.slash(sandbox.Partner, sandbox.General, "/csp x")
	w.idle()
	if got := w.homeOf(sandbox.Partner); !strings.Contains(got, ": 2 done") {
		t.Errorf("after a lost answer: %q", got)
	}
	draw := w.desk.home
	w.desk.home = func(context.Context, commands.Request) (commands.Reply, error) {
		return commands.Reply{}, context.DeadlineExceeded
	}
	w.slash(sandbox.Partner, sandbox.General, "/csp x")
	w.idle()
	if got := w.homeOf(sandbox.Partner); !strings.Contains(got, ": 2 done") {
		t.Errorf("after a fault: %q", got)
	}
	w.desk.home = draw
	if got := w.openHome(sandbox.Partner); !strings.Contains(got, ": 3 done") {
		t.Errorf("opened: %q", got)
	}
}

// An import or a new day changes Home tabs too, though nobody asked anything.
func TestHomeTabsFollowTheCalendar(t *testing.T) {
	day := &atomic.Int64{}
	w, n := homeWorld(t, worldOptions{edge: func(e *edge) {
		e.pace.watch = time.Millisecond
		e.Calendar = func() time.Time { return noon.AddDate(0, 0, int(day.Load())) }
	}})
	w.openHome(sandbox.Partner)
	shows := func(want string) {
		t.Helper()
		if err := w.slack.Await(w.ctx, func() bool { return strings.Contains(w.homeOf(sandbox.Partner), want) }); err != nil {
			t.Errorf("%v, %q", err, w.homeOf(sandbox.Partner))
		}
	}
	n.Store(7)
	day.Add(1)
	shows(": 7 done")
	n.Store(8)
	w.desk.rev.Add(1)
	shows(": 8 done")
}

// Only so many are remembered, and not for ever.
func TestHomesAreBounded(t *testing.T) {
	inMemory(t, func(t *testing.T, _ *rawSlack) {
		e := &edge{desk: &fakeDesk{}, running: t.Context()}
		e.Calendar = func() time.Time { return noon }
		hs := &homes{edge: e}
		for i := range homesKept + 10 {
			hs.opened("", fmt.Sprintf("U%03d", i))
		}
		first := hs.opened("", "U050")
		all := hs.open("U060")
		if len(all) != homesKept || all[0].user != "U060" || all[1] != first || all[len(all)-1].user != "U010" {
			t.Errorf("%d are remembered, from %s to %s", len(all), all[0].user, all[len(all)-1].user)
		}
		pass(homeMemory - time.Minute)
		hs.opened("", "U050")
		pass(2 * time.Minute)
		if all := hs.open(""); len(all) != 1 || all[0] != first {
			t.Errorf("%d are remembered after two hours", len(all))
		}
	})
}

// A reply too long for one modal shows its rest in the same modal.
func TestLongReplyInAModal(t *testing.T) {
	w := newWorld(t, worldOptions{})
	long := func(context.Context, commands.Request) (commands.Reply, error) {
		r := commands.Reply{}
		for i := range 2 * viewBlocks {
			r.Blocks = append(r.Blocks, commands.Para(commands.T(fmt.Sprintf("part %d.", i))), commands.Rule{})
		}
		return r, nil
	}
	w.desk.home = func(context.Context, commands.Request) (commands.Reply, error) {
		return commands.Reply{Blocks: []commands.Block{commands.Buttons{{Label: "All", Type: "list"}}}}, nil
	}
	w.desk.do = long
	w.desk.press = func(ctx context.Context, p commands.Press) (commands.Outcome, error) {
		r, err := long(ctx, p.Request)
		return commands.Outcome{Reply: &r}, err
	}
	w.openHome(sandbox.Partner)
	w.click(sandbox.Partner, sandbox.InHome, "All")
	first := w.slack.View(sandbox.Partner)
	if first == nil || !strings.Contains(first.Plain, "part 0.") {
		t.Fatalf("the modal shows %+v", first)
	}
	w.click(sandbox.Partner, sandbox.InModal, "Show the rest")
	if next := w.slack.View(sandbox.Partner); next.ID != first.ID || strings.Contains(next.Plain, "part 0.") || !strings.Contains(next.Plain, "part 60.") {
		t.Errorf("the rest shows %q", next.Plain)
	}
}
