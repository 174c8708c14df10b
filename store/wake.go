package store

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"csp/store/kv"
)

// Waker is how the store knows, without knowing any reminder, when a record
// has to be looked at again. Its functions read; they are called at the end
// of a change, when its records are whole.
type Waker struct {
	// Version names the rules. A store that was indexed by others is indexed
	// again, in batches (see Store.Rearm).
	Version string
	// Anchors are the kinds that have wake-ups, with the date fields whose
	// first storing is remembered (Tx.FirstStored).
	Anchors map[string][]string
	// Wake returns the wake-ups of a record, none when it is gone or finished.
	Wake func(tx *Tx, now time.Time, kind, id string) ([]WakeUp, error)
	// Hangs returns what else may have to be sent at another time since a
	// record changed. old is nil for a new record, rec for a deleted one.
	Hangs func(tx *Tx, now time.Time, kind string, old, rec any) ([]Waiting, error)
	// Shown returns the keys of the posts that a change of this record shows
	// in, so that they are drawn again; nil: none.
	Shown func(tx *Tx, now time.Time, kind string, old, rec any) ([]string, error)
	// All reports whether a change of this record may move everything.
	All func(kind string, old, rec any) bool
	// Changed is told of a change as a whole, so that what is to be said of it
	// is owed in its own transaction; nil: nothing is.
	Changed func(tx *Tx, now time.Time, set ChangeSet, records []Changed) error
}

// Changed is a record that a change wrote. Old is nil for a new record, Rec
// for a deleted one.
type Changed struct {
	Kind, ID string
	Old, Rec any
}

// anchors returns the anchor fields of a kind, and whether it has wake-ups.
func (w *Waker) anchors(kind string) (fields []string, ok bool) {
	if w == nil {
		return nil, false
	}
	fields, ok = w.Anchors[kind]
	return fields, ok
}

// WakeUp is a day on which a record is to be looked at for one kind of
// reminder: possibly too early, never too late.
type WakeUp struct {
	Name string // of the kind of reminder
	Day  Date
}

// Waiting is a record that waits to be looked at for one kind of reminder.
type Waiting struct {
	Kind, ID string // the record's
	Name     string // of the kind of reminder
	Day      Date
}

func wakeKey(w Waiting) []byte { return kv.Key("d", w.Day.String(), w.Name, w.Kind, w.ID) }

func wakesKey(kind, id, name string) []byte { return kv.Key("e", kind, id, name) }

// Waiting yields what is to be looked at until a day, in the order of the
// days. It is not all while Rearming is true.
func (tx *Tx) Waiting(until Date) iter.Seq2[Waiting, error] {
	return func(yield func(Waiting, error) bool) {
		from, _ := kv.Span("d")
		_, to := kv.Span("d", until.String())
		for it, err := range tx.r.Scan(from, to) {
			var w Waiting
			if err == nil {
				w, err = parseWaiting(it.Key)
			}
			if !yield(w, err) || err != nil {
				return
			}
		}
	}
}

func parseWaiting(key []byte) (Waiting, error) {
	s, err := keyTexts(key, 5)
	if err != nil {
		return Waiting{}, fmt.Errorf("read wake-up: %w", err)
	}
	day, err := ParseDate(s[1])
	if err != nil {
		return Waiting{}, fmt.Errorf("read wake-up: %w", ErrDamaged)
	}
	return Waiting{Day: day, Name: s[2], Kind: s[3], ID: s[4]}, nil
}

// touched is a record that a change wrote, as it was before.
func (k *Kind[T]) touched(tx *Tx, id string, old *T) {
	s := subject{k.Name, id}
	if _, again := tx.before[s]; again || tx.waker == nil {
		return
	}
	tx.before[s] = nil
	if old != nil {
		tx.before[s] = old
	}
}

// wakeTouched moves the wake-ups of what the change wrote, and of what hangs
// on it, and has the change told of. Without a Waker it leaves word that they
// were not moved.
func (tx *Tx) wakeTouched(c Change) error {
	if tx.waker == nil {
		return tx.w.Delete(keyWaker)
	}
	changed := make([]Changed, 0, len(tx.before))
	for s, old := range tx.before {
		rec, err := tx.loadAny(s)
		if err != nil {
			return err
		}
		changed = append(changed, Changed{s.kind, s.id, old, rec})
		if tx.waker.All(s.kind, old, rec) {
			if err := tx.w.Put(keyRearm, seal(nil)); err != nil {
				return err
			}
		}
		if err := errors.Join(tx.Rearm(s.kind, s.id), tx.redrawTouched(s.kind, old, rec)); err != nil {
			return err
		}
		hanging, err := tx.waker.Hangs(tx, tx.at, s.kind, old, rec)
		if err != nil {
			return err
		}
		for _, h := range hanging {
			if _, own := tx.before[subject{h.Kind, h.ID}]; own {
				continue
			}
			if err := tx.wakeSoon(h); err != nil {
				return err
			}
		}
	}
	if tx.waker.Changed == nil {
		return nil
	}
	slices.SortFunc(changed, func(a, b Changed) int {
		return compareSubjects(subject{a.Kind, a.ID}, subject{b.Kind, b.ID})
	})
	set := ChangeSet{Number: tx.rev, Change: c, Size: len(changed), Undoes: tx.undoes}
	return tx.waker.Changed(tx, tx.at, set, changed)
}

// loadAny returns a pointer to a record, nil when it is not there.
func (tx *Tx) loadAny(s subject) (any, error) {
	k, _ := KindNamed(s.kind)
	rec, err := k.Load(tx, s.id)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return rec, err
}

// wakeSoon has a record looked at on the day at the latest.
func (tx *Tx) wakeSoon(w Waiting) error {
	have, err := tx.wakeDay(w)
	if err != nil || !have.IsZero() && !w.Day.Before(have) {
		return err
	}
	return tx.setWake(w, have)
}

// wakeDay returns the day on which a record will be looked at for a kind of
// reminder, the zero Date when it is none.
func (tx *Tx) wakeDay(w Waiting) (Date, error) {
	b, err := tx.getSealed(wakesKey(w.Kind, w.ID, w.Name))
	if errors.Is(err, kv.ErrNotFound) {
		return Date{}, nil
	}
	if err != nil {
		return Date{}, fmt.Errorf("read wake-up: %w", err)
	}
	day, err := ParseDate(string(b))
	if err != nil {
		return Date{}, fmt.Errorf("read wake-up: %w", ErrDamaged)
	}
	return day, nil
}

// setWake moves one wake-up from the day had, which may be none, to w.Day,
// which may be none too.
func (tx *Tx) setWake(w Waiting, had Date) error {
	if w.Day == had {
		return nil
	}
	at := w
	at.Day = had
	if !had.IsZero() {
		if err := tx.w.Delete(wakeKey(at)); err != nil {
			return err
		}
	}
	if w.Day.IsZero() {
		return tx.w.Delete(wakesKey(w.Kind, w.ID, w.Name))
	}
	return errors.Join(tx.w.Put(wakeKey(w), nil), tx.w.Put(wakesKey(w.Kind, w.ID, w.Name), seal([]byte(w.Day.String()))))
}

// Rearm works out a record's wake-ups anew, as after a reminder of it was
// sent. In a View it is an error.
func (tx *Tx) Rearm(kind, id string) error {
	if tx.w == nil {
		return errReadOnly
	}
	if _, ok := tx.waker.anchors(kind); !ok {
		return nil
	}
	wakes, err := tx.waker.Wake(tx, tx.at, kind, id)
	if err != nil {
		return fmt.Errorf("find wake-ups of %s %s: %w", kind, id, err)
	}
	has := map[string]Date{}
	for _, w := range wakes {
		has[w.Name] = w.Day
	}
	for it, err := range tx.r.Scan(kv.Span("e", kind, id)) {
		if err != nil {
			return err
		}
		s, err := keyTexts(it.Key, 4)
		if err != nil {
			return fmt.Errorf("read wake-up: %w", err)
		}
		if _, stays := has[s[3]]; !stays {
			has[s[3]] = Date{}
		}
	}
	for name, day := range has {
		w := Waiting{kind, id, name, day}
		had, err := tx.wakeDay(w)
		if err == nil {
			err = tx.setWake(w, had)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Memo returns what fill made when it was first asked for in this
// transaction, so that a Waker reads once what many records need.
func (tx *Tx) Memo(fill func() any) any {
	if tx.memo == nil {
		tx.memo = fill()
	}
	return tx.memo
}
