package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"csp/store/kv"
)

// Briefed is a moment at which somebody was briefed on a partnership: when,
// and the store's revision then. The zero Briefed is never.
type Briefed struct {
	At  time.Time `json:"at"`
	Rev uint64    `json:"rev"`
}

// Briefs is what is remembered of the briefs that one person had on one
// partnership: the last, and the last on a day before it, so that a second
// brief of a day does not hide what the first one told. It is no record: no
// register has it, and nobody can undo it.
type Briefs struct {
	Last   Briefed `json:"last,omitzero"`
	Before Briefed `json:"before,omitzero"`
}

func briefKey(account, partnership string) []byte { return kv.Key("g", account, partnership) }

// Briefs returns what is remembered for an account, the zero Briefs for
// nothing.
func (tx *Tx) Briefs(account, partnership string) (Briefs, error) {
	var b Briefs
	v, err := tx.getSealed(briefKey(account, partnership))
	if errors.Is(err, kv.ErrNotFound) {
		return b, nil
	}
	if err == nil && json.Unmarshal(v, &b) != nil {
		err = ErrDamaged
	}
	if err != nil {
		return Briefs{}, fmt.Errorf("read last brief on %s: %w", partnership, err)
	}
	return b, nil
}

// KeepBriefs remembers the briefs of an account on a partnership.
func (tx *Tx) KeepBriefs(account, partnership string, b Briefs) error {
	if tx.w == nil {
		return errReadOnly
	}
	v, err := json.Marshal(b)
	if err == nil {
		err = tx.w.Put(briefKey(account, partnership), seal(v))
	}
	if err != nil {
		return fmt.Errorf("remember brief on %s: %w", partnership, err)
	}
	return nil
}

// briefs looks at what is remembered of briefs.
func (c *checker) briefs() error {
	for it, err := range c.tx.r.Scan(kv.Span("g")) {
		if err != nil {
			return err
		}
		s, err := keyTexts(it.Key, 3)
		if err == nil {
			_, err = c.tx.Briefs(s[1], s[2])
		}
		if err := c.sayOf("The last brief "+keyWords(it.Key), err); err != nil {
			return err
		}
	}
	return nil
}
