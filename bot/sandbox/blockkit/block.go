package blockkit

import "encoding/json"

// Block is one Block Kit block that has passed the checks of [Parse]. Fields
// that its type does not have are zero. It marshals back to the JSON it came
// from, with the ids that Slack fills in.
type Block struct {
	Type      string    `json:"type"`
	ID        string    `json:"block_id"`
	Text      *Text     `json:"text"`
	Fields    []Text    `json:"fields"`
	Accessory *Element  `json:"accessory"`
	Elements  []Element `json:"elements"`
	Element   *Element  `json:"element"`
	Label     *Text     `json:"label"`
	Hint      *Text     `json:"hint"`
	Title     *Text     `json:"title"`
	AltText   string    `json:"alt_text"`
	ImageURL  string    `json:"image_url"`
	Level     int       `json:"level"`
	Optional  bool      `json:"optional"`
	Dispatch  bool      `json:"dispatch_action"`
	Rows      [][]Cell  `json:"rows"`
	raw       json.RawMessage
}

// MarshalJSON gives the block as it was sent, ids filled in.
func (b Block) MarshalJSON() ([]byte, error) {
	if b.raw == nil {
		return []byte("null"), nil
	}
	return b.raw, nil
}

// Cell is one cell of a table block: either plain words or rich text.
type Cell struct {
	Type     string    `json:"type"`
	Text     string    `json:"text"`
	Elements []Element `json:"elements"`
}

// Element is anything inside a block: a button, a menu, an input, a text in a
// context block, or a piece of rich text. Fields that its type does not have
// are zero.
type Element struct {
	Type     string `json:"type"`
	ActionID string `json:"action_id"`
	Text     Text   `json:"text"`
	Value    string `json:"value"`
	URL      string `json:"url"`
	Style    Style  `json:"style"`
	AltText  string `json:"alt_text"`
	ImageURL string `json:"image_url"`
	Spoken   string `json:"accessibility_label"`

	Placeholder  *Text         `json:"placeholder"`
	Confirm      *Confirm      `json:"confirm"`
	Options      []Option      `json:"options"`
	OptionGroups []OptionGroup `json:"option_groups"`
	MinQuery     *int          `json:"min_query_length"`
	MaxSelected  int           `json:"max_selected_items"`
	Multiline    bool          `json:"multiline"`
	MinLength    int           `json:"min_length"`
	MaxLength    int           `json:"max_length"`
	Decimal      bool          `json:"is_decimal_allowed"`
	MinValue     string        `json:"min_value"`
	MaxValue     string        `json:"max_value"`
	initial

	// Rich text.
	Elements    []Element `json:"elements"`
	Indent      int       `json:"indent"`
	Offset      int       `json:"offset"`
	UserID      string    `json:"user_id"`
	ChannelID   string    `json:"channel_id"`
	UsergroupID string    `json:"usergroup_id"`
	Name        string    `json:"name"`
	Range       string    `json:"range"`
	Fallback    string    `json:"fallback"`
}

// initial holds what an input starts with, before a person touches it.
type initial struct {
	Value         json.RawMessage `json:"initial_value"`
	Option        *Option         `json:"initial_option"`
	Options       []Option        `json:"initial_options"`
	Date          string          `json:"initial_date"`
	Time          string          `json:"initial_time"`
	DateTime      int64           `json:"initial_date_time"`
	User          string          `json:"initial_user"`
	Users         []string        `json:"initial_users"`
	Channel       string          `json:"initial_channel"`
	Channels      []string        `json:"initial_channels"`
	Conversation  string          `json:"initial_conversation"`
	Conversations []string        `json:"initial_conversations"`
}

// Option is one choice of a menu.
type Option struct {
	Text        Text   `json:"text"`
	Value       string `json:"value"`
	Description *Text  `json:"description,omitempty"`
	URL         string `json:"url,omitempty"`
}

// OptionGroup is a headed run of choices.
type OptionGroup struct {
	Label   Text     `json:"label"`
	Options []Option `json:"options"`
}

// Confirm is the question asked before a press counts.
type Confirm struct {
	Title   Text   `json:"title"`
	Text    Text   `json:"text"`
	Confirm Text   `json:"confirm"`
	Deny    Text   `json:"deny"`
	Style   string `json:"style"`
}

// Text is a text object. Where Slack has a bare string instead, as in rich
// text, Type is empty.
type Text struct {
	Type     string `json:"type"`
	Text     string `json:"text"`
	Emoji    *bool  `json:"emoji,omitempty"`
	Verbatim bool   `json:"verbatim,omitempty"`
}

// UnmarshalJSON reads a text object or a bare string.
func (t *Text) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		t.Type = ""
		return json.Unmarshal(raw, &t.Text)
	}
	type object Text
	return json.Unmarshal(raw, (*object)(t))
}

// Style is the style of a button or list (a name) or of rich text (flags).
type Style struct {
	Name                       string
	Bold, Italic, Strike, Code bool
}

// UnmarshalJSON reads a name or an object of flags.
func (s *Style) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, &s.Name)
	}
	flags := struct{ Bold, Italic, Strike, Code bool }{}
	if err := json.Unmarshal(raw, &flags); err != nil {
		return err
	}
	s.Bold, s.Italic, s.Strike, s.Code = flags.Bold, flags.Italic, flags.Strike, flags.Code
	return nil
}

// Interactive reports whether a person can press, choose or type in it.
func (e Element) Interactive() bool {
	_, known := places[e.Type]
	return known && e.Type != "image"
}

// Interactives gives every button, menu and input of a block, in order.
func (b Block) Interactives() []Element {
	var all []Element
	if b.Accessory != nil {
		all = append(all, *b.Accessory)
	}
	if b.Element != nil {
		all = append(all, *b.Element)
	}
	if b.Type == "actions" || b.Type == "context_actions" {
		all = append(all, b.Elements...)
	}
	kept := all[:0]
	for _, e := range all {
		if e.Interactive() {
			kept = append(kept, e)
		}
	}
	return kept
}
