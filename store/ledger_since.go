package store

import (
	"fmt"

	"csp/store/kv"
)

func sinceKey(what, to string) []byte { return kv.Key("l", "since", what, to) }

// ToldSince returns the number of the change with which the last notice of
// something to a destination began, 0 when there was none. Several changes
// that come before it is sent are one notice.
func (tx *Tx) ToldSince(what, to string) (uint64, error) { return tx.getNumber(sinceKey(what, to)) }

// Told returns the destinations that ToldSince knows of something, in the
// order of their names.
func (tx *Tx) Told(what string) ([]string, error) {
	var out []string
	for it, err := range tx.r.Scan(kv.Span("l", "since", what)) {
		if err != nil {
			return nil, fmt.Errorf("read who was told: %w", err)
		}
		parts, err := kv.Parse(it.Key)
		if err != nil || len(parts) != 4 {
			return nil, fmt.Errorf("read who was told: %w", ErrDamaged)
		}
		to, _ := parts[3].(string)
		out = append(out, to)
	}
	return out, nil
}

// TellSince records that a notice begins with a change.
func TellSince(tx *Tx, what, to string, number uint64) error {
	if tx.w == nil {
		return errReadOnly
	}
	return tx.putNumber(sinceKey(what, to), number)
}
