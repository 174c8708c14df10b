package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// The sections of a brief, as the office's own briefings have them.

// maxBriefLines is how many lines of one sort a brief has; it says what it
// leaves out.
const maxBriefLines = 20

func (b *briefing) add(blocks ...Block) { b.blocks = append(b.blocks, blocks...) }

// purpose says what the brief is for, and what is new.
func (b *briefing) purpose() error {
	b.add(Heading("Purpose of briefing"), Para(T("To brief the "+policingBody(b.tx)+" on the work of "+b.officeName()+" in "+b.p.Name+", and on what it has committed itself to there.")))
	m, found, err := nextBoard(b.tx, b.p.ID, b.today)
	if err != nil {
		return err
	}
	next := english.NotRecorded
	if found {
		next = boardLine(b.today, m)
	}
	b.add(Para(Join(B("Next board: "), T(next+"."))))
	return b.since()
}

// officeName is the office as a sentence has it.
func (b *briefing) officeName() string {
	o := b.office
	switch {
	case o.Short != "" && o.Name != "":
		return "the " + o.Name + " (" + o.Short + ")"
	case o.Name != "":
		return "the " + o.Name
	}
	return "the office"
}

// background is the law, the plan and the money.
func (b *briefing) background() error {
	b.add(Heading("Background"))
	if b.office.Background != "" {
		b.add(Para(b.cite(T(sentence(b.office.Background)), "the background", "parts of the background", found{"office", store.OfficeID, &b.office}).text()))
	}
	if b.p.Background != "" {
		b.add(Para(b.ofPartnership(T(sentence(b.p.Background))).text()))
	}
	if b.office.Background == "" && b.p.Background == "" {
		b.add(Para(T("Background: " + english.NotRecorded + ".")))
	}
	plan, has, err := planOf(b.tx, b.p.ID, b.today)
	switch {
	case err != nil:
		return err
	case !has:
		b.add(Para(Join(B("Plan: "), T(english.NotRecorded+"."))))
	default:
		b.add(Para(b.cite(Join(B("Plan: "), cardPlan(b.Call, b.tx, &plan)), "the plan", "plans", found{"plans", plan.ID, &plan}).text()))
		b.add(Para(Join(B("Priorities: "), T(sentence(orNot(strings.Join(plan.Priorities, "; ")))))))
	}
	return b.schemes()
}

// ofPartnership is a line that the partnership's own record tells.
func (b *briefing) ofPartnership(says Text) entry {
	return b.cite(says, "the partnership", "partnerships", found{"partnerships", b.p.ID, b.p})
}

func (b *briefing) schemes() error {
	list, err := schemesIn(b.Call, b.tx, b.p)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(s store.Scheme) bool {
		return passed(b.today, s.Until) && (s.Outcome != "" || s.Successor != "")
	})
	if len(list) == 0 {
		b.add(Para(Join(B("Funded schemes: "), T("None recorded."))))
		return nil
	}
	var entries []entry
	var rows [][]Text
	for i := range list {
		s := &list[i]
		name := Join(B(s.Name), T(schemeWhere(b.tx, s, b.p)))
		if s.Purpose != "" {
			name = Join(name, T(": "+s.Purpose))
		}
		entries = append(entries, b.cite(name, "1 scheme", "schemes", found{"schemes", s.ID, s}))
		rows = append(rows, []Text{
			nil, cellOf(s.Amount.Pounds()), cellOf(periodWords(s.From, s.Until)), cellOf(called(b.tx, "organisations", s.Recipient)),
			cellOf(dueAway(b.today, s.NextReturn)), cellOf(s.DecisionRef),
		})
	}
	all := totalOf(list, b.today).String() + "."
	if slices.ContainsFunc(list, func(s store.Scheme) bool { return len(s.Partnerships) != 1 }) {
		all += " This counts what is shared with others, or is of the whole police area."
	}
	b.add(Para(Join(B("In all: "), T(all))))
	b.table("Funded schemes", []string{"Scheme", "Amount", "Period", "Recipient", "Next return", "Decision reference"}, entries, rows, "schemes "+b.p.ID)
	return nil
}

// cellOf is a value in a table; nil when it is not recorded.
func cellOf(s string) Text {
	if s == "" || s == english.NotRecorded {
		return nil
	}
	return T(s)
}

// table adds a table; the entries are the first cells of its rows. What does
// not fit is counted, with what to type for it.
func (b *briefing) table(title string, head []string, entries []entry, rows [][]Text, all string) {
	n := len(entries)
	entries, rows = entries[:min(n, maxBriefLines)], rows[:min(n, maxBriefLines)]
	name, cut := shared(B(title+" ("+english.Thousands(n)+")"), entries)
	for i, e := range cut {
		rows[i][0] = e.text()
	}
	b.add(grid{name, head, rows})
	b.leftOver(n, all)
}

// leftOver says how many lines of a sort a brief leaves out.
func (b *briefing) leftOver(n int, all string) {
	if more := n - maxBriefLines; more > 0 {
		b.add(Para(T("And " + english.Thousands(more) + " more. To see them, type /csp " + all + ".")))
	}
}

// list adds a list, or what is said when it is empty.
func (b *briefing) list(title string, entries []entry, none, all string) {
	if len(entries) == 0 {
		b.add(Para(Join(B(title+": "), T(none))))
		return
	}
	blocks := b.titled(title, len(entries), entries[:min(len(entries), maxBriefLines)])
	b.add(blocks...)
	b.leftOver(len(entries), all)
}

// issues are what is going on: concerns, joint work, and what was promised.
func (b *briefing) issues() error {
	b.add(Heading("Current issues"))
	all, _, err := issuesIn(b.Call, b.tx, b.p)
	if err != nil {
		return err
	}
	var entries []entry
	for i := range all {
		if all[i].Status != "closed" {
			entries = append(entries, b.cite(T(sentence(all[i].Text)), "1 issue", "issues", found{"issues", all[i].ID, &all[i]}))
		}
	}
	b.list("Open issues", entries, "None recorded.", "issues "+b.p.ID)
	work, _, err := readable(b.Call, b.tx, store.Initiatives.Of(b.tx, "partnerships", b.p.ID))
	if err != nil {
		return err
	}
	entries = nil
	for i := range work {
		entries = append(entries, b.cite(initiativeLine(b.Call, b.tx, &work[i]), "1 initiative", "initiatives", found{"initiatives", work[i].ID, &work[i]}))
	}
	b.list("Joint and place-based work", entries, "None recorded.", "initiatives "+b.p.ID)
	return b.actions()
}

// actions are the open ones, those that are overdue first.
func (b *briefing) actions() error {
	list, _, err := readable(b.Call, b.tx, store.Actions.Of(b.tx, "partnerships", b.p.ID))
	if err != nil {
		return err
	}
	var open []dated
	for i := range list {
		if !list[i].IsOpen() {
			continue
		}
		d, err := onItsDay(b.tx, &list[i], b.today)
		if err != nil {
			return err
		}
		open = append(open, d)
	}
	if len(open) == 0 {
		b.add(Para(Join(B("Open actions: "), T("None recorded."))))
		return nil
	}
	sortActions(open, b.today)
	var entries []entry
	var rows [][]Text
	for i := range open {
		d := &open[i]
		name := withoutStop(T(d.Text))
		if d.Ref != "" {
			name = Join(B(d.Ref), T(" "), name)
		}
		if d.Session == "closed" {
			name = Join(name, T(" (closed session)"))
		}
		entries = append(entries, b.cite(name, "1 action", "actions", found{"actions", d.ID, &d.Action}))
		due := blank // its state says so
		if !d.Due.IsZero() {
			due = T(dueSaid(d))
		}
		rows = append(rows, []Text{
			nil, T(ownerFact(b.tx, &d.Action)), due, T(rag(d, b.today)),
		})
	}
	b.table("Open actions", []string{"Action", "Owner", "Due", "State"}, entries, rows, "actions "+b.p.ID)
	return nil
}

// decisions are those that are asked for, and the pilots that will ask.
func (b *briefing) decisions() error {
	b.add(Heading("Decisions needed"))
	all, hidden, err := decisionsIn(b.Call, b.tx, b.p)
	if err != nil {
		return err
	}
	if err := b.sortNeeded(b.tx, all); err != nil {
		return err
	}
	var asked, deferred []entry
	for i := range all {
		d := &all[i]
		if taken(d) || d.Status == "cancelled" {
			continue
		}
		says, err := neededFacts(b.Call, b.tx, d)
		if err != nil {
			return err
		}
		line := Join(refText(d.Ref, d.Text), T(" "+says), linkAfter(d.URL))
		e := b.cite(line, "1 decision", "decisions", found{"decisions", d.ID, d})
		if d.Status == "deferred" {
			deferred = append(deferred, e)
		} else {
			asked = append(asked, e)
		}
	}
	none, err := b.noneAsked(hidden)
	switch {
	case err != nil:
		return err
	case len(asked) == 0:
		b.add(Para(T(none)))
	default:
		b.list("Asked for", asked, "", "needed "+b.p.ID)
	}
	if len(deferred) > 0 {
		b.list("Deferred", deferred, "", "needed "+b.p.ID)
	}
	if err := b.takenLately(all); err != nil {
		return err
	}
	unasked, err := b.unasked(b.tx, b.p)
	if err != nil {
		return err
	}
	for _, blk := range unasked {
		if _, isRow := blk.(Buttons); !isRow { // they belong to the list of what is needed
			b.add(blk)
		}
	}
	return b.pilots()
}

// pilots are those that a decision will be asked for.
func (b *briefing) pilots() error {
	pilots, _, err := pilotsIn(b.Call, b.tx, b.p)
	if err != nil || len(pilots) == 0 {
		return err
	}
	var entries []entry
	for i := range pilots {
		entries = append(entries, b.cite(pilotLine(b.Call, b.tx, &pilots[i]), "1 pilot", "pilots", found{"pilots", pilots[i].ID, &pilots[i]}))
	}
	b.list("Pilots", entries, "", "pilots "+b.p.ID)
	return nil
}

// noneAsked says plainly that no decision is asked for, or that none may be
// told.
func (b *briefing) noneAsked(hidden bool) (string, error) {
	told, err := b.may(b.tx, Read, Subject{Partnerships: []string{b.p.ID}, Undecided: true})
	switch {
	case err != nil:
		return "", err
	case !told:
		return "Decisions still to be taken are not shown to guests.", nil
	case hidden:
		return "No decision that you may see is asked for.", nil
	}
	return "No decision is asked for.", nil
}
