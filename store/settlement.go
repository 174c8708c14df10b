package store

import "iter"

// Settlement is what a person said of a message of which nobody knew whether
// it was posted, or that Slack refused. How it stood before and stands since
// is kept with it, as the ledger forgets the one for the other.
type Settlement struct {
	Meta
	Post  string   `json:"post" reg:"required"` // the key of the message
	To    string   `json:"to,omitempty"`        // where it was for: a C… or U… id; absent: the office's channel
	Day   Date     `json:"day,omitzero"`        // the day that it is for
	Text  string   `json:"text,omitempty"`      // what the message says
	About []string `json:"about,omitempty"`     // the records that it is about, as actions/a1, and whose channel it was for
	Was   string   `json:"was,omitempty"`       // how it stood, in words
	Now   string   `json:"now,omitempty"`       // how it stands since
	Says  string   `json:"says" reg:"required"` // what was said of it, and by whom, in words
	At    Moment   `json:"at" reg:"required"`   // when
}

// Settlements are all settlements, by id. The index at has them by their
// time, about those of messages about a record.
var Settlements = Kind[Settlement]{
	Name: "settlements", One: "settled message", Beside: true,
	Indexes: []Index[Settlement]{
		{"at", func(s *Settlement) [][]any { return one(s.At.String()) }},
		{"about", func(s *Settlement) [][]any {
			var out [][]any
			for _, a := range s.About {
				out = append(out, []any{a})
			}
			return out
		}},
	},
}

// AllSettlements yields the settlements, newest first: those that are
// audited, then those that an older version kept in its ledger.
func (tx *Tx) AllSettlements() iter.Seq2[Settlement, error] {
	return func(yield func(Settlement, error) bool) {
		for s, err := range Settlements.ByBack(tx, "at") {
			if !yield(s, err) || err != nil {
				return
			}
		}
		for s, err := range tx.oldSettlements() {
			if !yield(s, err) || err != nil {
				return
			}
		}
	}
}
