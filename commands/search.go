package commands

import (
	"fmt"
	"strings"

	"csp/store"
	"csp/store/english"
)

var search = Command{
	Name: "search", Aliases: []string{"find"}, Usage: "WORDS",
	Short:    "look through everything; is:overdue owner:@me due:2026-03 narrow",
	Examples: []string{"search anti-social behaviour", "search asb officers", "search is:open"},
	Right:    Read,
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		rest, no := cutPage(c.Args)
		if rest == "" {
			return c.askWhat(), nil
		}
		q, err := c.query(tx, rest)
		if err != nil {
			return Reply{}, err
		}
		h := &hits{page: no}
		if q.narrowed() {
			err = c.searchActions(tx, q, h)
		} else {
			err = c.searchAll(tx, q, h)
		}
		if err != nil {
			return Reply{}, fmt.Errorf("search: %w", err)
		}
		return c.hitList(tx, q, h, rest)
	},
	Actions: map[string]func(c *Call, value string) (Outcome, error){
		"open": func(*Call, string) (Outcome, error) { return Outcome{Form: findForm()}, nil },
	},
	Forms:   map[string]func(c *Call, s Submission) (FormAnswer, error){"find": findAnswer},
	Options: findOptions,
}

// hits gathers the records of one page of a search, and counts them all.
type hits struct {
	page  int
	total int
	some  bool // there may be more than were counted
	found []subject
	seen  map[subject]bool
}

// full reports whether nothing that is added belongs to the page any more.
func (h *hits) full() bool { return h.total >= h.page*pageSize }

func (h *hits) add(s subject) {
	if h.total/pageSize == h.page-1 {
		h.found = append(h.found, s)
	}
	h.total++
}

// hitList is what a search found.
func (c *Call) hitList(tx *store.Tx, q query, h *hits, typedWords string) (Reply, error) {
	head := Heading("Search: " + typed(typedWords))
	if h.total == 0 {
		none := "Nothing is found. "
		if h.some {
			none = "Nothing is found among the first records with these words. "
		}
		if q.narrowed() {
			none = "No action matches. "
		}
		return withBlocks(Reply{Blocks: []Block{
			head,
			Para(T(none + "Search looks for every word, or the beginning of one. Try fewer or shorter words, or /csp list.")),
			Buttons{{Label: "Find by name", Type: "search", Action: "search.open"}},
		}}, c.leftOut(c.Actor.Guest || c.Actor.Stranger)...), nil
	}
	pg := pageOf(h.total, h.page)
	if pg.No != h.page { // beyond the end: the last page, asked again
		again := *h
		again = hits{page: pg.No}
		err := c.searchAgain(tx, q, &again)
		if err != nil {
			return Reply{}, err
		}
		h = &again
	}
	one, many := "record", "records"
	if q.narrowed() {
		one, many = "action", "actions"
	}
	said := pg.count(one, many)
	if h.some {
		said = "More than " + said
	}
	var lines []Text
	var open Buttons
	for _, s := range h.found {
		f, err := load(tx, s)
		if err != nil {
			return Reply{}, err
		}
		line, err := c.hitLine(tx, f, q.narrowed())
		if err != nil {
			return Reply{}, err
		}
		lines = append(lines, line)
		if len(open) < cardLines {
			open = append(open, openButton(tx, f, open))
		}
	}
	blocks := []Block{head, Para(T(upper(said) + ".")), List{Items: lines}}
	if b := pg.buttons("search " + typedWords); len(b) > 0 {
		blocks = append(blocks, Buttons(b))
	}
	return Reply{Blocks: append(blocks, open)}, nil
}

// openButton shows a record; one of the same name as an earlier button's says
// whose it is.
func openButton(tx *store.Tx, f found, row Buttons) Button {
	label := f.label(tx)
	for _, b := range row {
		if ps := about(f.Rec).Partnerships; b.Label == label && len(ps) > 0 {
			label = cutTo(label, maxLabel/2) + ", " + cutTo(partnershipName(tx, ps[0]), maxLabel/2-2)
		}
	}
	return Button{Label: label, Type: "show " + f.Kind + "/" + f.ID}
}

func (c *Call) searchAgain(tx *store.Tx, q query, h *hits) error {
	if q.narrowed() {
		return c.searchActions(tx, q, h)
	}
	return c.searchAll(tx, q, h)
}

// hitLine is a record that was found: what it is called, its kind, and whose;
// among actions alone, as the action log has it.
func (c *Call) hitLine(tx *store.Tx, f found, log bool) (Text, error) {
	if a, ok := f.Rec.(*store.Action); ok && log {
		d, err := onItsDay(tx, a, c.Today())
		return actionLine(c, tx, &d, "", ""), err
	}
	k, _ := store.KindNamed(f.Kind)
	_, one := k.Called()
	if d, ok := f.Rec.(*store.Duty); ok && d.Kind == "power" {
		one = "power"
	}
	var names []string
	for _, id := range about(f.Rec).Partnerships {
		if f.Kind != "partnerships" && id != "" {
			names = append(names, partnershipName(tx, id))
		}
	}
	label := f.label(tx)
	t := Join(B(label), T(", "+one))
	if len(names) > 0 && !strings.Contains(label, names[0]) {
		t = Join(t, T(", "+english.And(names...)))
	}
	return t, nil
}

// query is what a search asks for.
type query struct {
	words   []string // folded; every one must be there
	is      string   // open, overdue, done or cancelled; "": any
	owner   string   // a person's id; "": any
	unowned bool
	due     store.Date // may be partial; zero: any
}

// narrowed reports whether only actions can be meant.
func (q *query) narrowed() bool {
	return q.is != "" || q.owner != "" || q.unowned || !q.due.IsZero()
}

// query reads the words of a search and what narrows it.
func (c *Call) query(tx *store.Tx, args string) (query, error) {
	var q query
	var words []string
	for _, w := range quoted(straight(args)) {
		key, val, ok := strings.Cut(w, ":")
		var err error
		switch key = strings.ToLower(key); {
		case ok && key == "is":
			err = q.setIs(val)
		case ok && key == "owner":
			err = c.setOwner(tx, &q, val)
		case ok && key == "due":
			q.due, err = parseDay(val, dateRules{Today: c.Today(), Partial: true})
		default:
			words = append(words, w)
		}
		if err != nil {
			return q, err
		}
	}
	if q.is == "" && !q.due.IsZero() {
		q.is = "open" // what is done is due no more
	}
	q.words = strings.Fields(store.Fold(strings.Join(words, " ")))
	if len(q.words) == 0 && !q.narrowed() {
		return q, &Problem{Says: "“" + typed(args) + "” has no letters or digits to look for.", Then: "Type /csp search and a word."}
	}
	return q, nil
}

func (q *query) setIs(val string) error {
	switch v := strings.ToLower(val); v {
	case "open", "overdue", "done", "cancelled":
		q.is = v
		return nil
	}
	return &Problem{Says: "“is:" + typed(val) + "” is not known.", Then: "Type is:open, is:overdue, is:done or is:cancelled."}
}

// setOwner reads owner:@me, owner:bea, owner:none.
func (c *Call) setOwner(tx *store.Tx, q *query, val string) error {
	switch strings.ToLower(strings.TrimPrefix(val, "@")) {
	case "none":
		q.unowned = true
		return nil
	case "me":
		me, err := c.person(tx)
		if err == nil && me.ID == "" {
			err = &Problem{Says: "Your Slack account is not in the register, so no action is in your name.", Then: "Type a name: owner:bea."}
		}
		q.owner = me.ID
		return err
	}
	f, err := c.resolve(tx, asking{Words: val, Kinds: []string{"people"}, Again: func(name string) string { return "search owner:" + name }})
	q.owner = f.ID
	return err
}

// quoted splits at spaces, except inside double quotes: owner:"bea lowe".
func quoted(s string) []string {
	var out []string
	var b strings.Builder
	in := false
	for _, r := range s {
		switch {
		case r == '"':
			in = !in
		case r == ' ' && !in:
			if b.Len() > 0 {
				out = append(out, b.String())
			}
			b.Reset()
		default:
			b.WriteRune(r)
		}
	}
	if b.Len() > 0 {
		out = append(out, b.String())
	}
	return out
}
