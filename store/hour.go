package store

import (
	"errors"
	"fmt"
	"time"

	"csp/store/kv"
)

// Hour is the time of a working day at which a person's own reminders come.
// It is kept beside the register: it travels by backup and is no part of an
// export or of a record's history.
type Hour struct{ Hour, Minute int }

// String is the time as 09:30.
func (h Hour) String() string { return fmt.Sprintf("%02d:%02d", h.Hour, h.Minute) }

func hourKey(person string) []byte { return kv.Key("y", person) }

// HourOf returns the hour that a person has chosen, by the person's id. ok is
// false when they have chosen none and get theirs when the office does.
func (tx *Tx) HourOf(person string) (h Hour, ok bool, err error) {
	b, err := tx.getSealed(hourKey(person))
	if errors.Is(err, kv.ErrNotFound) {
		return Hour{}, false, nil
	}
	if err != nil {
		return Hour{}, false, fmt.Errorf("read the hour of %s: %w", person, err)
	}
	at, err := time.Parse("15:04", string(b))
	if err != nil {
		return Hour{}, false, fmt.Errorf("read the hour of %s: %w", person, ErrDamaged)
	}
	return Hour{at.Hour(), at.Minute()}, true, nil
}

// SetHour records the hour that a person chose. In a View it is an error.
func (tx *Tx) SetHour(person string, h Hour) error {
	if tx.w == nil {
		return errReadOnly
	}
	return tx.w.Put(hourKey(person), seal([]byte(h.String())))
}

// ClearHour has a person's reminders come when the office's do.
func (tx *Tx) ClearHour(person string) error {
	if tx.w == nil {
		return errReadOnly
	}
	return tx.w.Delete(hourKey(person))
}

// hours looks at the hours that people chose.
func (c *checker) hours() error {
	for it, err := range c.tx.r.Scan(kv.Span("y")) {
		if err != nil {
			return err
		}
		s, err := keyTexts(it.Key, 2)
		if err == nil {
			_, _, err = c.tx.HourOf(s[1])
		}
		if err := c.sayOf("The reminder hour "+keyWords(it.Key), err); err != nil {
			return err
		}
	}
	return nil
}
