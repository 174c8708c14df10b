package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	. "csp/store"
	"csp/store/kv"
	"csp/store/kv/memkv"
)

// readAll reads a store in every way there is and returns what it told.
func readAll(ctx context.Context, e kv.Engine) (string, error) {
	var b bytes.Buffer
	s, err := Open(ctx, e)
	if err != nil {
		return "", err
	}
	err = s.View(ctx, func(tx *Tx) error {
		for _, k := range slices.Concat(Table, Beside) {
			name, _ := k.Called()
			n, err := tx.Count(name)
			if err != nil {
				return err
			}
			fmt.Fprintln(&b, name, n)
			for rec, err := range k.Each(tx) {
				if err != nil {
					return err
				}
				fmt.Fprintf(&b, "%+v\n", rec)
				for h, err := range tx.History(name, MetaOf(rec).ID) {
					if err != nil {
						return err
					}
					fmt.Fprintln(&b, h.Set, h.Entry)
				}
			}
		}
		for set, err := range tx.ChangeSets() {
			if err != nil {
				return err
			}
			for e, err := range tx.Entries(set.Number) {
				if err != nil {
					return err
				}
				fmt.Fprintln(&b, e)
			}
		}
		for h, err := range tx.Texts("") {
			if err != nil {
				return err
			}
			fmt.Fprintln(&b, h)
		}
		refs, err := tx.LastRefs()
		if err != nil {
			return err
		}
		prefix, err := PrefixOf(tx, Partnership{Meta: Meta{ID: other}, Name: "X"})
		fmt.Fprintln(&b, refs, prefix)
		return err
	})
	if err != nil {
		return "", err
	}
	// A change reads what requests were carried out.
	_, err = s.Change(ctx, Change{Request: "V1"}, func(*Tx) error { return errors.New("it is run again") })
	var again *RepeatedError
	if !errors.As(err, &again) {
		return "", err
	}
	fmt.Fprintln(&b, again.Number)
	return b.String(), nil
}

// TestNoDamageGoesUnseen changes each byte of each value in turn: a read then
// answers with ErrDamaged, never with other data.
func TestNoDamageGoesUnseen(t *testing.T) {
	e := memkv.New()
	s, err := Open(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Change(t.Context(), Change{Request: "V1", At: at}, func(tx *Tx) error {
		_, err := PrefixOf(tx, Partnership{Meta: Meta{ID: other}, Name: "Durham"})
		return errors.Join(err, east(tx), put(tx, &Partnerships, named(other, "Durham")), put(tx, &Actions, action("a1", "EAS-26-001")))
	})
	if err != nil {
		t.Fatal(err)
	}
	change(t, s, func(tx *Tx) error { return put(tx, &Partnerships, named("east", "East")) })
	want, err := readAll(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	var items []kv.Item
	err = e.View(t.Context(), func(r kv.Reader) error {
		for it, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			items = append(items, it)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	set := func(key, val []byte) {
		if err := e.Update(t.Context(), func(w kv.Writer) error { return w.Put(key, val) }); err != nil {
			t.Fatal(err)
		}
	}
	for _, it := range items {
		for i := range it.Value {
			rotten := bytes.Clone(it.Value)
			rotten[i] ^= 1 << (i % 8)
			set(it.Key, rotten)
			got, err := readAll(t.Context(), e)
			if !errors.Is(err, ErrDamaged) && got != want {
				t.Fatalf("%q with %q reads as %s, %v", it.Key, rotten, got, err)
			}
			if err == nil && !bytes.HasPrefix(it.Key, kv.Key("p")) {
				t.Fatalf("%q with %q is not seen as damaged", it.Key, rotten)
			}
		}
		set(it.Key, it.Value)
	}
}

func TestIndexWithoutItsRecordIsDamage(t *testing.T) {
	s := open(t)
	change(t, s, eastborough)
	err := s.Engine().Update(t.Context(), func(w kv.Writer) error { return w.Delete(kv.Key("k", "roles", "chair")) })
	if err != nil {
		t.Fatal(err)
	}
	view(t, s, func(tx *Tx) error {
		for _, err := range Roles.By(tx, "of", "east") {
			if !errors.Is(err, ErrDamaged) || errors.Is(err, ErrNotFound) {
				t.Errorf("by an index: %v", err)
			}
		}
		for _, err := range Roles.Of(tx, "people", "a-marsh") {
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("by a reference: %v", err)
			}
		}
		return nil
	})
}
