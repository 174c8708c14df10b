package commands

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// shortcutDesk has a command that tests alone have.
func shortcutDesk(t *testing.T) *Desk {
	t.Helper()
	d := northshireDesk(t)
	said := func(words string) Outcome { return Outcome{Reply: &Reply{Blocks: []Block{Para(T(words))}}} }
	d.table = append(d.table[:len(d.table):len(d.table)], &Command{
		Name: "keep", Right: Keep, Short: "keep words",
		Shortcuts: []Shortcut{
			{Verb: "message", Name: "Keep the words", Short: "Keeps them.", OnMessage: true, Run: func(_ *Call, m *Message) (Outcome, error) {
				return said("kept " + m.Text + " from " + m.Channel), nil
			}},
			{Verb: "all", Name: "Keep", Short: "Keeps.", Run: func(_ *Call, m *Message) (Outcome, error) {
				if m != nil {
					return Outcome{}, errors.New("a message where there is none")
				}
				return Outcome{}, &Problem{Says: "Nothing to keep.", Then: "Choose a message."}
			}},
		},
	})
	return d
}

func TestShortcutsAreRoutedToTheirCommand(t *testing.T) {
	d := shortcutDesk(t)
	on := Message{Channel: "C1", TS: "1.1", Text: "the gate"}
	for _, test := range []struct {
		who, id string
		on      Message
		want    string
	}{
		{"staff", "keep.message", on, "kept the gate from C1"},
		{"staff", "keep.all", Message{}, "Nothing to keep. Choose a message."},
		{"staff", "keep.gone", on, "older version"},
		{"staff", "gone.message", on, "older version"},
		{"staff", "", on, "older version"},
		{"staff", "keep.all", on, "older version"},
		{"staff", "keep.message", Message{}, "older version"},
		{"bea", "keep.message", on, "Only the office's staff"},
	} {
		out, err := d.Choose(context.Background(), Chosen{Request: request(test.who, ""), Shortcut: test.id, On: test.on})
		if err != nil || out.Reply == nil || !strings.Contains(out.Reply.Plain(), test.want) {
			t.Errorf("%s %s: %+v, %v; want %q", test.who, test.id, out.Reply, err, test.want)
		}
	}
}

// Slack refuses a manifest with an entry outside its limits.
func TestShortcutsFitSlack(t *testing.T) {
	n := 0
	for _, cmd := range Table {
		seen := map[string]bool{}
		for _, s := range cmd.Shortcuts {
			n++
			if s.Verb == "" || seen[s.Verb] || s.Run == nil {
				t.Errorf("%s: the shortcut %q has no verb of its own, or does nothing", cmd.Name, s.Verb)
			}
			seen[s.Verb] = true
			if size := utf8.RuneCountInString(s.Name); size == 0 || size > 24 {
				t.Errorf("%s.%s: a name of %d characters", cmd.Name, s.Verb, size)
			}
			if size := utf8.RuneCountInString(s.Short); size == 0 || size > 150 {
				t.Errorf("%s.%s: %d characters about it", cmd.Name, s.Verb, size)
			}
		}
	}
	if n > 10 {
		t.Errorf("%d shortcuts; Slack lists ten", n)
	}
}
