package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"csp/commands"
)

var update = flag.Bool("update", false, "rewrite golden files and transcripts")

var manifestCases = []struct {
	golden string
	o      manifestOptions
}{
	{"socket.json", manifestOptions{Shortcuts: shortcutsOf(commands.Table)}},
	{"http.json", manifestOptions{HTTP: "https://csp.example.org/", Shortcuts: shortcutsOf(commands.Table)}},
	{"shortcuts.json", manifestOptions{Shortcuts: shortcutsOf([]*commands.Command{
		{Name: "action", Shortcuts: []commands.Shortcut{{Verb: "add", Name: "Record as action", Short: "Keep what was said as an action", OnMessage: true}}},
		{Name: "list"},
		{Name: "brief", Shortcuts: []commands.Shortcut{{Verb: "ask", Name: "Brief me", Short: "The briefing for the next board"}}},
	})}},
}

func TestManifest(t *testing.T) {
	for _, c := range manifestCases {
		t.Run(c.golden, func(t *testing.T) {
			var got bytes.Buffer
			if err := writeManifest(&got, c.o); err != nil {
				t.Fatal(err)
			}
			for _, fault := range manifestFaults(got.Bytes()) {
				t.Error(fault)
			}
			path := filepath.Join("testdata", "manifest", c.golden)
			if *update {
				if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("got:\n%s\nwant:\n%s", got.Bytes(), want)
			}
		})
	}
}

func TestManifestRefusesABadAddress(t *testing.T) {
	for _, bad := range []string{"csp.example.org", "ftp://h", "https://", "https://u:p@h", "https://h?x=1", "https://h#x", "://"} {
		var b bytes.Buffer
		err := writeManifest(&b, manifestOptions{HTTP: bad})
		if err == nil || !strings.Contains(err.Error(), "such as https://csp.example.org") || b.Len() > 0 {
			t.Errorf("%s: error %v, printed %q", bad, err, b.String())
		}
	}
}

// The methods that a running bot may need, and none else: what people allow when
// they install the app is decided here.
func TestScopesFollowFromTheMethods(t *testing.T) {
	methods := strings.Fields(`auth.test apps.connections.open users.info usergroups.users.list conversations.info
		conversations.members conversations.history conversations.open chat.postMessage chat.postEphemeral chat.update
		chat.delete chat.getPermalink views.open views.update views.push views.publish files.getUploadURLExternal
		files.completeUploadExternal`)
	var listed []string
	for _, g := range webMethods {
		listed = append(listed, g.name)
	}
	if !slices.Equal(listed, methods) {
		t.Errorf("methods = %q\nwant      %q", listed, methods)
	}
	want := strings.Fields(`app_mentions:read channels:history channels:read chat:write commands files:write groups:history
		groups:read im:history im:write usergroups:read users:read`)
	if got := botScopes(); !slices.Equal(got, want) {
		t.Errorf("scopes = %q\nwant     %q", got, want)
	}
}

// Slack's rules must be able to fail, or the test above says nothing.
func TestManifestFaultsSeesFaults(t *testing.T) {
	for name, change := range map[string]func(*manifest){
		"name too long":          func(m *manifest) { m.Display.Name = strings.Repeat("n", 36) },
		"description too long":   func(m *manifest) { m.Display.Description = strings.Repeat("n", 141) },
		"long description short": func(m *manifest) { m.Display.LongDescription = "short" },
		"colour":                 func(m *manifest) { m.Display.BackgroundColor = "blue" },
		"bot name":               func(m *manifest) { m.Features.BotUser.DisplayName = "" },
		"command without slash":  func(m *manifest) { m.Features.SlashCommands[0].Command = "csp" },
		"long hint":              func(m *manifest) { m.Features.SlashCommands[0].UsageHint = strings.Repeat("n", 1001) },
		"escaping off":           func(m *manifest) { m.Features.SlashCommands[0].ShouldEscape = false },
		"shortcut name": func(m *manifest) {
			m.Features.Shortcuts = []manifestShortcut{{strings.Repeat("n", 25), "message", "x", "x"}}
		},
		"shortcut type":     func(m *manifest) { m.Features.Shortcuts = []manifestShortcut{{"n", "menu", "x", "x"}} },
		"shortcut callback": func(m *manifest) { m.Features.Shortcuts = []manifestShortcut{{"n", "global", "", "x"}} },
		"too many shortcuts": func(m *manifest) {
			m.Features.Shortcuts = slices.Repeat([]manifestShortcut{{"n", "global", "x", "x"}}, 11)
		},
		"scope twice":         func(m *manifest) { m.OAuth.Scopes.Bot = []string{"commands", "commands"} },
		"no scopes":           func(m *manifest) { m.OAuth.Scopes.Bot = nil },
		"event twice":         func(m *manifest) { m.Settings.Events.BotEvents = []string{"app_mention", "app_mention"} },
		"address in socket":   func(m *manifest) { m.Settings.Events.RequestURL = "https://h" },
		"no address in HTTP":  func(m *manifest) { m.Settings.SocketMode = false },
		"interactivity off":   func(m *manifest) { m.Settings.Interactivity.Enabled = false },
		"tokens that run out": func(m *manifest) { m.Settings.TokenRotation = true },
	} {
		m, err := newManifest(manifestOptions{})
		if err != nil {
			t.Fatal(err)
		}
		change(&m)
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if len(manifestFaults(text)) == 0 {
			t.Errorf("%s: no fault seen", name)
		}
	}
	if len(manifestFaults([]byte(`{"display_information": {"name": "x"}, "surprise": 1}`))) == 0 {
		t.Error("an unknown key is not seen")
	}
}
