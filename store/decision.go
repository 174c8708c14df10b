package store

// Decision is one that a board or the commissioner took, or that is needed.
// The two are kept apart: spending the commissioner's money needs a decision
// notice of its own.
type Decision struct {
	Meta
	Ref          string   `json:"ref,omitempty" reg:"decision-ref"` // ours: DAR-D-26-004
	Kind         string   `json:"kind,omitempty" reg:"enum=board|pcc"`
	Partnerships []string `json:"partnerships,omitempty" reg:"ref=partnerships"`
	Meeting      string   `json:"meeting,omitempty" reg:"ref=meetings"`
	Pilot        string   `json:"pilot,omitempty" reg:"ref=pilots"`
	Scheme       string   `json:"scheme,omitempty" reg:"ref=schemes"`
	Text         string   `json:"text" reg:"required"`
	Reason       string   `json:"reason,omitempty"`
	Options      []string `json:"options,omitempty"`
	DecidedBy    string   `json:"decided_by,omitempty"`
	Conditions   string   `json:"conditions,omitempty"`
	NeededBy     Date     `json:"needed_by,omitzero"`
	Decided      Date     `json:"decided,omitzero"`
	Status       string   `json:"status,omitempty" reg:"enum=needed|taken|deferred|cancelled"` // cancelled: recorded by mistake
	Session      string   `json:"session,omitempty" reg:"enum=open|closed"`
	Amount       Money    `json:"amount,omitzero"`
	Notice       string   `json:"notice,omitempty"` // the commissioner's notice number
	Published    Date     `json:"published,omitzero"`
	Replaces     string   `json:"replaces,omitempty" reg:"ref=decisions"`
	GoesWith     string   `json:"goes_with,omitempty" reg:"ref=decisions"` // the other side's decision about the same
	Review       Date     `json:"review,omitzero"`
	URL          string   `json:"url,omitempty" reg:"url"`
}

// Decisions are all decisions, by id; the index needed orders those not yet
// taken by the date they are needed by.
var Decisions = Kind[Decision]{
	Name: "decisions", One: "decision", Timed: true, Lasting: true,
	Whole: func(tx *Tx, k *Kind[Decision], d *Decision) {
		noLoop(tx, k, "replaces", d, func(d *Decision) string { return d.Replaces })
	},
	Check: func(tx *Tx, k *Kind[Decision], old, d *Decision) error {
		had := ""
		if old != nil {
			had = old.Ref
		}
		if err := keepRef(tx, k, d.ID, had, &d.Ref); err != nil || had != "" || len(d.Partnerships) != 1 {
			return err
		}
		return claimPrefix(tx, d.Partnerships[0], d.Ref)
	},
	Cancel: func(d *Decision, _ Date, _ string) { d.Status = "cancelled" },
	Names:  func(d *Decision) []string { return []string{d.Ref, d.Notice} },
	Indexes: []Index[Decision]{
		{"ref", func(d *Decision) [][]any { return one(d.Ref) }},
		{"needed", func(d *Decision) [][]any {
			if d.Status != "needed" {
				return nil
			}
			return [][]any{{d.NeededBy.String()}}
		}},
	},
}
