package store

// Role is a dated part that a person plays: who chaired when is history, not
// an overwrite.
type Role struct {
	Meta
	Person      string `json:"person,omitempty" reg:"ref=people"`
	Role        string `json:"role,omitempty" reg:"enum=chair|vice-chair|secretariat|office-lead|lead|member"`
	Confirmed   string `json:"confirmed,omitempty" reg:"account"` // T…/U… that an admin confirmed
	Partnership string `json:"partnership,omitempty" reg:"ref=partnerships"`
	Subject     string `json:"subject,omitempty"` // of a lead: anti-social behaviour
	From        Date   `json:"from,omitzero"`
	Until       Date   `json:"until,omitzero"`
}

// Roles are all dated roles, by id; the index of orders them by partnership,
// role and from. A partnership has one chair at a time.
var Roles = Kind[Role]{
	Name: "roles", One: "role",
	Alone: func(r *Role, bad func(field, problem, hint string)) {
		if r.Partnership == "" && r.Role != "lead" && r.Role != "office-lead" {
			bad("partnership", "is missing", "only a lead and an office-lead may be without one")
		}
	},
	Whole: oneChair,
	Indexes: []Index[Role]{
		{"of", func(r *Role) [][]any { return [][]any{{r.Partnership, r.Role, r.From.String()}} }},
		{"confirmed", func(r *Role) [][]any { return one(r.Confirmed) }},
	},
}
