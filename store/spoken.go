package store

// Spoken is what people call a record when they type, so that it alone is
// meant: its reference, or a name that no other record has. ok is false when
// it has neither, and for no record.
func (tx *Tx) Spoken(kind, id string) (words string, ok bool) {
	k, known := KindNamed(kind)
	if !known {
		return "", false
	}
	rec, err := k.Load(tx, id)
	if err != nil {
		return "", false
	}
	switch r := rec.(type) {
	case *Action:
		return r.Ref, r.Ref != ""
	case *Decision:
		return r.Ref, r.Ref != ""
	}
	for _, name := range k.NamesOf(rec) {
		if tx.alone(kind, id, name) {
			return name, true
		}
	}
	return "", false
}

// alone reports whether a whole name is of one record.
func (tx *Tx) alone(kind, id, name string) bool {
	for h, err := range tx.Named(name) {
		if err != nil {
			return false
		}
		if !h.Exact || !h.Start {
			return true // what follows has it only in part
		}
		if h.Kind != kind || h.ID != id {
			return false
		}
	}
	return true
}
