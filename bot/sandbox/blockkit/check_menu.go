package blockkit

import "reflect"

// menuKinds are the selects. Each kind has one for a single choice and one for
// several; what they start with differs in name.
var menuKinds = map[string]*object{
	"static_select":        menu(rules{"options": options, "option_groups": optionGroups, "initial_option": is(option)}, "initial_option"),
	"multi_static_select":  menu(multi(rules{"options": options, "option_groups": optionGroups, "initial_options": options}), "initial_options"),
	"external_select":      menu(rules{"min_query_length": whole(0, 1000), "initial_option": is(option)}, ""),
	"users_select":         menu(rules{"initial_user": words(1, idMax)}, ""),
	"channels_select":      menu(rules{"initial_channel": words(1, idMax), "response_url_enabled": flag}, ""),
	"conversations_select": menu(rules{"initial_conversation": words(1, idMax), "response_url_enabled": flag, "default_to_current_conversation": flag, "filter": is(filter)}, ""),

	"multi_external_select":      menu(multi(rules{"min_query_length": whole(0, 1000), "initial_options": options}), ""),
	"multi_users_select":         menu(multi(rules{"initial_users": ids}), ""),
	"multi_channels_select":      menu(multi(rules{"initial_channels": ids}), ""),
	"multi_conversations_select": menu(multi(rules{"initial_conversations": ids, "default_to_current_conversation": flag, "filter": is(filter)}), ""),
}

var (
	options      = list(1, 100, is(option))
	optionGroups = list(1, 100, is(optionGroup))
	ids          = list(1, 100, words(1, idMax))
	filter       = &object{fields: rules{
		"include":                          list(1, 4, oneOf("im", "mpim", "private", "public")),
		"exclude_external_shared_channels": flag,
		"exclude_bot_users":                flag,
	}}
)

// menu describes a select with its own fields besides the common ones. start
// names the field whose choices must be among the options; "" for none.
func menu(own rules, start string) *object {
	fields := rules{
		"type": kind, "action_id": id,
		"placeholder":   plain(150),
		"confirm":       is(confirm),
		"focus_on_load": flag,
	}
	for name, r := range own {
		fields[name] = r
	}
	o := &object{fields: fields}
	if start != "" {
		o.also = func(c *checker, m map[string]any) {
			if (m["options"] == nil) == (m["option_groups"] == nil) {
				c.fail("must provide either options or option_groups")
				return
			}
			startsAmong(c, m, start)
		}
	}
	return o
}

// multi adds what menus for several choices have.
func multi(own rules) rules {
	own["max_selected_items"] = whole(1, 1000)
	return own
}

// startsAmong refuses a starting choice that is not, word for word, one of the
// options.
func startsAmong(c *checker, m map[string]any, start string) {
	if m[start] == nil {
		return
	}
	all, _ := m["options"].([]any)
	groups, _ := m["option_groups"].([]any)
	for _, g := range groups {
		more, _ := g.(map[string]any)["options"].([]any)
		all = append(all, more...)
	}
	chosen, several := m[start].([]any)
	if !several {
		chosen = []any{m[start]}
	}
	for _, one := range chosen {
		found := false
		for _, o := range all {
			found = found || reflect.DeepEqual(o, one)
		}
		if !found {
			c.at(start, func() { c.fail("must be one of the provided options") })
		}
	}
}
