package store_test

import (
	"errors"
	"fmt"
	"maps"
	"testing"

	. "csp/store"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"

	"pgregory.net/rapid"
)

// version is what an issue is at one time: its text, or that it is not there.
// Each change makes new ones; an undo brings old ones back.
type version struct {
	number int // each has its own
	text   string
	there  bool
}

// written is one change of the model: of each issue, what it was and became.
type written struct {
	before, after map[string]version
	undoneBy      int // index of the change that took it back, 0: none
}

// undoModel is the store of a few issues as plain maps.
type undoModel struct {
	now  map[string]version
	sets []written // [0] is nothing
	made int
}

// put does what one change does; it is none when nothing is different.
func (m *undoModel) put(next map[string]version) {
	w := written{before: map[string]version{}, after: map[string]version{}}
	for id, v := range next {
		old := m.now[id]
		if old.there == v.there && old.text == v.text {
			continue
		}
		m.made++
		v.number = m.made
		w.before[id], w.after[id], m.now[id] = old, v, v
	}
	if len(w.after) > 0 {
		m.sets = append(m.sets, w)
	}
}

// undo takes a change back, or returns what refuses it.
func (m *undoModel) undo(n int) error {
	undone := false
	for m.sets[n].undoneBy != 0 {
		n, undone = m.sets[n].undoneBy, !undone
	}
	if undone {
		return ErrUndone
	}
	for id, v := range m.sets[n].after {
		if m.now[id].number != v.number {
			return ErrMovedOn
		}
	}
	w := written{before: maps.Clone(m.sets[n].after), after: maps.Clone(m.sets[n].before)}
	maps.Copy(m.now, w.after)
	m.sets = append(m.sets, w)
	m.sets[n].undoneBy = len(m.sets) - 1
	return nil
}

// Any order of edits and undos leaves the store as plain maps say, and sound.
func TestUndoAsPlainMaps(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, err := Open(t.Context(), kvtest.Twice(memkv.New()))
		if err != nil {
			rt.Fatal(err)
		}
		m := &undoModel{now: map[string]version{}, sets: make([]written, 1)}
		ids := rapid.SampledFrom([]string{"bins", "dogs", "noise"})
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			if len(m.sets) > 1 && rapid.Bool().Draw(rt, "undo") {
				n := rapid.IntRange(1, len(m.sets)-1).Draw(rt, "number")
				_, err := s.Change(t.Context(), Change{Actor: "x", At: at}, func(tx *Tx) error { return undo(tx, uint64(n)) })
				if want := m.undo(n); !errors.Is(err, want) {
					rt.Fatalf("undo %d: %v, not %v", n, err, want)
				}
			} else {
				next := map[string]version{}
				for range rapid.IntRange(1, 2).Draw(rt, "records") {
					text := rapid.SampledFrom([]string{"", "one", "two"}).Draw(rt, "text")
					next[ids.Draw(rt, "id")] = version{text: text, there: text != ""}
				}
				m.put(next)
				if _, err := s.Change(t.Context(), Change{Actor: "x", At: at}, func(tx *Tx) error { return putIssues(tx, next) }); err != nil {
					rt.Fatal(err)
				}
			}
			if got, want := issuesOf(rt, t, s), m.texts(); fmt.Sprint(got) != fmt.Sprint(want) {
				rt.Fatalf("the store has %v, the maps %v", got, want)
			}
		}
		sound(t, s)
	})
}

func (m *undoModel) texts() map[string]string {
	out := map[string]string{}
	for id, v := range m.now {
		if v.there {
			out[id] = v.text
		}
	}
	return out
}

func putIssues(tx *Tx, next map[string]version) error {
	for id, v := range next {
		old, err := Issues.Get(tx, id)
		switch {
		case err != nil && !errors.Is(err, ErrNotFound):
			return err
		case v.there:
			old.ID, old.Text = id, v.text
			_, err = Issues.Put(tx, old)
		case err == nil:
			err = Issues.Delete(tx, id, old.Rev)
		default:
			err = nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func issuesOf(rt *rapid.T, t *testing.T, s *Store) map[string]string {
	out := map[string]string{}
	err := s.View(t.Context(), func(tx *Tx) error {
		for i, err := range Issues.All(tx) {
			if err != nil {
				return err
			}
			out[i.ID] = i.Text
		}
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
	return out
}
