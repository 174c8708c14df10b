package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"csp/store/kv"
)

// maxFindings bounds what Check tells; a file that is rotten through and
// through is told of no better by more.
const maxFindings = 200

// Check reads all that the store holds and returns what is wrong with it, a
// plain sentence each, none when all is well: values that are damaged,
// records that break a rule, and index entries, names, references, search
// words, counters and history that do not agree with the records. It says at
// most 200 things. The error is of the engine or of ctx, not of the store's
// contents.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	c := &checker{known: map[string]verifier{}, keys: map[string]int{}, rotten: map[subject]bool{}}
	err := s.View(ctx, func(tx *Tx) error {
		tx.lateDone = map[subject]struct{}{}
		c.tx = tx
		return c.run()
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, fmt.Errorf("check store: %w", err)
	}
	return c.found, nil
}

// verifier is what a Kind offers to Check.
type verifier interface {
	// verify looks at the record that b holds, and returns its references'
	// number.
	verify(c *checker, id string, b []byte) error
	// derivedKeys returns the keys that belong to a stored record.
	derivedKeys(tx *Tx, id string) ([][]byte, error)
}

// checker is one run of Check.
type checker struct {
	tx       *Tx
	revision uint64
	known    map[string]verifier
	keys     map[string]int   // by first element, how many keys the records call for
	rotten   map[subject]bool // records that cannot be read
	found    []string
}

var errEnough = errors.New("enough was found")

// say notes a sentence; its error ends the run.
func (c *checker) say(format string, args ...any) error {
	if len(c.found) == maxFindings {
		c.found = append(c.found, "More is wrong; restore the newest backup that csp check finds in order.")
		return errEnough
	}
	c.found = append(c.found, fmt.Sprintf(format, args...))
	return nil
}

// sayOf notes what an error says when it is of the contents, and returns it
// when it is not.
func (c *checker) sayOf(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrDamaged):
		return c.say("%s: the stored value is damaged.", what)
	case errors.Is(err, kv.ErrNotFound):
		return c.say("%s: it is missing.", what)
	}
	return err
}

func (c *checker) run() error {
	var err error
	c.revision, err = c.tx.Revision()
	if err = c.sayOf("The store's revision", err); err != nil {
		return err
	}
	for _, k := range kinds {
		name, _ := k.Called()
		c.known[name] = k.(verifier)
	}
	for _, step := range []func() error{c.records, c.derived, c.rules, c.changes, c.counters, c.others, c.hours} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// records looks at every record and at what belongs to it.
func (c *checker) records() error {
	for _, k := range kinds {
		name, _ := k.Called()
		n := 0
		for it, err := range c.tx.r.Scan(kv.Span("k", name)) {
			if err != nil {
				return err
			}
			n++
			if err := c.record(name, it); err != nil {
				return err
			}
		}
		have, err := c.tx.Count(name)
		if err == nil && have != n {
			err = c.say("%s: there are %d, but %d are counted.", name, n, have)
		}
		if err := c.sayOf("The number of "+name, err); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) record(kind string, it kv.Item) error {
	s, err := keyTexts(it.Key, 3)
	if err != nil {
		return c.say("%s: the key %q is damaged.", kind, it.Key)
	}
	b, err := unseal(it.Value)
	if err == nil {
		err = c.known[kind].verify(c, s[2], b)
	}
	if errors.Is(err, ErrDamaged) {
		c.rotten[subject{kind, s[2]}] = true
	}
	return c.sayOf(kind+" "+s[2], err)
}

// verify looks at one record: that it is in order by itself, that all that is
// derived from it is there, and that what it mentions is there.
func (k *Kind[T]) verify(c *checker, id string, b []byte) error {
	rec, err := decodeRecord[T](b)
	if err != nil {
		return err
	}
	m := metaOf(rec)
	if m.ID != id || m.Rev == 0 || m.Rev > c.revision {
		return ErrDamaged
	}
	for _, p := range k.Problems(rec) {
		if err := c.say("%s.", p.Error()); err != nil {
			return err
		}
	}
	if _, err := c.tx.historyAt(subject{k.Name, id}, m.Rev); err != nil {
		if err := c.sayOf(fmt.Sprintf("%s %s: its history at change %d", k.Name, id, m.Rev), err); err != nil {
			return err
		}
	}
	if k.Whole != nil {
		k.Whole(c.tx, k, rec)
	}
	if err := c.mentions(k.Name, id, shapeOf(reflect.TypeFor[T]()), reflect.ValueOf(rec).Elem()); err != nil {
		return err
	}
	return c.derivedFrom(k.Name, id, k.derive(rec, id))
}

// mentions looks for the records that one refers to.
func (c *checker) mentions(kind, id string, s *shape, v reflect.Value) error {
	var errs []error
	s.eachText(v, func(n *node, to string) {
		if n.Ref == "" {
			return
		}
		_, err := c.tx.r.Get(recordKey(n.Ref, to))
		if errors.Is(err, kv.ErrNotFound) {
			err = c.say("%s %s: %s names %s %s, which is not there.", kind, id, n.path, n.Ref, to)
		}
		errs = append(errs, err)
	})
	return errors.Join(errs...)
}

// derivedFrom looks for the keys that are derived from a record.
func (c *checker) derivedFrom(kind, id string, d derived) error {
	for _, key := range d.keys {
		c.keys[first(key)]++
		_, err := c.tx.r.Get(key)
		if errors.Is(err, kv.ErrNotFound) {
			err = c.say("%s %s: the entry %s is missing.", kind, id, keyWords(key))
		}
		if err != nil {
			return err
		}
	}
	c.keys["s"]++
	have, err := c.tx.r.Get(wordsKey(kind, id))
	switch {
	case errors.Is(err, kv.ErrNotFound):
		return c.say("%s %s: its search words are missing.", kind, id)
	case err == nil && string(have) != string(d.words):
		return c.say("%s %s: its search words are not those of the record.", kind, id)
	}
	return err
}

// derivedKeys returns what derive gives for the stored record, nothing when
// there is none.
func (k *Kind[T]) derivedKeys(tx *Tx, id string) ([][]byte, error) {
	rec, _, err := k.load(tx, id)
	if errors.Is(err, kv.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return append(k.derive(rec, id).keys, wordsKey(k.Name, id)), nil
}
