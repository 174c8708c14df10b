package store

// Scheme is work that the commissioner's office funds (a crime and disorder
// reduction grant under section 9 of the Police Reform and Social
// Responsibility Act 2011, or otherwise).
type Scheme struct {
	Meta
	Name         string   `json:"name" reg:"required"`
	Partnerships []string `json:"partnerships,omitempty" reg:"ref=partnerships"` // none: the whole police area
	Recipient    string   `json:"recipient,omitempty" reg:"ref=organisations"`
	Provider     string   `json:"provider,omitempty"`
	Purpose      string   `json:"purpose,omitempty"`
	Stream       string   `json:"stream,omitempty"`
	Amount       Money    `json:"amount,omitzero"`
	From         Date     `json:"from,omitzero"`
	Until        Date     `json:"until,omitzero"`
	Monitoring   string   `json:"monitoring,omitempty" reg:"enum=monthly|quarterly|half-yearly|yearly"`
	NextReturn   Date     `json:"next_return,omitzero"`
	NoticeBy     Date     `json:"notice_by,omitzero"`
	Outcome      string   `json:"outcome,omitempty" reg:"enum=renewed|ended|exit-agreed"`
	Successor    string   `json:"successor,omitempty" reg:"ref=schemes"`
	FinalReport  Date     `json:"final_report,omitzero"`
	DecisionRef  string   `json:"decision_ref,omitempty"`
	URL          string   `json:"url,omitempty" reg:"url"`
}

// Schemes are all funded schemes, by id; the index wide holds those of the
// whole police area.
var Schemes = Kind[Scheme]{
	Name: "schemes", One: "scheme", Timed: true,
	Whole: func(tx *Tx, k *Kind[Scheme], s *Scheme) {
		noLoop(tx, k, "successor", s, func(s *Scheme) string { return s.Successor })
	},
	Names: func(s *Scheme) []string { return []string{s.Name} },
	Indexes: []Index[Scheme]{
		{"until", func(s *Scheme) [][]any { return [][]any{{s.Until.String()}} }},
		{"wide", func(s *Scheme) [][]any {
			if len(s.Partnerships) > 0 {
				return nil
			}
			return [][]any{{}}
		}},
	},
}
