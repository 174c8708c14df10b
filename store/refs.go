package store

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"csp/store/kv"
)

// References are what people say aloud: DAR-26-001 for an action, DAR-D-26-001
// for a decision. The year is the calendar year it was raised in. A prefix and
// a year have one counter; no number is given out twice, none is left out.

var (
	refForm     = regexp.MustCompile(`^([A-Z][A-Z0-9]{1,7}(?:-D)?)-(\d\d)-(\d{3,6})$`)
	counterForm = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,7}(?:-D)?$`)
)

const maxRef = 999_999

// ValidCounter reports whether references are counted under a prefix: DAR, or
// DAR-D for decisions.
func ValidCounter(prefix string) bool { return counterForm.MatchString(prefix) }

// ValidLastRef reports whether a counter can have got to number.
func ValidLastRef(number int) bool { return number >= 1 && number <= maxRef }

// MakeRef returns the reference DAR-26-001 for DAR, 2026 and 1.
func MakeRef(prefix string, year, number int) string {
	return fmt.Sprintf("%s-%02d-%03d", prefix, year%100, number)
}

// ParseRef takes a reference apart, DAR-26-001 into DAR, 2026 and 1, and
// DAR-D-26-001 into DAR-D, 2026 and 1. ok is false when it is none.
func ParseRef(ref string) (prefix string, year, number int, ok bool) {
	m := refForm.FindStringSubmatch(ref)
	if m == nil {
		return "", 0, 0, false
	}
	// The form leaves nothing that Atoi could refuse.
	year, _ = strconv.Atoi(m[2])
	number, _ = strconv.Atoi(m[3])
	return m[1], 2000 + year, number, number > 0
}

// LastRef returns the last number given out for a prefix (DAR, or DAR-D) and
// a year, 0 when there is none.
func (tx *Tx) LastRef(prefix string, year int) (int, error) {
	n, err := tx.getNumber(kv.Key("f", prefix, year))
	if err != nil {
		return 0, fmt.Errorf("read last reference of %s in %d: %w", prefix, year, err)
	}
	return int(n), nil
}

// NextRef gives out the next reference of a prefix (DAR for actions, DAR-D
// for decisions) in a year. It belongs to this change: if that fails, the
// number is not used.
func (tx *Tx) NextRef(prefix string, year int) (string, error) {
	last, err := tx.LastRef(prefix, year)
	if err != nil {
		return "", err
	}
	if err := tx.SetLastRef(prefix, year, last+1); err != nil {
		return "", err
	}
	return MakeRef(prefix, year, last+1), nil
}

// SetLastRef raises the counter of a prefix and a year to last; a counter
// that is already as high stays. A counter alone makes no change set.
func (tx *Tx) SetLastRef(prefix string, year, last int) error {
	if tx.w == nil {
		return errReadOnly
	}
	if !ValidCounter(prefix) || year < 2000 || year > 2099 || !ValidLastRef(last) {
		return fmt.Errorf("last reference of %s in %d: %d cannot be given out", quoted(prefix), year, last)
	}
	have, err := tx.LastRef(prefix, year)
	if err != nil || have >= last {
		return err
	}
	return tx.putNumber(kv.Key("f", prefix, year), uint64(last))
}

// RefCounter is the last number given out for a prefix in a year.
type RefCounter struct {
	Prefix string // DAR, or DAR-D for decisions
	Year   int    // 2026
	Last   int
}

// LastRefs returns every counter by prefix, then year.
func (tx *Tx) LastRefs() ([]RefCounter, error) {
	var out []RefCounter
	for it, err := range tx.r.Scan(kv.Span("f")) {
		var c RefCounter
		if err == nil {
			c, err = parseCounter(it)
		}
		if err != nil {
			return nil, fmt.Errorf("read last references: %w", err)
		}
		out = append(out, c)
	}
	return out, nil
}

func parseCounter(it kv.Item) (RefCounter, error) {
	p, err := kv.Parse(it.Key)
	if err != nil || len(p) != 3 {
		return RefCounter{}, ErrDamaged
	}
	prefix, _ := p[1].(string)
	year, _ := p[2].(int64)
	n, err := unsealNumber(it.Value)
	return RefCounter{prefix, int(year), int(n)}, err
}

// keepRef holds a record to the reference it has: it cannot be changed, and
// leaving it out keeps it, since what people wrote down stays true. A new one
// must be free, and raises its counter.
func keepRef[T any](tx *Tx, k *Kind[T], id, old string, ref *string) error {
	bad := FieldError{Kind: k.Name, ID: id, Field: "ref"}
	if old != "" && *ref == "" {
		*ref = old
	}
	switch {
	case *ref == old:
		return nil
	case old != "":
		bad.Problem = fmt.Sprintf("%s is its reference already", old)
		bad.Hint = "a reference never changes: write " + old
		return &bad
	}
	other, err := k.firstOf(tx, "ref", *ref)
	if err != nil {
		return err
	}
	if other != "" {
		bad.Problem = fmt.Sprintf("%s is the reference of %s", *ref, other)
		bad.Hint = "correct the reference, or leave it out"
		return &ClashError{bad, other, ErrTaken}
	}
	prefix, year, number, _ := ParseRef(*ref) // its form has been checked
	return tx.SetLastRef(prefix, year, number)
}

// getNumber reads a sealed number, 0 when there is none.
func (tx *Tx) getNumber(key []byte) (uint64, error) {
	b, err := tx.r.Get(key)
	if errors.Is(err, kv.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return unsealNumber(b)
}

func (tx *Tx) putNumber(key []byte, n uint64) error {
	return tx.w.Put(key, seal(strconv.AppendUint(nil, n, 10)))
}

func unsealNumber(b []byte) (uint64, error) {
	v, err := unseal(b)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(string(v), 10, 64)
	if err != nil {
		return 0, ErrDamaged
	}
	return n, nil
}
