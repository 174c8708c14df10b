package blockkit

// blockKinds are the blocks this Slack knows: the set that every client draws,
// and tables and markdown, which only messages may hold. Filled in by init
// order of the variables below; see the limits at
// https://docs.slack.dev/reference/block-kit/blocks
var blockKinds = map[string]*object{
	"header": {
		required: []string{"text"},
		fields: rules{
			"type": kind, "block_id": id,
			"text":  plain(150),
			"level": whole(1, 4),
		},
	},
	"section": {
		fields: rules{
			"type": kind, "block_id": id,
			"text":      either(textMax),
			"fields":    list(1, 10, either(2000)),
			"accessory": element("section"),
			"expand":    flag,
		},
		also: func(c *checker, m map[string]any) {
			if m["text"] == nil && m["fields"] == nil {
				c.fail("missing required field: text or fields")
			}
		},
	},
	"context": {
		required: []string{"elements"},
		fields: rules{
			"type": kind, "block_id": id,
			"elements": list(1, 10, contextElement),
		},
	},
	"divider": {
		fields: rules{"type": kind, "block_id": id},
	},
	"actions": {
		required: []string{"elements"},
		fields: rules{
			"type": kind, "block_id": id,
			"elements": list(1, 25, element("actions")),
		},
		also: func(c *checker, m map[string]any) {
			c.at("elements", func() { unique(c, m["elements"].([]any), "action_id") })
		},
	},
	"input": {
		required: []string{"label", "element"},
		fields: rules{
			"type": kind, "block_id": id,
			"label":           plain(2000),
			"hint":            plain(2000),
			"element":         element("input"),
			"optional":        flag,
			"dispatch_action": flag,
		},
	},
	"image": {
		required: []string{"alt_text"},
		fields: rules{
			"type": kind, "block_id": id,
			"alt_text":   words(1, 2000),
			"title":      plain(2000),
			"image_url":  words(1, urlMax),
			"slack_file": is(slackFile),
		},
		also: imageSource,
	},
	"rich_text": {
		required: []string{"elements"},
		fields: rules{
			"type": kind, "block_id": id,
			"elements": list(0, 1000, typed(richKinds)),
		},
	},
	"markdown": {
		required: []string{"text"},
		fields: rules{
			"type": kind, "block_id": id,
			"text": words(1, 12000),
		},
		also: onlyIn(Message),
	},
	"table": {
		required: []string{"rows"},
		fields: rules{
			"type": kind, "block_id": id,
			"rows":            list(1, 100, list(1, 20, typed(cellKinds))),
			"column_settings": list(0, 20, is(columnSetting)),
		},
		also: onlyIn(Message),
	},
}

// onlyIn refuses a block outside one surface.
func onlyIn(s Surface) func(*checker, map[string]any) {
	return func(c *checker, m map[string]any) {
		if c.surface != s {
			c.at("type", func() { c.fail("unsupported type: %s", m["type"]) })
		}
	}
}

var slackFile = &object{fields: rules{"id": words(1, idMax), "url": words(1, urlMax)}}

// imageElement stands beside a section or in a context.
var imageElement = &object{
	required: []string{"alt_text"},
	fields: rules{
		"type":       kind,
		"alt_text":   words(1, 2000),
		"image_url":  words(1, urlMax),
		"slack_file": is(slackFile),
	},
	also: imageSource,
}

func imageSource(c *checker, m map[string]any) {
	if (m["image_url"] == nil) == (m["slack_file"] == nil) {
		c.fail("must provide either image_url or slack_file")
	}
}

var contextText = either(textMax)

// contextElement is a text or a small image.
func contextElement(c *checker, v any) {
	if m, ok := v.(map[string]any); ok && m["type"] == "image" {
		imageElement.check(c, v)
		return
	}
	contextText(c, v)
}

var (
	cellKinds = map[string]*object{
		"raw_text": {
			required: []string{"text"},
			fields:   rules{"type": kind, "text": words(0, 10000)},
		},
		"rich_text": {
			required: []string{"elements"},
			fields:   rules{"type": kind, "block_id": id, "elements": list(0, 1000, typed(richKinds))},
		},
	}
	columnSetting = &object{fields: rules{
		"align":      oneOf("left", "center", "right"),
		"is_wrapped": flag,
	}}
)
