package commands

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// readable gathers the records that the one who asks may read; hidden says
// that others were left out.
func readable[T any](c *Call, tx *store.Tx, seq iter.Seq2[T, error]) (list []T, hidden bool, err error) {
	r, err := c.rights(tx)
	if err != nil {
		return nil, false, err
	}
	for rec, err := range seq {
		if err != nil {
			return nil, false, err
		}
		ok, err := r.may(Read, about(&rec))
		if err != nil {
			return nil, false, err
		}
		if ok {
			list = append(list, rec)
		} else {
			hidden = true
		}
	}
	return list, hidden, nil
}

// sortNamed sorts records by compare, then by their names as names are
// compared, then by their ids. Names are folded once each, since a register
// may hold very many.
func sortNamed[T any](list []T, name func(*T) string, compare func(a, b *T) int) {
	type named struct {
		rec  T
		name string
	}
	all := make([]named, len(list))
	for i := range list {
		all[i] = named{list[i], store.Fold(name(&list[i]))}
	}
	slices.SortFunc(all, func(a, b named) int {
		return cmp.Or(compare(&a.rec, &b.rec), cmp.Compare(a.name, b.name),
			cmp.Compare(store.MetaOf(&a.rec).ID, store.MetaOf(&b.rec).ID))
	})
	for i := range all {
		list[i] = all[i].rec
	}
}

// place is the partnership that a list is asked for, nil for all of them.
// Nothing typed means the channel's own where there is one; "all" means all
// there too.
func (c *Call) place(tx *store.Tx, words string) (*store.Partnership, error) {
	if strings.EqualFold(words, "all") {
		return nil, nil
	}
	if words == "" {
		here, err := c.channelPartnerships(tx)
		if err != nil || len(here) != 1 {
			return nil, err
		}
	}
	p, err := c.partnership(tx, words, func(name string) string { return c.Command.Name + " " + name })
	if err != nil {
		return nil, err
	}
	return &p, nil
}

// line is what to type for the same list: the command and the place.
func (c *Call) line(p *store.Partnership) string {
	switch {
	case p != nil:
		return c.Command.Name + " " + p.ID
	case c.Assumed == "" && c.Channel != "":
		return c.Command.Name + " all"
	}
	return c.Command.Name
}

// of follows a heading: "in Eastborough", or nothing for all partnerships.
func in(p *store.Partnership) string {
	if p == nil {
		return ""
	}
	return " in " + areaOf(p)
}

// areaOf is a partnership's short name: its area, else its name.
func areaOf(p *store.Partnership) string { return orWord(p.Area, p.Name) }

// called is how a sentence names the record with the id: a partnership by
// its area, a person by their name. It is "" for no id, and the id where
// there is no such record.
func called(tx *store.Tx, kind, id string) string {
	if id == "" {
		return ""
	}
	f, err := load(tx, subject{kind, id})
	if err != nil {
		return unread(id, err)
	}
	switch r := f.Rec.(type) {
	case *store.Person:
		return r.Name
	case *store.Partnership:
		return areaOf(r)
	case *store.Pilot:
		return pilotName(tx, r)
	case *store.Plan:
		return planName(tx, r)
	}
	return f.label(tx)
}

// wholeArea is where a scheme is that names no partnership: the register has
// it so for schemes, and for nothing else.
const wholeArea = "the whole police area"

// areas names the partnerships that a record is of, "Eastborough and
// Westmere", or says that none is recorded.
func areas(tx *store.Tx, ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, called(tx, "partnerships", id))
	}
	return orWord(english.And(names...), "partnership not recorded")
}

// facts gathers what is recorded of a record, and the names of what is not.
type facts struct {
	said    []string
	missing []string
}

// add says a fact as a sentence with its label, or remembers that it is
// missing.
func (f *facts) add(label, value string) {
	if value == "" || value == english.NotRecorded {
		f.missing = append(f.missing, strings.ToLower(label))
		return
	}
	f.said = append(f.said, sentence(label+": "+value))
}

// say adds a sentence.
func (f *facts) say(sentence string) {
	if sentence != "" {
		f.said = append(f.said, sentence)
	}
}

// String is every sentence, and last what is not recorded.
func (f *facts) String() string {
	out := f.said
	if len(f.missing) > 0 {
		out = append(out[:len(out):len(out)], english.NotRecorded+": "+strings.Join(f.missing, ", ")+".")
	}
	return strings.Join(out, " ")
}

// toAdd is the next step where something is not recorded: who can add it.
func (c *Call) toAdd() Block {
	if c.Actor.Admin || c.Actor.Staff {
		return Note(T("To add what is missing, type /csp add."))
	}
	return Note(T("If you know of one, tell the office's staff."))
}

// leftOut is a note for a list that rights made shorter; nil when they did
// not.
func (c *Call) leftOut(hidden bool) []Block {
	switch {
	case !hidden:
		return nil
	case c.Actor.Stranger:
		return []Block{Note(T("You see only your own actions, and the partnerships whose secretariat or chair you are."))}
	case c.Actor.Guest:
		return []Block{Note(T("You see only the partnerships whose channels you are in, or whose secretariat or chair you are."))}
	}
	return nil
}

// sources is the note of where one record's facts come from, and what other
// sources say. rec is a pointer as its kind gives it out.
func (c *Call) sources(tx *store.Tx, kind string, rec any) []Block {
	m := store.MetaOf(rec)
	var out []Block
	for _, d := range m.Disputed {
		ours := fieldSaid(c.naming(tx), kind, rec, d.Field)
		one := store.Meta{Source: m.Source, Disputed: []store.Dispute{d}}
		for _, s := range c.disputes(&one, d.Field, ours) {
			out = append(out, Para(T(s)))
		}
	}
	if m.Source == "" && m.Checked.IsZero() && recordedHere(kind) {
		if s := c.recordedBy(tx, kind, m.ID); s != "" {
			return append(out, Note(T(s)))
		}
	}
	if fromMessage(m) {
		if s := c.recordedBy(tx, kind, m.ID); s != "" {
			return append(out, Note(Join(T(strings.TrimSuffix(s, ".")+" from "), Link("this message", m.Source), T("."))))
		}
	}
	return append(out, Note(provenanceText(c.Today(), m)))
}

// fromMessage reports whether a record was taken from a message in Slack,
// whose address is its source.
func fromMessage(m *store.Meta) bool {
	return strings.HasPrefix(m.Source, "http") && strings.Contains(m.Source, "/archives/") && m.Checked.IsZero()
}

// recordedHere reports whether records of a kind come about in the bot, so
// that who recorded one is its source.
func recordedHere(kind string) bool {
	return kind == "actions" || kind == "decisions" || kind == "meetings"
}

// recordedBy says who recorded a record and when: "Recorded by A. Patel on
// 8 December 2026."
func (c *Call) recordedBy(tx *store.Tx, kind, id string) string {
	var first *store.ChangeSet
	for h, err := range tx.History(kind, id) {
		if err != nil {
			return ""
		}
		first = &h.Set
	}
	if first == nil {
		return ""
	}
	return "Recorded by " + orWord(first.Name, first.Actor) + " on " + english.Short(store.DateOf(first.At.In(c.zone()))) + "."
}

// listSources says where the records of a list come from: of all of them
// together where that is the same, else by their names. Those without a
// source are left out where the list is of what was recorded here.
func listSources[T any](c *Call, tx *store.Tx, kind string, list []T) []Block {
	var parts []told
	keys := map[string]bool{}
	for i := range list {
		m := store.MetaOf(&list[i])
		if recordedHere(kind) && (m.Source == "" || fromMessage(m)) {
			continue
		}
		keys[provenance(c.Today(), m)] = true
		parts = append(parts, told{labelOf(tx, kind, &list[i]), *m})
	}
	if len(keys) == 1 && len(parts) == len(list) {
		parts = []told{{kind, parts[0].Meta}}
	}
	return c.sourceNotes(parts)
}

// pager is the buttons of a page, none when there is but one.
func pager(p page, line string) []Block {
	if b := p.buttons(line); len(b) > 0 {
		return []Block{Buttons(b)}
	}
	return nil
}

// shown says which lines of how many a page has, nothing when all are there.
func shown(p page, one, many string) string {
	if p.Of == 1 {
		return ""
	}
	return fmt.Sprintf("%s, %d to %d shown.", english.Count(p.Total, one, many), p.From+1, p.To)
}

// oneOrAll is the Read of a command that lists something of one partnership,
// or of all of them when none is named; no is the page.
func oneOrAll(
	one func(c *Call, tx *store.Tx, p *store.Partnership, no int) (Reply, error),
	all func(c *Call, tx *store.Tx, no int) (Reply, error),
) func(*Call, *store.Tx) (Reply, error) {
	return func(c *Call, tx *store.Tx) (Reply, error) {
		words, no := cutPage(c.Args)
		p, err := c.place(tx, words)
		if err != nil {
			return Reply{}, err
		}
		if p != nil {
			return one(c, tx, p, no)
		}
		return all(c, tx, no)
	}
}
