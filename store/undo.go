package store

import (
	"errors"
	"fmt"
	"math"

	"csp/store/kv"
)

// Sentinels of undo.
var (
	// ErrMovedOn: others have built on the change; see MovedOnError.
	ErrMovedOn = errors.New("built on since")
	// ErrUndone: the change was taken back already; see UndoneError.
	ErrUndone = errors.New("taken back already")
)

// Undone is what became of a change that was taken back.
type Undone struct {
	// Number is the change that was taken back: the one asked for, or, when
	// that had been taken back and put back again, the one that put it back.
	Number    uint64
	Cancelled int // how many new records are cancelled, since their kind is never deleted
	Kept      int // how many new records stay, since a cancelled one names them
}

// Move is a record that stands in the way of taking a change back.
type Move struct {
	Kind, ID string
	// By is the change that last wrote the record.
	By ChangeSet
}

// MovedOnError is a change that others have built on: records of it were
// written again, or records elsewhere hang on them.
type MovedOnError struct {
	Number uint64
	Moves  []Move // the first of them, at least one
	Total  int    // how many there are
}

// Error names the change.
func (e *MovedOnError) Error() string {
	return fmt.Sprintf("change %d: %v by change %d", e.Number, ErrMovedOn, e.Moves[0].By.Number)
}

// Unwrap makes errors.Is(err, ErrMovedOn) true.
func (e *MovedOnError) Unwrap() error { return ErrMovedOn }

// maxMoves is how many Moves a MovedOnError names.
const maxMoves = 20

func (e *MovedOnError) add(tx *Tx, s subject, number uint64) error {
	if e.Total++; len(e.Moves) == maxMoves {
		return nil
	}
	set, err := tx.ChangeSet(number)
	e.Moves = append(e.Moves, Move{s.kind, s.id, set})
	return damaged(err)
}

// UndoneError is a change that was taken back before. By is the change that
// did so.
type UndoneError struct {
	Number uint64
	By     ChangeSet
}

// Error names both changes.
func (e *UndoneError) Error() string {
	return fmt.Sprintf("change %d: %v by change %d", e.Number, ErrUndone, e.By.Number)
}

// Unwrap makes errors.Is(err, ErrUndone) true.
func (e *UndoneError) Unwrap() error { return ErrUndone }

func undoneKey(number uint64) []byte { return kv.Key("u", number) }

// standing follows a change from undo to undo to the last of them. Was the
// change taken back, and not put back since, that is the one that did so and
// undone is true; else it is the change that holds what was written: itself,
// or the one that put it back.
func (tx *Tx) standing(number uint64) (last uint64, undone bool, err error) {
	for last = number; ; undone = !undone {
		next, err := tx.getNumber(undoneKey(last))
		if err == nil && next != 0 && next <= last {
			err = ErrDamaged // it would never end
		}
		if err != nil || next == 0 {
			return last, undone, err
		}
		last = next
	}
}

// TakenBack returns the change that took a change back, false when it holds:
// nobody took it back, or it was put back since.
func (tx *Tx) TakenBack(number uint64) (ChangeSet, bool, error) {
	last, undone, err := tx.standing(number)
	if err != nil || !undone {
		return ChangeSet{}, false, err
	}
	set, err := tx.ChangeSet(last)
	return set, err == nil, damaged(err)
}

// Undo takes back the change set with the number: every record of it is again
// what it was before. It must come first in a change, which becomes the undo,
// and can itself be undone.
//
// When a record of it has moved on since, or others hang on what it brought,
// nothing is written and the answer is a MovedOnError; a change and the
// undoing of that change do not count as moves. One that was taken back
// already is answered with an UndoneError; one that was put back since is
// taken back again.
//
// A new record of a kind that is never deleted becomes cancelled on day, by
// whom it says, and keeps its reference; what it names stays with it. Only a
// change that brought a partnership takes such records away with it, unless
// they belong to partnerships that were there before: the numbers of their
// references stay used.
func (tx *Tx) Undo(number uint64, day Date, by string) (Undone, error) {
	u, err := tx.undo(number, day, by)
	if err != nil {
		return Undone{}, fmt.Errorf("undo change %d: %w", number, err)
	}
	return u.done, nil
}

func (tx *Tx) undo(number uint64, day Date, by string) (*undoing, error) {
	if tx.w == nil {
		return nil, errReadOnly
	}
	if len(tx.entries) > 0 {
		return nil, errors.New("the transaction has written before")
	}
	if _, err := tx.ChangeSet(number); err != nil {
		return nil, err
	}
	last, undone, err := tx.standing(number)
	if err != nil {
		return nil, err
	}
	if undone {
		set, err := tx.ChangeSet(last)
		if err != nil {
			return nil, damaged(err)
		}
		return nil, &UndoneError{number, set}
	}
	u := &undoing{
		tx: tx, number: last, before: tx.rev, day: day, by: by,
		fresh: map[subject]fate{}, moved: &MovedOnError{Number: last}, done: Undone{Number: last},
	}
	for _, step := range []func() error{u.look, u.decide, u.write, u.settle} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	tx.undoes = last
	return u, nil
}

// MovedOn answers with the MovedOnError for which a change cannot be taken back,
// as far as its own records tell; nil when they are as it left them.
func (tx *Tx) MovedOn(number uint64) error {
	last, _, err := tx.standing(number)
	if err != nil {
		return fmt.Errorf("look at change %d: %w", number, err)
	}
	u := &undoing{tx: tx, number: last, before: math.MaxUint64, fresh: map[subject]fate{}, moved: &MovedOnError{Number: last}}
	if err := u.look(); err != nil {
		return fmt.Errorf("look at change %d: %w", number, err)
	}
	return nil
}

// newest returns the number of the last change before a number that wrote a
// record, 0 when there is none.
func (tx *Tx) newest(s subject, before uint64) (uint64, error) {
	from, _ := kv.Span("h", s.kind, s.id)
	for it, err := range tx.r.ScanBack(from, historyKey(s, before)) {
		if err != nil {
			return 0, err
		}
		return numberOf(it.Key)
	}
	return 0, nil
}

// origin returns the change that made a record what it was after a change
// which wrote it: an undo only puts back what an earlier one had made. It is
// 0 for what had not been there.
func (tx *Tx) origin(s subject, number uint64) (uint64, error) {
	for number != 0 {
		set, err := tx.ChangeSet(number)
		if err != nil || set.Undoes == 0 {
			return number, damaged(err)
		}
		if set.Undoes >= number {
			return 0, ErrDamaged
		}
		if number, err = tx.newest(s, set.Undoes); err != nil {
			return 0, err
		}
	}
	return 0, nil
}
