package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

const recordWord = "record"

var record = Command{
	Name: "record", About: "boards", Usage: "PARTNERSHIP [DATE]", Short: "record a board: who was there, decisions, actions, the next board",
	Examples: []string{"record"}, Right: Record, Takes: []string{"partnerships"},
	Changes: []string{"record PARTNERSHIP", "record PARTNERSHIP DATE", "record PARTNERSHIP nothing"},
	Notes: []string{
		"Decisions go in one box and actions in another. Or paste all of it into one of them, with headings: what stands below Present, Apologies, Decisions, Actions or Next meeting goes where the heading says.",
		"Paste the lines of the minutes, one action a line: LB to circulate the workplan by 15 Jan. Initials are looked up, and what is not clear is asked. Of DN / PR: write to the council, DN is accountable and PR helps.",
		"A line that begins with a reference is about that action: EAS-26-003 done, EAS-26-003 move to 1 February, or EAS-26-003 and what is said of it.",
		"Below a line that says Closed session, all are of the closed session, until a line that says Open session. One alone is marked by (closed) at its end.",
		"A date without a year is the first one after the board.",
	},
	Run: recordRun,
	Actions: map[string]func(*Call, string) (Outcome, error){
		"back": recordPressed("back"), "skip": recordPressed("skip"), "more": recordPressed("more"),
		"again": recordPressed("again"), "go": recordPressed(""), "add": recordPressed(""), "fresh": recordPressed("fresh"), "nothing": recordNothingPressed,
	},
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){
		"place": recordPlaceSent, "which": recordWhichSent, "seats": recordStepSent(stepSeats), "decisions": recordStepSent(stepDecisions),
		"actions": recordStepSent(stepActions), "fix": recordStepSent(stepFix), "next": recordStepSent(stepNext), "check": recordWritten,
	},
	Options: recordOptions,
	Shortcuts: []Shortcut{{
		Verb: "board", Name: "Record a board", Short: "After a board: who was there, decisions, actions and the next board.",
		Run: func(c *Call, _ *Message) (Outcome, error) {
			return c.decideOpens(func(*store.Tx) (*Form, error) { return recordPlaceForm(), nil })
		},
	}},
}

// recordRun opens the form that records a board, or records at once that
// there is nothing to record.
func recordRun(c *Call) (Reply, error) {
	name, nothing := cutLast(c.Args, "nothing")
	if !nothing {
		name = c.Args
	}
	var r Reply
	var m *store.Meeting
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		var err error
		r, m, err = c.recordAsked(tx, strings.TrimSpace(name), nothing)
		return err
	})
	if err != nil || m == nil {
		return r, err
	}
	return c.recordNothing(m.ID, false)
}

// recordAsked is the form for the board that a line names, or, when there is
// nothing to record of it, the board.
func (c *Call) recordAsked(tx *store.Tx, name string, nothing bool) (Reply, *store.Meeting, error) {
	here, err := c.channelPartnerships(tx)
	if err != nil {
		return Reply{}, nil, err
	}
	if name == "" && len(here) != 1 && !nothing {
		return Reply{Form: recordPlaceForm(), Blocks: []Block{Para(T("Say which partnership's board: type /csp record and its name."))}}, nil, nil
	}
	m, given, p, err := c.boardToRecord(tx, name)
	if err != nil {
		return Reply{}, nil, err
	}
	if err := c.must(tx, Record, about(p)); err != nil {
		return Reply{}, nil, err
	}
	if m == nil {
		return Reply{}, nil, c.noBoardYet(p)
	}
	if nothing {
		if !given { // typed twice, it does not go on to an older board
			been, err := c.boardsBegun(tx, p.ID)
			return Reply{}, &been[0], err
		}
		return Reply{}, m, nil
	}
	var f *Form
	switch {
	case given:
		f, err = c.recordOpens(tx, m.ID)
	default:
		f, err = c.recordWhichForm(tx, p, m)
	}
	says := "Record " + recordedName(tx, m) + ": who was there, decisions, actions and the next board."
	return Reply{Form: f, Blocks: []Block{Para(T(says))}}, nil, err
}

// recordedName names a board where it is recorded: Eastborough board,
// Monday 19 October 2026.
func recordedName(tx *store.Tx, m *store.Meeting) string {
	return meetingOf(tx, m) + ", " + english.Long(m.Start.Date)
}

func (c *Call) noBoardYet(p *store.Partnership) error {
	return &Problem{
		Says: "No board of " + p.Name + " that has been is in the register.",
		Then: "To put in the one that was held, type /csp board " + p.ID + ", the day it was held and its time, such as /csp board " +
			p.ID + " " + english.Short(c.Today().AddDays(-7)) + " 10am. Then record it.",
	}
}

// boardToRecord finds the board that a line names: given says that it names
// one; of a partnership alone it is the latest that is not recorded, else the
// latest, nil when none has been.
func (c *Call) boardToRecord(tx *store.Tx, name string) (m *store.Meeting, given bool, p *store.Partnership, err error) {
	said, err := c.readBoard(tx, name, true)
	if err != nil || said.board != nil {
		return said.board, said.board != nil, said.of, err
	}
	p = said.of
	been, err := c.boardsBegun(tx, p.ID)
	if err != nil {
		return nil, false, nil, err
	}
	for i := range been {
		if been[i].Recorded.IsZero() {
			return &been[i], false, p, nil
		}
	}
	if len(been) > 0 {
		return &been[0], false, p, nil
	}
	return nil, false, p, nil
}

// recordPlaceForm asks whose board is to be recorded.
func recordPlaceForm() *Form {
	return &Form{
		ID: "record.place", Title: "Record a board", Send: "Next",
		Inputs: []Input{{Name: "partnership", Label: "Partnership", Hint: "Type the beginning of a name.", Kind: Lookup}},
	}
}

func recordPlaceSent(c *Call, s Submission) (FormAnswer, error) {
	return c.recordNextForm(func(tx *store.Tx) (*Form, error) {
		p, err := store.Partnerships.Get(tx, first(s.Values["partnership"]))
		if err != nil {
			return nil, gone(err)
		}
		if err := c.must(tx, Record, about(&p)); err != nil {
			return nil, err
		}
		m, _, _, err := c.boardToRecord(tx, p.ID)
		if err == nil && m == nil {
			err = c.noBoardYet(&p)
		}
		if err != nil {
			return nil, err
		}
		return c.recordWhichForm(tx, &p, m)
	})
}

// recordNextForm answers with another form in a form's place, or with what is
// wrong on it.
func (c *Call) recordNextForm(make func(tx *store.Tx) (*Form, error)) (FormAnswer, error) {
	out, err := c.decideOpens(make)
	if err != nil {
		return problemOnForm(err)
	}
	return FormAnswer{Next: out.Form}, nil
}

// boardsToRecord is how many boards one can choose to record.
const boardsToRecord = 20

// recordWhichForm asks which board is recorded; m is chosen already.
func (c *Call) recordWhichForm(tx *store.Tx, p *store.Partnership, m *store.Meeting) (*Form, error) {
	been, err := c.boardsBegun(tx, p.ID)
	if err != nil {
		return nil, err
	}
	says := "The latest board that is not recorded: " + recordedName(tx, m) + "."
	if !m.Recorded.IsZero() {
		says = "Every board that has been is recorded. The latest: " + recordedName(tx, m) + "."
	}
	f := &Form{
		ID: "record.which", Title: "Record a board", Send: "Next", State: p.ID,
		Before: []Block{Para(B(p.Name)), Para(T(says))},
	}
	in := Input{Name: "board", Label: "Which board", Kind: Select, Value: []string{m.ID}}
	for i := range been[:min(len(been), boardsToRecord)] {
		b := &been[i]
		label := cutTo(meetingName(b), maxLabel/2) + ", " + english.Long(b.Start.Date)
		if !b.Recorded.IsZero() {
			label += " (recorded)"
		}
		if d, err := tx.Draft(c.Actor.Account(), recordAbout(b.ID), c.Now); err == nil {
			f.Before = append(f.Before,
				Para(T("Go on with your draft of "+english.Long(store.DateOf(d.At.In(c.Now.Location())))+" for the board of "+english.Long(b.Start.Date)+"?")),
				Buttons{
					{Label: "Go on", Type: "record meetings/" + b.ID, Action: "record.go", Value: recordState{Meeting: b.ID}.encode(), Primary: true},
					{Label: "Start again", Type: "record meetings/" + b.ID, Action: "record.fresh", Value: recordState{Meeting: b.ID}.encode(), Confirm: freshWords},
				})
		}
		in.Options = append(in.Options, Option{Label: cutTo(label, maxLabel), Value: b.ID})
	}
	if m.Recorded.IsZero() {
		_, err := tx.Draft(c.Actor.Account(), recordAbout(m.ID), c.Now)
		f.Before = append(f.Before, Buttons{nothingButton(m.ID, err == nil)})
	}
	f.Inputs = []Input{in}
	return f, nil
}

// nothingButton records that there is nothing to record of a board: where one
// has a draft of it, that is asked first.
func nothingButton(meeting string, drafted bool) Button {
	b := Button{Label: "Nothing to record", Type: "record meetings/" + meeting + " nothing", Action: "record.nothing"}
	st := recordState{Meeting: meeting, Drafted: drafted}
	if b.Value = st.encode(); drafted {
		b.Confirm = nothingWords
	}
	return b
}

func recordWhichSent(c *Call, s Submission) (FormAnswer, error) {
	return c.recordNextForm(func(tx *store.Tx) (*Form, error) { return c.recordOpens(tx, first(s.Values["board"])) })
}

// recordOptions is the typeahead of the forms that record a board.
func recordOptions(c *Call, tx *store.Tx, input, typed string) ([]Option, error) {
	if out, ok, err := c.fixOptions(tx, input, typed); ok || err != nil {
		return out, err
	}
	if input != "partnership" {
		out := &choice{c: c, tx: tx, seen: map[string]bool{}}
		err := out.find("people", typed)
		return out.options[:min(len(out.options), maxOptions)], err
	}
	ids, err := idsLike(tx, "partnerships", typed)
	if err != nil {
		return nil, err
	}
	var out []Option
	for _, id := range ids {
		p, err := store.Partnerships.Get(tx, id)
		if err != nil {
			return nil, err
		}
		ok, err := c.may(tx, Record, about(&p))
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, Option{Label: cutTo(p.Name, maxLabel), Value: id})
		}
	}
	return out, nil
}

// recordButtons record a board that has been, or add to its record.
func recordButtons(m *store.Meeting, today store.Date) []Button {
	if !m.Start.Exact() || m.Start.After(today) || m.Status == "cancelled" {
		return nil
	}
	b := Button{Label: "Record the board", Type: recordWord + " meetings/" + m.ID}
	if !m.Recorded.IsZero() {
		b.Label = "Add to the record"
	}
	return []Button{b}
}
