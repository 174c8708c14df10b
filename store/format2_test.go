package store

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/store/kv"
	"csp/store/kv/memkv"
)

// A store that the program wrote when its format was 2 is brought up to the
// layout of one written afresh: testdata/format2.txt is what someYears left in
// it then.
func TestFormat2BecomesWhatIsWrittenAfresh(t *testing.T) {
	old, fresh := memkv.New(), memkv.New()
	fill(t, old, "testdata/format2.txt")
	was := dump(t, old)
	if _, err := Open(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	someYears(t, s)
	got, want := dump(t, old), dump(t, fresh)
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("brought up, it holds %s", spelt(line))
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("brought up, it lacks %s", spelt(line))
		}
	}
	if slices.Equal(was, got) {
		t.Error("nothing was brought up")
	}
}

// fill puts the lines of a dump into an engine.
func fill(t *testing.T, e kv.Engine, file string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	err = e.Update(t.Context(), func(w kv.Writer) error {
		for line := bufio.NewScanner(bytes.NewReader(b)); line.Scan(); {
			key, val := parts(line.Text())
			if err := w.Put(key, val); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// parts are the key and the value of a line of a dump.
func parts(line string) (key, val []byte) {
	k, v, _ := strings.Cut(line, " ")
	key, _ = base64.StdEncoding.DecodeString(k)
	val, _ = base64.StdEncoding.DecodeString(v)
	return key, val
}

// spelt is a line of a dump to be read.
func spelt(line string) string {
	key, val := parts(line)
	return fmt.Sprintf("%q: %q", key, val)
}

// someYears is what an office writes: records of actions in every state,
// changed, closed and opened again.
func someYears(t *testing.T, s *Store) {
	t.Helper()
	at := time.Date(2026, time.November, 2, 10, 0, 0, 0, time.UTC)
	change := func(request string, fn func(tx *Tx) error) uint64 {
		t.Helper()
		at = at.Add(time.Hour)
		n, err := s.Change(t.Context(), Change{Request: request, Actor: "T0OFFICE/U0LOWE", Name: "Bea Lowe", Command: "edit", At: at}, fn)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	put := func(a Action) func(tx *Tx) error {
		return func(tx *Tx) error {
			if old, err := Actions.Get(tx, a.ID); err == nil {
				a.Rev = old.Rev
			}
			return onlyError(Actions.Put(tx, a))
		}
	}
	day := func(m time.Month, d int) Date { return Date{Year: 2026, Month: m, Day: d} }
	due := func(m time.Month, d int) Due { return Due{Date: day(m, d)} }
	change("first", func(tx *Tx) error {
		for _, p := range []Partnership{{Meta: Meta{ID: "eastborough"}, Name: "Eastborough CSP", Prefix: "EAS"}, {Meta: Meta{ID: "westmere"}, Name: "Westmere CSP", Prefix: "WES"}} {
			if err := onlyError(Partnerships.Put(tx, p)); err != nil {
				return err
			}
		}
		return onlyError(People.Put(tx, Person{Meta: Meta{ID: "b-lowe"}, Name: "Bea Lowe", Slack: "U0LOWE"}))
	})
	change("", put(Action{Meta: Meta{ID: "open"}, Ref: "EAS-26-001", Partnership: "eastborough", Text: "Write to schools", Owner: "b-lowe", Due: due(time.December, 1), Status: "open"}))
	change("", put(Action{Meta: Meta{ID: "soon"}, Ref: "EAS-26-002", Partnership: "eastborough", Text: "Map the lights", Due: Due{NextBoard: true}, Status: "open"}))
	change("", put(Action{Meta: Meta{ID: "done"}, Ref: "EAS-26-003", Partnership: "eastborough", Text: "Book the hall", Owner: "b-lowe", Due: due(time.October, 1), Status: "open"}))
	change("closing", put(Action{Meta: Meta{ID: "done"}, Ref: "EAS-26-003", Partnership: "eastborough", Text: "Book the hall", Owner: "b-lowe", Due: due(time.October, 1), Status: "done", Closed: day(time.November, 2), ClosedBy: "Bea Lowe"}))
	change("", put(Action{Meta: Meta{ID: "off"}, Ref: "WES-26-001", Partnership: "westmere", Text: "Price the shelters", Status: "cancelled", Closed: day(time.September, 9)}))
	change("", put(Action{Meta: Meta{ID: "undated"}, Partnership: "westmere", Text: "Thank the helpers", Status: "done"}))
	change("", put(Action{Meta: Meta{ID: "case"}, Ref: "WES-26-002", Partnership: "westmere", Text: "Prepare the case", Session: "closed", Due: due(time.November, 20), Status: "open"}))
	change("", put(Action{Meta: Meta{ID: "case-done"}, Ref: "WES-26-003", Partnership: "westmere", Text: "Hear the case", Session: "closed", Status: "done", Closed: day(time.October, 30)}))
	change("", put(Action{Meta: Meta{ID: "again"}, Ref: "EAS-26-004", Partnership: "eastborough", Text: "Ring the council", Status: "done", Closed: day(time.October, 3)}))
	change("", put(Action{Meta: Meta{ID: "again"}, Ref: "EAS-26-004", Partnership: "eastborough", Text: "Ring the council", Status: "open", Due: due(time.December, 24)}))
	change("", func(tx *Tx) error {
		return onlyError(Decisions.Put(tx, Decision{Meta: Meta{ID: "fund"}, Ref: "EAS-D-26-001", Kind: "pcc", Partnerships: []string{"eastborough"}, Text: "Fund the wardens", Status: "needed", NeededBy: day(time.December, 8)}))
	})
}

// onlyError is the error of a Put.
func onlyError[T any](_ T, err error) error { return err }

// dump is every key and value of an engine, a line each, in base64. The times
// of requests are the machine's, and left out.
func dump(t *testing.T, e kv.Engine) []string {
	t.Helper()
	var out []string
	err := e.View(t.Context(), func(r kv.Reader) error {
		for it, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			if from, to := kv.Span("o"); bytes.Compare(it.Key, from) >= 0 && bytes.Compare(it.Key, to) < 0 {
				continue
			}
			out = append(out, base64.StdEncoding.EncodeToString(it.Key)+" "+base64.StdEncoding.EncodeToString(it.Value))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
