package store

import (
	"errors"
	"fmt"

	"csp/store/kv"
)

// made looks at what finds a change set by who made it, and by what it took
// back.
func (c *checker) made(set ChangeSet) error {
	if set.Actor != "" {
		c.keys["b"]++
		_, err := c.tx.r.Get(byKey(set.Actor, set.Number))
		if err := c.sayOf(fmt.Sprintf("Change %d: its entry under who made it", set.Number), err); err != nil {
			return err
		}
	}
	if set.Undoes == 0 {
		return nil
	}
	c.keys["u"]++
	by, err := c.tx.getNumber(undoneKey(set.Undoes))
	if err == nil && by != set.Number {
		return c.say("Change %d took back change %d, but that is kept as taken back by change %d.", set.Number, set.Undoes, by)
	}
	return c.sayOf(fmt.Sprintf("Change %d: its taking back", set.Undoes), err)
}

// counted compares how many keys a space has with how many it should have.
func (c *checker) counted(space, what string) error {
	n := 0
	for _, err := range c.tx.r.Scan(kv.Span(space)) {
		if err != nil {
			return err
		}
		n++
	}
	if n != c.keys[space] {
		return c.say("%s: there are %d, but %d are called for.", what, n, c.keys[space])
	}
	return nil
}

// requests looks at the requests that were carried out, each of which stands
// once among them by their age.
func (c *checker) requests() error {
	for it, err := range c.tx.r.Scan(kv.Span("q")) {
		if err == nil {
			c.keys["o"]++
			_, err = unsealNumber(it.Value)
			err = c.sayOf("The request "+keyWords(it.Key), err)
		}
		if err != nil {
			return err
		}
	}
	for it, err := range c.tx.r.Scan(kv.Span("o")) {
		if err != nil {
			return err
		}
		_, request, err := parseRequestTime(it.Key)
		if err == nil {
			_, err = c.tx.r.Get(requestKey(request))
		}
		if errors.Is(err, kv.ErrNotFound) || errors.Is(err, ErrDamaged) {
			err = c.say("The entry %s belongs to no request.", keyWords(it.Key))
		}
		if err != nil {
			return err
		}
	}
	return c.counted("o", "Requests by their age")
}
