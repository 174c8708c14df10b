package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

// newDecision is a decision that is recorded: taken, needed or deferred.
type newDecision struct {
	store.Decision
	Link string // where it was said; "": recorded by hand
	// Sure: it is none of the decisions that are needed.
	Sure bool
	// Typed: it is one line, which names no board.
	Typed bool
}

func (m *newDecision) work(d *draft) error {
	now := m.Decision
	now.Text = d.c.named(d.tx, now.Text)
	if strings.TrimSpace(now.Text) == "" {
		return &Problem{Says: "Say what was decided.", Then: "Type /csp decide, the partnership and what was decided."}
	}
	if err := d.decisionRight(&now); err != nil {
		return err
	}
	if taken(&now) && !m.Sure {
		list, others, err := d.alikeOf(&now, m.Typed)
		if err != nil {
			return err
		}
		if len(list) > 0 {
			return d.askAlike(&now, list)
		}
		d.note(waitingStill(others))
	}
	by, why, err := d.c.workedBack(d.tx, &now)
	if err != nil {
		return err
	}
	if now.Status == "needed" && now.NeededBy.IsZero() && !by.IsZero() {
		now.NeededBy = by
		d.note("Needed by " + english.Long(by) + ": " + why)
	}
	if err := d.numbered(&now, now.Decided); err != nil {
		return err
	}
	if now.Meta, err = d.meta("decisions", orWord(now.Ref, now.Text)); err != nil {
		return err
	}
	if m.Link != "" { // it was said there, and nobody has looked whether it is so
		now.Source, now.Checked = m.Link, store.Date{}
	}
	if m.Typed && now.Meeting == "" {
		says := "Not at a board: none is recorded for today."
		if ok, err := d.c.may(d.tx, Keep, about(&now)); err != nil {
			return err
		} else if ok {
			says += " To name its board or its day, type /csp edit " + orWord(now.Ref, now.ID) + "."
		}
		d.note(says)
	}
	d.title = orWord(now.Ref, "A decision") + " is recorded"
	d.short, d.press = "Decision", "Record it"
	if now.Status == "needed" {
		d.title = orWord(now.Ref, "A decision") + " is recorded as needed"
	}
	if err := d.change(nil, &now); err != nil {
		return err
	}
	d.told = append(d.decisionTold(&now), d.noteBlocks()...)
	return nil
}

// decisionRight asks for the right to record a decision: one of the
// commissioner is the office's own.
func (d *draft) decisionRight(now *store.Decision) error {
	d.right = Record
	if now.Kind != "pcc" {
		return nil
	}
	d.right = Keep
	ok, err := d.c.may(d.tx, Keep, about(now))
	if err == nil && !ok {
		err = &Problem{Says: "Only the office's staff can record a decision of the commissioner.", Then: "Ask one of them.", Refused: true}
	}
	return err
}

// numbered gives a decision that has none its reference; one of the whole
// area has none of ours.
func (d *draft) numbered(now *store.Decision, day store.Date) error {
	if now.Ref != "" || len(now.Partnerships) == 0 {
		return nil
	}
	p, err := store.Partnerships.Get(d.tx, now.Partnerships[0])
	if err != nil {
		return err
	}
	now.Ref, err = d.nextRef(&p, "-D", day)
	return err
}

// decisionMove is a change of a decision that is there.
type decisionMove struct {
	ID     string
	Change func(d *draft, old, now *store.Decision) error
}

func (m *decisionMove) work(d *draft) error {
	old, err := store.Decisions.Get(d.tx, m.ID)
	if err != nil {
		return err
	}
	now := old
	if err := d.decisionRight(&now); err != nil {
		return err
	}
	d.title, d.short, d.press = decisionName(&old), "Decision", "Record it"
	if err := m.Change(d, &old, &now); err != nil {
		return err
	}
	return d.change(&old, &now)
}

// already is the Problem of a decision that has got there before, by whom
// and when.
func (d *draft) already(old *store.Decision, says string) error {
	return &Problem{
		Says:  decisionName(old) + " " + says + ". " + d.c.movedOn(d.tx, "decisions", old.ID),
		Then:  "Nothing is changed.",
		Offer: []Button{{Label: "Open " + decisionName(old), Type: showWord + " decisions/" + old.ID}},
	}
}

// decisionTaken is what is known when a decision is taken; what is empty
// stays as it was.
type decisionTaken struct {
	On         store.Date
	Text       string // what was decided, in other words than what was asked
	Closed     bool   // in a closed session
	Meeting    string
	By         string
	Reason     string
	Conditions string
	Notice     string
	Published  store.Date
	Amount     store.Money
	Review     store.Date
}

func takenMove(id string, t decisionTaken) move {
	return &decisionMove{id, func(d *draft, old, now *store.Decision) error {
		if taken(old) {
			return d.already(old, "is recorded as taken already"+onTheDay(old.Decided))
		}
		d.title += " is recorded as taken"
		now.Status, now.Decided = "taken", t.On
		if err := d.numbered(now, t.On); err != nil {
			return err
		}
		for _, f := range []struct {
			to   *string
			from string
		}{
			{&now.Text, t.Text},
			{&now.Meeting, t.Meeting},
			{&now.DecidedBy, t.By},
			{&now.Reason, t.Reason},
			{&now.Conditions, t.Conditions},
			{&now.Notice, t.Notice},
		} {
			if f.from != "" {
				*f.to = f.from
			}
		}
		if t.Closed {
			now.Session = "closed"
		}
		if !t.Published.IsZero() {
			now.Published = t.Published
		}
		if t.Amount.Known {
			now.Amount = t.Amount
		}
		if !t.Review.IsZero() {
			now.Review = t.Review
		}
		if now.Kind == "board" && now.Meeting == "" && len(now.Partnerships) == 1 {
			var err error
			now.Meeting, err = boardToday(d.tx, now.Partnerships[0], t.On)
			return err
		}
		return nil
	}}
}

// onTheDay follows a sentence with the day of what it tells, where that is
// recorded.
func onTheDay(day store.Date) string {
	if day.IsZero() {
		return ""
	}
	return ", " + when(day)
}

func deferredMove(id string, until store.Date) move {
	return &decisionMove{id, func(d *draft, old, now *store.Decision) error {
		switch {
		case taken(old):
			return d.already(old, "is recorded as taken"+onTheDay(old.Decided))
		case old.Status == "deferred" && until == old.NeededBy:
			return d.already(old, "is recorded as deferred already")
		}
		d.title += " is deferred"
		now.Status, now.NeededBy = "deferred", until
		if until.IsZero() {
			d.note("No reminder comes for it until it is needed again, by a date.")
		}
		return nil
	}}
}

func neededMove(id string, by store.Date) move {
	return &decisionMove{id, func(d *draft, old, now *store.Decision) error {
		if taken(old) {
			return d.already(old, "is recorded as taken"+onTheDay(old.Decided))
		}
		d.title += " is needed"
		now.Status = "needed"
		if !by.IsZero() {
			now.NeededBy = by
			return nil
		}
		at, why, err := d.c.workedBack(d.tx, now)
		if err == nil && old.NeededBy.IsZero() && !at.IsZero() {
			now.NeededBy = at
			d.note("Needed by " + english.Long(at) + ": " + why)
		}
		return err
	}}
}

func publishedMove(id string, on store.Date, notice, url string) move {
	return &decisionMove{id, func(d *draft, old, now *store.Decision) error {
		switch {
		case old.Kind != "pcc":
			return &Problem{Says: decisionName(old) + " is not a decision of the commissioner, so it has no notice.", Then: "To see it, type /csp " + decisionName(old) + "."}
		case !taken(old):
			return &Problem{Says: decisionName(old) + " is not recorded as taken.", Then: "First type /csp decide " + decisionName(old) + " taken on and the date."}
		case !old.Published.IsZero() && on == old.Published && (notice == "" || notice == old.Notice):
			return d.already(old, "is recorded as published already"+onTheDay(old.Published))
		}
		d.title += " is recorded as published"
		now.Published = on
		if notice != "" {
			now.Notice = notice
		}
		if url != "" {
			now.URL = url
		}
		return nil
	}}
}

// linkMove links a board's decision and a commissioner's about the same.
func linkMove(id, with string) move {
	return &decisionMove{id, func(d *draft, old, now *store.Decision) error {
		o, err := store.Decisions.Get(d.tx, with)
		if err != nil {
			return err
		}
		if o.Kind == old.Kind {
			return &Problem{Says: "A decision of the board and one of the commissioner go together; these two are of the same side.", Then: "If one takes the place of the other, press Edit and fill in Replaces."}
		}
		if o.GoesWith == old.ID || old.GoesWith == o.ID {
			return d.already(old, "is linked to "+decisionName(&o)+" already")
		}
		d.title += " goes with " + decisionName(&o)
		now.GoesWith = o.ID
		return nil
	}}
}
