package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"csp/store/kv"
)

// first returns the first element of a key of ours, "" when it has none.
func first(key []byte) string {
	if p, err := kv.Parse(key); err == nil && len(p) > 0 {
		if s, ok := p[0].(string); ok {
			return s
		}
	}
	return ""
}

// keyWords returns a key as a person can read it.
func keyWords(key []byte) string {
	p, err := kv.Parse(key)
	if err != nil {
		return fmt.Sprintf("%q", key)
	}
	words := make([]string, len(p))
	for i, v := range p {
		words[i] = fmt.Sprint(v)
	}
	return strings.Join(words, "/")
}

// owner says whose record a derived key belongs to.
func owner(key []byte) (subject, error) {
	p, err := kv.Parse(key)
	if err != nil || len(p) < 3 {
		return subject{}, ErrDamaged
	}
	kind, id := p[1], p[len(p)-1]
	if p[0] == "r" && len(p) == 6 {
		kind, id = p[3], p[4]
	}
	k, ok1 := kind.(string)
	i, ok2 := id.(string)
	if !ok1 || !ok2 {
		return subject{}, ErrDamaged
	}
	return subject{k, i}, nil
}

// derived counts the derived keys, and looks for those that belong to no
// record where there are more than the records call for.
func (c *checker) derived() error {
	for _, space := range []string{"i", "r", "n", "w", "s"} {
		n := 0
		for _, err := range c.tx.r.Scan(kv.Span(space)) {
			if err != nil {
				return err
			}
			n++
		}
		if n <= c.keys[space] {
			continue // what is missing has been told
		}
		for it, err := range c.tx.r.Scan(kv.Span(space)) {
			if err == nil {
				err = c.belongs(it.Key)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// belongs says so when a derived key belongs to no record.
func (c *checker) belongs(key []byte) error {
	s, err := owner(key)
	k, known := c.known[s.kind]
	if err != nil || !known {
		return c.say("The entry %s belongs to no record.", keyWords(key))
	}
	if c.rotten[s] {
		return nil
	}
	keys, err := k.derivedKeys(c.tx, s.id)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(keys, func(k []byte) bool { return bytes.Equal(k, key) }) {
		return c.say("The entry %s does not agree with %s %s.", keyWords(key), s.kind, s.id)
	}
	return nil
}

// rules makes the checks between records.
func (c *checker) rules() error {
	c.tx.walked = map[subject]struct{}{}
	for _, check := range c.tx.late {
		err := check()
		if err == nil || errors.Is(err, ErrDamaged) {
			continue // damage has been told
		}
		faults := FieldErrors(err)
		if faults == nil {
			return err
		}
		for _, f := range faults {
			if err := c.say("%s.", f.Error()); err != nil {
				return err
			}
		}
	}
	return nil
}

// changes looks at every change set and the history of its records.
func (c *checker) changes() error {
	listed := 0
	for n := uint64(1); n <= c.revision; n++ {
		more, err := c.change(n)
		listed += more
		if err := c.sayOf(fmt.Sprintf("Change %d", n), err); err != nil {
			return err
		}
	}
	kept := 0
	for it, err := range c.tx.r.Scan(kv.Span("h")) {
		if err == nil {
			kept++
			_, err = parseHistory(it.Value)
			err = c.sayOf("The entry "+keyWords(it.Key), err)
		}
		if err != nil {
			return err
		}
	}
	if kept != listed {
		return c.say("The history holds %d entries, but the changes list %d.", kept, listed)
	}
	return nil
}

func (c *checker) change(n uint64) (listed int, err error) {
	set, err := c.tx.ChangeSet(n)
	if err != nil {
		return 0, err
	}
	if err := c.made(set); err != nil {
		return 0, err
	}
	for s, err := range c.tx.listed(n) {
		if err != nil {
			return listed, err
		}
		listed++
		if _, err := c.tx.r.Get(historyKey(s, n)); err != nil {
			if err := c.sayOf(fmt.Sprintf("Change %d: its entry of %s %s", n, s.kind, s.id), err); err != nil {
				return listed, err
			}
		}
	}
	if listed != set.Size {
		return listed, c.say("Change %d: it lists %d records, but had %d.", n, listed, set.Size)
	}
	return listed, nil
}

// counters looks at the counters of references and at who uses them.
func (c *checker) counters() error {
	last := map[string]int{}
	counters, err := c.tx.LastRefs()
	if err := c.sayOf("The last references given out", err); err != nil {
		return err
	}
	for _, n := range counters {
		last[fmt.Sprint(n.Prefix, n.Year)] = n.Last
	}
	for _, kind := range []string{"actions", "decisions"} {
		had := ""
		for it, err := range c.tx.r.Scan(kv.Span("i", kind, "ref")) {
			if err != nil {
				return err
			}
			s, err := keyTexts(it.Key, 5)
			if err != nil {
				continue // told as an entry that belongs to no record
			}
			ref := s[3]
			prefix, year, number, ok := ParseRef(ref)
			switch {
			case ref == had:
				err = c.say("%s: %s is the reference of more than one.", kind, ref)
			case ok && number > last[fmt.Sprint(prefix, year)]:
				err = c.say("%s: %s is in use, but it is not counted as given out.", kind, ref)
			}
			if had = ref; err != nil {
				return err
			}
		}
	}
	return nil
}

// others looks at what belongs to no record: requests, made prefixes,
// the ledger and briefs, and keys that no version of the program knows.
func (c *checker) others() error {
	for _, step := range []func() error{
		c.requests,
		func() error { return c.counted("b", "Changes by who made them") },
		func() error { return c.counted("u", "Changes that were taken back") },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	for it, err := range c.tx.r.Scan(kv.Span("p")) {
		if err == nil {
			err = c.prefix(it)
		}
		if err != nil {
			return err
		}
	}
	for _, step := range []func() error{c.ledger, c.briefs, c.strangers} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// prefix looks for the other half of a made prefix.
func (c *checker) prefix(it kv.Item) error {
	to, err := unseal(it.Value)
	s, err2 := keyTexts(it.Key, 3)
	if err != nil || err2 != nil {
		return c.sayOf("The made prefix "+keyWords(it.Key), ErrDamaged)
	}
	back := prefixToKey(string(to))
	if s[1] == "to" {
		back = prefixOfKey(string(to))
	}
	b, err := c.tx.getSealed(back)
	if err == nil && string(b) != s[2] {
		err = ErrDamaged
	}
	return c.sayOf("The made prefix "+keyWords(it.Key), err)
}

// strangers finds keys outside all that the store knows.
func (c *checker) strangers() error {
	spaces := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w"}
	var from []byte
	for _, space := range append(spaces, "") {
		var start, end []byte
		if space != "" {
			start, end = kv.Span(space)
		}
		for it, err := range c.tx.r.Scan(from, start) {
			if err == nil {
				err = c.say("The key %s is none of ours.", keyWords(it.Key))
			}
			if err != nil {
				return err
			}
		}
		from = end
	}
	for it, err := range c.tx.r.Scan(kv.Span("k")) {
		s, err2 := owner(it.Key)
		if _, known := c.known[s.kind]; err == nil && (err2 != nil || !known) {
			err = c.say("The record %s is of no kind of ours.", keyWords(it.Key))
		}
		if err != nil {
			return err
		}
	}
	_, end := kv.Span("c")
	for it, err := range c.tx.r.Scan(kv.Key("c", c.revision+1), end) {
		if err == nil {
			err = c.say("The key %s is of a change that was never made.", keyWords(it.Key))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
