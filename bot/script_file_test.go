package main

import (
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdFile shows what stands in the newest file of that name in the person's
// direct messages with the bot: file actions.csv.
func cmdFile(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 1, "file NAME")
	found := ""
	for _, m := range w.trial.slack.Messages(w.who.ID, w.trial.slack.DM(w.who.ID)) {
		for _, f := range m.Files {
			if f.Name == args[0] {
				found = f.ID
			}
		}
	}
	if found == "" {
		ts.Fatalf("there is no file %s", args[0])
	}
	text := strings.NewReplacer("\ufeff", "", "\r\n", "\n").Replace(string(w.trial.slack.File(found)))
	_, _ = ts.Stdout().Write([]byte(strings.TrimRight(text, "\n") + "\n"))
}
