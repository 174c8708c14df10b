package blockkit

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Several reports whether an element takes more than one choice.
func (e Element) Several() bool {
	return strings.HasPrefix(e.Type, "multi_") || e.Type == "checkboxes" || e.Type == "file_input"
}

// family says what is chosen in an element: an option, a user, a channel, a
// conversation, a date, a time, a datetime, text, rich text, a file, or
// nothing because it is only pressed.
func (e Element) family() string {
	switch name := strings.TrimPrefix(e.Type, "multi_"); name {
	case "button", "overflow", "image":
		return "press"
	case "static_select", "external_select", "checkboxes", "radio_buttons":
		return "option"
	case "users_select", "channels_select", "conversations_select":
		return strings.TrimSuffix(name, "s_select")
	case "datepicker", "timepicker", "datetimepicker":
		return strings.TrimSuffix(name, "picker")
	case "rich_text_input":
		return "rich"
	case "file_input":
		return "file"
	}
	return "text"
}

// Value gives one element's entry of state.values, or of an action, in the
// shape that Slack sends: what is not chosen is null.
func (s *State) Value(b Block, e Element) map[string]any {
	picks := s.Picked(b, e)
	v := map[string]any{"type": e.Type}
	var one any
	if len(picks) > 0 {
		one = picks[0]
	}
	switch e.family() {
	case "option":
		if e.Several() {
			chosen := []any{}
			for _, p := range picks {
				chosen = append(chosen, s.optionJSON(b, e, p))
			}
			v["selected_options"] = chosen
		} else if v["selected_option"] = nil; one != nil {
			v["selected_option"] = s.optionJSON(b, e, picks[0])
		}
	case "user", "channel", "conversation":
		if e.Several() {
			v["selected_"+e.family()+"s"] = append([]string{}, picks...)
		} else {
			v["selected_"+e.family()] = one
		}
	case "date", "time":
		v["selected_"+e.family()] = one
	case "datetime":
		v["selected_date_time"] = nil
		if n, err := strconv.ParseInt(strings.Join(picks, ""), 10, 64); err == nil {
			v["selected_date_time"] = n
		}
	case "rich":
		v["rich_text_value"] = nil
		if one != nil {
			v["rich_text_value"] = asRich(picks[0])
		}
	case "file":
		v["files"] = append([]string{}, picks...)
	case "text":
		v["value"] = one
	}
	return v
}

func (s *State) optionJSON(b Block, e Element, pick string) any {
	if o := s.option(b, e, pick); o != nil {
		return o
	}
	return nil
}

// asRich makes a rich_text block of plain words.
func asRich(text string) map[string]any {
	return map[string]any{"type": "rich_text", "elements": []any{map[string]any{
		"type": "rich_text_section", "elements": []any{map[string]any{"type": "text", "text": text}},
	}}}
}

// richText gives the words of a rich_text block; "" when raw is none.
func richText(raw json.RawMessage) string {
	b := Block{}
	if json.Unmarshal(raw, &b) != nil || b.Type != "rich_text" {
		return ""
	}
	return Plain([]Block{b}, Look{})
}
