package main

import (
	"github.com/rogpeppe/go-internal/testscript"
)

// cmdRedeliver has Slack send once more what it sent last, as it does when an
// answer was late, and shows what comes of it.
func cmdRedeliver(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 0, "redeliver")
	mark := w.trial.slack.Mark()
	ts.Check(w.trial.slack.Redeliver(w.ctx))
	w.shown(ts, mark)
}

// cmdThread has what is said from now on stand in the thread of the last
// message of the channel that everybody sees, until one goes to a channel.
func cmdThread(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 0, "thread")
	for _, m := range w.trial.slack.Messages(w.who.ID, w.channel) {
		if !m.Ephemeral {
			w.thread = m.TS
		}
	}
}
