package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"csp/bot/sandbox"
	"csp/commands"
	"csp/config"
	"csp/store"
)

// actor is who a user of the sandbox is to the desk.
func (w *world) actor(user string) commands.Actor {
	w.t.Helper()
	a, err := w.edge.people.actor(w.ctx, "", user)
	if err != nil {
		w.t.Fatalf("%s: %v\n%s", user, err, w.log)
	}
	return a
}

func TestActors(t *testing.T) {
	const team = "T0SANDBX1"
	for name, c := range map[string]struct {
		user   string
		config func(*config.Config)
		want   commands.Actor
	}{
		"staff by group": {sandbox.Staff, nil, commands.Actor{Team: team, Name: "Amara Okafor", Staff: true}},
		"staff by id": {
			sandbox.Partner,
			func(c *config.Config) { c.Staff = config.Principals{Users: []config.User{{ID: sandbox.Partner}}} },
			commands.Actor{Team: team, Name: "Beth Lister", Staff: true},
		},
		"owner without CSP_ADMINS": {sandbox.Admin, nil, commands.Actor{Team: team, Name: "Ioan Pryce", Staff: true, Admin: true}},
		"owner with CSP_ADMINS": {
			sandbox.Admin,
			func(c *config.Config) { c.Admins = config.Principals{Users: []config.User{{ID: sandbox.Staff}}} },
			commands.Actor{Team: team, Name: "Ioan Pryce", Staff: true},
		},
		"admin by group": {
			sandbox.Staff,
			func(c *config.Config) { c.Admins = config.Principals{Groups: []string{sandbox.StaffGroup}} },
			commands.Actor{Team: team, Name: "Amara Okafor", Staff: true, Admin: true},
		},
		"member": {sandbox.Partner, nil, commands.Actor{Team: team, Name: "Beth Lister"}},
		"guest":  {sandbox.Guest, nil, commands.Actor{Team: team, Name: "Rafiq Shah", Guest: true}},
		"stranger": {
			sandbox.Outsider, nil,
			commands.Actor{Team: "T0COUNCL1", Name: "Clare Holm", Stranger: true},
		},
		"stranger by the id alone": {
			sandbox.Outsider,
			func(c *config.Config) { c.Staff = config.Principals{Users: []config.User{{ID: sandbox.Outsider}}} },
			commands.Actor{Team: "T0COUNCL1", Name: "Clare Holm", Stranger: true},
		},
		"stranger named with the team": {
			sandbox.Outsider,
			func(c *config.Config) {
				c.Staff = config.Principals{Users: []config.User{{Team: "T0COUNCL1", ID: sandbox.Outsider}}}
			},
			commands.Actor{Team: "T0COUNCL1", Name: "Clare Holm", Stranger: true, Staff: true},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, worldOptions{config: c.config})
			c.want.User = c.user
			if got := w.actor(c.user); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

// A guest has the partnerships' channels that they are in.
func TestGuestsChannels(t *testing.T) {
	w := newWorld(t, worldOptions{})
	_, err := w.edge.Store.Change(w.ctx, store.Change{Actor: "test", At: noon}, func(tx *store.Tx) error {
		for id, channel := range map[string]string{"darlington": sandbox.Darlington, "durham": sandbox.General, "hidden": "C0NOWHERE", "none": ""} {
			if _, err := store.Partnerships.Put(tx, store.Partnership{Meta: store.Meta{ID: id}, Name: id, Channel: channel}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := w.actor(sandbox.Guest).Channels; !slices.Equal(got, []string{sandbox.Darlington}) {
		t.Errorf("channels %q", got)
	}
	if got := w.actor(sandbox.Partner).Channels; got != nil {
		t.Errorf("a member has channels %q", got)
	}
}

// Slack is asked once in ten minutes, and once at a time.
func TestPeopleAreRemembered(t *testing.T) {
	w := newWorld(t, worldOptions{})
	for range 20 {
		w.slash(sandbox.Staff, sandbox.Office, "/csp list")
	}
	if n, g := w.calls("users.info"), w.calls("usergroups.users.list"); n != 1 || g != 1 {
		t.Errorf("users.info %d times, usergroups.users.list %d times", n, g)
	}
}

func TestMemo(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		w := rawWorld(t, s, 1, nil)
		var asked, hold atomic.Int64
		var fail error
		m := newMemo(w.edge, func(ctx context.Context, key string) (int64, error) {
			n := asked.Add(1)
			pass(time.Duration(hold.Load()))
			return n, fail
		})
		want := func(n int64, when string) {
			t.Helper()
			if got, err := m.get(s.ctx, "k"); err != nil || got != n {
				t.Errorf("%s: %d, %v; want %d", when, got, err, n)
			}
		}
		want(1, "at first")
		pass(7 * time.Minute)
		want(1, "within ten minutes")
		pass(2 * time.Minute)
		want(1, "shortly before the end")
		synctest.Wait()
		want(2, "asked again meanwhile")
		pass(11 * time.Minute)
		hold.Store(int64(time.Second))
		want(3, "after ten minutes")
		pass(11 * time.Minute)
		hold.Store(int64(4 * time.Second))
		began := time.Now()
		if _, err := m.get(s.ctx, "k"); !errors.Is(err, errWho) || time.Since(began) != peopleWait {
			t.Errorf("no answer: %v after %s", err, time.Since(began))
		}
		if _, err := m.get(s.ctx, "k"); !errors.Is(err, errWho) || asked.Load() != 4 {
			t.Errorf("the question was put again while it was being asked: %v, %d", err, asked.Load())
		}
		pass(2 * time.Minute)
		want(4, "the answer that came late")
		pass(11 * time.Minute)
		fail = errors.New("no")
		hold.Store(0)
		if _, err := m.get(s.ctx, "k"); !errors.Is(err, errWho) {
			t.Errorf("a failure: %v", err)
		}
		fail = nil
		want(6, "a failure is not remembered")
	})
}

// When Slack does not say who asks, nothing is done and the person is told
// what to do.
func TestNobodyIsGuessed(t *testing.T) {
	for name, o := range map[string]worldOptions{
		"no answer": {edge: func(e *edge) { e.people.users.wait = time.Millisecond }},
		"error":     {},
		"groups":    {config: func(c *config.Config) { c.Admins = config.Principals{Groups: []string{"S0ADMINS1"}} }},
	} {
		w := newWorld(t, o)
		switch name {
		case "no answer":
			w.slack.Misbehave(sandbox.Fault{Method: "users.info", Kind: sandbox.Slow, Delay: 100 * time.Millisecond})
		case "error":
			w.slack.Misbehave(sandbox.Fault{Method: "users.info", Kind: sandbox.Broken})
		case "groups":
			w.edge.people.groups.told = map[string]answer[map[string]bool]{}
			w.slack.Misbehave(sandbox.Fault{Method: "usergroups.users.list", Kind: sandbox.Broken, Count: 9})
		}
		w.desk.do = func(context.Context, commands.Request) (commands.Reply, error) {
			t.Errorf("%s: the desk was asked", name)
			return commands.Reply{}, nil
		}
		if m := w.slash(sandbox.Partner, sandbox.General, "/csp list"); !strings.Contains(m.Plain, "Try again in a minute") || !m.Ephemeral {
			t.Errorf("%s: %q", name, m.Plain)
		}
		w.slack.Behave()
		w.idle()
		w.desk.do = nil
		if m := w.slash(sandbox.Partner, sandbox.General, "/csp list"); m.Plain != "you typed list" {
			t.Errorf("%s: afterwards %q", name, m.Plain)
		}
	}
}

// A plan without user groups is told at the start; nobody gets rights by one.
func TestPlanWithoutGroups(t *testing.T) {
	w := newWorld(t, worldOptions{slack: sandbox.Options{FreePlan: true}})
	if !strings.Contains(w.log.String(), "plan has no user groups") {
		t.Errorf("nobody was told\n%s", w.log)
	}
	if a := w.actor(sandbox.Staff); a.Staff {
		t.Errorf("%+v", a)
	}
	for range 5 {
		w.slash(sandbox.Staff, sandbox.Office, "/csp list")
	}
	if n := w.calls("usergroups.users.list"); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

// Leavers and machines get nothing.
func TestOnlyPeopleWithAnAccount(t *testing.T) {
	w := newWorld(t, worldOptions{})
	for _, p := range []sandbox.Person{{ID: "U0LEFT001", Name: "left", Deleted: true}, {ID: "U0ROBOT01", Name: "robot", Bot: true}} {
		w.slack.SetPerson(p)
		if _, err := w.edge.people.actor(w.ctx, "", p.ID); !errors.Is(err, errNoPerson) {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
	for _, id := range []string{"", "U0NOBODY1", "not an id", "USLACKBOT"} {
		if _, err := w.edge.people.actor(w.ctx, "", id); !errors.Is(err, errNoPerson) {
			t.Errorf("%q: %v", id, err)
		}
	}
}
