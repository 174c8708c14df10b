package main

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"csp/bot/sandbox"
	"csp/commands"
)

func withFile() commands.Reply {
	r := says("The register is in your direct messages with me.")
	r.Shared = true
	r.Files = []commands.File{
		{Name: "register.yaml", Title: "The register", Bytes: []byte("revision: 4\n")},
		{Name: "actions.csv", Bytes: []byte("ref,text\n")},
	}
	return r
}

// given are the files that a person has in direct messages with the bot.
func (w *world) given(user string) map[string]string {
	out := map[string]string{}
	for _, m := range w.slack.Messages(user, w.slack.DM(user)) {
		for _, f := range m.Files {
			out[f.Title] = string(w.slack.File(f.ID))
		}
	}
	return out
}

// A reply's files go to who asked, wherever they asked and however.
func TestFilesAreHandedOver(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		for name, ask := range map[string]func(w *world){
			"slash": func(w *world) {
				if a, err := w.slack.Slash(w.ctx, sandbox.Partner, sandbox.General, "/csp export"); err != nil || a.Failure != "" {
					w.t.Fatalf("%q %v", a.Failure, err)
				}
			},
			"mention":        func(w *world) { w.mention(sandbox.Partner, sandbox.General, "", "export") },
			"mention here":   func(w *world) { w.mention(sandbox.Partner, sandbox.General, "", "export here") },
			"direct message": func(w *world) { w.dm(sandbox.Partner, "export") },
			"press": func(w *world) {
				w.desk.do = answering(buttons("Download"))
				m := w.slash(sandbox.Partner, sandbox.General, "/csp export")
				w.click(sandbox.Partner, m.On(), "Download")
			},
			"form": func(w *world) {
				r := withFile()
				r.Form, r.Files = ref(everyInput()), nil
				w.desk.do = answering(r)
				if _, err := w.slack.Slash(w.ctx, sandbox.Partner, sandbox.General, "/csp export"); err != nil {
					w.t.Fatal(err)
				}
				if _, err := w.slack.Submit(w.ctx, sandbox.Partner, url.Values{"text": {"x"}}); err != nil {
					w.t.Fatal(err)
				}
			},
		} {
			w := newWorld(t, o)
			w.desk.class = func(commands.Actor) (string, bool) { return "all", true }
			w.desk.do = answering(withFile())
			w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
				return commands.Outcome{Reply: ref(withFile())}, nil
			}
			w.desk.submit = func(context.Context, commands.Submission) (commands.FormAnswer, error) {
				return commands.FormAnswer{Tell: ref(withFile())}, nil
			}
			ask(w)
			w.idle()
			got := w.given(sandbox.Partner)
			if len(got) != 2 || got["The register"] != "revision: 4\n" || got["actions.csv"] != "ref,text\n" {
				t.Errorf("%s: got %q\n%s", name, got, w.log)
			}
			if name == "slash" { // never from memory
				ask(w)
				w.idle()
				if w.calls("files.completeUploadExternal") != 2 {
					t.Error("asked for twice, handed over once")
				}
			}
			if len(w.given(sandbox.Staff)) > 0 {
				t.Errorf("%s: somebody else has the files", name)
			}
		}
	})
}

// A file that cannot be sent is said, and one that may have been sent is not
// sent again.
func TestFilesInBadWeather(t *testing.T) {
	for name, test := range map[string]struct {
		fault sandbox.Fault
		want  string
		there int
	}{
		"no direct messages": {sandbox.Fault{Method: "conversations.open", Kind: sandbox.Broken}, "could not be sent", 0},
		"no address":         {sandbox.Fault{Method: "files.getUploadURLExternal", Kind: sandbox.Refuse + "file_uploads_disabled"}, "could not be sent", 0},
		"refused":            {sandbox.Fault{Method: "files.completeUploadExternal", Kind: sandbox.Refuse + "not_in_channel"}, "could not be sent", 0},
		"too fast":           {sandbox.Fault{Method: "files.completeUploadExternal", Kind: sandbox.TooMany, RetryAfter: time.Hour}, "could not be sent", 0},
		"lost":               {sandbox.Fault{Method: "files.completeUploadExternal", Kind: sandbox.Lost}, "did not say whether", 2},
		"broken":             {sandbox.Fault{Method: "files.completeUploadExternal", Kind: sandbox.Broken}, "did not say whether", 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, worldOptions{})
			w.desk.do = answering(withFile())
			w.slack.Misbehave(test.fault)
			mark := w.slack.Mark()
			if a, err := w.slack.Slash(w.ctx, sandbox.Partner, sandbox.General, "/csp export"); err != nil || a.Failure != "" {
				t.Fatalf("%q %v", a.Failure, err)
			}
			w.idle()
			told := false
			for _, m := range w.answers(sandbox.Partner, mark) {
				told = told || strings.Contains(m.Plain, test.want) && m.Ephemeral
			}
			if !told || len(w.given(sandbox.Partner)) != test.there || w.calls("files.completeUploadExternal") > 1 {
				t.Errorf("told %q, %d there\n%s", plains(w.answers(sandbox.Partner, mark)), len(w.given(sandbox.Partner)), w.log)
			}
		})
	}
}

// What is uploaded goes to Slack and nowhere else.
func TestUploadsStayWithSlack(t *testing.T) {
	w := newWorld(t, worldOptions{edge: func(e *edge) { e.urls.own = false }}) // then only Slack's own hosts
	err := w.edge.sendFiles(w.ctx, sandbox.Partner, withFile().Files)
	if !errors.Is(err, errForeignURL) || len(w.given(sandbox.Partner)) != 0 {
		t.Errorf("sent: %v", err)
	}
}
