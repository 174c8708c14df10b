package store

import "slices"

// Meta is what every record carries beside its own fields.
type Meta struct {
	ID       string    `json:"id" reg:"required"`
	Source   string    `json:"source,omitempty"`                // a title or an address
	AsAt     Date      `json:"as_at,omitzero"`                  // when the facts were true
	Checked  Date      `json:"checked,omitzero" reg:"exact"`    // when somebody last confirmed them
	Note     string    `json:"note,omitempty"`                  // for the office's own eyes
	Disputed []Dispute `json:"disputed,omitempty"`              // where sources disagree
	Timings  Timings   `json:"timings,omitempty" reg:"timings"` // reminder kind to offsets; on the kinds that have reminders
	Rev      uint64    `json:"rev,omitempty" reg:"-"`           // the change that last wrote the record; 0: not stored
}

// Dispute is another source's value for a field; both are kept and told.
type Dispute struct {
	Field  string `json:"field" reg:"required"`
	Value  string `json:"value,omitempty"`
	Source string `json:"source,omitempty"`
}

func (m *Meta) meta() *Meta { return m }

// IsDisputed reports whether sources disagree on the field of that name.
func (m *Meta) IsDisputed(field string) bool {
	return slices.ContainsFunc(m.Disputed, func(d Dispute) bool { return d.Field == field })
}

type record interface{ meta() *Meta }
