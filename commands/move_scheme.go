package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

const (
	schemeExtended = "scheme extended"
	schemeRenewed  = "scheme renewed"
	schemeEnded    = "scheme ended"
)

// extendMove is a scheme that goes on longer.
type extendMove struct {
	Scheme     string // id
	Until      store.Date
	Amount     store.Money // in place of the recorded one; none: it stays
	NextReturn store.Date  // likewise
}

func (m *extendMove) work(d *draft) error {
	old, err := store.Schemes.Get(d.tx, m.Scheme)
	if err != nil {
		return err
	}
	d.title, d.short, d.press = old.Name+" goes on longer", "Scheme extended", "Extend the scheme"
	if !old.Until.IsZero() && !m.Until.Last().After(old.Until.Last()) {
		return &Problem{Says: old.Name + " is recorded as ending " + when(old.Until) + ", and " + english.Short(m.Until) + " is not later.", Then: "Give a later date."}
	}
	now := old
	now.Until = m.Until
	if !m.Amount.IsZero() {
		now.Amount = m.Amount
	}
	if !m.NextReturn.IsZero() {
		now.NextReturn = m.NextReturn
	}
	if now.Outcome != "" {
		now.Outcome = ""
		d.note("Its outcome was “" + outcomeWords(old.Outcome) + "”: a scheme that goes on has none yet.")
	}
	if old.Successor != "" {
		d.note(called(d.tx, "schemes", old.Successor) + " is recorded as following it, and still is.")
	}
	m.dates(d, &now)
	return d.change(&old, &now)
}

// dates say which other dates of the scheme may be too early now.
func (m *extendMove) dates(d *draft, now *store.Scheme) {
	today := d.c.Today()
	switch {
	case now.Monitoring != "" && now.NextReturn.IsZero():
		d.note("Its next return is not recorded.")
	case passed(today, now.NextReturn):
		d.note("Its next return is recorded for " + english.Short(now.NextReturn) + ", which has passed.")
	}
	if !now.NoticeBy.IsZero() {
		d.note("Notice of its end is still to be given by " + english.Short(now.NoticeBy) + ".")
	}
	if !now.FinalReport.IsZero() {
		d.note("Its final report stays due " + when(now.FinalReport) + ".")
	}
	if m.Amount.IsZero() {
		d.note("The amount stays: " + sum(now.Amount) + ".")
	}
}

// renewMove is a scheme that another one follows.
type renewMove struct {
	Scheme      string // id of the one that ends
	Name        string
	From, Until store.Date
	Amount      store.Money
	NextReturn  store.Date
}

func (m *renewMove) work(d *draft) error {
	old, err := store.Schemes.Get(d.tx, m.Scheme)
	if err != nil {
		return err
	}
	d.title, d.short, d.press = "A new scheme after "+old.Name, "Scheme renewed", "Record the new scheme"
	if old.Successor != "" {
		next := called(d.tx, "schemes", old.Successor)
		return &Problem{
			Says: old.Name + " was followed by " + next + " already.", Then: "To renew that one, open it.",
			Offer: []Button{{Label: cutTo(next, maxLabel), Type: "scheme " + old.Successor}},
		}
	}
	meta, err := d.meta("schemes", m.Name, yearOf(m.From))
	if err != nil {
		return err
	}
	next := store.Scheme{
		Meta: meta, Name: m.Name, Partnerships: old.Partnerships, Recipient: old.Recipient, Provider: old.Provider,
		Purpose: old.Purpose, Stream: old.Stream, Amount: m.Amount, From: m.From, Until: m.Until,
		Monitoring: old.Monitoring, NextReturn: m.NextReturn,
	}
	if err := d.change(nil, &next); err != nil {
		return err
	}
	d.note(seam(old.Until, m.From, "scheme"))
	if len(next.Partnerships) == 0 {
		d.note("It is for " + wholeArea + ", as " + old.Name + " is.")
	}
	d.note("The commissioner's decision about it is not recorded with this.")
	now := old
	now.Outcome, now.Successor = "renewed", next.ID
	return d.change(&old, &now)
}

// endMove is a scheme that ends.
type endMove struct {
	Scheme      string     // id
	Outcome     string     // ended, or exit-agreed
	Until       store.Date // in place of the recorded one; zero: it stays
	FinalReport store.Date // likewise
}

func (m *endMove) work(d *draft) error {
	old, err := store.Schemes.Get(d.tx, m.Scheme)
	if err != nil {
		return err
	}
	d.title, d.short, d.press = old.Name+" ends", "Scheme ended", "Record the end"
	now := old
	now.Outcome = m.Outcome
	if !m.Until.IsZero() {
		now.Until = m.Until
	}
	if !m.FinalReport.IsZero() {
		now.FinalReport = m.FinalReport
	}
	switch {
	case now.Until.IsZero():
		d.note("When it ends is not recorded.")
	case !passed(d.c.Today(), now.Until):
		d.note("It still runs until " + english.Short(now.Until) + ".")
	}
	if !old.NextReturn.IsZero() {
		d.note("Its next return stays due " + when(old.NextReturn) + ".")
	}
	if now.FinalReport.IsZero() {
		d.note("When its final report is due is not recorded.")
	}
	if old.Successor != "" {
		d.note(called(d.tx, "schemes", old.Successor) + " is recorded as following it, and still is.")
	}
	return d.change(&old, &now)
}

const schemeHow = "Type /csp scheme and its name, then “extend until” and a date; or “renew as” and the new name, “from” and “until” with dates; or “ended on” and a date."

// schemeAsked reads NAME extend until DATE, NAME renew as NAME [from DATE]
// until DATE, and NAME ended [on DATE].
func schemeAsked(c *Call, tx *store.Tx) (*wanted, error) {
	name, verb, rest := cutVerb(c.Args, "extend", "renew", "ended")
	if verb == "" {
		return nil, nil
	}
	f, err := c.kept(tx, "schemes", name, verb)
	if err != nil {
		return nil, err
	}
	s := f.Rec.(*store.Scheme)
	if rest == "" {
		return &wanted{form: schemeForm(s, verb), how: schemeHow}, nil
	}
	lead, said := clauses(rest, map[string][]string{"extend": {"until"}, "renew": {"as", "from", "until"}, "ended": {"on"}}[verb]...)
	if lead != "" {
		return nil, odd(lead, schemeHow)
	}
	on, err := c.clauseDates(said, "from", "until", "on")
	if err != nil {
		return nil, err
	}
	switch verb {
	case "extend":
		return &wanted{move: &extendMove{Scheme: s.ID, Until: on["until"]}}, nil
	case "ended":
		return &wanted{move: &endMove{Scheme: s.ID, Outcome: "ended", Until: on["on"]}}, nil
	}
	m := &renewMove{Scheme: s.ID, Name: strings.TrimSpace(said["as"]), From: on["from"], Until: on["until"]}
	if m.From.IsZero() {
		m.From = dayAfter(s.Until)
	}
	if m.Name == "" || m.Until.IsZero() {
		return nil, odd(rest, schemeHow)
	}
	return &wanted{move: m}, nil
}
