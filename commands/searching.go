package commands

import (
	"bytes"
	"strings"

	"csp/store"
)

// maxChecked is how many hits are read to see whether one who may not read
// everything may read them.
const maxChecked = 1000

// searchAll looks through every kind: first records whose name begins so, or
// has a word that does, then those where the words stand anywhere.
func (c *Call) searchAll(tx *store.Tx, q query, h *hits) error {
	s, err := c.searcher(tx, q, h)
	if err != nil {
		return err
	}
	if err := s.named(strings.Join(q.words, " ")); err != nil {
		return err
	}
	for _, kind := range namedKinds {
		if err := s.scan(kind); err != nil {
			return err
		}
	}
	h.total = max(s.texts, len(h.seen))
	return nil
}

// named adds the records whose name begins as the words, or has a word that
// does.
func (s *searcher) named(name string) error {
	read := 0
	for n, err := range s.tx.Named(name) {
		if err != nil {
			return err
		}
		if read++; read > maxNames {
			break
		}
		sub := subject{n.Kind, n.ID}
		if !(asking{}).wants(n.Kind) || s.h.seen[sub] {
			continue
		}
		if n.Kind == "people" && n.Start && !strings.Contains(n.Name, " ") {
			// Perhaps initials, which stand nowhere in the words: the scan
			// finds the others.
			continue
		}
		ok, err := s.mayRead(sub, nil)
		if err != nil {
			return err
		}
		if ok {
			s.h.add(sub)
			s.h.seen[sub] = true
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
	texts   int      // records in whose words the needles are
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
	h.seen = map[subject]bool{}
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

// scan adds the hits of one kind. A record that was found by its name is
// among them, since its name is among its words, and is not added again; once
// the page is full they are only counted.
func (s *searcher) scan(kind string) error {
	var failed error
	err := s.tx.ScanWords(kind, func(w store.Words) bool {
		if !s.in(w.Text) {
			return true
		}
		if s.h.full() && s.open(kind, w.Text) {
			s.texts++
			return true
		}
		failed = s.hit(kind, w)
		return failed == nil && !s.h.some
	})
	if failed != nil {
		return failed
	}
	return err
}

func (s *searcher) hit(kind string, w store.Words) error {
	_, id, err := w.Record()
	if err != nil {
		return err
	}
	sub := subject{kind, id}
	ok := s.h.seen[sub]
	if !ok {
		ok, err = s.mayRead(sub, w.Text)
		if ok && err == nil {
			s.h.add(sub)
		}
	}
	if ok {
		s.texts++
	}
	return err
}

func (s *searcher) seesAll() bool { return s.r.actor.Staff || s.r.actor.Admin }

var closedWord = []byte(" closed")

// open reports whether the words alone tell that the actor may read the
// record: staff read all, a member of the workspace all that is not of a
// closed session. A whole channel does not read all of a person's words.
func (s *searcher) open(kind string, text []byte) bool {
	a := s.r.actor
	if s.r.public && kind == store.People.Name {
		return false
	}
	return s.seesAll() || !a.Guest && !a.Stranger && text != nil && !bytes.Contains(text, closedWord)
}

// mayRead reports whether a hit is the asker's to see. Where the words do not
// tell, the record is read, and of what they may not see no word counts.
func (s *searcher) mayRead(sub subject, text []byte) (bool, error) {
	if s.open(sub.kind, text) {
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
// office's own notes, the closed items of an agenda, and before a whole
// channel where sources disagree on a person.
func openWords(tx *store.Tx, r *rights, f found) []byte {
	var texts []string
	if p, ok := f.Rec.(*store.Partnership); ok {
		closed, err := r.may(Read, Subject{Partnerships: []string{p.ID}, Closed: true})
		open := *p
		if !closed || err != nil {
			open.StandingItems = nil
			for _, it := range p.StandingItems {
				if it.Session != "closed" {
					open.StandingItems = append(open.StandingItems, it)
				}
			}
		}
		f.Rec = &open
	}
	if p, ok := f.Rec.(*store.Person); ok && r.public {
		told := *p
		told.Disputed = nil
		f.Rec = &told
	}
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
