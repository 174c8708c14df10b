package store

import (
	"errors"
	"strings"

	"csp/store/kv"
)

// PrefixOf returns the prefix of a partnership's references: the one that is
// recorded, else one made of the first three letters of its name (or area),
// with more letters where another partnership has those. In a change a made
// prefix is kept for the partnership from then on; in a view it is what the
// next change would keep.
func PrefixOf(tx *Tx, p Partnership) (string, error) {
	if p.Prefix != "" {
		return p.Prefix, nil
	}
	given, err := tx.getSealed(prefixOfKey(p.ID))
	if err == nil {
		other, err := Partnerships.firstOf(tx, "prefix", string(given))
		if other == "" || err != nil {
			return string(given), err
		}
		// Somebody has since recorded it for another.
	} else if !errors.Is(err, kv.ErrNotFound) {
		return "", err
	}
	for made := range prefixes(p) {
		free, err := prefixFree(tx, p.ID, made)
		if err != nil {
			return "", err
		}
		if free {
			if tx.w != nil {
				err = keepPrefix(tx, p.ID, made)
			}
			return made, err
		}
	}
	return "", errors.New("make a prefix: none is left")
}

func prefixOfKey(partnership string) []byte { return kv.Key("p", "of", partnership) }
func prefixToKey(prefix string) []byte      { return kv.Key("p", "to", prefix) }

// keepPrefix keeps a made prefix for a partnership, and lets go of the one it
// had.
func keepPrefix(tx *Tx, partnership, prefix string) error {
	if err := dropPrefix(tx, partnership); err != nil {
		return err
	}
	return errors.Join(
		tx.w.Put(prefixOfKey(partnership), seal([]byte(prefix))),
		tx.w.Put(prefixToKey(prefix), seal([]byte(partnership))))
}

func dropPrefix(tx *Tx, partnership string) error {
	had, err := tx.getSealed(prefixOfKey(partnership))
	if errors.Is(err, kv.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(tx.w.Delete(prefixOfKey(partnership)), tx.w.Delete(prefixToKey(string(had))))
}

// prefixFree reports whether no other partnership has the prefix.
func prefixFree(tx *Tx, partnership, prefix string) (bool, error) {
	other, err := Partnerships.firstOf(tx, "prefix", prefix)
	if err != nil || other != "" && other != partnership {
		return false, err
	}
	owner, err := tx.getSealed(prefixToKey(prefix))
	if errors.Is(err, kv.ErrNotFound) {
		return true, nil
	}
	return string(owner) == partnership, err
}

// prefixes yields what may become a partnership's prefix, the best first:
// DAR, DARL, DARLI … and then DARA to DARZ, DARAA and so on.
func prefixes(p Partnership) func(yield func(string) bool) {
	const least, most = 3, 8
	var letters strings.Builder
	for _, s := range []string{p.Name, p.Area, p.ID, "csp"} {
		if letters.Len() >= least {
			break
		}
		for _, r := range foldPlain(s) {
			if r >= 'a' && r <= 'z' {
				letters.WriteRune(r - 'a' + 'A')
			}
		}
	}
	stem := letters.String()
	return func(yield func(string) bool) {
		for n := least; n <= min(most, len(stem)); n++ {
			if !yield(stem[:n]) {
				return
			}
		}
		for n := range 26 + 26*26 + 26*26*26 {
			tail := ""
			for ; n >= 0; n = n/26 - 1 {
				tail = string(rune('A'+n%26)) + tail
			}
			if !yield(stem[:least] + tail) {
				return
			}
		}
	}
}

// claimPrefix keeps, for the partnership of a record that comes with its
// reference, the prefix in it, as when a register is moved to a new store.
func claimPrefix(tx *Tx, partnership, ref string) error {
	prefix, _, _, ok := ParseRef(ref)
	if !ok || partnership == "" {
		return nil
	}
	prefix = strings.TrimSuffix(prefix, "-D")
	_, err := tx.r.Get(prefixOfKey(partnership))
	if !errors.Is(err, kv.ErrNotFound) {
		return err // it has one
	}
	free, err := prefixFree(tx, partnership, prefix)
	if err != nil || !free {
		return err
	}
	return keepPrefix(tx, partnership, prefix)
}

// onePrefix refuses, in the end, a recorded prefix that two partnerships have.
func onePrefix(tx *Tx, k *Kind[Partnership], rec *Partnership) {
	if rec.Prefix == "" {
		return
	}
	prefix := rec.Prefix
	tx.atEnd(subject{"prefix", prefix}, func() error {
		owner := "" // the one who had it first
		var others []Partnership
		for p, err := range k.By(tx, "prefix", prefix) {
			if err != nil {
				return err
			}
			if owner == "" || p.Rev < tx.rev {
				owner = p.ID
			}
			others = append(others, p)
		}
		var errs []error
		for _, p := range others {
			if p.ID != owner {
				errs = append(errs, &ClashError{FieldError{
					Kind: k.Name, ID: p.ID, Field: "prefix",
					Problem: prefix + " is the prefix of " + owner,
					Hint:    "choose another, or leave it out and one is made",
				}, owner, ErrTaken})
			}
		}
		return errors.Join(errs...)
	})
}
