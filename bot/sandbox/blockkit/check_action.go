package blockkit

import "slices"

// places says where each element may stand:
// https://docs.slack.dev/reference/block-kit/block-elements
var places = map[string][]string{
	"button":               {"section", "actions"},
	"overflow":             {"section", "actions"},
	"image":                {"section"},
	"checkboxes":           {"section", "actions", "input"},
	"radio_buttons":        {"section", "actions", "input"},
	"datepicker":           {"section", "actions", "input"},
	"timepicker":           {"section", "actions", "input"},
	"datetimepicker":       {"actions", "input"},
	"plain_text_input":     {"input"},
	"email_text_input":     {"input"},
	"url_text_input":       {"input"},
	"number_input":         {"input"},
	"rich_text_input":      {"input"},
	"file_input":           {"input"},
	"static_select":        {"section", "actions", "input"},
	"external_select":      {"section", "actions", "input"},
	"users_select":         {"section", "actions", "input"},
	"channels_select":      {"section", "actions", "input"},
	"conversations_select": {"section", "actions", "input"},

	"multi_static_select":        {"section", "actions", "input"},
	"multi_external_select":      {"section", "actions", "input"},
	"multi_users_select":         {"section", "actions", "input"},
	"multi_channels_select":      {"section", "actions", "input"},
	"multi_conversations_select": {"section", "actions", "input"},
}

// element accepts an element that may stand in this kind of block.
func element(in string) rule {
	return func(c *checker, v any) {
		m, ok := v.(map[string]any)
		if !ok {
			c.fail("must provide an object")
			return
		}
		name, _ := m["type"].(string)
		if !slices.Contains(places[name], in) {
			c.at("type", func() { c.fail("unsupported type: %s", name) })
			return
		}
		elementKinds()[name].check(c, v)
	}
}

// elementKinds joins the families, each in its own file.
func elementKinds() map[string]*object { return allElements }

var allElements = join(actionKinds, menuKinds, inputKinds, map[string]*object{"image": imageElement})

func join(families ...map[string]*object) map[string]*object {
	all := map[string]*object{}
	for _, family := range families {
		for name, o := range family {
			all[name] = o
		}
	}
	return all
}

// actionKinds are what one presses.
var actionKinds = map[string]*object{
	"button": {
		required: []string{"text"},
		fields: rules{
			"type": kind, "action_id": id,
			"text":                plain(75),
			"value":               words(0, 2000),
			"url":                 words(1, urlMax),
			"style":               oneOf("primary", "danger"),
			"confirm":             is(confirm),
			"accessibility_label": words(1, 75),
		},
	},
	"overflow": {
		required: []string{"options"},
		fields: rules{
			"type": kind, "action_id": id,
			"options": list(1, 5, is(overflowOption)),
			"confirm": is(confirm),
		},
	},
	"checkboxes":    ticks("initial_options", list(1, 10, is(ticked))),
	"radio_buttons": ticks("initial_option", is(ticked)),
}

// ticks describes checkboxes and radio buttons, which differ in what they
// start with.
func ticks(start string, first rule) *object {
	return &object{
		required: []string{"options"},
		fields: rules{
			"type": kind, "action_id": id,
			"options":       list(1, 10, is(ticked)),
			start:           first,
			"confirm":       is(confirm),
			"focus_on_load": flag,
		},
		also: func(c *checker, m map[string]any) { startsAmong(c, m, start) },
	}
}
