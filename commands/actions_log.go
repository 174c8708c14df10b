package commands

import (
	"fmt"
	"strings"

	"csp/store"
	"csp/store/english"
)

var actionsLog = Command{
	Name: "actions", About: "actions", Usage: "[mine|PARTNERSHIP|@WHO] [overdue|closed|done]", Short: "the action log; overdue first",
	Examples: []string{"actions", "actions darlington", "actions durham overdue"}, Right: Own,
	Takes: []string{"partnerships", "people"}, Shows: []string{"actions"},
	Notes: []string{ragRule, carriedRule},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		words, no := cutPage(c.Args)
		l := actionList{c: c, tx: tx}
		a, err := l.asked(words)
		switch {
		case err != nil:
			return Reply{}, err
		case a != nil:
			return actionCard(c, tx, a)
		}
		if err := l.read(); err != nil {
			return Reply{}, err
		}
		return l.reply(no)
	},
}

// actionList is the action log on its way to a reply.
type actionList struct {
	c       *Call
	tx      *store.Tx
	mine    bool
	overdue bool
	closed  bool   // done and cancelled ones in place of the open
	status  string // of closed ones those of this status alone; "": all
	all     bool
	p       *store.Partnership // nil: of all
	who     *store.Person      // nil: of everybody

	keys   []logKey // all of them, in order
	list   []dated  // those of the page
	groups [dueNotRecorded + 1]int
	others int // left out since they are closed, or open, or not overdue
	hidden bool
}

// asked reads what the log is asked for, or returns the one action that was
// asked for.
func (l *actionList) asked(words string) (*store.Action, error) {
	f := l.c.hit
	if f == nil {
		hit, ok, err := l.c.byReference(l.tx, words)
		if err != nil {
			return nil, err
		}
		name := l.filter(words)
		switch {
		case ok:
			f = &hit
		case name == "" && (l.mine || l.all):
			return nil, nil
		default:
			if f, err = l.named(name); err != nil || f == nil {
				return nil, err
			}
		}
	}
	if a, ok := f.Rec.(*store.Action); ok {
		return a, nil
	}
	return nil, notA("action", l.tx, f)
}

// filter takes the words that narrow the log and returns what is left: a
// name.
func (l *actionList) filter(words string) string {
	var rest []string
	for _, w := range strings.Fields(words) {
		switch strings.ToLower(w) {
		case "mine", "my", "@me":
			l.mine = true
		case "overdue":
			l.overdue = true
		case "closed":
			l.closed = true
		case "done", "cancelled":
			l.closed, l.status = true, strings.ToLower(w)
		case "all":
			l.all = true
		default:
			rest = append(rest, w)
		}
	}
	return strings.Join(rest, " ")
}

// line is what to type for the same log.
func (l *actionList) line() string {
	s := "actions"
	if l.p != nil {
		s += " " + l.p.ID
	}
	switch {
	case l.mine:
		s += " mine"
	case l.who != nil:
		s += " people/" + l.who.ID
	case l.p == nil && l.c.Channel != "":
		s += " all"
	}
	if l.overdue {
		s += " overdue"
	}
	if l.closed {
		s += " " + orWord(l.status, "closed")
	}
	return s
}

// named finds the partnership or person that the log is asked of, or the one
// action.
func (l *actionList) named(name string) (*found, error) {
	if name == "" {
		p, err := l.c.place(l.tx, "")
		l.p = p
		return nil, err
	}
	if ok, err := l.both(name); ok || err != nil {
		return nil, err
	}
	f, err := l.c.resolve(l.tx, asking{
		Words: name, Kinds: []string{"partnerships", "people", "actions"},
		Again: func(n string) string { return "actions " + n },
	})
	if err != nil {
		return nil, err
	}
	switch r := f.Rec.(type) {
	case *store.Partnership:
		l.p = r
	case *store.Person:
		l.who = r
	default:
		return &f, nil
	}
	return nil, nil
}

// read gathers the actions that were asked for and may be read.
func (l *actionList) read() error {
	if l.mine {
		p, err := l.c.person(l.tx)
		if err != nil {
			return err
		}
		if p.ID == "" {
			return refusal(Own, l.c.Actor)
		}
		l.who = &p
	}
	if l.who == nil {
		return l.readKeys()
	}
	all, hidden, err := readable(l.c, l.tx, store.Actions.Of(l.tx, "people", l.who.ID))
	if err != nil {
		return err
	}
	l.hidden = hidden
	for _, a := range all {
		d, err := byItsDay(l.tx, &a, l.c.Today())
		if err != nil {
			return err
		}
		k := l.keyOf(&d)
		k.d = &d
		switch {
		case l.p != nil && a.Partnership != l.p.ID:
		case a.IsOpen() == l.closed, l.status != "" && a.Status != l.status:
			l.others++
		case l.closed:
			l.keys = append(l.keys, k)
		default:
			l.add(k)
		}
	}
	l.sort()
	return nil
}

// title is the log's heading.
func (l *actionList) title() string {
	s := "Open actions"
	switch {
	case l.status != "":
		s = upper(l.status) + " actions"
	case l.closed:
		s = "Closed actions"
	case l.overdue:
		s = "Overdue actions"
	}
	switch {
	case l.mine:
		return "My " + strings.ToLower(s[:1]) + s[1:] + in(l.p)
	case l.who != nil:
		return s + " of " + l.who.Name + in(l.p)
	}
	return s + in(l.p)
}

// answer counts first: "12 open actions: 3 overdue, 2 due this week."
func (l *actionList) answer() string {
	what := [2]string{"open action", "open actions"}
	switch {
	case l.status != "":
		what = [2]string{l.status + " action", l.status + " actions"}
	case l.closed:
		what = [2]string{"closed action", "closed actions"}
	case l.overdue:
		what = [2]string{"overdue action", "overdue actions"}
	}
	if len(l.keys) == 0 {
		return "No " + what[0] + " is recorded" + l.whom() + "."
	}
	s := english.Count(len(l.keys), what[0], what[1])
	if l.closed || l.overdue {
		return s + "."
	}
	var parts []string
	for g, words := range []string{"overdue", "due this week", "due later", "without a date"} {
		if l.groups[g] > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", english.Thousands(l.groups[g]), words))
		}
	}
	if len(parts) == 1 {
		_, words, _ := strings.Cut(parts[0], " ")
		return s + ", " + words + "."
	}
	return s + ": " + strings.Join(parts, ", ") + "."
}

func (l *actionList) whom() string {
	switch {
	case l.mine:
		return " in your name" + in(l.p)
	case l.who != nil:
		return " for " + l.who.Name + in(l.p)
	}
	return forPlace(l.p)
}

// reply draws the log: a heading for each group, ten lines to a page.
func (l *actionList) reply(no int) (Reply, error) {
	c, today := l.c, l.c.Today()
	if len(l.keys) == 0 && l.hidden && l.others == 0 && (c.Actor.Guest || c.Actor.Stranger) {
		return Reply{}, refusal(Own, c.Actor)
	}
	r := Reply{Blocks: []Block{Heading(l.title()), Para(T(l.answer()))}}
	pg := pageOf(len(l.keys), no)
	if err := l.fill(pg); err != nil {
		return Reply{}, err
	}
	whose, err := l.whose()
	if err != nil {
		return Reply{}, err
	}
	within := ""
	if l.p != nil { // the heading says it
		within = l.p.ID
	}
	for i := pg.From; i < pg.To; {
		g := l.keys[i].group
		var items []Text
		for ; i < pg.To && (l.closed || l.keys[i].group == g); i++ {
			items = append(items, actionLine(c, l.tx, &l.list[i-pg.From], whose, within))
		}
		if !l.closed && !l.overdue { // the heading says it already
			r = withBlocks(r, Para(B(groupWordsOf(g, today))))
		}
		r = withBlocks(r, List{Items: items})
	}
	if s := shown(pg, "action", "actions"); s != "" {
		r = withBlocks(r, Note(T(s)))
	}
	if len(l.keys) > 0 && !l.closed {
		r = withBlocks(r, Note(T(ragRule+l.openHint())))
	}
	var plain []store.Action
	for _, d := range l.list {
		plain = append(plain, d.Action)
	}
	r = withBlocks(r, listSources(c, l.tx, "actions", plain)...)
	r = withBlocks(r, c.leftOut(l.hidden)...)
	each, err := l.each()
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, each...)
	return withBlocks(r, l.buttons(pg)...), nil
}

// whose is the person of whom the log is, "" when it is of several.
func (l *actionList) whose() (string, error) {
	if l.who != nil {
		return l.who.ID, nil
	}
	if !l.mine {
		return "", nil
	}
	me, err := l.c.person(l.tx)
	return me.ID, err
}

// openHint says what to type for a line of the page, where any of them has a
// reference; the others have a button.
func (l *actionList) openHint() string {
	for i := range l.list {
		if ref := l.list[i].Ref; ref != "" {
			return " To open one, type /csp and its reference, such as " + ref + "."
		}
	}
	return ""
}

// each are the buttons of the lines of a page: of one's own actions to close
// and open them, of overdue ones of others to ask about them, and of those
// that have no reference to type, to open them.
func (l *actionList) each() ([]Block, error) {
	var row []Button
	for i := range l.list {
		a := &l.list[i].Action
		switch {
		case l.mine:
			own, err := l.c.ownButtons(l.tx, a)
			if err != nil {
				return nil, err
			}
			row = append(append(row, own...), openAction(a))
		case l.overdue && !l.closed && a.Owner != "":
			asks, err := l.c.ifMay(l.tx, Ask, a, askButton(a))
			if err != nil {
				return nil, err
			}
			row = append(row, asks...)
		}
		if a.Ref == "" && !l.mine {
			open := openAction(a)
			if l.p == nil { // texts repeat from one partnership to another
				open.Label = cutTo(open.Label+" ("+called(l.tx, "partnerships", a.Partnership)+")", maxLabel)
			}
			row = append(row, open)
		}
	}
	return l.c.offer(l.tx, row...), nil
}

// buttons are Next and Back, and the ways to what was filtered out.
func (l *actionList) buttons(pg page) []Block {
	b := pg.buttons(l.line())
	open := *l
	open.closed, open.overdue, open.status = false, false, ""
	switch {
	case l.others == 0:
	case l.closed || l.overdue:
		b = append(b, Button{Label: "Show open actions", Type: open.line()})
	default:
		b = append(b, Button{Label: "Show closed actions", Type: open.line() + " closed"})
	}
	if len(b) == 0 {
		return nil
	}
	return []Block{Buttons(b)}
}
