package blockkit

// richKinds are the parts of a rich_text block. A list holds only sections; a
// section, a quote and a code block hold only inline pieces.
var richKinds = map[string]*object{
	"rich_text_section":      {required: []string{"elements"}, fields: rules{"type": kind, "elements": inlines}},
	"rich_text_quote":        {required: []string{"elements"}, fields: rules{"type": kind, "elements": inlines, "border": whole(0, 1)}},
	"rich_text_preformatted": {required: []string{"elements"}, fields: rules{"type": kind, "elements": inlines, "border": whole(0, 1), "language": words(0, 75)}},
	"rich_text_list": {
		required: []string{"elements", "style"},
		fields: rules{
			"type":     kind,
			"style":    oneOf("bullet", "ordered"),
			"indent":   whole(0, 8),
			"offset":   whole(0, 10000),
			"border":   whole(0, 1),
			"elements": list(1, 1000, typed(listItem)),
		},
	},
}

var (
	inlines  = list(0, 1000, typed(inlineKinds))
	listItem = map[string]*object{
		"rich_text_section": {required: []string{"elements"}, fields: rules{"type": kind, "elements": inlines}},
	}
	inlineStyle = is(&object{fields: rules{
		"bold": flag, "italic": flag, "strike": flag, "code": flag, "underline": flag,
		"highlight": flag, "client_highlight": flag, "unlink": flag,
	}})
	inlineKinds = map[string]*object{
		"text":      inline("text", words(1, 40000)),
		"user":      inline("user_id", words(1, idMax)),
		"channel":   inline("channel_id", words(1, idMax)),
		"usergroup": inline("usergroup_id", words(1, idMax)),
		"broadcast": inline("range", oneOf("here", "channel", "everyone")),
		"emoji": {
			required: []string{"name"},
			fields:   rules{"type": kind, "name": words(1, 100), "unicode": words(0, 100), "skin_tone": whole(1, 6), "style": inlineStyle},
		},
		"link": {
			required: []string{"url"},
			fields:   rules{"type": kind, "url": words(1, urlMax), "text": words(0, 40000), "unsafe": flag, "style": inlineStyle},
		},
		"date": {
			required: []string{"timestamp", "format"},
			fields:   rules{"type": kind, "timestamp": whole(0, 1<<40), "format": words(1, 200), "url": words(1, urlMax), "fallback": words(0, 200), "style": inlineStyle},
		},
		"color": inline("value", words(1, 30)),
	}
)

// inline describes a piece with one required field and a style.
func inline(field string, r rule) *object {
	return &object{
		required: []string{field},
		fields:   rules{"type": kind, field: r, "style": inlineStyle},
	}
}
