package commands

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv"
	"csp/store/kv/memkv"
)

// recorder fills in the forms that record a board, as a person does.
type recorder struct {
	t    *testing.T
	d    *Desk
	form *Form
	seen string // all that the last step showed
}

// send sends the form on top with values by the inputs' names without their
// number. It returns what is said in the end.
func (r *recorder) send(values map[string]string) (FormAnswer, error) {
	r.t.Helper()
	sum := sha256.Sum256([]byte(r.form.ID + r.form.State))
	s := Submission{
		Request: Request{Actor: speakers["staff"], Now: sundayMorning, ID: fmt.Sprintf("V1.%x", sum[:6])},
		Form:    r.form.ID, State: r.form.State, Values: map[string][]string{},
	}
	for _, in := range r.form.Inputs {
		s.Values[in.Name] = in.Value
		name, _, _ := strings.Cut(in.Name, ".")
		if v, ok := values[name]; ok {
			s.Values[in.Name] = []string{v}
		}
	}
	return r.d.Submit(context.Background(), s)
}

// next is send where another form must follow.
func (r *recorder) next(values map[string]string) {
	r.t.Helper()
	a, err := r.send(values)
	if err != nil || a.Next == nil {
		r.t.Fatalf("%s: no form follows: %+v, %v", r.form.ID, a, err)
	}
	r.form = a.Next
}

// toCheck goes from the typed line to the form that shows all that will be
// written, with the pasted boxes of actions.
func toCheck(t *testing.T, d *Desk, boxes ...string) *recorder {
	t.Helper()
	out, err := d.Do(context.Background(), Request{Actor: speakers["staff"], Text: "record westmere", Now: sundayMorning})
	if err != nil || out.Form == nil {
		t.Fatal(out.Console(), err)
	}
	r := &recorder{t: t, d: d, form: out.Form}
	r.next(nil) // which board
	r.next(nil) // who was there
	r.next(map[string]string{"box00": "Meet on Mondays"})
	pasted := map[string]string{}
	for i, b := range boxes {
		pasted[fmt.Sprintf("box%02d", i)] = b
	}
	r.next(pasted)
	r.next(nil) // the next board
	for r.form.Send == "Next" && r.form.ID == "record.check" {
		r.seen += Reply{Blocks: r.form.Before}.Console()
		r.next(nil)
	}
	r.seen += Reply{Blocks: r.form.Before}.Console()
	if r.form.ID != "record.check" {
		t.Fatalf("at %s: %s", r.form.ID, Reply{Blocks: r.form.Before}.Console())
	}
	return r
}

// sixty are sixty pasted actions over three boxes.
func sixty() []string {
	var lines []string
	for i := range 60 {
		lines = append(lines, fmt.Sprintf("%d. Cal Ray to do the thing with the number %d %s by next board", i+1, i+1, strings.Repeat("and so on ", 7)))
	}
	return boxesOf(strings.Join(lines, "\n"), maxTyped)
}

// raised are the references of the actions of the board that was recorded, and
// how many decisions it has.
func raised(t *testing.T, d *Desk) (refs []string, decided int, held bool) {
	t.Helper()
	err := d.Store.View(context.Background(), func(tx *store.Tx) error {
		for a, err := range store.Actions.Of(tx, "meetings", "west-10") {
			if err != nil {
				return err
			}
			refs = append(refs, a.Ref)
		}
		for _, err := range store.Decisions.Of(tx, "meetings", "west-10") {
			if err != nil {
				return err
			}
			decided++
		}
		m, err := store.Meetings.Get(tx, "west-10")
		held = !m.Recorded.IsZero()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(refs)
	return refs, decided, held
}

// faultyEngine fails as it is told to.
type faultyEngine struct {
	kv.Engine
	failPut int  // the write of each Update that fails, from 1; 0: none
	lost    bool // the answer of a commit is lost
	puts    int  // how many the last Update made
}

var errFaulty = errors.New("the disk is gone")

func (e *faultyEngine) Update(ctx context.Context, fn func(kv.Writer) error) error {
	err := e.Engine.Update(ctx, func(w kv.Writer) error {
		e.puts = 0
		return fn(&faultyWriter{w, e})
	})
	if err == nil && e.lost {
		return kv.ErrUnknown
	}
	return err
}

type faultyWriter struct {
	kv.Writer
	e *faultyEngine
}

func (w *faultyWriter) Put(key, val []byte) error {
	if w.e.puts++; w.e.puts == w.e.failPut {
		return errFaulty
	}
	return w.Writer.Put(key, val)
}

// faultyDesk is a desk over northshire whose engine can fail.
func faultyDesk(t *testing.T) (*Desk, *faultyEngine) {
	t.Helper()
	e := &faultyEngine{Engine: memkv.New()}
	s, err := store.Open(context.Background(), e)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Change(context.Background(), store.Change{Actor: "console", At: sundayMorning}, func(tx *store.Tx) error {
		for _, rec := range northshire(t) {
			if err := kindOf(rec).Save(tx, rec); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return NewDesk(s, time.UTC), e
}

// Sixty actions are written all or none, wherever the write fails, and the
// form that is sent again does not double them. References have no gap.
func TestSixtyActionsAreRecordedAllOrNone(t *testing.T) {
	d, e := faultyDesk(t)
	r := toCheck(t, d, sixty()...)
	for i := range 60 {
		if want := fmt.Sprintf("WES-26-%03d. Do the thing with the number %d and so on", i+3, i+1); strings.Count(r.seen, want) != 1 {
			t.Fatalf("it does not show %q once: %s", want, r.seen)
		}
	}
	fails := 0
	for e.failPut = 1; ; e.failPut += 29 {
		_, err := r.send(nil)
		refs, decided, held := raised(t, d)
		if err == nil {
			break
		}
		fails++
		if !errors.Is(err, errFaulty) || len(refs) > 0 || decided > 0 || held {
			t.Fatalf("write %d failed, and left %d actions, %d decisions, held %v: %v", e.failPut, len(refs), decided, held, err)
		}
	}
	t.Logf("failed at %d of %d writes", fails, e.puts)
	if fails < 10 {
		t.Errorf("failed only %d times", fails)
	}
	whole := func() {
		t.Helper()
		refs, decided, held := raised(t, d)
		if len(refs) != 60 || decided != 1 || !held || refs[0] != "WES-26-003" || refs[59] != "WES-26-062" {
			t.Fatalf("%d actions %v, %d decisions, held %v", len(refs), refs, decided, held)
		}
	}
	whole()
	a, err := r.send(nil) // again
	if err != nil || a.Tell == nil || !strings.Contains(a.Tell.Console(), "60 actions") {
		t.Errorf("sent again: %+v, %v", a, err)
	}
	whole()
}

// A commit whose answer was lost is there, and the form that is sent again
// says so and writes nothing.
func TestALostAnswerDoesNotDoubleARecord(t *testing.T) {
	d, e := faultyDesk(t)
	r := toCheck(t, d, sixty()...)
	e.lost = true
	if _, err := r.send(nil); !errors.Is(err, kv.ErrUnknown) {
		t.Fatal(err)
	}
	e.lost = false
	before := revision(t, d)
	a, err := r.send(nil)
	if err != nil || a.Tell == nil || !strings.Contains(a.Tell.Console(), "60 actions") {
		t.Fatalf("%+v, %v", a, err)
	}
	if refs, _, _ := raised(t, d); len(refs) != 60 || revision(t, d) != before {
		t.Errorf("%d actions at revision %d, was %d", len(refs), revision(t, d), before)
	}
	// The draft went with the write: the board is offered as it is recorded.
	out, err := d.Do(context.Background(), Request{Actor: speakers["staff"], Text: "record westmere 13 October", Now: sundayMorning})
	if err != nil || out.Form == nil || !strings.Contains(Reply{Blocks: out.Form.Before}.Console(), "recorded on 22 November 2026 by you") {
		t.Errorf("%+v, %v", out, err)
	}
}

// A draft is not thrown away by one press.
func TestStartingAgainIsAsked(t *testing.T) {
	d := lineDesk(t)
	c := &Call{Context: context.Background(), Request: request("staff", ""), Desk: d, Command: &record}
	var forms []*Form
	_, err := c.write(func(tx *store.Tx) error {
		c.known, forms = nil, nil
		r, err := c.recording(tx, "west-10")
		if err != nil {
			return err
		}
		r.d.Serial = 1
		if err := r.keep(); err != nil {
			return err
		}
		for _, f := range []func() (*Form, error){
			func() (*Form, error) { return c.recordOpens(tx, "west-10") },
			func() (*Form, error) { return c.recordWhichForm(tx, &r.p, &r.m) },
		} {
			form, err := f()
			if err != nil {
				return err
			}
			forms = append(forms, form)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range forms {
		found := false
		for _, b := range f.Before {
			for _, b := range buttonsOf(b) {
				found = found || b.Action == "record.fresh"
				if b.Action == "record.fresh" && b.Confirm == "" {
					t.Errorf("%s throws the draft away at a press", f.ID)
				}
			}
		}
		if !found {
			t.Errorf("%s has no button to start again", f.ID)
		}
	}
}

func buttonsOf(b Block) Buttons {
	row, _ := b.(Buttons)
	return row
}
