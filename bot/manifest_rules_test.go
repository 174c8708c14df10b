package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// shape is what Slack's published manifest schema says of the keys that we use:
// any other key is refused by Slack. A leaf is the least and the most characters
// of a string, the most entries of a list, or true for a switch.
var shape = map[string]any{
	"display_information": map[string]any{"name": size{1, 35}, "description": size{1, 140}, "long_description": size{175, 4000}, "background_color": size{4, 7}},
	"features": map[string]any{
		"app_home":       map[string]any{"home_tab_enabled": true, "messages_tab_enabled": true, "messages_tab_read_only_enabled": true},
		"bot_user":       map[string]any{"display_name": size{1, 80}, "always_online": true},
		"shortcuts":      list{10, map[string]any{"name": size{1, 24}, "type": size{1, 7}, "callback_id": size{1, 255}, "description": size{1, 150}}},
		"slash_commands": list{50, map[string]any{"command": size{2, 32}, "url": size{8, 3000}, "description": size{1, 2000}, "usage_hint": size{1, 1000}, "should_escape": true}},
	},
	"oauth_config": map[string]any{"scopes": map[string]any{"bot": list{255, size{1, 50}}}},
	"settings": map[string]any{
		"event_subscriptions": map[string]any{"request_url": size{8, 3500}, "bot_events": list{100, size{1, 50}}},
		"interactivity":       map[string]any{"is_enabled": true, "request_url": size{8, 3500}, "message_menu_options_url": size{8, 3500}},
		"org_deploy_enabled":  true, "socket_mode_enabled": true, "token_rotation_enabled": true,
	},
}

type (
	size struct{ least, most int }
	list struct {
		most int
		of   any
	}
)

// fits compares a value with its shape and lists what Slack would refuse.
func fits(path string, v, want any) []string {
	var faults []string
	wrong := func(format string, a ...any) { faults = append(faults, path+" "+fmt.Sprintf(format, a...)) }
	switch want := want.(type) {
	case bool:
		if _, ok := v.(bool); !ok {
			wrong("is no switch")
		}
	case size:
		s, ok := v.(string)
		if n := utf8.RuneCountInString(s); !ok || n < want.least || n > want.most {
			wrong("has %d characters, not %d to %d", n, want.least, want.most)
		}
	case list:
		items, ok := v.([]any)
		if !ok || len(items) == 0 || len(items) > want.most {
			wrong("has %d entries, not 1 to %d", len(items), want.most)
		}
		for i, item := range items {
			faults = append(faults, fits(fmt.Sprintf("%s[%d]", path, i), item, want.of)...)
			if s, ok := item.(string); ok && slices.Contains(items[:i], any(s)) {
				wrong("lists %s twice", s)
			}
		}
	case map[string]any:
		object, ok := v.(map[string]any)
		if !ok {
			wrong("is no object")
		}
		for key, value := range object {
			if _, known := want[key]; !known {
				wrong("has the unknown key %s", key)
				continue
			}
			faults = append(faults, fits(path+"."+key, value, want[key])...)
		}
	}
	return faults
}

var (
	colour  = regexp.MustCompile(`^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$`)
	address = regexp.MustCompile(`^https?://[^/]+/slack/[a-z]+$`)
)

// manifestFaults lists what Slack, or the way we use Slack, would not take.
func manifestFaults(text []byte) []string {
	var tree map[string]any
	var m manifest
	if err := json.Unmarshal(text, &tree); err != nil {
		return []string{err.Error()}
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return []string{err.Error()}
	}
	faults := fits("manifest", tree, shape)
	want := func(ok bool, fault string) {
		if !ok {
			faults = append(faults, fault)
		}
	}
	want(colour.MatchString(m.Display.BackgroundColor), "the background is no colour")
	want(m.Features.BotUser.DisplayName != "", "the bot has no name")
	want(len(m.Features.SlashCommands) == 1, "there is not one command")
	addresses := []string{m.Settings.Events.RequestURL, m.Settings.Interactivity.RequestURL, m.Settings.Interactivity.OptionsURL}
	for _, c := range m.Features.SlashCommands {
		want(strings.HasPrefix(c.Command, "/"), "the command has no slash")
		want(c.ShouldEscape, "people and channels would come as bare names")
		addresses = append(addresses, c.URL)
	}
	for _, s := range m.Features.Shortcuts {
		want(s.Type == "global" || s.Type == "message", "a shortcut's type is "+s.Type)
	}
	for _, a := range addresses {
		want(m.Settings.SocketMode == (a == ""), "an address does not belong to the mode: "+a)
		want(a == "" || address.MatchString(a), "an address is not one of ours: "+a)
	}
	want(m.Settings.Interactivity.Enabled, "buttons would not work")
	want(!m.Settings.TokenRotation, "the tokens would run out")
	want(!m.Settings.OrgDeploy, "the bot is for one workspace")
	return faults
}
