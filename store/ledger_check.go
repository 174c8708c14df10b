package store

import (
	"errors"
	"fmt"
	"time"

	"csp/store/kv"
)

// ledger looks at the ledger: that each value can be read, that each open or
// sent post can be found, and that posts and lines agree.
func (c *checker) ledger() error {
	for it, err := range c.tx.r.Scan(kv.Span("l")) {
		if err == nil {
			err = c.ledgerItem(it)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) ledgerItem(it kv.Item) error {
	parts, err := kv.Parse(it.Key)
	if err != nil || len(parts) < 2 {
		return c.say("The ledger: the key %q is damaged.", it.Key)
	}
	last := fmt.Sprint(parts[len(parts)-1])
	what := fmt.Sprint(parts[1])
	switch {
	case what == "post" && len(parts) == 3:
		return c.ledgerPost(last)
	case what == "line" && len(parts) == 3:
		return c.ledgerLine(last)
	case (what == "open" || what == "sent" || what == "held") && len(parts) == 4:
		p, err := c.tx.Post(last)
		if errors.Is(err, ErrNotFound) || err == nil && (what == "open") != p.busy() && what == "open" {
			return c.say("The ledger: the entry %s belongs to no post.", keyWords(it.Key))
		}
		return c.sayOf("The ledger's post "+last, err)
	case what == "about" && len(parts) == 6:
		_, err := c.tx.Post(last)
		return c.sayOf("The ledger's entry "+keyWords(it.Key), err)
	case what == "park" && len(parts) == 3:
		return c.sayOf("The ledger's channel "+last, c.tx.ledgerValue(it.Key, &Parked{}))
	case what == "lease" && len(parts) == 2:
		return c.sayOf("The ledger's lease", c.tx.ledgerValue(it.Key, &Lease{}))
	case what == "mark" && len(parts) == 2:
		return c.sayOf("The ledger's mark", c.tx.ledgerValue(it.Key, &time.Time{}))
	case what == "sweep" && len(parts) == 2:
		return c.sayOf("The ledger's last sweep", c.tx.ledgerValue(it.Key, &Date{}))
	case what == "doubt" && len(parts) == 2:
		return c.sayOf("The ledger's doubt", c.tx.ledgerValue(it.Key, &Doubt{}))
	case what == "cleared" && len(parts) == 3:
		return c.sayOf("The ledger's channel "+last, c.tx.ledgerValue(it.Key, new(string)))
	case what == "tally" && len(parts) == 3:
		return c.sayOf("The ledger's count of the week "+last, c.tx.ledgerValue(it.Key, &Tally{}))
	case what == "since" && len(parts) == 4:
		_, err := unsealNumber(it.Value)
		return c.sayOf("The ledger's entry "+keyWords(it.Key), err)
	case what == "settled" && len(parts) == 4:
		return c.sayOf("The ledger's entry "+keyWords(it.Key), c.tx.ledgerValue(it.Key, &oldSettlement{}))
	case what == "off" && len(parts) == 2:
		return c.sayOf("The ledger's times off", c.tx.ledgerValue(it.Key, &[]Off{}))
	}
	return c.say("The ledger: the key %s is none of ours.", keyWords(it.Key))
}

// ledgerPost looks at one post and at what leads to and from it.
func (c *checker) ledgerPost(key string) error {
	p, err := c.tx.Post(key)
	if err != nil {
		return c.sayOf("The ledger's post "+key, err)
	}
	var entries [][]byte
	if p.busy() {
		entries = append(entries, openKey(p.To, key))
	}
	switch p.State {
	case PostSent:
		entries = append(entries, sentKey(p.Sent, key))
		for _, about := range p.About {
			entries = append(entries, aboutKey(about, p.Sent, key))
		}
	case PostHeld:
		entries = append(entries, heldKey(p.Began, key))
	}
	for _, entry := range entries {
		if _, err := c.tx.r.Get(entry); err != nil {
			if err := c.sayOf(fmt.Sprintf("The ledger's post %s: its entry %s", key, keyWords(entry)), err); err != nil {
				return err
			}
		}
	}
	if p.State == PostRejected || p.State == PostSkipped {
		return nil
	}
	for _, line := range p.Lines {
		l, err := c.tx.Line(line)
		if err == nil && l.Post != key {
			err = c.say("The ledger: line %s is in post %s and in post %s.", line, key, l.Post)
		}
		if err := c.sayOf(fmt.Sprintf("The ledger's post %s: its line %s", key, line), err); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) ledgerLine(line string) error {
	l, err := c.tx.Line(line)
	if err == nil && l.Post != "" {
		_, err = c.tx.Post(l.Post)
	}
	return c.sayOf("The ledger's line "+line, err)
}
