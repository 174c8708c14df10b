package commands

import (
	"bytes"
	"iter"
	"strings"

	"csp/store"
)

// maxChecked is how many hits are read to see whether one who may not read
// everything may read them.
const maxChecked = 2000

// searchAll looks through every kind: first records whose name begins so, or
// has a word that does, then those where the words stand anywhere.
func (c *Call) searchAll(tx *store.Tx, q query, h *hits) error {
	s, err := c.searcher(tx, q, h)
	if err != nil {
		return err
	}
	name := strings.Join(q.words, " ")
	read := 0
	for n, err := range tx.Named(name) {
		if err != nil {
			return err
		}
		if read++; read > maxNames {
			break
		}
		sub := subject{n.Kind, n.ID}
		if !(asking{}).wants(n.Kind) || h.seen[sub] {
			continue
		}
		ok, err := s.mayRead(sub, nil)
		if err != nil {
			return err
		}
		if ok {
			h.add(sub)
			h.seen[sub] = true
		}
	}
	for _, kind := range namedKinds {
		if err := s.scan(kind); err != nil {
			return err
		}
	}
	return nil
}

// searcher looks through the words of records.
type searcher struct {
	c       *Call
	tx      *store.Tx
	r       *rights
	h       *hits
	needles [][]byte // each word with the space before it
	left    int      // hits that may still be read to be checked
}

func (c *Call) searcher(tx *store.Tx, q query, h *hits) (*searcher, error) {
	r, err := c.rights(tx)
	if err != nil {
		return nil, err
	}
	s := &searcher{c: c, tx: tx, r: r, h: h, left: maxChecked}
	for _, w := range q.words {
		s.needles = append(s.needles, []byte(" "+w))
	}
	if h.seen == nil {
		h.seen = map[subject]bool{}
	}
	return s, nil
}

func (s *searcher) in(text []byte) bool {
	for _, n := range s.needles {
		if !bytes.Contains(text, n) {
			return false
		}
	}
	return true
}

// scan adds the hits of one kind.
func (s *searcher) scan(kind string) error {
	var failed error
	err := s.tx.ScanWords(kind, func(w store.Words) bool {
		if !s.in(w.Text) {
			return true
		}
		if len(s.h.seen) == 0 && s.seesAll() && s.h.total/pageSize != s.h.page-1 {
			s.h.total++ // on another page: which record it is does not matter
			return true
		}
		_, id, err := w.Record()
		if err != nil {
			failed = err
			return false
		}
		sub := subject{kind, id}
		if s.h.seen[sub] {
			return true
		}
		ok, err := s.mayRead(sub, w.Text)
		if err != nil {
			failed = err
			return false
		}
		if ok {
			s.h.add(sub)
		}
		return !s.h.some
	})
	if failed != nil {
		return failed
	}
	return err
}

func (s *searcher) seesAll() bool { return s.r.actor.Staff || s.r.actor.Admin }

var closedWord = []byte(" closed")

// mayRead reports whether a hit is the asker's to see. Staff see all; a
// member of the workspace sees what is not of a closed session, which the
// words tell without reading the record; of others every hit is read, and of
// what they may not see no word counts.
func (s *searcher) mayRead(sub subject, text []byte) (bool, error) {
	a := s.r.actor
	if s.seesAll() || !a.Guest && !a.Stranger && text != nil && !bytes.Contains(text, closedWord) {
		return true, nil
	}
	if s.left--; s.left < 0 {
		s.h.some = true
		return false, nil
	}
	f, err := load(s.tx, sub)
	if err != nil {
		return false, err
	}
	ok, err := s.r.may(Read, about(f.Rec))
	if err != nil || !ok || text == nil {
		return ok, err
	}
	return s.in(openWords(s.tx, s.r, f)), nil
}

// openWords are the words of a record without what the actor may not see: the
// office's own notes, the closed items of an agenda.
func openWords(tx *store.Tx, r *rights, f found) []byte {
	var texts []string
	if m, ok := f.Rec.(*store.Meeting); ok {
		closed, err := r.may(Read, Subject{Partnerships: []string{m.Partnership}, Closed: true})
		texts = append(texts, m.Title, m.Place, m.Kind, m.Partnership)
		for _, a := range m.Agenda {
			if a.Session != "closed" || closed && err == nil {
				texts = append(texts, a.Item)
			}
		}
	} else {
		for text := range textsOf(f.Rec) {
			texts = append(texts, text)
		}
	}
	return []byte(" " + store.Fold(strings.Join(texts, " | ")))
}

// searchActions looks through actions alone, for what narrows a search.
func (c *Call) searchActions(tx *store.Tx, q query, h *hits) error {
	s, err := c.searcher(tx, q, h)
	if err != nil {
		return err
	}
	var all iter.Seq2[store.Action, error]
	switch {
	case q.owner != "":
		all = store.Actions.Of(tx, "people", q.owner)
	case q.is == "open" || q.is == "overdue":
		all = store.Actions.By(tx, "open")
	default:
		all = store.Actions.All(tx)
	}
	for a, err := range all {
		if err != nil {
			return err
		}
		if !q.fits(&a, c.Today()) || !s.in([]byte(" "+store.Fold(a.Ref+" | "+a.Text))) {
			continue
		}
		ok, err := s.r.may(Read, about(&a))
		if err != nil {
			return err
		}
		if ok {
			h.add(subject{"actions", a.ID})
		}
	}
	return nil
}

// fits reports whether an action is what narrows the search.
func (q *query) fits(a *store.Action, today store.Date) bool {
	switch {
	case q.owner != "" && a.Owner != q.owner, q.unowned && a.Owner != "":
		return false
	case q.is == "open" && !a.IsOpen(), q.is == "overdue" && !overdue(a, today):
		return false
	case (q.is == "done" || q.is == "cancelled") && a.Status != q.is:
		return false
	case q.due.IsZero():
		return true
	}
	d := a.Due.Date
	return !d.IsZero() && !d.First().Before(q.due.First()) && !d.Last().After(q.due.Last())
}
