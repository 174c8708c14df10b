package commands

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"csp/store"
)

func TestAgo(t *testing.T) {
	for age, want := range map[time.Duration]string{
		0: "just now", 29 * time.Second: "just now", time.Minute: "1 minute ago", 59*time.Minute + 29*time.Second: "59 minutes ago",
		time.Hour: "1 hour ago", 23 * time.Hour: "23 hours ago", 24 * time.Hour: "1 day ago", 50 * time.Hour: "2 days ago",
	} {
		if got := ago(age); got != want {
			t.Errorf("%v: got %q, want %q", age, got, want)
		}
	}
}

// Somebody whose change was refused is told who came before them.
func TestMovedOn(t *testing.T) {
	d := northshireDesk(t)
	write := func(who Actor, at time.Time, fn func(tx *store.Tx) error) {
		c := &Call{Context: t.Context(), Request: Request{Actor: who, Now: at}, Desk: d, Command: &history}
		if _, err := c.write(fn); err != nil {
			t.Fatal(err)
		}
	}
	patel := Actor{Team: "T0OFFICE", User: "U0PATEL", Name: "A. Patel", Staff: true}
	write(patel, sundayMorning, func(tx *store.Tx) error {
		p, err := store.Partnerships.Get(tx, "southvale")
		if err != nil {
			return err
		}
		p.Area = "Southvale"
		_, err = store.Partnerships.Put(tx, p)
		return err
	})
	write(patel, sundayMorning, func(tx *store.Tx) error {
		p, err := store.Duties.Get(tx, "share")
		if err != nil {
			return err
		}
		return store.Duties.Delete(tx, p.ID, p.Rev)
	})
	for _, w := range []struct {
		asks     Actor
		kind, id string
		want     string
	}{
		{speakers["staff"], "partnerships", "southvale", "Changed by A. Patel 1 minute ago."},
		{patel, "partnerships", "southvale", "Changed by you 1 minute ago."},
		{speakers["staff"], "duties", "share", "Removed by A. Patel 1 minute ago."},
		{speakers["staff"], "people", "nobody", "Changed by somebody else."},
	} {
		c := &Call{Context: t.Context(), Request: Request{Actor: w.asks, Now: sundayMorning.Add(time.Minute)}, Desk: d, Command: &history}
		err := d.Store.View(t.Context(), func(tx *store.Tx) error {
			if got := c.movedOn(tx, w.kind, w.id); got != w.want {
				t.Errorf("%s: got %q, want %q", w.id, got, w.want)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// A write that waits for another one until its time is up says so, and that
// nothing was written.
func TestAWriteBehindALongOne(t *testing.T) {
	d := northshireDesk(t)
	before := revision(t, d)
	holds, end, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	var once sync.Once
	go func() {
		_, err := d.Store.Change(context.Background(), store.Change{Actor: "console", At: sundayMorning}, func(*store.Tx) error {
			once.Do(func() { close(holds) })
			<-end
			return nil
		})
		done <- err
	}()
	<-holds
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	r, err := d.Do(ctx, Request{Actor: Console(), Text: "undo", Now: sundayMorning})
	if err != nil || !r.Bad || !strings.Contains(r.Console(), "is being written to just now, and nothing of yours is written.") {
		t.Errorf("%v: %s", err, r.Console())
	}
	close(end)
	if err := <-done; err != nil || revision(t, d) != before {
		t.Errorf("revision %d: %v", revision(t, d), err)
	}
}
