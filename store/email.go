package store

// Email says that somebody without Slack was written to about their actions.
// It counts as a reminder of each of them.
type Email struct {
	Meta
	Person       string   `json:"person" reg:"required"` // the owner's id
	Actions      []string `json:"actions,omitempty"`     // the ids of what it was about
	Partnerships []string `json:"partnerships,omitempty"`
	On           Date     `json:"on" reg:"required,exact"`    // the day of it
	Until        Date     `json:"until" reg:"required,exact"` // the first day on which the owner's lines are said again
	By           string   `json:"by,omitempty"`               // who wrote it, by name
}

// Emails are all emails, by id. The index action has those about an action,
// person those to a person, by their day.
var Emails = Kind[Email]{
	Name: "emails", One: "email", Beside: true,
	Indexes: []Index[Email]{
		{"action", func(e *Email) [][]any {
			var out [][]any
			for _, a := range e.Actions {
				out = append(out, []any{a})
			}
			return out
		}},
		{"person", func(e *Email) [][]any { return [][]any{{e.Person, e.On.String()}} }},
	},
}
