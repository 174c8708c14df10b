package commands

import (
	"csp/store"
	"csp/store/english"
)

// Words for a change set of several records, from what is kept of it.

// maxChangeSaid is how many records of a change are told in full.
const maxChangeSaid = 10

// changeSaid says what a change did, a record after another, as far as the
// one who asks may see it.
func (c *Call) changeSaid(tx *store.Tx, set *store.ChangeSet) ([]Block, error) {
	var out []Block
	said := 0
	for e, err := range tx.Entries(set.Number) {
		if err != nil {
			return nil, err
		}
		if said == maxChangeSaid {
			break
		}
		blocks, err := c.entrySaid(tx, &e)
		if err != nil {
			return nil, err
		}
		if blocks != nil {
			said++
			out = append(out, blocks...)
		}
	}
	if n := set.Size - said; n > 0 {
		out = append(out, Note(T("And "+english.Count(n, "more record", "more records")+".")))
	}
	return out, nil
}

// entrySaid is one record's part in a change: its name, and what changed;
// nothing of a record that the one who asks may not read.
func (c *Call) entrySaid(tx *store.Tx, e *store.Entry) ([]Block, error) {
	h := &store.HistoryItem{Entry: *e}
	was, now, err := versions(h)
	rec := now
	if rec == nil {
		rec = was
	}
	if err != nil || rec == nil {
		return nil, err
	}
	if ok, err := c.may(tx, Read, about(rec)); err != nil || !ok {
		return nil, err
	}
	f := found{e.Kind, e.ID, rec}
	see, err := c.historySight(tx, f)
	if err != nil {
		return nil, err
	}
	lines, err := changeLines(e.Kind, h, see)
	if err != nil {
		return nil, err
	}
	return []Block{Para(B(entryLabel(tx, f))), List{Items: texts(lines)}}, nil
}

// entryName is how the record of an entry was called.
func entryName(tx *store.Tx, e *store.Entry) (string, error) {
	was, now, err := versions(&store.HistoryItem{Entry: *e})
	rec := now
	if rec == nil {
		rec = was
	}
	if err != nil || rec == nil {
		return e.ID, err
	}
	return entryLabel(tx, found{e.Kind, e.ID, rec}), nil
}

// entryLabel names a record among others of several kinds: a role with whose
// it is.
func entryLabel(tx *store.Tx, f found) string {
	if r, ok := f.Rec.(*store.Role); ok {
		who := orWord(called(tx, "people", r.Person), "nobody named")
		return cutTo(upper(r.Role)+": "+who, maxLabel)
	}
	return f.label(tx)
}
