package commands

import (
	"encoding/json"
	"errors"
	"slices"

	"csp/store"
	"csp/store/english"
)

// The steps in which a board is recorded, in their order. Fixing comes only
// when the pasted actions leave something to be asked.
const (
	stepSeats = iota
	stepDecisions
	stepActions
	stepFix
	stepNext
	stepCheck
)

// boardDraft is what somebody has filled in so far of the record of a board.
type boardDraft struct {
	Serial    int                `json:"n"` // moves on with every form, so that each is sent once
	Step      int                `json:"s"` // where to go on
	Seated    bool               `json:"seated,omitempty"`
	Seats     []store.Attendance `json:"seats,omitempty"`
	Over      string             `json:"over,omitempty"`   // who was there as it was recorded when Seats were taken
	Stands    string             `json:"stands,omitempty"` // who came for whom, as typed
	Decisions string             `json:"decisions,omitempty"`
	Actions   string             `json:"actions,omitempty"`
	Boxes     int                `json:"boxes,omitempty"` // how many more boxes were asked for
	Ahead     string             `json:"ahead,omitempty"` // what was pasted about the next board
	Again     bool               `json:"again,omitempty"` // what is recorded already is to be chosen from
	// Sorted is how many lines went to each step from another by their headings.
	Sorted map[int]int `json:"sorted,omitempty"`
	// Choices are the answers to what the pasted actions left open.
	Choices map[string]string `json:"choices,omitempty"`
	// Kept are the answers given before, chosen already where it is asked again.
	Kept  map[string]string `json:"kept,omitempty"`
	Next  boardAhead        `json:"next,omitzero"`
	Chair bool              `json:"chair,omitempty"` // it changed
}

// boardAhead is the next board as the form has it.
type boardAhead struct {
	Date, Time, Place string
}

// freshWords ask before a draft is thrown away.
const freshWords = "Throw this draft away and start again? What you pasted and chose in it is lost. What is recorded already stays."

// nothingWords ask before one is thrown away for a board without anything to
// record.
const nothingWords = "You have a draft of this board. Throw it away and record that there is nothing to record? What you pasted and chose in it is lost."

// recordState is what a form or a button of a step carries.
type recordState struct {
	Meeting string `json:"m"`
	Step    int    `json:"s,omitempty"`
	Serial  int    `json:"n,omitempty"`
	Code    string `json:"c,omitempty"` // what the last step showed
	Page    int    `json:"p,omitempty"` // which part of it, from 0
	Last    bool   `json:"l,omitempty"` // it was the last part
	Drafted bool   `json:"d,omitempty"` // a button that asked before it throws a draft away
}

func (st recordState) encode() string {
	b, _ := json.Marshal(st) // texts and numbers always marshal
	return string(b)
}

func readRecordState(s string) (recordState, error) {
	var st recordState
	if json.Unmarshal([]byte(s), &st) != nil || !store.ValidID(st.Meeting) || st.Step < stepSeats || st.Step > stepCheck {
		return st, oldForm()
	}
	return st, nil
}

// recordAbout is what the draft of a board's record is about.
func recordAbout(meeting string) string { return "record meetings/" + meeting }

// recording is the record of one board on its way.
type recording struct {
	*Call
	tx *store.Tx
	m  store.Meeting
	p  store.Partnership
	d  boardDraft

	planned  []store.Date // the boards after it; read once
	hasBoard bool         // they are read
	repeats  bool         // what was pasted has lines that are recorded already
}

// seated reports whether the draft says who was there.
func (d *boardDraft) seated() bool { return d.Seated || d.Stands != "" }

// recording opens the record of a board for one who may record it, with the
// draft that they have.
func (c *Call) recording(tx *store.Tx, meeting string) (*recording, error) {
	m, err := store.Meetings.Get(tx, meeting)
	if err != nil {
		return nil, gone(err)
	}
	if err := c.must(tx, Record, about(&m)); err != nil {
		return nil, err
	}
	r := &recording{Call: c, tx: tx, m: m}
	if r.p, err = store.Partnerships.Get(tx, m.Partnership); err != nil {
		return nil, err
	}
	if m.Start.After(c.Today()) || m.Status == "cancelled" || !m.Start.Exact() {
		state := boardState(&m, c.Today())
		return nil, &Problem{
			Says: recordedName(tx, &m) + " cannot be recorded: it is " + lowerFirst(state) + ".",
			Then: "Record it after it has been.", Offer: []Button{{Label: "Open it", Type: "meetings/" + m.ID}},
		}
	}
	d, err := tx.Draft(c.Actor.Account(), recordAbout(m.ID), c.Now)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return r, nil
	case err != nil:
		return nil, err
	}
	if json.Unmarshal(d.Body, &r.d) != nil {
		r.d = boardDraft{} // of an older version
	}
	return r, nil
}

// lineRules are how lines pasted after this board are read.
func (r *recording) lineRules() (lineRules, error) {
	out := lineRules{Today: r.Today(), After: r.m.Start.Date}
	for from := out.After.AddDays(1); !r.hasBoard; {
		next, found, err := nextBoard(r.tx, r.m.Partnership, from)
		if err != nil {
			return out, err
		}
		if r.hasBoard = !found; !found {
			break
		}
		from = next.Start.Last().AddDays(1)
		if next.Start.Exact() {
			r.planned = append(r.planned, next.Start.Date)
		}
	}
	out.Boards = r.planned
	if next, err := store.ParseDate(r.d.Next.Date); err == nil && next.Exact() && !slices.Contains(r.planned, next) { // it is planned with this record
		out.Boards = append(slices.Clone(r.planned), next)
		slices.SortFunc(out.Boards, store.Date.Compare)
	}
	return out, nil
}

// keep keeps the draft.
func (r *recording) keep() error {
	body, err := json.Marshal(r.d)
	if err != nil {
		return err
	}
	return r.tx.KeepDraft(store.Draft{Actor: r.Actor.Account(), About: recordAbout(r.m.ID), Body: body})
}

// recordOpens is the first form of a board's record; of one that is recorded
// it first says so.
func (c *Call) recordOpens(tx *store.Tx, meeting string) (*Form, error) {
	r, err := c.recording(tx, meeting)
	if err != nil {
		return nil, err
	}
	if !r.m.Recorded.IsZero() && r.d.Serial == 0 {
		return r.againForm()
	}
	if r.d.Serial > 0 {
		f, err := r.form(r.d.Step)
		if err == nil {
			fresh := Button{Label: "Start again", Type: "record meetings/" + r.m.ID, Action: "record.fresh", Value: recordState{Meeting: r.m.ID}.encode(), Confirm: freshWords}
			f.Before = append([]Block{Para(T("This is your draft. It is kept for 7 days.")), Buttons{fresh}}, f.Before...)
		}
		return f, err
	}
	return r.form(stepSeats)
}

// againForm says that a board is recorded, when and by whom, and offers to
// add to it.
func (r *recording) againForm() (*Form, error) {
	by, err := r.recordedBy()
	if err != nil {
		return nil, err
	}
	return &Form{
		ID: "record.again", Title: "Already recorded",
		Before: []Block{
			Para(B(recordedName(r.tx, &r.m))),
			Para(T("This board was recorded on " + english.Short(r.m.Recorded) + by + ".")),
			Buttons{
				{Label: "Add to it", Type: "record meetings/" + r.m.ID, Action: "record.add", Value: recordState{Meeting: r.m.ID}.encode(), Primary: true},
				{Label: "Open it", Type: "board meetings/" + r.m.ID},
			},
		},
	}, nil
}

// recordedBy says who recorded a board: " by Mei Tan", "" when that is not
// known.
func (r *recording) recordedBy() (string, error) {
	by := ""
	for h, err := range r.tx.History(store.Meetings.Name, r.m.ID) {
		if err != nil {
			return "", err
		}
		was, now, err := versions(&h)
		if err != nil {
			return "", err
		}
		a, _ := was.(*store.Meeting)
		b, _ := now.(*store.Meeting)
		if b != nil && !b.Recorded.IsZero() && (a == nil || a.Recorded.IsZero()) {
			by = " by " + r.author(&h.Set)
			break
		}
	}
	return by, nil
}

// recordNothing records that a board was held and that there is nothing to
// record of it. A draft of it is thrown away only for one who was asked.
func (c *Call) recordNothing(meeting string, asked bool) (Reply, error) {
	made, err := c.do(func(c *Call, tx *store.Tx) (move, error) {
		r, err := c.recording(tx, meeting)
		if err != nil {
			return nil, err
		}
		if !r.m.Recorded.IsZero() {
			by, err := r.recordedBy()
			if err != nil {
				return nil, err
			}
			return nil, &Problem{
				Says: "This board was recorded on " + english.Short(r.m.Recorded) + by + ".", Then: "Nothing is changed.",
				Offer: []Button{{Label: "Open it", Type: "board meetings/" + r.m.ID}},
			}
		}
		if r.d.Serial > 0 && !asked {
			return nil, &Problem{
				Says: "You have a draft of this board. Nothing is recorded yet.", Then: "Go on with it, or throw it away and record that there is nothing to record.",
				Offer: []Button{{Label: "Go on with your draft", Type: "record meetings/" + meeting}, nothingButton(meeting, true)},
			}
		}
		r.d = boardDraft{}
		return &recordMove{r: r}, nil
	})
	if err != nil {
		return Reply{}, err
	}
	return c.boardRecorded(made)
}
