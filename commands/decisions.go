package commands

import (
	"cmp"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

var decisions = Command{
	Name: "decisions", About: "decisions", Usage: "[PARTNERSHIP] [since DATE]", Short: "decisions taken, of the boards and of the commissioner",
	Examples: []string{"decisions", "decisions durham since 1 April 2026"}, Right: Read, Shared: true, Takes: []string{"partnerships"}, Shows: []string{"decisions"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if d, err := c.decisionAsked(tx); d != nil || err != nil {
			if err != nil {
				return Reply{}, err
			}
			return decisionCard(c, tx, d)
		}
		words, no := cutPage(c.Args)
		l := decisionList{c: c, tx: tx}
		words, date, since := cutAtWord(words, "since")
		if since {
			d, err := parseDay(date, dateRules{Today: c.Today(), Past: true, Partial: true})
			if err != nil {
				return Reply{}, err
			}
			l.since = d
		}
		var err error
		if l.p, err = c.place(tx, words); err != nil {
			return Reply{}, err
		}
		if err := l.read(); err != nil {
			return Reply{}, err
		}
		return l.reply(no), nil
	},
}

// decisionAsked is the one decision that was asked for by its reference, nil
// when none was.
func (c *Call) decisionAsked(tx *store.Tx) (*store.Decision, error) {
	f := c.hit
	if f == nil {
		hit, ok, err := c.byReference(tx, c.Args)
		if err != nil || !ok {
			return nil, err
		}
		f = &hit
	}
	if d, ok := f.Rec.(*store.Decision); ok {
		return d, nil
	}
	return nil, notA("decision", tx, f)
}

// notA is the Problem of a reference to something else than was asked for.
func notA(one string, tx *store.Tx, f *found) error {
	return &Problem{
		Says: cutTo(f.label(tx), maxLabel) + " is not " + article(one) + ".", Then: "To open it:",
		Offer: []Button{{Label: cutTo(f.label(tx), maxLabel), Type: f.Kind + "/" + f.ID}},
	}
}

// decisionList is a list of decisions taken on its way to a reply.
type decisionList struct {
	c       *Call
	tx      *store.Tx
	p       *store.Partnership // nil: of all
	since   store.Date         // zero: from the first
	list    []store.Decision
	earlier int // left out, since they were taken before
	hidden  bool
}

// decisionsIn are the decisions of a partnership, nil for all, that may be
// read.
func decisionsIn(c *Call, tx *store.Tx, p *store.Partnership) (list []store.Decision, hidden bool, err error) {
	if p == nil {
		return readable(c, tx, store.Decisions.All(tx))
	}
	return readable(c, tx, store.Decisions.Of(tx, "partnerships", p.ID))
}

// taken reports whether a decision was taken: its status says so, or, where
// that is not recorded, it has a date.
func taken(d *store.Decision) bool {
	return d.Status == "taken" || d.Status == "" && !d.Decided.IsZero()
}

func (l *decisionList) read() error {
	all, hidden, err := decisionsIn(l.c, l.tx, l.p)
	if err != nil {
		return err
	}
	l.hidden = hidden
	for _, d := range all {
		switch {
		case !taken(&d):
		case !l.since.IsZero() && d.Decided.Last().Before(l.since.First()):
			l.earlier++
		default:
			l.list = append(l.list, d)
		}
	}
	sortDecisions(l.list)
	slices.SortStableFunc(l.list, func(a, b store.Decision) int {
		return cmp.Compare(whoseOrder(&a), whoseOrder(&b))
	})
	return nil
}

// sortDecisions orders decisions by their day, the latest first, those
// without a day last.
func sortDecisions(list []store.Decision) {
	slices.SortFunc(list, func(a, b store.Decision) int {
		return cmp.Or(b.Decided.Compare(a.Decided), cmp.Compare(b.Ref, a.Ref), cmp.Compare(a.ID, b.ID))
	})
}

// whoseOrder keeps the decisions of boards and of the commissioner apart.
func whoseOrder(d *store.Decision) int {
	return slices.Index([]string{"board", "pcc", ""}, d.Kind)
}

// whose is the heading that a decision stands under.
func whose(tx *store.Tx, d *store.Decision) string {
	switch d.Kind {
	case "board":
		return "Decisions of the board"
	case "pcc":
		return "Decisions of the " + policingBody(tx)
	}
	return "Not recorded whose decision"
}

// policingBody is the commissioner's title in use.
func policingBody(tx *store.Tx) string {
	o, err := store.Offices.Get(tx, store.OfficeID)
	if err != nil || o.PolicingBody == "" {
		return "Police and Crime Commissioner"
	}
	return o.PolicingBody
}

// line is what to type for the same list.
func (l *decisionList) line() string {
	if l.since.IsZero() {
		return l.c.line(l.p)
	}
	return l.c.line(l.p) + " since " + english.Short(l.since)
}

func (l *decisionList) reply(no int) Reply {
	c := l.c
	r := Reply{Blocks: []Block{Heading("Decisions" + in(l.p)), Para(T(l.answer()))}}
	pg := pageOf(len(l.list), no)
	for i := pg.From; i < pg.To; {
		title := whose(l.tx, &l.list[i])
		kind := l.list[i].Kind
		var items []Text
		for ; i < pg.To && l.list[i].Kind == kind; i++ {
			items = append(items, l.item(&l.list[i]))
		}
		r = withBlocks(r, Para(B(title)), List{Items: items})
	}
	if s := shown(pg, "decision", "decisions"); s != "" {
		r = withBlocks(r, Note(T(s)))
	}
	buttons := pg.buttons(l.line())
	if l.earlier > 0 {
		r = withBlocks(r, Note(T(english.Count(l.earlier, "earlier decision is", "earlier decisions are")+" left out.")))
		buttons = append(buttons, Button{Label: "All decisions" + in(l.p), Type: c.line(l.p)})
	}
	r = withBlocks(r, c.leftOut(l.hidden)...)
	r = withBlocks(r, listSources(c, l.tx, "decisions", l.list[pg.From:pg.To])...)
	return withBlocks(r, c.offer(l.tx, append(buttons, Button{Label: "Decisions needed", Type: "needed" + placeWord(l.p)})...)...)
}

// answer says in a sentence how many decisions there are, and which the
// commissioner has yet to publish.
func (l *decisionList) answer() string {
	after := ""
	if !l.since.IsZero() {
		after = " since " + english.Short(l.since)
	}
	if len(l.list) == 0 {
		return "No decision is recorded" + forPlace(l.p) + after + "."
	}
	var board, pcc, waiting int
	for i := range l.list {
		switch d := &l.list[i]; d.Kind {
		case "board":
			board++
		case "pcc":
			pcc++
			if d.Published.IsZero() {
				waiting++
			}
		}
	}
	parts := []string{english.Thousands(board) + " of the board", english.Thousands(pcc) + " of the commissioner"}
	if rest := len(l.list) - board - pcc; rest > 0 {
		parts = append(parts, english.Thousands(rest)+" not recorded whose")
	}
	s := english.Count(len(l.list), "decision", "decisions") + after + ": " + english.And(parts...) + "."
	if waiting > 0 {
		s += " " + upper(english.Count(waiting, "decision of the commissioner is", "decisions of the commissioner are")) + " not yet published."
	}
	return s
}

// item is a decision in the list.
func (l *decisionList) item(d *store.Decision) Text {
	return Join(refText(orWord(d.Ref, d.Notice), d.Text), T(" "+decisionFacts(l.c, l.tx, d)), linkAfter(d.URL))
}

// decisionFacts is what a list tells of a decision after its text.
func decisionFacts(c *Call, tx *store.Tx, d *store.Decision) string {
	var f facts
	f.say(sentence(shortDecided(d)))
	f.say(upper(areas(tx, d.Partnerships)) + ".")
	if d.Kind == "pcc" || d.Amount.Known {
		f.say("Amount: " + sum(d.Amount) + ".")
	}
	if d.Kind == "pcc" {
		f.say("Notice: " + orNot(d.Notice) + ".")
		f.say(publishedWords(d))
	}
	if d.Session == "closed" {
		f.say("Closed session.")
	}
	if links := decisionLinks(c, tx, d); links != "" {
		f.say(links)
	}
	return f.String()
}

func shortDecided(d *store.Decision) string {
	if d.Decided.IsZero() {
		return "Date not recorded"
	}
	return english.Short(d.Decided)
}

// publishedWords says whether a decision of the commissioner is published.
func publishedWords(d *store.Decision) string {
	if d.Published.IsZero() {
		return "Not yet published."
	}
	return "Published " + when(d.Published) + "."
}

// decisionLinks says what a decision hangs on: its board, scheme and pilot,
// what it replaces, and the decisions of the other side about the same.
func decisionLinks(c *Call, tx *store.Tx, d *store.Decision) string {
	var f facts
	if s, ok := linked(c, tx, &store.Schemes, d.Scheme); ok {
		f.say("Scheme: " + s.Name + ".")
	}
	if p, ok := linked(c, tx, &store.Pilots, d.Pilot); ok {
		f.say("Pilot: " + pilotName(tx, &p) + ".")
	}
	if m, ok := linked(c, tx, &store.Meetings, d.Meeting); ok {
		f.say("Board: " + english.Short(m.Start.Date) + ".")
	}
	if old, ok := linked(c, tx, &store.Decisions, d.Replaces); ok {
		f.say("Replaces " + strings.TrimSuffix(decisionInShort(&old), ".") + ".")
	}
	for _, o := range goesWith(c, tx, d) {
		f.say("Goes with " + strings.TrimSuffix(decisionInShort(&o), ".") + ".")
	}
	if refs := otherSide(c, tx, d); len(refs) > 0 {
		f.say("See also " + english.And(refs...) + ".")
	}
	return f.String()
}
