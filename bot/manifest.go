package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"

	"csp/commands"
)

// manifestOptions is what an app manifest depends on.
type manifestOptions struct {
	// HTTP is the address at which Slack reaches the bot, such as
	// https://csp.example.org; empty for Socket Mode.
	HTTP string
	// Shortcuts are those that the bot serves. One that it does not serve would
	// stand in Slack's menus and do nothing.
	Shortcuts []manifestShortcut
}

// The types below are Slack's app manifest, as far as we use it. slack-go has
// such types too, but they leave out what is false, and for the messages tab
// leaving it out means the opposite.
type (
	manifest struct {
		Display  manifestDisplay  `json:"display_information"`
		Features manifestFeatures `json:"features"`
		OAuth    manifestOAuth    `json:"oauth_config"`
		Settings manifestSettings `json:"settings"`
	}
	manifestDisplay struct {
		Name            string `json:"name"`
		Description     string `json:"description"`
		LongDescription string `json:"long_description"`
		BackgroundColor string `json:"background_color"`
	}
	manifestFeatures struct {
		AppHome struct {
			HomeTab          bool `json:"home_tab_enabled"`
			MessagesTab      bool `json:"messages_tab_enabled"`
			MessagesReadOnly bool `json:"messages_tab_read_only_enabled"`
		} `json:"app_home"`
		BotUser struct {
			DisplayName  string `json:"display_name"`
			AlwaysOnline bool   `json:"always_online"`
		} `json:"bot_user"`
		Shortcuts     []manifestShortcut `json:"shortcuts,omitempty"`
		SlashCommands []manifestCommand  `json:"slash_commands"`
	}
	// manifestShortcut is one entry of Slack's shortcut menus. Type is global or
	// message.
	manifestShortcut struct {
		Name        string `json:"name"`
		Type        string `json:"type"`
		CallbackID  string `json:"callback_id"`
		Description string `json:"description"`
	}
	manifestCommand struct {
		Command      string `json:"command"`
		URL          string `json:"url,omitempty"`
		Description  string `json:"description"`
		UsageHint    string `json:"usage_hint"`
		ShouldEscape bool   `json:"should_escape"`
	}
	manifestOAuth struct {
		Scopes struct {
			Bot []string `json:"bot"`
		} `json:"scopes"`
	}
	manifestSettings struct {
		Events        manifestEvents        `json:"event_subscriptions"`
		Interactivity manifestInteractivity `json:"interactivity"`
		OrgDeploy     bool                  `json:"org_deploy_enabled"`
		SocketMode    bool                  `json:"socket_mode_enabled"`
		TokenRotation bool                  `json:"token_rotation_enabled"`
	}
	manifestEvents struct {
		RequestURL string   `json:"request_url,omitempty"`
		BotEvents  []string `json:"bot_events"`
	}
	manifestInteractivity struct {
		Enabled    bool   `json:"is_enabled"`
		RequestURL string `json:"request_url,omitempty"`
		OptionsURL string `json:"message_menu_options_url,omitempty"`
	}
)

// shortcutsOf are the entries of Slack's shortcut menus that the commands
// declare.
func shortcutsOf(table []*commands.Command) []manifestShortcut {
	var out []manifestShortcut
	for _, cmd := range table {
		for _, s := range cmd.Shortcuts {
			kind := "global"
			if s.OnMessage {
				kind = "message"
			}
			out = append(out, manifestShortcut{s.Name, kind, cmd.Name + "." + s.Verb, s.Short})
		}
	}
	return out
}

// runManifest prints the manifest that Slack makes the app from.
func runManifest(_ context.Context, c *call) error {
	fs := c.flags()
	address := fs.String("http", "", "")
	if _, err := c.parse(fs, 0, 0); err != nil {
		return err
	}
	o := manifestOptions{HTTP: *address, Shortcuts: shortcutsOf(commands.Table)}
	if _, err := newManifest(o); err != nil {
		return c.wrongUsage(err.Error())
	}
	return writeManifest(c.out, o)
}

// newManifest describes the app to Slack. The error is one sentence about an
// address that Slack could not use.
func newManifest(o manifestOptions) (manifest, error) {
	m := manifest{
		Display: manifestDisplay{
			Name:        "Community Safety Partnerships",
			Description: "Who chairs the board, what is funded, what ends soon, and who does what by when.",
			LongDescription: "For the office of a Police and Crime Commissioner and its Community Safety Partnerships. " +
				"Type /csp and the name of a partnership, a person or a scheme to read what the office has recorded, with its source. " +
				"What nobody has recorded is shown as not recorded. Answers are private to the person who asks.",
			BackgroundColor: "#1d3557",
		},
		Settings: manifestSettings{
			Events:        manifestEvents{BotEvents: botEvents()},
			Interactivity: manifestInteractivity{Enabled: true},
			SocketMode:    o.HTTP == "",
		},
	}
	f := &m.Features
	// The messages tab is where reminders to one person are read and where /csp
	// can be typed alone.
	f.AppHome.HomeTab, f.AppHome.MessagesTab = true, true
	f.BotUser.DisplayName = "csp"
	f.BotUser.AlwaysOnline = true
	f.Shortcuts = o.Shortcuts
	f.SlashCommands = []manifestCommand{{
		Command:     "/csp",
		Description: "Community Safety Partnerships: who, what, when",
		UsageHint:   "[partnership, person or scheme], or help",
		// With it a person is typed as <@U…>, whom we can look up, not as a name.
		ShouldEscape: true,
	}}
	m.OAuth.Scopes.Bot = botScopes()
	if o.HTTP == "" {
		return m, nil
	}
	base, err := manifestBase(o.HTTP)
	if err != nil {
		return manifest{}, err
	}
	f.SlashCommands[0].URL = base + "/slack/commands"
	m.Settings.Events.RequestURL = base + "/slack/events"
	m.Settings.Interactivity.RequestURL = base + "/slack/interactivity"
	m.Settings.Interactivity.OptionsURL = base + "/slack/interactivity"
	return m, nil
}

// manifestBase checks the address and takes off its last slash.
func manifestBase(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && !onThisMachine(u) || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", errors.New("--http needs the address at which Slack reaches the bot, such as https://csp.example.org")
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// writeManifest prints the manifest as JSON, as Slack's "From a manifest" takes it.
func writeManifest(w io.Writer, o manifestOptions) error {
	m, err := newManifest(o)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(m); err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return nil
}

// onThisMachine reports whether an address leads no further than this
// machine, so that trying out needs no certificate.
func onThisMachine(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}
