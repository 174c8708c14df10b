package store

// Snooze puts a reminder off, or says that it is not needed, for everybody
// who gets it. It names one step of a ladder by what the step's key is made
// of, so it holds for as long as that step is owed and no longer.
type Snooze struct {
	Meta
	Reminder     string   `json:"reminder" reg:"required"`           // its kind: plan-renewal
	Of           string   `json:"of" reg:"required"`                 // the kind of the record that is looked at for it: plans
	Record       string   `json:"record" reg:"required"`             // and that record's id
	SubjectKind  string   `json:"subject_kind" reg:"required"`       // the record that it is about
	Subject      string   `json:"subject" reg:"required"`            // and its id
	Partnerships []string `json:"partnerships,omitempty"`            // whose it is
	Anchor       string   `json:"anchor,omitempty"`                  // what the step counts from, as it is recorded
	Offset       string   `json:"offset,omitempty"`                  // and how far
	Again        string   `json:"again,omitempty"`                   // the snooze whose line this one puts off; "": none
	On           Date     `json:"on" reg:"required,exact"`           // the day on which it was asked for
	Until        Date     `json:"until,omitzero" reg:"exact"`        // nothing is said before; absent: it is not needed
	Board        string   `json:"board,omitempty"`                   // the meeting that Until is the day of, and goes with
	Extent       string   `json:"extent,omitempty" reg:"enum=steps"` // steps: whatever else counts from the anchor is not needed either
	Reason       string   `json:"reason,omitempty"`                  // why it is not needed
	By           string   `json:"by,omitempty"`                      // who asked for it, by name
}

// Whole: nothing that counts from the anchor is needed.
func (s *Snooze) Whole() bool { return s.Until.IsZero() && s.Extent == "steps" }

// Snoozes are all snoozes, by id. The index of has those of one kind of
// reminder and one record, board those that go with a meeting, and on all by
// their day.
var Snoozes = Kind[Snooze]{
	Name: "snoozes", One: "snooze", Beside: true,
	Indexes: []Index[Snooze]{
		{"of", func(s *Snooze) [][]any { return [][]any{{s.Reminder, s.Record}} }},
		{"board", func(s *Snooze) [][]any { return one(s.Board) }},
		{"on", func(s *Snooze) [][]any { return one(s.On.String()) }},
	},
}
