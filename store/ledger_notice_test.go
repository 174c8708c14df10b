package store_test

import (
	"encoding/json"
	"testing"
	"time"

	. "csp/store"
)

func owing(t *testing.T, s *Store, n Notice) {
	t.Helper()
	_, err := s.Change(t.Context(), Change{Actor: "x"}, func(tx *Tx) error { return Owe(tx, n) })
	if err != nil {
		t.Fatal(err)
	}
}

func withdrawing(t *testing.T, s *Store, key string) (done bool) {
	t.Helper()
	_, err := s.Change(t.Context(), Change{Actor: "x"}, func(tx *Tx) (err error) {
		done, err = Withdraw(tx, key, "it is as it was")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// A notice that is true no more before it was posted goes out to nobody; owed
// again it does, and what was posted stays.
func TestWithdraw(t *testing.T) {
	s, l := ledgerStore(t)
	body := func(says string) json.RawMessage { return json.RawMessage(`{"says":"` + says + `"}`) }
	if withdrawing(t, s, "moved") {
		t.Error("what was never owed is withdrawn")
	}
	owing(t, s, Notice{Key: "moved", Channel: "C1", Body: body("a")})
	if !withdrawing(t, s, "moved") || len(openKeys(t, s)) != 0 || !withdrawing(t, s, "moved") {
		t.Error("it is still owed")
	}
	owing(t, s, Notice{Key: "moved", Channel: "C1", Body: body("a"), AtOnce: true})
	if got := openKeys(t, s); len(got) != 1 {
		t.Fatalf("owed again: %v", got)
	}
	err := l.Update(t.Context(), func(tx *LedgerTx) error {
		p, err := tx.Post(NoticeKey("moved"))
		if err != nil {
			return err
		}
		if !p.AtOnce || p.Why != "" {
			t.Errorf("owed again it is %+v", p)
		}
		p.Attempt, p.Channel = 1, "C1"
		_, err = tx.Begin(p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if withdrawing(t, s, "moved") {
		t.Error("what Slack may have is withdrawn")
	}
}

// Each line is counted once, in the week in which it was settled.
func TestTally(t *testing.T) {
	s, l := ledgerStore(t)
	monday := Date{2026, time.November, 16}
	for day, want := range map[Date]Date{
		monday: monday, monday.AddDays(6): monday, monday.AddDays(-1): monday.AddDays(-7), monday.AddDays(3): monday,
	} {
		if got := WeekOf(day); got != want {
			t.Errorf("the week of %s begins on %s", day, got)
		}
	}
	err := l.Update(t.Context(), func(tx *LedgerTx) error {
		for _, line := range []string{"a", "a", "b"} { // a second skip is none
			if err := tx.SkipLine(line, "too old", ledgerNow); err != nil {
				return err
			}
		}
		if err := tx.SkipLine("c", Covered, ledgerNow); err != nil {
			return err
		}
		p, err := tx.Begin(Post{Key: "p", Type: ReminderType, To: "C1", Lines: []string{"d", "e", "f"}, Spoken: 2, Attempt: 1, Began: ledgerNow})
		if err != nil {
			return err
		}
		p.State, p.Channel, p.TS, p.Sent = PostSent, "C1", "1.0", ledgerNow
		if err := tx.Finish(p, ledgerNow); err != nil {
			return err
		}
		for range 2 {
			if err := tx.Missing("p", ledgerNow.AddDate(0, 0, 7)); err != nil {
				return err
			}
		}
		return tx.SaidBy([]string{"g"}, "n", ledgerNow)
	})
	if err == nil {
		owing(t, s, Notice{Key: "n", Body: json.RawMessage(`{}`)})
	}
	if err != nil {
		t.Fatal(err)
	}
	look(t, s, func(tx *Tx) error {
		this, err := tx.Tally(monday)
		if err != nil || this.Sent != 2 || this.Skipped["too old"] != 2 || len(this.Skipped) != 1 || this.Due() != 4 {
			t.Errorf("counted %+v, %v", this, err)
		}
		next, err := tx.Tally(monday.AddDays(7))
		if err != nil || next.Missing != 2 || next.Due() != 0 {
			t.Errorf("counted %+v, %v", next, err)
		}
		return nil
	})
}
