package reminders

import (
	"time"

	"csp/store"
)

// lately holds what was read of one record while its wake-ups are found: each
// kind of reminder, and each stretch of time that it looks at, asks for the
// same. Nothing is written meanwhile. A nil *lately keeps nothing.
type lately struct {
	kind, id string
	known    bool
	rec      any
	first    map[string]time.Time
	snoozes  map[string][]store.Snooze
}

func newLately(kind, id string) *lately {
	return &lately{kind: kind, id: id, first: map[string]time.Time{}, snoozes: map[string][]store.Snooze{}}
}

// of reports whether it is this record that is kept.
func (l *lately) of(kind, id string) bool { return l != nil && l.kind == kind && l.id == id }

// record returns a record as it was kept, a nil pointer when there is none;
// known is false when it was not read yet.
func (l *lately) record(kind, id string) (rec any, known bool) {
	if !l.of(kind, id) {
		return nil, false
	}
	return l.rec, l.known
}

func (l *lately) keep(kind, id string, rec any) {
	if l.of(kind, id) {
		l.known, l.rec = true, rec
	}
}

// once reads what is not there yet.
func once[K comparable, T any](kept map[K]T, key K, read func() T) T {
	val, known := kept[key]
	if !known {
		val = read()
		kept[key] = val
	}
	return val
}
