package store

import "csp/store/kv"

func sinceKey(what, to string) []byte { return kv.Key("l", "since", what, to) }

// ToldSince returns the number of the change with which the last notice of
// something to a destination began, 0 when there was none. Several changes
// that come before it is sent are one notice.
func (tx *Tx) ToldSince(what, to string) (uint64, error) { return tx.getNumber(sinceKey(what, to)) }

// TellSince records that a notice begins with a change.
func TellSince(tx *Tx, what, to string, number uint64) error {
	if tx.w == nil {
		return errReadOnly
	}
	return tx.putNumber(sinceKey(what, to), number)
}
