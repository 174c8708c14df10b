package store

// Plan is a partnership's plan, a county's community safety agreement, a
// yearly strategic assessment or a workplan (2007 Regulations as amended in
// 2011).
type Plan struct {
	Meta
	Title         string   `json:"title,omitempty"`
	Partnership   string   `json:"partnership,omitempty" reg:"ref=partnerships"`
	Kind          string   `json:"kind,omitempty" reg:"enum=partnership-plan|community-safety-agreement|strategic-assessment|workplan"`
	From          Date     `json:"from,omitzero"`
	Until         Date     `json:"until,omitzero"`
	Status        string   `json:"status,omitempty" reg:"enum=draft|current|renewing|replaced"`
	Successor     string   `json:"successor,omitempty" reg:"ref=plans"`
	Expected      Date     `json:"expected,omitzero"` // when its successor is expected
	Refreshed     []int    `json:"refreshed,omitempty" reg:"year"`
	SharedWithPCC Date     `json:"shared_with_pcc,omitzero"`
	URL           string   `json:"url,omitempty" reg:"url"`
	Priorities    []string `json:"priorities,omitempty"`
}

// Plans are all plans, by id; the index until orders them by their end.
var Plans = Kind[Plan]{
	Name: "plans", One: "plan", Timed: true,
	Whole: func(tx *Tx, k *Kind[Plan], p *Plan) {
		noLoop(tx, k, "successor", p, func(p *Plan) string { return p.Successor })
	},
	Names: func(p *Plan) []string { return []string{p.Title} },
	Indexes: []Index[Plan]{
		{"until", func(p *Plan) [][]any { return [][]any{{p.Until.String()}} }},
	},
}
