package store

// Action is what somebody promised a board to do.
type Action struct {
	Meta
	Ref          string   `json:"ref,omitempty" reg:"action-ref"` // DAR-26-001: unique, never reused
	Partnership  string   `json:"partnership" reg:"required,ref=partnerships"`
	Meeting      string   `json:"meeting,omitempty" reg:"ref=meetings"`
	Decision     string   `json:"decision,omitempty" reg:"ref=decisions"`
	Text         string   `json:"text" reg:"required"`
	Owner        string   `json:"owner,omitempty" reg:"ref=people"` // absent: Owner not named
	Organisation string   `json:"organisation,omitempty" reg:"ref=organisations"`
	Helpers      []string `json:"helpers,omitempty" reg:"ref=people"`
	Due          Due      `json:"due,omitzero"`
	FirstDue     Due      `json:"first_due,omitzero"`
	Raised       Date     `json:"raised,omitzero"`
	Session      string   `json:"session,omitempty" reg:"enum=open|closed"`
	Status       string   `json:"status,omitempty" reg:"enum=open|done|cancelled"`
	Closed       Date     `json:"closed,omitzero"`
	ClosedBy     string   `json:"closed_by,omitempty"`
	Updates      []Update `json:"updates,omitempty"`
}

// Update is what was said of an action, by whom, and who took it down.
type Update struct {
	At         Moment `json:"at,omitzero"`
	By         string `json:"by,omitempty"`
	RecordedBy string `json:"recorded_by,omitempty"`
	Text       string `json:"text" reg:"required"`
}

// IsOpen reports whether the action is neither done nor cancelled.
func (a *Action) IsOpen() bool { return a.Status != "done" && a.Status != "cancelled" }

// Actions are all actions, by id; the index open orders a partnership's open
// ones by their due date, the index due all open ones that have one; the index
// closed orders a partnership's closed ones by the day, and the index private
// has those of closed sessions.
var Actions = Kind[Action]{
	Name: "actions", One: "action", Timed: true, Lasting: true,
	Check: func(tx *Tx, k *Kind[Action], old, a *Action) error {
		had := ""
		if old != nil {
			had = old.Ref
		}
		if err := keepRef(tx, k, a.ID, had, &a.Ref); err != nil || had != "" {
			return err
		}
		return claimPrefix(tx, a.Partnership, a.Ref)
	},
	Cancel: func(a *Action, day Date, by string) {
		a.Status, a.Closed, a.ClosedBy = "cancelled", day, by
	},
	Names: func(a *Action) []string { return []string{a.Ref} },
	Indexes: []Index[Action]{
		{"ref", func(a *Action) [][]any { return one(a.Ref) }},
		{"due", func(a *Action) [][]any {
			if !a.IsOpen() {
				return nil
			}
			return one(a.Due.Date.String())
		}},
		{"open", func(a *Action) [][]any {
			if !a.IsOpen() {
				return nil
			}
			return [][]any{{a.Partnership, a.Due.String()}}
		}},
		{"closed", func(a *Action) [][]any {
			if a.IsOpen() {
				return nil
			}
			return [][]any{{a.Partnership, a.Closed.String()}}
		}},
		{"private", func(a *Action) [][]any {
			if a.Session != "closed" {
				return nil
			}
			return [][]any{{a.Partnership}}
		}},
	},
}
