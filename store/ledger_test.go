package store_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	. "csp/store"
	"csp/store/kv"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
)

var ledgerNow = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// ledgerStore is a store in memory, whose every Update runs twice, with a
// sender.
func ledgerStore(t *testing.T) (*Store, *Ledger) {
	t.Helper()
	s, err := Open(t.Context(), kvtest.Twice(memkv.New()))
	if err != nil {
		t.Fatal(err)
	}
	l, err := s.TakeLedger(t.Context(), Lease{}, "test")
	if err != nil {
		t.Fatal(err)
	}
	return s, l
}

// look runs fn in a view, and the store's own check after it.
func look(t *testing.T, s *Store, fn func(tx *Tx) error) {
	t.Helper()
	if err := s.View(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
	if faults, err := s.Check(t.Context()); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
}

func openKeys(t *testing.T, s *Store) []string {
	t.Helper()
	var keys []string
	look(t, s, func(tx *Tx) error {
		for p, err := range tx.OpenPosts() {
			if err != nil {
				return err
			}
			keys = append(keys, p.Key)
		}
		return nil
	})
	return keys
}

func TestOweOnceWithItsChange(t *testing.T) {
	s, l := ledgerStore(t)
	body := func(says string) json.RawMessage { return json.RawMessage(`{"says": "` + says + `"}`) }
	owed := func(says string, fail error) {
		_, err := s.Change(t.Context(), Change{Actor: "x"}, func(tx *Tx) error {
			if err := Owe(tx, Notice{Key: "moved 7", Channel: "C1", Body: body(says)}); err != nil {
				return err
			}
			return fail
		})
		if !errors.Is(err, fail) {
			t.Fatal(err)
		}
	}
	gone := errors.New("gone")
	owed("a", gone)
	if got := openKeys(t, s); len(got) != 0 {
		t.Fatalf("a change that failed owes %v", got)
	}
	owed("a", nil)
	owed("a", nil)
	key := NoticeKey("moved 7")
	if got := openKeys(t, s); !slices.Equal(got, []string{key}) {
		t.Fatalf("owed: %v", got)
	}
	finish := func(fn func(tx *LedgerTx) error) {
		t.Helper()
		if err := l.Update(t.Context(), fn); err != nil {
			t.Fatal(err)
		}
	}
	var p Post
	look(t, s, func(tx *Tx) (err error) { p, err = tx.Post(key); return err })
	p.Attempt = 1
	finish(func(tx *LedgerTx) (err error) { p, err = tx.Begin(p); return err })
	owed("b", nil) // while Slack is being asked
	p.State, p.TS, p.Channel, p.Sent = PostSent, "1.1", "C1", ledgerNow
	finish(func(tx *LedgerTx) error { return tx.Finish(p, ledgerNow) })
	if got := openKeys(t, s); !slices.Equal(got, []string{key}) {
		t.Fatalf("a post that says what is no longer so is not open: %v", got)
	}
	finish(func(tx *LedgerTx) error { return tx.Corrected(key, []byte(`{"says":"b"}`)) })
	owed("b", nil)
	if got := openKeys(t, s); len(got) != 0 {
		t.Fatalf("open after all: %v", got)
	}
	owed("c", nil)
	if got := openKeys(t, s); len(got) != 1 {
		t.Fatalf("a correction of a sent post is not open: %v", got)
	}
}

func TestOnlyOneSenderWrites(t *testing.T) {
	s, first := ledgerStore(t)
	var seen Lease
	look(t, s, func(tx *Tx) (err error) { seen, err = tx.Lease(); return err })
	second, err := s.TakeLedger(t.Context(), seen, "second")
	if err != nil || second.Epoch() != first.Epoch()+1 {
		t.Fatal(err)
	}
	if _, err := s.TakeLedger(t.Context(), seen, "late"); !errors.Is(err, ErrNotSender) {
		t.Fatalf("a lease that moved on was taken: %v", err)
	}
	if err := first.Update(t.Context(), func(tx *LedgerTx) error { return tx.SetMark(ledgerNow, time.Hour) }); !errors.Is(err, ErrNotSender) {
		t.Fatalf("the old sender wrote: %v", err)
	}
}

func TestALineIsInOnePost(t *testing.T) {
	s, l := ledgerStore(t)
	begin := func(key string, attempt int, lines ...string) error {
		return l.Update(t.Context(), func(tx *LedgerTx) error {
			_, err := tx.Begin(Post{Key: key, Type: ReminderType, To: "C1", Attempt: attempt, Lines: lines, Began: ledgerNow})
			return err
		})
	}
	finish := func(key string, attempt int, state PostState, lines ...string) error {
		return l.Update(t.Context(), func(tx *LedgerTx) error {
			return tx.Finish(Post{Key: key, Type: ReminderType, To: "C1", Attempt: attempt, Lines: lines, State: state, Sent: ledgerNow}, ledgerNow)
		})
	}
	steps := []struct {
		name string
		err  error
		want error
	}{
		{"claims", begin("p", 1, "a", "b", "c"), nil},
		{"another post has it", begin("q", 1, "b"), ErrTaken},
		{"the same attempt again", begin("p", 1, "a", "b", "c"), ErrTaken},
		{"the next attempt says less", begin("p", 2, "a", "b"), nil},
		{"what it left is free", begin("q", 1, "c"), nil},
		{"an old attempt ends", finish("p", 1, PostSent, "a", "b", "c"), ErrNotOwed},
		{"refused", finish("q", 1, PostRejected, "c"), nil},
		{"what was refused is free", begin("r", 1, "c"), nil},
		{"sent", finish("p", 2, PostSent, "a", "b"), nil},
		{"sent is for ever", begin("p", 3, "a"), ErrTaken},
		{"a sent line", begin("s", 1, "a"), ErrTaken},
		{"nothing left to say", finish("r", 1, PostSkipped, "c"), nil},
		{"an unknown state", finish("r", 1, PostDue, "c"), ErrNotOwed},
	}
	for _, st := range steps {
		if !errors.Is(st.err, st.want) {
			t.Errorf("%s: %v, want %v", st.name, st.err, st.want)
		}
	}
	look(t, s, func(tx *Tx) error {
		_, err := tx.Line("c")
		if !errors.Is(err, kv.ErrNotFound) {
			t.Errorf("line c: %v", err)
		}
		line, err := tx.Line("a")
		if line.State != LineSent || line.Post != "p" {
			t.Errorf("line a: %+v", line)
		}
		return err
	})
}
