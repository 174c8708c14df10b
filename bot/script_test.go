package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"csp/bot/sandbox"
	"csp/config"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts plays every conversation in testdata/script over the sandbox:
// a small Slack, and the bot connected to it as it would be to the real one.
// A script says who speaks and what they type or press, and holds what they
// then see, whole; -update writes that down anew.
func TestScripts(t *testing.T) { playScripts(t, false) }

// TestScriptsOverHTTP plays the same conversations with Slack reaching the
// bot over signed HTTP.
func TestScriptsOverHTTP(t *testing.T) { playScripts(t, true) }

func playScripts(t *testing.T, http bool) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update && !http,
		Setup:         func(env *testscript.Env) error { return setUpScript(env, http) },
		Condition:     func(cond string) (bool, error) { return http && cond == "http", nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"invented":  cmdInvented,
			"register":  cmdRegister,
			"as":        cmdAs,
			"in":        cmdIn,
			"slash":     cmdSlash,
			"mention":   cmdMention,
			"say":       cmdSay,
			"dm":        cmdDM,
			"click":     cmdClick,
			"shortcut":  cmdShortcut,
			"suggest":   cmdSuggest,
			"submit":    cmdSubmit,
			"close":     cmdClose,
			"home":      cmdHome,
			"tab":       cmdTab,
			"look":      cmdLook,
			"hasty":     cmdHasty,
			"clock":     cmdClock,
			"restart":   cmdRestart,
			"die":       cmdDie,
			"redeliver": cmdRedeliver,
			"thread":    cmdThread,
			"file":      cmdFile,
			"tick":      cmdTick,
			"misbehave": cmdMisbehave,
		},
	})
}

// scriptTime is when every script begins, unless it moves the clock. It lies
// in the past, so that it is never the machine's own time.
var scriptTime = time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC)

// unhurried is how long Slack waits in a script for an answer, so that what is
// said does not hang on how busy the machine is.
const unhurried = 20 * time.Second

// stage is one script's Slack and bot, and who speaks where.
type stage struct {
	ctx     context.Context
	http    bool // Slack reaches the bot over HTTP
	trial   *trial
	mortal  *mortal
	who     sandbox.Person
	channel string
	thread  string
	at      sandbox.Place // what they look at: where click presses
}

type stageKey struct{}

func setUpScript(env *testscript.Env, http bool) error {
	ctx, cancel := context.WithCancel(context.Background())
	w := &stage{ctx: ctx, http: http}
	env.Values[stageKey{}] = w
	env.Defer(func() {
		if err := w.clear(); err != nil {
			env.T().Log("stop:", err)
		}
		cancel()
	})
	return w.set(false)
}

// set starts a sandbox with the example register, or the invented office, and
// the bot in it, over an engine that runs every write twice.
func (w *stage) set(invented bool) error {
	cfg := scriptConfig()
	cfg.Now = scriptTime
	tr, err := newTrial(w.ctx, cfg, trialOptions{
		addr: "127.0.0.1:0", http: w.http, invented: invented, wrap: w.wrap, log: slog.New(slog.DiscardHandler),
		slack: sandbox.Options{AckTimeout: unhurried},
	})
	if err != nil {
		return err
	}
	w.trial, w.channel = tr, sandbox.Office
	w.who, _ = tr.slack.Person(sandbox.Staff)
	w.run()
	return nil
}

// clear stops the bot and its sandbox.
func (w *stage) clear() error {
	stop, done := context.WithTimeout(context.Background(), stopTime)
	defer done()
	return w.trial.Close(stop)
}

// scriptConfig is the settings of an office that set none.
func scriptConfig() config.Config {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return config.Config{Location: zone, Quiet: 90 * time.Second, CatchUp: 168 * time.Hour}
}

// run starts the bot and waits until it receives.
func (w *stage) run() {
	a := w.trial.app
	a.edge.turns.apart, a.edge.sender.Pace = 0, 0
	a.byHand = true
	a.edge.pace.homes, a.edge.pace.stopgap, a.edge.pace.open = 0, unhurried, unhurried
	ctx, die := context.WithCancel(w.ctx)
	w.mortal.mu.Lock()
	w.mortal.dead, w.mortal.die = false, func() { w.trial.slack.DropSockets(); die() }
	w.mortal.mu.Unlock()
	go func() { _ = a.Run(ctx) }()
}

func stageOf(ts *testscript.TestScript) *stage {
	w := ts.Value(stageKey{}).(*stage)
	ctx, cancel := context.WithTimeout(w.ctx, unhurried)
	defer cancel()
	ts.Check(w.trial.app.edge.AwaitReady(ctx))
	return w
}
