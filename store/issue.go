package store

// Issue is a concern of one or more partnerships.
type Issue struct {
	Meta
	Text         string   `json:"text" reg:"required"`
	Partnerships []string `json:"partnerships,omitempty" reg:"ref=partnerships"`
	Status       string   `json:"status,omitempty" reg:"enum=open|closed"`
}

// Issues are all issues, by id.
var Issues = Kind[Issue]{Name: "issues", One: "issue"}
