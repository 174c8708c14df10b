package store

// Issue is a concern of one or more partnerships.
type Issue struct {
	Meta
	Text         string   `json:"text" reg:"required"`
	Partnerships []string `json:"partnerships,omitempty" reg:"ref=partnerships"`
	Status       string   `json:"status,omitempty" reg:"enum=open|closed"`
}

// Issues are all issues, by id; the index wide holds those of no one
// partnership, which are of the whole police area.
var Issues = Kind[Issue]{
	Name: "issues", One: "issue",
	Indexes: []Index[Issue]{
		{"wide", func(i *Issue) [][]any {
			if len(i.Partnerships) > 0 {
				return nil
			}
			return [][]any{{}}
		}},
	},
}
