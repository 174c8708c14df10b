package commands

import (
	"errors"

	"csp/store"
)

// succession returns the line of succession through a record: those before
// it, oldest first, itself, and those after it. next gives the successor's
// id, "" for none; before gives the ids of those that name the record their
// successor. A line that runs in a circle is followed once round.
func succession(id string, next func(id string) (string, error), before func(id string) ([]string, error)) ([]string, error) {
	line := []string{id}
	seen := map[string]bool{id: true}
	for at := id; ; {
		n, err := next(at)
		if err != nil {
			return nil, err
		}
		if n == "" || seen[n] {
			break
		}
		seen[n], at = true, n
		line = append(line, n)
	}
	level := []string{id}
	for len(level) > 0 {
		var older []string
		for _, at := range level {
			ids, err := before(at)
			if err != nil {
				return nil, err
			}
			for _, b := range ids {
				if !seen[b] {
					seen[b] = true
					older = append(older, b)
				}
			}
		}
		line = append(older, line...)
		level = older
	}
	return line, nil
}

// link is a record as it stands in a line of succession.
type link struct {
	successor   string
	name        string
	from, until store.Date
}

// lineage tells the line of succession through a record, of which this is
// one, both ways; nothing when it stands alone.
func lineage[T any](c *Call, tx *store.Tx, kind *store.Kind[T], this string, as func(*T) link) ([]Block, error) {
	get := func(id string) (link, error) {
		rec, err := kind.Get(tx, id)
		if err != nil {
			return link{}, err
		}
		return as(&rec), nil
	}
	next := func(id string) (string, error) {
		h, err := get(id)
		if errors.Is(err, store.ErrNotFound) {
			err = nil
		}
		return h.successor, err
	}
	before := func(id string) (ids []string, err error) {
		for rec, err := range kind.Of(tx, kind.Name, id) {
			if err != nil {
				return nil, err
			}
			if as(&rec).successor == id {
				ids = append(ids, store.MetaOf(&rec).ID)
			}
		}
		return ids, nil
	}
	ids, err := succession(this, next, before)
	if err != nil || len(ids) == 1 {
		return nil, err
	}
	var items []Text
	for _, id := range ids {
		rec, err := kind.Get(tx, id)
		if err != nil {
			return nil, err
		}
		if ok, err := c.may(tx, Read, about(&rec)); err != nil || !ok {
			if err != nil {
				return nil, err
			}
			continue
		}
		items = append(items, as(&rec).item(id == this))
	}
	return []Block{Para(B("Line of succession, oldest first")), List{Items: items, Numbered: true}}, nil
}

// item is a line of the succession.
func (h link) item(this bool) Text {
	s := ": " + orWord(periodWords(h.from, h.until), "period not recorded")
	if this {
		s += " (this one)"
	}
	return Join(B(h.name), T(s))
}
