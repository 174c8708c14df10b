package sandbox

import (
	"encoding/json"
	"fmt"
)

// Installed gives these options for an app made from a manifest, as Slack's
// "From a manifest" takes it: its scopes are all that the bot is granted, its
// events all that it is told of, and its commands and shortcuts all that people
// are offered. The error tells of a manifest that is not JSON.
// https://docs.slack.dev/reference/app-manifest
func (o Options) Installed(manifest []byte) (Options, error) {
	type onOff struct {
		On *bool `json:"is_enabled"`
	}
	m := struct {
		Features struct {
			Home struct {
				Home     bool  `json:"home_tab_enabled"`
				Messages *bool `json:"messages_tab_enabled"` // Slack's default is on
				ReadOnly bool  `json:"messages_tab_read_only_enabled"`
			} `json:"app_home"`
			Commands []struct {
				Command string `json:"command"`
				Escape  bool   `json:"should_escape"`
			} `json:"slash_commands"`
			Shortcuts []struct {
				Name     string `json:"name"`
				Type     string `json:"type"`
				Callback string `json:"callback_id"`
			} `json:"shortcuts"`
		} `json:"features"`
		OAuth struct {
			Scopes struct {
				Bot []string `json:"bot"`
			} `json:"scopes"`
		} `json:"oauth_config"`
		Settings struct {
			Events struct {
				Bot []string `json:"bot_events"`
			} `json:"event_subscriptions"`
			Interactivity onOff `json:"interactivity"`
		} `json:"settings"`
	}{}
	if err := json.Unmarshal(manifest, &m); err != nil {
		return o, fmt.Errorf("read manifest: %w", err)
	}
	// A list that is empty is still a list: nothing of it stands for "all".
	o.Scopes = append([]string{}, m.OAuth.Scopes.Bot...)
	o.Events = append([]string{}, m.Settings.Events.Bot...)
	o.Commands, o.Shortcuts = []string{}, nil
	for _, c := range m.Features.Commands {
		o.Commands = append(o.Commands, c.Command)
		o.Unescaped = o.Unescaped || !c.Escape
	}
	for _, s := range m.Features.Shortcuts {
		o.Shortcuts = append(o.Shortcuts, Shortcut{CallbackID: s.Callback, Name: s.Name, OnMessage: s.Type == "message"})
	}
	home := m.Features.Home
	o.NoHomeTab = !home.Home
	o.NoMessagesTab = home.Messages != nil && !*home.Messages
	o.ReadOnlyMessages = home.ReadOnly
	on := m.Settings.Interactivity.On
	o.NoInteractivity = on == nil || !*on
	return o, nil
}

// eventScopes are the scopes without which Slack does not tell of an event,
// even when it is subscribed to.
var eventScopes = map[string]string{
	"app_mention":             "app_mentions:read",
	"message.im":              "im:history",
	"message.channels":        "channels:history",
	"message.groups":          "groups:history",
	"user_change":             "users:read",
	"subteam_members_changed": "usergroups:read",
}

// told reports whether the bot is told of an event: it subscribed to it and
// was granted the scope for it.
func (s *Slack) told(event string) bool {
	return contains(s.opt.Events, event) && s.need(eventScopes[event]) == nil
}
