package main

import (
	"encoding/json"
	"errors"
	"fmt"
)

// The payloads are read into small types of our own that know only what we
// use. slack-go's types fail a whole payload for one element they do not
// know, and then nobody acknowledges it.

// slashCommand is a typed command.
type slashCommand struct {
	Team       string `json:"team_id"`
	Enterprise string `json:"enterprise_id"`
	App        string `json:"api_app_id"`
	Channel    string `json:"channel_id"`
	User       string `json:"user_id"`
	Command    string `json:"command"`
	Text       string `json:"text"`
	Response   string `json:"response_url"`
	Trigger    string `json:"trigger_id"`
	SSLCheck   string `json:"ssl_check"`
}

// interaction is a press, a form that was sent or closed, or a request for
// options.
type interaction struct {
	Type       string    `json:"type"`
	Team       *teamRef  `json:"team"`
	Enterprise *teamRef  `json:"enterprise"`
	App        string    `json:"api_app_id"`
	User       userRef   `json:"user"`
	Channel    *teamRef  `json:"channel"`
	Container  container `json:"container"`
	Trigger    string    `json:"trigger_id"`
	Response   string    `json:"response_url"`
	View       *viewRef  `json:"view"`
	Actions    []press   `json:"actions"`
	Callback   string    `json:"callback_id"`
	Message    *event    `json:"message"` // that a shortcut was chosen on
	// Of a request for options.
	ActionID string `json:"action_id"`
	BlockID  string `json:"block_id"`
	Value    text   `json:"value"`
}

// teamRef is anything that Slack names by an id.
type teamRef struct {
	ID string `json:"id"`
}

func (r *teamRef) id() string {
	if r == nil {
		return ""
	}
	return r.ID
}

type userRef struct {
	ID   string `json:"id"`
	Team string `json:"team_id"`
}

// container is where the pressed thing stands.
type container struct {
	Type      string `json:"type"`
	Channel   string `json:"channel_id"`
	Message   string `json:"message_ts"`
	Thread    string `json:"thread_ts"`
	Ephemeral bool   `json:"is_ephemeral"`
}

// viewRef is a modal or a Home tab.
type viewRef struct {
	ID       string     `json:"id"`
	Type     string     `json:"type"`
	Callback string     `json:"callback_id"`
	Hash     string     `json:"hash"`
	Private  string     `json:"private_metadata"`
	Team     string     `json:"team_id"`
	Blocks   []blockRef `json:"blocks"`
	State    struct {
		Values map[string]map[string]fieldState `json:"values"`
	} `json:"state"`
}

type blockRef struct {
	Type string `json:"type"`
	ID   string `json:"block_id"`
}

// press is one pressed element.
type press struct {
	ID       string  `json:"action_id"`
	Block    string  `json:"block_id"`
	Type     string  `json:"type"`
	Value    text    `json:"value"`
	URL      text    `json:"url"`
	Selected *choice `json:"selected_option"`
}

// fieldState is what an input holds; which field counts depends on its type.
type fieldState struct {
	Type     string   `json:"type"`
	Value    text     `json:"value"`
	Date     text     `json:"selected_date"`
	Time     text     `json:"selected_time"`
	Option   *choice  `json:"selected_option"`
	Options  []choice `json:"selected_options"`
	Users    []string `json:"selected_users"`
	User     text     `json:"selected_user"`
	Channels []string `json:"selected_conversations"`
}

type choice struct {
	Value text `json:"value"`
}

// values are what the input holds, in order; nil when it was left empty.
func (f fieldState) values() []string {
	var out []string
	for _, v := range []text{f.Value, f.Date, f.Time, f.User} {
		if v != "" {
			out = append(out, string(v))
		}
	}
	if f.Option != nil && f.Option.Value != "" {
		out = append(out, string(f.Option.Value))
	}
	for _, o := range f.Options {
		out = append(out, string(o.Value))
	}
	out = append(out, f.Users...)
	return append(out, f.Channels...)
}

// text is a JSON string; null and anything that is no string are "".
type text string

// UnmarshalJSON never fails: a field of another type is not worth a payload.
func (t *text) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) != nil {
		s = ""
	}
	*t = text(s)
	return nil
}

// eventCallback is the outer part of an event.
type eventCallback struct {
	Type       string `json:"type"` // event_callback, url_verification, app_rate_limited
	Challenge  string `json:"challenge"`
	Team       string `json:"team_id"`
	Enterprise string `json:"enterprise_id"`
	App        string `json:"api_app_id"`
	ID         string `json:"event_id"`
	Event      event  `json:"event"`
}

// event is the inner part, of the kinds we subscribe to.
type event struct {
	Type    text      `json:"type"`
	User    text      `json:"user"`
	Team    text      `json:"user_team"` // of the message's author, where it differs from the workspace
	Bot     text      `json:"bot_id"`
	Text    text      `json:"text"`
	Channel text      `json:"channel"`
	TS      text      `json:"ts"`
	Thread  text      `json:"thread_ts"`
	Tab     text      `json:"tab"`
	View    *homeView `json:"view"` // of a Home tab: as it stands
	// Of a message.
	Subtype text            `json:"subtype"`
	Place   text            `json:"channel_type"`
	Files   json.RawMessage `json:"files"`
}

// homeView is a Home tab as it stands before a person.
type homeView struct {
	Hash text `json:"hash"`
}

// hasFiles reports whether files came with a message.
func (e *event) hasFiles() bool {
	var files []json.RawMessage
	return json.Unmarshal(e.Files, &files) == nil && len(files) > 0
}

var errPayload = errors.New("payload is not what slack sends")

// decode reads one payload of Slack. The error never shows what was in it.
func decode[T any](raw []byte) (*T, error) {
	v := new(T)
	if len(raw) == 0 || raw[0] != '{' {
		return nil, errPayload
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return nil, fmt.Errorf("%w: %T", errPayload, err)
	}
	return v, nil
}
