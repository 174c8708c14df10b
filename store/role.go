package store

// Role is a dated part that a person plays: who chaired when is history, not
// an overwrite.
type Role struct {
	Meta
	Person      string `json:"person,omitempty" reg:"ref=people"`
	Role        string `json:"role,omitempty" reg:"enum=chair|vice-chair|secretariat|office-lead|lead|member"`
	Confirmed   string `json:"confirmed,omitempty" reg:"slack"` // T…/U… that an admin confirmed
	Partnership string `json:"partnership,omitempty" reg:"ref=partnerships"`
	Subject     string `json:"subject,omitempty"` // of a lead: anti-social behaviour
	From        Date   `json:"from,omitzero"`
	Until       Date   `json:"until,omitzero"`
}

// Roles are all dated roles, by id.
var Roles = Kind[Role]{
	Name: "roles", One: "role",
	Indexes: []Index[Role]{
		{"of", func(r *Role) [][]any { return [][]any{{r.Partnership, r.Role, r.From.String()}} }},
		{"confirmed", func(r *Role) [][]any { return one(r.Confirmed) }},
	},
}
