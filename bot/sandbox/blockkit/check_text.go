package blockkit

// Lengths of text objects: https://docs.slack.dev/reference/block-kit/composition-objects/text-object
const (
	textMax = 3000
	idMax   = 255
	urlMax  = 3000
)

// plain accepts a plain_text object of 1 to hi characters.
func plain(hi int) rule {
	return is(&object{
		required: []string{"type", "text"},
		fields: rules{
			"type":  oneOf("plain_text"),
			"text":  words(1, hi),
			"emoji": flag,
		},
	})
}

// either accepts a plain_text or a mrkdwn object of 1 to hi characters.
func either(hi int) rule {
	mrkdwn := &object{
		required: []string{"type", "text"},
		fields: rules{
			"type":     oneOf("mrkdwn"),
			"text":     words(1, hi),
			"verbatim": flag,
		},
	}
	asPlain := plain(hi)
	return func(c *checker, v any) {
		if m, ok := v.(map[string]any); ok && m["type"] == "plain_text" {
			asPlain(c, v)
			return
		}
		mrkdwn.check(c, v)
	}
}

// id accepts a block_id, action_id, callback_id or external_id.
var id = words(0, idMax)

// confirm is the question before a press counts.
var confirm = &object{
	required: []string{"title", "text", "confirm", "deny"},
	fields: rules{
		"title":   plain(100),
		"text":    either(300),
		"confirm": plain(30),
		"deny":    plain(30),
		"style":   oneOf("primary", "danger"),
	},
}

// option is one choice of a menu, whose words are never formatted; ticked is
// one of checkboxes or radio buttons, whose words may be. A value longer than
// 75 is refused, though one of Slack's pages allows 150.
var (
	option = &object{
		required: []string{"text", "value"},
		fields: rules{
			"text":        plain(75),
			"value":       words(1, 75),
			"description": plain(75),
		},
	}
	ticked = &object{
		required: []string{"text", "value"},
		fields: rules{
			"text":        either(75),
			"value":       words(1, 75),
			"description": either(75),
		},
	}
	overflowOption = &object{
		required: []string{"text", "value"},
		fields: rules{
			"text":        plain(75),
			"value":       words(1, 75),
			"description": plain(75),
			"url":         words(1, urlMax),
		},
	}
	optionGroup = &object{
		required: []string{"label", "options"},
		fields: rules{
			"label":   plain(75),
			"options": list(1, 100, is(option)),
		},
	}
)
