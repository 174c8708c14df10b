package store

import (
	"errors"
	"strings"
	"testing"

	"csp/store/kv"
	"csp/store/kv/memkv"
)

func TestOlderStoreIsBroughtUp(t *testing.T) {
	e := memkv.New()
	if err := migrate(t.Context(), e, 1, nil); err != nil {
		t.Fatal(err)
	}
	ran := ""
	steps := []func(kv.Writer) error{
		func(w kv.Writer) error { ran += "1 to 2, "; return w.Put([]byte("x"), []byte("two")) },
		func(w kv.Writer) error {
			val, err := w.Get([]byte("x"))
			ran += "2 to 3"
			return errors.Join(err, w.Put([]byte("x"), append(val, " three"...)))
		},
	}
	for range 2 { // the second time there is nothing to do
		if err := migrate(t.Context(), e, 3, steps); err != nil {
			t.Fatal(err)
		}
	}
	err := e.View(t.Context(), func(r kv.Reader) error {
		val, err := r.Get([]byte("x"))
		n, err2 := format(r)
		if string(val) != "two three" || n != 3 || ran != "1 to 2, 2 to 3" {
			t.Errorf("format %d holds %q after %s", n, val, ran)
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMigrationThatFailsLeavesTheStore(t *testing.T) {
	e := memkv.New()
	if err := migrate(t.Context(), e, 1, nil); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	err := migrate(t.Context(), e, 2, []func(kv.Writer) error{
		func(w kv.Writer) error { return errors.Join(w.Put([]byte("x"), nil), stop) },
	})
	if !errors.Is(err, stop) || !strings.Contains(err.Error(), "from format 1 to 2") {
		t.Errorf("the failure is told as %v", err)
	}
	if err := migrate(t.Context(), e, 1, nil); err != nil {
		t.Errorf("the store as it was: %v", err)
	}
}

func TestNewerStoreIsRefused(t *testing.T) {
	e := memkv.New()
	if err := migrate(t.Context(), e, Format+1, nil); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), e)
	if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "its format is 4 and this version reads up to 3: start the newer version") {
		t.Errorf("a newer store is answered with %v", err)
	}
}

func TestStoreWithoutItsFormatIsDamaged(t *testing.T) {
	for _, val := range []string{"", "1", "0\nf7f6e6f4", "one\n00000000"} {
		e := memkv.New()
		err := e.Update(t.Context(), func(w kv.Writer) error { return w.Put(keyFormat, []byte(val)) })
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Open(t.Context(), e); !errors.Is(err, ErrDamaged) {
			t.Errorf("format %q is answered with %v", val, err)
		}
	}
	e := memkv.New()
	err := e.Update(t.Context(), func(w kv.Writer) error { return w.Put(recordKey("people", "a"), []byte("x")) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), e); !errors.Is(err, ErrDamaged) {
		t.Errorf("records without a format are answered with %v", err)
	}
}

func TestFormatHasItsMigrations(t *testing.T) {
	if len(migrations) != Format-1 {
		t.Errorf("format %d has %d migrations", Format, len(migrations))
	}
}

func FuzzUnseal(f *testing.F) {
	f.Add([]byte("{}\n00000000"))
	f.Add(seal([]byte(`{"id":"x"}`)))
	f.Add([]byte("\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		val, err := unseal(b)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		if again := seal(append([]byte{}, val...)); string(again) != string(b) {
			t.Fatalf("%q is unsealed to %q, which is sealed as %q", b, val, again)
		}
	})
}
