package blockkit

// View is a modal or a Home tab as a program asked for it.
type View struct {
	Type            string  `json:"type"`
	Title           *Text   `json:"title"`
	Submit          *Text   `json:"submit"`
	Close           *Text   `json:"close"`
	Blocks          []Block `json:"-"`
	PrivateMetadata string  `json:"private_metadata"`
	CallbackID      string  `json:"callback_id"`
	ExternalID      string  `json:"external_id"`
	ClearOnClose    bool    `json:"clear_on_close"`
	NotifyOnClose   bool    `json:"notify_on_close"`
}

// viewKinds describe the two kinds of view:
// https://docs.slack.dev/reference/views
var viewKinds = map[string]*object{
	"modal": {
		required: []string{"title", "blocks"},
		fields: rules{
			"type": kind, "blocks": kind,
			"title":            plain(24),
			"submit":           plain(24),
			"close":            plain(24),
			"private_metadata": words(0, 3000),
			"callback_id":      id,
			"external_id":      id,
			"clear_on_close":   flag,
			"notify_on_close":  flag,
			"submit_disabled":  flag,
		},
		also: submitNeeded,
	},
	"home": {
		required: []string{"blocks"},
		fields: rules{
			"type": kind, "blocks": kind,
			"private_metadata": words(0, 3000),
			"callback_id":      id,
			"external_id":      id,
		},
	},
}

// submitNeeded refuses a form without a button to send it.
func submitNeeded(c *checker, m map[string]any) {
	all, _ := m["blocks"].([]any)
	for _, one := range all {
		if b, _ := one.(map[string]any); b["type"] == "input" && m["submit"] == nil {
			c.fail("missing required field: submit")
			return
		}
	}
}

// ParseView reads a view that must be of the wanted surface. Every problem is
// reported; with problems the view is nil. The error is ErrFormat when raw is
// not a JSON object.
func ParseView(want Surface, raw []byte, newID func() string) (*View, []Problem, error) {
	m := map[string]any{}
	if err := decode(raw, &m); err != nil {
		return nil, nil, ErrFormat
	}
	c := &checker{surface: want, path: []string{"view"}}
	wanted := map[Surface]string{Modal: "modal", Home: "home"}[want]
	if m["type"] != wanted {
		c.at("type", func() { c.fail("must be %s", wanted) })
		return nil, c.problems, nil
	}
	typed(viewKinds)(c, m)
	all, isList := m["blocks"].([]any)
	if !isList && m["blocks"] != nil {
		c.at("blocks", func() { c.fail("must provide an array") })
	}
	blocks := c.blocks(all, newID)
	if len(c.problems) > 0 {
		return nil, c.problems, nil
	}
	v := &View{Blocks: blocks}
	if err := decode(raw, v); err != nil {
		return nil, nil, ErrFormat
	}
	return v, nil, nil
}
