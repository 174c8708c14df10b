package commands

import (
	"fmt"
	"regexp"

	"csp/store"
)

const briefWord = "brief"

var brief = Command{
	Name: "brief", About: "reminders", Aliases: []string{"briefing"}, Usage: "[PARTNERSHIP] [download|email]",
	Short:    "the briefing under the office's own headings, to read, download or send on",
	Examples: []string{"brief darlington", "brief durham download"}, Right: Read, Takes: []string{"partnerships"},
	Run: briefRun,
	Actions: map[string]func(*Call, string) (Outcome, error){
		"download": func(c *Call, p string) (Outcome, error) { return c.briefPressed(p, (*briefing).download) },
		"email":    func(c *Call, p string) (Outcome, error) { return c.briefPressed(p, (*briefing).email) },
	},
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){
		"email": func(*Call, Submission) (FormAnswer, error) { return FormAnswer{}, nil },
		"me":    briefMeSent,
	},
	Shortcuts: []Shortcut{{Verb: "me", Name: "Brief me", Short: "The briefing on a partnership, to read, download or send on", Run: briefMe}},
}

// briefArgs are the words of courtesy behind the command: brief me on
// Darlington.
var briefArgs = regexp.MustCompile(`(?i)^(me\b ?)?(on\b ?|for\b ?)?`)

// briefRun answers a typed line: the brief itself, which is then remembered
// as the last one, or what is made of it.
func briefRun(c *Call) (Reply, error) {
	words, download := cutLast(briefArgs.ReplaceAllString(c.Args, ""), "download")
	words, email := cutLast(words, "email")
	b, err := c.briefOn(words)
	switch {
	case err != nil:
		return Reply{}, err
	case download:
		return b.download(), nil
	case email:
		return b.email(), nil
	}
	return c.handBrief(b), nil
}

// briefOn makes the brief on the partnership that the words name.
func (c *Call) briefOn(words string) (*briefing, error) {
	if c.Public {
		return nil, &Problem{Says: "A brief is for one person, so it is not posted in a channel.", Then: "For your own type /csp brief and the partnership."}
	}
	var b *briefing
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		p, err := c.briefed(tx, words)
		if err == nil {
			b, err = c.makeBrief(tx, p)
		}
		return err
	})
	return b, err
}

// handBrief is the brief to read, also in the direct messages of who asks,
// and remembers that they had it.
func (c *Call) handBrief(b *briefing) Reply {
	r := Reply{Blocks: b.shown(), Copy: true}
	_, err := c.write(func(tx *store.Tx) error {
		was, err := tx.Briefs(c.Actor.Account(), b.p.ID)
		if err != nil {
			return err
		}
		now := store.Briefs{Last: store.Briefed{At: c.Now, Rev: b.rev}, Before: was.Last}
		if b.sameDay(was.Last) {
			now.Before = was.Before
		}
		return tx.KeepBriefs(c.Actor.Account(), b.p.ID, now)
	})
	if err != nil { // what was asked for is here; what fails is only that it is remembered
		r = withBlocks(r, Note(T("It could not be noted that you had this brief, so the next one will tell again what it tells.")))
	}
	return r
}

// sameDay reports whether somebody was briefed on the day of this brief.
func (b *briefing) sameDay(was store.Briefed) bool {
	return !was.At.IsZero() && store.DateOf(was.At.In(b.zone())) == b.today
}

// briefed is the partnership that a brief is asked on: the named one, the
// channel's own, else the one with the soonest board.
func (c *Call) briefed(tx *store.Tx, words string) (*store.Partnership, error) {
	if words == "" {
		here, err := c.channelPartnerships(tx)
		if err != nil {
			return nil, err
		}
		if len(here) == 0 {
			return c.soonest(tx)
		}
	}
	p, err := c.partnership(tx, words, func(name string) string { return briefWord + " " + name })
	return &p, err
}

// soonest is the partnership with the soonest board.
func (c *Call) soonest(tx *store.Tx) (*store.Partnership, error) {
	list, dated, err := c.byBoard(tx)
	switch {
	case err != nil:
		return nil, err
	case dated == 0 && len(list) != 1:
		p := &Problem{Says: "No board is planned, so say which partnership.", Then: "Type /csp brief and its name:"}
		for _, one := range list[:min(len(list), maxChoose)] {
			p.Offer = append(p.Offer, Button{Label: cutTo(one.Name, maxLabel), Type: briefWord + " " + one.ID})
		}
		if len(list) == 0 {
			p = &Problem{Says: "No partnership that you may see is recorded.", Then: "Type /csp list."}
		}
		return nil, p
	case dated > 0:
		c.Assumed = "You named no partnership, so this is the one with the soonest board."
	}
	return &list[0], nil
}

// byBoard lists the partnerships, the one with the soonest board first and
// those without a board last; dated is how many have one.
func (c *Call) byBoard(tx *store.Tx) (list []store.Partnership, dated int, err error) {
	ps, _, err := c.partnerships(tx)
	if err != nil {
		return nil, 0, err
	}
	next, err := c.nextOf(tx, ps)
	if err != nil {
		return nil, 0, err
	}
	sortNamed(ps, func(p *store.Partnership) string { return p.Name }, func(a, b *store.Partnership) int {
		return compareDue(next[a.ID], next[b.ID])
	})
	return ps, len(next), nil
}

// nextOf has the day of each partnership's next board; those without one are
// left out.
func (c *Call) nextOf(tx *store.Tx, ps []store.Partnership) (map[string]store.Date, error) {
	next := map[string]store.Date{}
	for i := range ps {
		m, found, err := nextBoard(tx, ps[i].ID, c.Today())
		if err != nil {
			return nil, err
		}
		if found && !m.Start.IsZero() {
			next[ps[i].ID] = m.Start.Date
		}
	}
	return next, nil
}

// briefPressed makes something of a brief where a button was pressed below
// it.
func (c *Call) briefPressed(partnership string, what func(*briefing) Reply) (Outcome, error) {
	b, err := c.briefOn("partnerships/" + partnership)
	if err != nil {
		return Outcome{}, err
	}
	r := what(b)
	return Outcome{Reply: &r, Form: r.Form, Below: true, Push: true}, nil
}

// briefing is a brief on one partnership for who asks, on its way.
type briefing struct {
	*Call
	notes
	tx     *store.Tx
	p      *store.Partnership
	office store.Office
	today  store.Date
	rev    uint64 // the store's revision that it tells of
	title  string
	blocks []Block // what stands between the first line and the sources
	first  string
}

// makeBrief makes a brief. What it returns needs the transaction no more.
func (c *Call) makeBrief(tx *store.Tx, p *store.Partnership) (*briefing, error) {
	b := &briefing{Call: c, tx: tx, p: p, today: c.Today(), notes: notes{counted: map[subject]bool{}}}
	var err error
	if b.rev, err = tx.Revision(); err != nil {
		return nil, err
	}
	for o, err := range store.Offices.All(tx) {
		if err != nil {
			return nil, err
		}
		b.office = o
	}
	b.title = "Briefing for the " + policingBody(tx)
	b.add(Facts{{"Topic", T(p.Name)}, {"Author", T(b.author())}})
	for _, part := range []func() error{
		b.purpose, b.background, b.issues, b.decisions, b.involvement, b.police, b.people,
	} {
		if err := part(); err != nil {
			return nil, fmt.Errorf("brief on %s: %w", p.ID, err)
		}
	}
	b.first = b.agedLine()
	b.blocks = openUp(Reply{Blocks: b.blocks}).Blocks
	return b, nil
}

// author says how the brief came about.
func (b *briefing) author() string {
	if b.Actor.Team == "" || b.Actor.Name == "" {
		return "Made from the register"
	}
	return "Made from the register for " + typed(b.Actor.Name)
}
