package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"csp/store/kv"
)

// Tx is one transaction: a snapshot, and inside Store.Change also a writer.
// It must not be used by two goroutines at once, nor after its end.
type Tx struct {
	r kv.Reader
	w kv.Writer // nil in a View

	clock func() time.Time // of a writer: the machine's
	waker *Waker           // nil: nobody is to be reminded
	at    time.Time        // of a writer: the calendar's time
	memo  any              // what the waker keeps
	veil  func(rec any)    // of a View: what it changes in each record that is read; nil: nothing

	// What follows is of a change alone.
	rev      uint64               // its number
	entries  map[subject]int      // the place of each record's entry in the change set
	places   int                  // how many places were used, those of dropped entries too
	counts   map[string]int       // by kind, how many records came, less those that went
	mentions map[subject]struct{} // what was referred to, or deleted: looked at in the end
	gone     map[subject]struct{} // what was deleted
	before   map[subject]any      // what was written, as it was at first; nil: it is new
	late     []func() error       // checks that can only be made in the end
	lateDone map[subject]struct{} // what they are about, so that each is made once
	walked   map[subject]struct{} // what noLoop came by in this Settle
	undoes   uint64               // the change that it takes back, 0: none
	answers  []string             // the requests that it carries out beside its own
	said     json.RawMessage      // what the one who makes it is told
	broken   error                // a record was written by halves, which fails the change
}

// subject names one record.
type subject struct{ kind, id string }

func compareSubjects(a, b subject) int {
	if c := strings.Compare(a.kind, b.kind); c != 0 {
		return c
	}
	return strings.Compare(a.id, b.id)
}

var errReadOnly = errors.New("a view cannot write")

func newChange(w kv.Writer, rev uint64) *Tx {
	return &Tx{
		r: w, w: w, rev: rev,
		entries: map[subject]int{}, counts: map[string]int{},
		mentions: map[subject]struct{}{}, gone: map[subject]struct{}{}, before: map[subject]any{},
		lateDone: map[subject]struct{}{},
	}
}

// Revision returns the number of the last change set, 0 in an empty store. It
// moves with every record that is written and with nothing else, so what was
// worked out from records at one revision holds until the next.
func (tx *Tx) Revision() (uint64, error) {
	n, err := tx.getNumber(keyRevision)
	if err != nil {
		return 0, fmt.Errorf("read revision: %w", err)
	}
	return n, nil
}

// Count returns how many records of a kind there are. It reads one number.
func (tx *Tx) Count(kind string) (int, error) {
	n, err := tx.getNumber(kv.Key("t", kind))
	if err != nil {
		return 0, fmt.Errorf("count %s: %w", kind, err)
	}
	return int(n) + tx.counts[kind], nil
}

// atEnd has fn called once when the change is whole, for a rule that a record
// can break on its way although the change keeps it: the old chair may come
// after the new one.
func (tx *Tx) atEnd(about subject, fn func() error) {
	if _, known := tx.lateDone[about]; !known {
		tx.lateDone[about] = struct{}{}
		tx.late = append(tx.late, fn)
	}
}

// Settle makes the checks that wait for the change to be whole and returns
// all that they find. Store.Change does so in the end; a change that will not
// be kept, such as a dry run, asks here.
func (tx *Tx) Settle() error {
	tx.walked = map[subject]struct{}{}
	errs := []error{tx.broken, tx.checkMentions()}
	for _, check := range tx.late {
		errs = append(errs, check())
	}
	return errors.Join(errs...)
}

// checkMentions finds what the change's records refer to, and that nothing
// still refers to what it deleted. A file may name a record before it comes.
func (tx *Tx) checkMentions() error {
	targets := make([]subject, 0, len(tx.mentions))
	for s := range tx.mentions {
		targets = append(targets, s)
	}
	slices.SortFunc(targets, compareSubjects)
	var errs []error
	for _, s := range targets {
		_, err := tx.r.Get(recordKey(s.kind, s.id))
		if err == nil {
			continue
		}
		if !errors.Is(err, kv.ErrNotFound) {
			return err
		}
		_, gone := tx.gone[s]
		for ref, err := range tx.Referring(s.kind, s.id) {
			switch {
			case err != nil:
				return err
			case gone:
				errs = append(errs, &InUseError{ref})
			default:
				errs = append(errs, &ReferenceError{ref})
			}
		}
	}
	return errors.Join(errs...)
}

// InUseError is a record that cannot be deleted since another refers to it.
type InUseError struct{ Reference }

// Error says what refers to the record.
func (e *InUseError) Error() string {
	return fmt.Sprintf("delete %s %s: %v by %s %s (%s)", e.Kind, e.ID, ErrInUse, e.From, e.FromID, e.Field)
}

// Unwrap makes errors.Is(err, ErrInUse) true.
func (e *InUseError) Unwrap() error { return ErrInUse }
