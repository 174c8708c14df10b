package store

// Pilot is work tried for a time to answer a question, before money is
// decided.
type Pilot struct {
	Meta
	Name          string   `json:"name,omitempty"`
	Partnerships  []string `json:"partnerships,omitempty" reg:"ref=partnerships"`
	Scheme        string   `json:"scheme,omitempty" reg:"ref=schemes"`
	From          Date     `json:"from,omitzero"`
	Until         Date     `json:"until,omitzero"`
	InterimReview Date     `json:"interim_review,omitzero"`
	InterimDone   Date     `json:"interim_done,omitzero"`
	FinalReview   Date     `json:"final_review,omitzero"`
	FinalDone     Date     `json:"final_done,omitzero"`
	Horizon       Date     `json:"horizon,omitzero"` // what the pilot looks forward to
	EvidenceOwner string   `json:"evidence_owner,omitempty" reg:"ref=people"`
	Question      string   `json:"question,omitempty"`
	URL           string   `json:"url,omitempty" reg:"url"`
}

// Pilots are all pilots, by id.
var Pilots = Kind[Pilot]{
	Name: "pilots", One: "pilot", Timed: true,
	Names: func(p *Pilot) []string { return []string{p.Name} },
}
