package commands

import (
	"errors"
	"strings"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

// offFor is how many months are looked ahead for what is turned off.
const offFor = 12

// stops says what is not sent any more when a kind of reminder is turned off
// for a record.
func (m *timingMove) stops(d *draft, f found) (string, error) {
	today := d.c.Today()
	lines, err := reminders.Lines(d.tx, d.c.Desk.Reminders, d.c.Now, today, today.AddMonths(offFor))
	if err != nil {
		return "", err
	}
	name := lowerFirst(timingName(m.Timing))
	seen, kinds := map[subject]bool{}, map[string]bool{}
	n := 0
	for _, l := range lines {
		s := subject{l.SubjectKind, l.Subject}
		if l.Kind != m.Timing || seen[s] {
			continue
		}
		hit, err := timedFrom(d.tx, &l, m.Timing, f)
		if err != nil {
			return "", err
		}
		if hit {
			n++
			seen[s], kinds[l.SubjectKind] = true, true
		}
	}
	if n == 0 {
		return "No " + name + " reminder was to come in the next 12 months.", nil
	}
	what, one := "records", "record"
	for kind := range kinds {
		if k, ok := store.KindNamed(kind); ok && len(kinds) == 1 {
			what, one = k.Called()
		}
	}
	if what == store.Meetings.Name {
		what, one = "boards", "board"
	}
	return "No " + name + " reminder will be sent any more for " + english.Count(n, one, what) + " that had some to come in the next 12 months.", nil
}

// turnedOff says what is not sent any more after a record's timings were
// changed by hand; "" when none was turned off.
func (k *keeper) turnedOff(rec, was any) (string, error) {
	var said []string
	before := store.MetaOf(was).Timings
	now := store.MetaOf(rec).Timings
	for _, name := range sortedKeys(now) {
		if old, set := before[name]; len(now[name]) > 0 || set && len(old) == 0 {
			continue
		}
		m := timingMove{Kind: k.st.Kind, ID: k.st.ID, Timing: name}
		says, err := m.stops(&draft{c: k.Call, tx: k.tx}, found{k.st.Kind, k.st.ID, rec})
		if err != nil {
			return "", err
		}
		said = append(said, says)
	}
	return strings.Join(said, " "), nil
}

// timedFrom reports whether a line comes when the timings of a record say,
// and none nearer to it.
func timedFrom(tx *store.Tx, l *reminders.Line, timing string, f found) (bool, error) {
	if l.Waits.Kind == f.Kind && l.Waits.ID == f.ID {
		return true, nil
	}
	rec, err := load(tx, subject{l.Waits.Kind, l.Waits.ID})
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	layers, _, err := timingLayers(tx, rec)
	if err != nil || len(layers) == 0 {
		return false, err
	}
	switch f.Kind {
	case store.Offices.Name:
		layers = layers[:len(layers)-1]
	case store.Partnerships.Name:
		if in := about(rec.Rec).Partnerships; len(in) != 1 || in[0] != f.ID {
			return false, nil
		}
		layers = layers[:1]
	default:
		return false, nil
	}
	_, layer := reminders.Nearest(timing, nil, layers...)
	return layer < 0, nil
}
