// Package reminders is what is due: for each kind of reminder, which lines a
// record owes on which day, to whom and in which words. It reads the store
// and sends nothing by itself; one function, Lines, tells the list that people
// see, the list that scripts read, and the sender.
package reminders

import (
	"strings"
	"time"

	"csp/store"
)

// Audience is whom a line is for.
type Audience string

// The audiences. Office and Partnership are channels, the others are people
// who are written to directly.
const (
	Office      Audience = "office"
	Partnership Audience = "partnership"
	Owner       Audience = "owner"
	Secretariat Audience = "secretariat"
	Chair       Audience = "chair"
	OfficeLead  Audience = "office-lead"
)

// Text is a run of spans. What people typed stands in it as it is.
type Text []Span

// Span is a piece of text, bold or not.
type Span struct {
	Text string
	Bold bool
}

// String is the text without its looks.
func (t Text) String() string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Line is one reminder to be sent: a line in the message that an audience gets
// on a day.
type Line struct {
	Key         string    `json:"key"`         // 16 opaque characters, the same whatever else changes
	Kind        string    `json:"kind"`        // plan-renewal
	At          time.Time `json:"at"`          // when it is sent, in the office's zone
	Audience    Audience  `json:"audience"`    // whom it is for, also where somebody else gets it
	Channel     string    `json:"channel"`     // a C… id, a U… id for a direct message; "": nowhere
	Partnership string    `json:"partnership"` // its id; "": none, or several
	Subject     string    `json:"subject"`     // the record's id
	Text        string    `json:"text"`        // what it says, plain

	Words Text `json:"-"` // what it says
	// Covers are the keys of further lines that this one says too, since they
	// would go to the same place on the same day. They are settled with it.
	Covers []string `json:"-"`
	// OfficeOnly: nobody but the office is told, as of undecided money.
	OfficeOnly bool `json:"-"`
	// SubjectKind is the register's key of the subject: plans.
	SubjectKind string `json:"-"`
	// Notes is how many spans at the end of Words say where it went and why.
	Notes int `json:"-"`
	// Ref is what people call the action that it is about, "" of none.
	Ref string `json:"-"`
	// Own: it goes to the owner of the action themselves.
	Own bool `json:"-"`
	// Keeper: it is their own, and they may put reminders off for everybody,
	// as staff or as the confirmed secretariat.
	Keeper bool `json:"-"`
	// Unconfirmed: it goes to who has a role whose account nobody confirmed.
	Unconfirmed bool `json:"-"`
	// Name is the name of Person.
	Name string `json:"-"`
	// Person is the id of the person that it is for, "" when it is for a
	// channel or nobody holds the role. An owner without Slack is named here
	// although the line goes to somebody else.
	Person string `json:"-"`
	// Anchor and Offset are the step that it is, as in Step.
	Anchor string `json:"-"`
	Offset string `json:"-"`
	// Over is the moment after which it is of no use, as when the board has
	// been; the zero Time: it stays true for as long as it is owed.
	Over time.Time `json:"-"`
	// Waits is what was looked at for it: what Rearm is called for when the
	// line has been sent or skipped.
	Waits store.Waiting `json:"-"`
	// Post is the key of the unfinished post that has taken the line, "" for
	// none.
	Post string `json:"-"`

	reader string // the id of the person whose direct messages it goes to; "": a channel
}

// Kind is one kind of reminder: when it is owed, to whom, and what it says.
type Kind struct {
	Name string
	// Of is the register's key of the records that it looks at: plans.
	Of string
	// Timings are its offsets where the office, the partnership and the record
	// give none; empty for a kind that goes by the calendar.
	Timings []string
	// Anchors are the date fields of those records that it counts from. A step
	// is owed only if it lay ahead when its date was first stored.
	Anchors []string
	// Hangs are the changes of other records that may move it.
	Hangs []Hang
	// Steps returns what the record with the id owes up to and with the day
	// until, from the beginning of time and in any order: none when the
	// record is gone, or is done so that a reminder would be useless.
	Steps func(v *View, k *Kind, id string, until store.Date) []Step
	// Early returns a day before which no step of the record is owed that was
	// not yet looked at, the zero Date when there is none to come; nil: it
	// follows from Steps.
	Early func(v *View, k *Kind, id string) store.Date
	// Words says a step to an audience.
	Words func(v *View, s *Step, to Audience) Text
}

// Hang is a change of another record by which a kind's lines may move.
type Hang struct {
	On string // the register's key of the record that changes
	// If reports whether the change matters; old is nil for a new record, rec
	// for a deleted one. nil: it always does.
	If func(old, rec any) bool
	// Subjects returns the ids of the kind's own records to look at again; rec
	// is a pointer to the record that changed, as it was or as it is.
	Subjects func(v *View, rec any) []string
}

// Step is what a record owes on one day.
type Step struct {
	Subject, SubjectKind string
	Partnerships         []string
	Anchor               string // the date it counts from, as it is recorded
	Offset               string // how far from it: -12m
	Snooze               string // the id of the snooze that put it off, "" for none
	Day                  store.Date
	To                   []Audience
	Owner                string         // the person's id, for Owner
	Over                 time.Time      // as Line's
	After                bool           // the date it counts from has been
	Rec                  any            // a pointer to the record
	About                *store.Meeting // the board that it is about; nil: Rec tells all
}

// Table is every kind of reminder, in the order in which a message has them:
// boards, actions, plans, schemes, pilots.
var Table = []*Kind{
	&boardItems, &boardUpdates, &boardPapers, &boardBrief, &boardSoon, &boardRecord, &boardMinutes, &boardMissing,
	&actionGiven, &actionDue,
	&planRenewal, &planRefresh, &planShare, &assessment,
	&schemeReturn, &schemeEnd, &decisionNeeded,
	&pilotReview, &pilotHorizon,
	&factCheck,
}
