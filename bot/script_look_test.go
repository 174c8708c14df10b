package main

import (
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdHasty has the bot believe that Slack shows a message at once, so that it
// looks without waiting for one whose answer was lost.
func cmdHasty(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 0, "hasty")
	stageOf(ts).trial.app.edge.sender.Quiet = 0
}

// cmdLook goes back to a message of the channel that stays there, the last
// with the words in it, and shows how it stands now: look WORDS.
func cmdLook(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	words, shown := strings.Join(args, " "), ""
	for _, m := range w.trial.slack.Messages(w.who.ID, w.channel) {
		if !m.Ephemeral && strings.Contains(m.Plain, words) {
			w.at = m.On()
			shown = fmt.Sprintf("%s\n%s\n", w.place(m), strings.TrimRight(m.Plain, "\n"))
		}
	}
	if shown == "" || neg {
		ts.Fatalf("no message says %q", words)
	}
	fmt.Fprint(ts.Stdout(), shown)
}

// cmdTab looks at the Home tab that was opened before, as it stands now: what
// keeps it up to date has had its turn.
func cmdTab(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 0, "tab")
	if e := w.trial.app.edge; e.homes.stale() {
		e.homesSoon()
	}
	ts.Check(w.idle())
	w.showTab(ts)
}
