package commands

import (
	"context"
	"strings"
	"time"

	"csp/store"
)

// Class returns a word that stands for all that an actor may see: two actors
// of one class get the same answer to the same words, on the same day and in
// the same place, at one revision of the store. shared is false for those
// whose rights hang on more than that (guests, people of other workspaces,
// holders of confirmed roles); their answers are never kept for others. It
// costs two small reads at most.
func (d *Desk) Class(ctx context.Context, a Actor) (class string, shared bool) {
	switch {
	case a.Stranger: // also of the staff: their own workspace's people are others
		return "", false
	case a.Admin:
		return "admin", true
	case a.Staff:
		return "staff", true
	case a.Guest:
		return "", false
	}
	err := d.Store.View(ctx, func(tx *store.Tx) error {
		p, err := personOf(tx, a)
		if err != nil {
			return err
		}
		class, shared = "member "+p.ID, true
		for _, account := range a.accounts() {
			for _, err := range store.Roles.By(tx, "confirmed", account) {
				class, shared = "", false
				return err
			}
		}
		return nil
	})
	if err != nil {
		return "", false
	}
	return class, shared
}

// Revision returns the store's revision: what was answered at one revision
// holds until the next.
func (d *Desk) Revision(ctx context.Context) (uint64, error) {
	var n uint64
	err := d.Store.View(ctx, func(tx *store.Tx) error {
		var err error
		n, err = tx.Revision()
		return err
	})
	return n, err
}

// maxComplete is how many lines Complete offers.
const maxComplete = 10

// Complete returns whole lines that begin as what was typed after /csp, for a
// composer that offers them: command words, then names of partnerships and of
// what a command takes, as far as the actor may run and read them.
func (d *Desk) Complete(ctx context.Context, a Actor, now time.Time, typed string) []string {
	words := strings.TrimLeft(straight(typed), " ")
	var out []string
	add := func(line string) {
		for _, o := range out {
			if o == line {
				return
			}
		}
		out = append(out, line)
	}
	word, rest, more := strings.Cut(words, " ")
	// Without the register there is nothing that one may read.
	_ = d.Store.View(ctx, func(tx *store.Tx) error {
		c := &Call{Context: ctx, Request: Request{Actor: a, Now: now}, Desk: d}
		kinds, before := []string{"partnerships"}, ""
		if cmd := d.find(strings.ToLower(word)); cmd != nil && more {
			kinds, before, words = cmd.Takes, cmd.Name+" ", rest
		} else {
			for _, cmd := range d.table {
				if strings.HasPrefix(cmd.Name, strings.ToLower(words)) && c.listed(tx, cmd) {
					add(cmd.Name)
				}
			}
		}
		for _, kind := range kinds {
			for _, name := range c.namesLike(tx, kind, words) {
				add(before + name)
			}
		}
		return nil
	})
	return out[:min(len(out), maxComplete)]
}

// namesLike returns up to ten names of a kind that begin as what was typed.
func (c *Call) namesLike(tx *store.Tx, kind, typed string) []string {
	var out []string
	q := store.Fold(typed)
	left := maxNames
	for h, err := range tx.NamedKind(kind, typed) {
		if err != nil || !h.Start || len(out) == maxComplete {
			break
		}
		if left--; left < 0 {
			break
		}
		f, err := load(tx, subject{h.Kind, h.ID})
		if err != nil {
			break
		}
		if ok, err := c.may(tx, Read, about(f.Rec)); err == nil && ok {
			out = append(out, nameLike(f, q, h.Name))
		}
	}
	return out
}

// nameLike is the record's name that begins as q, as it is written; else the
// folded one.
func nameLike(f found, q, folded string) string {
	k, _ := store.KindNamed(f.Kind)
	for _, name := range k.NamesOf(f.Rec) {
		if strings.HasPrefix(store.Fold(name), q) {
			return name
		}
	}
	return folded
}
