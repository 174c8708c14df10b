package main

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"csp/bot/sandbox"
	"csp/commands"
	"csp/store"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdAs makes another person speak: as amara.
func cmdAs(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 1, "as NAME")
	p, ok := w.trial.slack.Person(args[0])
	if !ok {
		ts.Fatalf("nobody is called %s", args[0])
	}
	w.who = p
}

// cmdIn goes to a channel, by its id, or dm.
func cmdIn(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 1, "in CHANNEL")
	w.channel, w.thread = args[0], ""
	if args[0] == "dm" {
		w.channel = w.trial.slack.DM(w.who.ID)
		return
	}
	for _, c := range w.trial.slack.Channels() {
		if c.Name == args[0] {
			w.channel = c.ID
		}
	}
}

// cmdSlash types a slash command and shows what comes back.
func cmdSlash(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	a, err := w.trial.slack.Slash(w.ctx, w.who.ID, w.channel, strings.TrimSpace("/csp "+strings.Join(args, " ")))
	w.show(ts, neg, a, err)
}

// cmdMention mentions the bot in the channel.
func cmdMention(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	a, err := w.trial.slack.Mention(w.ctx, w.who.ID, w.channel, w.thread, strings.Join(args, " "))
	w.show(ts, neg, a, err)
}

// cmdSay says something in the channel, without mentioning the bot.
func cmdSay(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	a, err := w.trial.slack.Say(w.ctx, w.who.ID, w.channel, w.thread, strings.Join(args, " "))
	w.show(ts, neg, a, err)
}

// cmdDM writes to the bot in the person's direct messages with it.
func cmdDM(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	a, err := w.trial.slack.Say(w.ctx, w.who.ID, w.trial.slack.DM(w.who.ID), "", strings.Join(args, " "))
	w.show(ts, neg, a, err)
}

// cmdClick presses a button by its words.
func cmdClick(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	a, err := w.trial.slack.Click(w.ctx, w.who.ID, w.at, strings.Join(args, " "))
	w.show(ts, neg, a, err)
}

// cmdShortcut chooses an entry of the shortcut menus by its words, or by its
// id when no command has it: of the last message in the channel that everybody
// sees when it belongs to messages, else of the workspace.
func cmdShortcut(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	s := manifestShortcut{CallbackID: args[0]}
	for _, one := range shortcutsOf(commands.Table) {
		if one.Name == strings.Join(args, " ") {
			s = one
		}
	}
	if s.Type != "message" {
		a, err := w.trial.slack.Shortcut(w.ctx, w.who.ID, s.CallbackID)
		w.show(ts, neg, a, err)
		return
	}
	last := ""
	for _, m := range w.trial.slack.Messages(w.who.ID, w.channel) {
		if !m.Ephemeral {
			last = m.TS
		}
	}
	a, err := w.trial.slack.MessageShortcut(w.ctx, w.who.ID, w.channel, last, s.CallbackID)
	w.show(ts, neg, a, err)
}

// cmdSuggest types into a typeahead field and shows what is offered.
func cmdSuggest(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 2, "suggest FIELD WORDS")
	opts, err := w.trial.slack.Suggest(w.ctx, w.who.ID, sandbox.InModal, args[0], args[1])
	ts.Check(err)
	for _, o := range opts {
		fmt.Fprintln(ts.Stdout(), o.Text.Text)
	}
}

// cmdSubmit sends the open form with field=value pairs; \n in a value begins a
// new line.
func cmdSubmit(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	values := url.Values{}
	for _, a := range args {
		field, value, ok := strings.Cut(a, "=")
		if !ok {
			ts.Fatalf("submit takes FIELD=VALUE, not %s", a)
		}
		values.Add(field, strings.ReplaceAll(value, `\n`, "\n"))
	}
	a, err := w.trial.slack.Submit(w.ctx, w.who.ID, values)
	w.show(ts, neg, a, err)
}

// cmdClose closes the form on top, as its Cancel button does.
func cmdClose(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 0, "close")
	_, err := w.trial.slack.CloseView(w.ctx, w.who.ID, false)
	ts.Check(err)
}

// cmdHome opens the bot's Home tab.
func cmdHome(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 0, "home")
	w.trial.app.edge.pace.homes = 0 // a change shows at once, for cmdTab
	ts.Check(w.trial.slack.OpenHome(w.ctx, w.who.ID))
	ts.Check(w.idle())
	w.showTab(ts)
}

// showTab shows the Home tab as it stands.
func (w *stage) showTab(ts *testscript.TestScript) {
	w.at = sandbox.InHome
	if v := w.trial.slack.Home(w.who.ID); v != nil {
		fmt.Fprintf(ts.Stdout(), "[Home]\n%s\n", strings.TrimRight(v.Plain, "\n"))
	}
}

// cmdClock makes it another day or time: clock 2026-12-01 09:00, or, as the
// page's button does, that of the next reminder: clock next.
func cmdClock(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	if len(args) == 1 && args[0] == "next" {
		next, err := w.trial.coming(w.ctx, w.trial.office.calendar.Now(), 1)
		ts.Check(err)
		if len(next) == 0 {
			ts.Fatalf("no reminder is to come")
		}
		w.trial.office.calendar.Set(next[0].At)
		fmt.Fprintln(ts.Stdout(), next[0].At.Format("Monday 2 January 2006, 15:04:"), next[0].Text)
		return
	}
	need(ts, neg, args, 2, "clock DATE TIME")
	t, err := time.ParseInLocation("2006-01-02 15:04", strings.Join(args, " "), w.trial.cfg.Location)
	ts.Check(err)
	w.trial.office.calendar.Set(t)
}

// cmdRestart stops the bot in order and starts it again over the same store.
func cmdRestart(ts *testscript.TestScript, neg bool, args []string) {
	w := ts.Value(stageKey{}).(*stage) // it may be dead
	need(ts, neg, args, 0, "restart")
	stop, cancel := context.WithTimeout(w.ctx, stopTime)
	defer cancel()
	ts.Check(w.trial.app.Stop(stop))
	ts.Check(w.trial.connect(w.ctx))
	w.run()
}

// cmdMisbehave makes the small Slack answer wrongly: misbehave METHOD KIND.
func cmdMisbehave(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 2, "misbehave METHOD KIND")
	w.trial.slack.Misbehave(sandbox.Fault{Method: args[0], Kind: args[1], Count: 1})
}

// cmdInvented starts again in the invented office, whose dates hang on the
// day on which every script begins.
func cmdInvented(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 0, "invented")
	ts.Check(w.clear())
	ts.Check(w.set(true))
}

// cmdRegister adds a register that stands as a file in the script.
func cmdRegister(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 1, "register FILE")
	ts.Check(w.trial.office.load(w.ctx, args[0], []byte(ts.ReadFile(args[0])), store.Change{Actor: "console"}))
}

func need(ts *testscript.TestScript, neg bool, args []string, n int, usage string) {
	if neg || len(args) != n {
		ts.Fatalf("usage: %s", usage)
	}
}

// idle waits until the bot has done all that it was asked.
func (w *stage) idle() error {
	ctx, cancel := context.WithTimeout(w.ctx, 10*time.Second)
	defer cancel()
	return w.trial.app.edge.Idle(ctx)
}

// show prints what the person sees after an act: messages that are new or
// changed anywhere, then the form that is open. A failure of Slack's own is
// wanted after "!".
func (w *stage) show(ts *testscript.TestScript, neg bool, a sandbox.Answer, err error) {
	ts.Check(err)
	ts.Check(w.idle())
	if (a.Failure != "") != neg {
		ts.Fatalf("slack says: %q", a.Failure)
	}
	w.shown(ts, a.Mark)
}

// shown prints what the person sees since a mark.
func (w *stage) shown(ts *testscript.TestScript, mark uint64) {
	ts.Check(w.idle())
	out := ts.Stdout()
	said := w.trial.slack.Since(w.who.ID, mark)
	// What goes to the direct messages besides may come first or last.
	slices.SortStableFunc(said, func(a, b sandbox.Message) int { return besides(w, a) - besides(w, b) })
	for _, m := range said {
		if m.User == w.who.ID {
			continue // their own words
		}
		w.at = m.On()
		fmt.Fprintf(out, "%s\n%s\n", w.place(m), strings.TrimRight(m.Plain, "\n"))
	}
	if v := w.trial.slack.View(w.who.ID); v != nil {
		w.at = sandbox.InModal
		fmt.Fprintf(out, "[form]\n%s\n", strings.TrimRight(v.Plain, "\n"))
	}
}

// besides is 1 of a message in another place than the person is in.
func besides(w *stage, m sandbox.Message) int {
	if m.Channel == w.channel {
		return 0
	}
	return 1
}

// place says where a message stands and who sees it.
func (w *stage) place(m sandbox.Message) string {
	where := "direct message"
	for _, c := range w.trial.slack.Channels() {
		if c.ID == m.Channel {
			where = "#" + c.Name
		}
	}
	if m.Ephemeral {
		return "[" + where + ", only " + w.who.Name + " sees this]"
	}
	return "[" + where + "]"
}

// cmdTick has the sender do what is to be done at this moment, and shows what
// the person reads of it.
func cmdTick(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 0, "tick")
	mark := w.trial.slack.Mark()
	for range 2 { // what is owed since the first comes with the second
		ts.Check(w.trial.app.edge.sender.Once(w.ctx, true))
	}
	said := w.trial.slack.Since(w.who.ID, mark)
	if len(said) == 0 {
		fmt.Fprintln(ts.Stdout(), "(nothing)")
	}
	for _, m := range said {
		w.at = m.On()
		fmt.Fprintf(ts.Stdout(), "%s\n%s\n", w.place(m), strings.TrimRight(m.Plain, "\n"))
	}
}
