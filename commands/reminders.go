package commands

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

var reminding = Command{
	Name: "reminders", About: "reminders", Usage: "[PARTNERSHIP] [next 90 days]", Short: "every reminder to come, and the last ones sent",
	Examples: []string{"reminders", "reminders darlington next 30 days"}, Right: Read, Takes: []string{"partnerships"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		l, err := c.toCome(tx, c.Args)
		if err != nil {
			return Reply{}, err
		}
		r := c.linesReply(tx, l.place, l.lines, l.page, l.until)
		switch {
		case l.hidden && len(l.lines) == 0:
			r = Reply{Blocks: []Block{Heading("Reminders to come" + in(l.place)), Para(T("No reminder that you may see is to come until " + english.Long(l.until) + ". Those that are for others alone are left out."))}}
		case l.hidden:
			r = withBlocks(r, Note(T("Reminders that are for others alone are left out.")))
		}
		quiet, err := c.quietButton(tx, l)
		if err != nil {
			return Reply{}, err
		}
		sent, err := c.lastSent(tx, l.place)
		if err != nil {
			return Reply{}, err
		}
		r = withBlocks(r, append(quiet, sent...)...)
		return withBlocks(r, pager(pageOf(len(l.lines), l.page), l.line)...), nil
	},
}

// toCome is a list of reminders to come, as it was asked for.
type toCome struct {
	place  *store.Partnership // nil: all
	lines  []reminders.Line
	hidden bool // others are left out
	until  store.Date
	page   int
	line   string // what to type for it, without the page
}

// toCome reads the list that the words ask for, in the order of the reply.
func (c *Call) toCome(tx *store.Tx, words string) (l toCome, err error) {
	words, l.page = cutPage(words)
	words, days, err := cutNext(words)
	if err != nil {
		return l, err
	}
	if l.place, err = c.place(tx, words); err != nil {
		return l, err
	}
	l.until = c.Today().AddDays(days)
	all, err := reminders.Lines(tx, c.Desk.Reminders, c.Now, c.Today(), l.until)
	if err != nil {
		return l, err
	}
	l.lines, l.hidden, err = c.linesSeen(tx, l.place, all)
	slices.SortStableFunc(l.lines, func(a, b reminders.Line) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(c.toWhom(tx, &a), c.toWhom(tx, &b)))
	})
	l.line = c.line(l.place)
	if days != nextDays {
		l.line += fmt.Sprintf(" next %d days", days)
	}
	return l, err
}

// shown are the lines of the list's page.
func (l *toCome) shown() []reminders.Line {
	pg := pageOf(len(l.lines), l.page)
	return l.lines[pg.From:pg.To]
}

// nextDays is how far the list goes when nobody says how far.
const nextDays = 90

// cutNext takes "next 30 days" (or weeks, or months) off the end of what was
// typed.
func cutNext(words string) (rest string, days int, err error) {
	before, after, found := cutAtWord(words, "next")
	if !found {
		return words, nextDays, nil
	}
	w := strings.Fields(strings.ToLower(after))
	each := map[string]int{"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 31, "months": 31}
	if len(w) == 1 && each[w[0]] > 0 {
		return before, each[w[0]], nil
	}
	if len(w) == 2 && each[w[1]] > 0 {
		if n, ok := number(w[0], 4); ok && n > 0 && n*each[w[1]] <= maxDays {
			return before, n * each[w[1]], nil
		}
	}
	return "", 0, &Problem{
		Says: "“next " + typed(after) + "” is not a time that I know.",
		Then: "Type how far to look, up to 10 years: next 30 days, next 6 weeks, next 12 months.",
	}
}

const maxDays = 3720

// linesSeen leaves the lines of a partnership (nil: of all) that the one who
// asks may see, and reports whether there are others.
func (c *Call) linesSeen(tx *store.Tx, p *store.Partnership, all []reminders.Line) (list []reminders.Line, hidden bool, err error) {
	for _, l := range all {
		if p != nil && l.Partnership != p.ID {
			continue
		}
		may, err := c.seesLine(tx, &l)
		if err != nil {
			return nil, false, err
		}
		if may {
			list = append(list, l)
		} else {
			hidden = true
		}
	}
	return list, hidden, nil
}

// seesLine reports whether the one who asks may see a reminder: whoever reads
// its record, but what is for the office alone no guest, and in a channel
// nothing but what the channel is sent itself.
func (c *Call) seesLine(tx *store.Tx, l *reminders.Line) (bool, error) {
	if c.Public && l.Audience != reminders.Partnership || l.OfficeOnly && (c.Actor.Guest || c.Actor.Stranger) {
		return false, nil
	}
	f, err := load(tx, subject{l.SubjectKind, l.Subject})
	if err != nil {
		return false, err
	}
	if ok, err := c.forThem(tx, l); err != nil || !ok {
		return false, err
	}
	return c.may(tx, Read, about(f.Rec))
}

// forThem reports whether a reminder concerns somebody from outside the office:
// it is for a partnership's channel, which is never told who is late, or for
// them, or for a partnership that they record for.
func (c *Call) forThem(tx *store.Tx, l *reminders.Line) (bool, error) {
	if !c.Actor.Guest && !c.Actor.Stranger || l.Audience == reminders.Partnership {
		return true, nil
	}
	r, err := c.rights(tx)
	if err != nil || l.Person != "" && l.Person == r.person {
		return err == nil, err
	}
	return r.may(Record, of(l.Partnership))
}

// linesReply is a page of reminders. Those of one moment for the same people
// stand together, below a line that says when and to whom.
func (c *Call) linesReply(tx *store.Tx, p *store.Partnership, list []reminders.Line, no int, until store.Date) Reply {
	r := Reply{Blocks: []Block{Heading("Reminders to come" + in(p))}}
	if len(list) == 0 {
		return withBlocks(r, Para(T("No reminder is to come until "+english.Long(until)+", as things are recorded now.")))
	}
	pg := pageOf(len(list), no)
	r = withBlocks(r, Para(T(upper(pg.count("reminder", "reminders"))+" until "+english.Long(until)+", if nothing changes.")))
	nowhere := false
	head, items := "", []Text(nil)
	say := func() {
		if len(items) > 0 {
			r = withBlocks(r, Para(B(head)), List{Items: items})
		}
		items = nil
	}
	for i := range list[pg.From:pg.To] {
		l := &list[pg.From+i]
		nowhere = nowhere || l.Channel == ""
		h, m, _ := l.At.Clock()
		if now := english.Long(store.DateOf(l.At)) + ", " + english.Clock(h, m) + ", " + c.toWhom(tx, l); now != head {
			say()
			head = now
		}
		items = append(items, spans(l.Words))
	}
	say()
	if nowhere {
		r = withBlocks(r, Note(T("What is for the office is held until the setting CSP_CHANNEL names its channel. Ask whoever runs the bot.")))
	}
	return r
}

// toWhom says who gets a reminder.
func (c *Call) toWhom(tx *store.Tx, l *reminders.Line) string {
	switch {
	case l.Channel == "":
		return "to the office, whose channel is not set"
	case l.Audience == reminders.Office:
		return "to the office"
	case l.Channel == c.Desk.Reminders.Office:
		return "to the office for the " + strings.ReplaceAll(string(l.Audience), "-", " ")
	case l.Audience == reminders.Partnership:
		return "to the channel of " + called(tx, "partnerships", l.Partnership)
	case l.Person == "":
		return "to the secretariat for the owner"
	case l.Audience == reminders.Owner && !l.Own:
		return "to the secretariat for " + l.Name
	}
	return "to " + called(tx, "people", l.Person)
}

// spans turns a reminder's words into a reply's.
func spans(words reminders.Text) Text {
	out := make(Text, 0, len(words))
	for _, w := range words {
		out = append(out, Span{Text: w.Text, Bold: w.Bold})
	}
	return out
}

// lastShown is how many of the posts that were sent are told.
const lastShown = 3

// lastSent are the last reminders that were posted, of one partnership those
// in its channel; for staff alone, since they were for others.
func (c *Call) lastSent(tx *store.Tx, p *store.Partnership) ([]Block, error) {
	if c.Public || !c.Actor.Staff && !c.Actor.Admin {
		return nil, nil
	}
	var items []Text
	for post, err := range tx.PostsSentBack() {
		if err != nil {
			return nil, err
		}
		if post.Type != store.ReminderType || p != nil && post.To != p.Channel {
			continue
		}
		first, _, _ := strings.Cut(post.Text, "\n")
		items = append(items, T(english.Long(post.Day)+": "+cutTo(first, 200)))
		if len(items) == lastShown {
			break
		}
	}
	if len(items) == 0 {
		return nil, nil
	}
	return []Block{Para(B("Last sent")), List{Items: items}}, nil
}
