package blockkit

import (
	"fmt"
	"strconv"
	"time"
)

// inputKinds are what one types or picks a date in.
var inputKinds = map[string]*object{
	"plain_text_input": {
		fields: typing(rules{
			"initial_value": words(0, textMax),
			"multiline":     flag,
			"min_length":    whole(0, textMax),
			"max_length":    whole(1, textMax),
		}),
		also: func(c *checker, m map[string]any) {
			if m["min_length"] != nil && m["max_length"] != nil && number(m["min_length"]) > number(m["max_length"]) {
				c.fail("min_length must be no more than max_length")
			}
		},
	},
	"email_text_input": {fields: typing(rules{"initial_value": words(0, textMax)})},
	"url_text_input":   {fields: typing(rules{"initial_value": words(0, textMax)})},
	"number_input": {
		required: []string{"is_decimal_allowed"},
		fields: typing(rules{
			"is_decimal_allowed": flag,
			"initial_value":      words(1, 50),
			"min_value":          words(1, 50),
			"max_value":          words(1, 50),
		}),
	},
	"rich_text_input": {
		fields: typing(rules{
			"initial_value": typed(map[string]*object{"rich_text": {
				required: []string{"elements"},
				fields:   rules{"type": kind, "elements": list(0, 1000, typed(richKinds))},
			}}),
			"min_lines": whole(1, 100),
			"max_lines": whole(1, 100),
		}),
		also: onlyIn(Modal),
	},
	"file_input": {
		fields: rules{
			"type": kind, "action_id": id,
			"filetypes": list(1, 100, words(1, 20)),
			"max_files": whole(1, 10),
		},
		also: onlyIn(Modal),
	},
	"datepicker":     {fields: picking(rules{"initial_date": shaped("2006-01-02", "date")})},
	"timepicker":     {fields: picking(rules{"initial_time": shaped("15:04", "time"), "timezone": words(1, 100)})},
	"datetimepicker": {fields: picking(rules{"initial_date_time": whole(1_000_000_000, 9_999_999_999)})},
}

// typing adds what every input for typing has.
func typing(own rules) rules {
	own["dispatch_action_config"] = is(dispatchConfig)
	return picking(own)
}

// picking adds what every input has.
func picking(own rules) rules {
	own["type"] = kind
	own["action_id"] = id
	own["placeholder"] = plain(150)
	own["focus_on_load"] = flag
	own["confirm"] = is(confirm)
	return own
}

var dispatchConfig = &object{fields: rules{
	"trigger_actions_on": list(1, 2, oneOf("on_enter_pressed", "on_character_entered")),
}}

// shaped accepts a date or time written in one way.
func shaped(layout, what string) rule {
	return func(c *checker, v any) {
		s, _ := v.(string)
		if _, err := time.Parse(layout, s); err != nil || len(s) != len(layout) {
			c.fail("must be a valid %s", what)
		}
	}
}

// number reads a whole number that has been checked to be one.
func number(v any) int64 {
	n, _ := strconv.ParseInt(fmt.Sprint(v), 10, 64)
	return n
}
