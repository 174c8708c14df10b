package reminders

import (
	"encoding/json"
)

// Body is what a notice says: a paragraph, a list below it, and buttons.
type Body struct {
	Head    Text   // a paragraph
	List    []Text // with bullets
	Foot    Text   // small print
	Buttons []Button
}

// Button is one that a notice carries. A press of it goes to the command and
// verb of Action with Value; without an Action it does what Type does.
type Button struct {
	Label         string
	Type          string // what one would type after /csp to the same effect
	Action, Value string
	Primary       bool `json:",omitempty"`
}

// JSON is the body in the form in which the bodies of notices are kept. The
// same body gives the same bytes.
func (b Body) JSON() json.RawMessage {
	type list struct{ Items []Text }
	var parts []map[string]any
	add := func(kind string, v any) { parts = append(parts, map[string]any{kind: v}) }
	if len(b.Head) > 0 {
		add("para", b.Head)
	}
	if len(b.List) > 0 {
		add("list", list{b.List})
	}
	if len(b.Foot) > 0 {
		add("note", b.Foot)
	}
	if len(b.Buttons) > 0 {
		add("buttons", b.Buttons)
	}
	out, err := json.Marshal(parts)
	if err != nil {
		panic("reminders: " + err.Error()) // strings always encode
	}
	return out
}
