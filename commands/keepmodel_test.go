package commands

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
	"csp/store/register"

	"pgregory.net/rapid"
)

// kept is what the plain model knows of a record: its name, its one other
// field (a person's title, a partnership's area), its source, and when it was
// checked.
type kept struct{ name, other, source, checked string }

// keptChange is a change as the model has it: what each record was before
// (nil: it was not there), and whether it was taken back.
type keptChange struct {
	before map[subject]*kept
	undone bool
}

// keepModel drives forms, imports and undos beside plain maps.
type keepModel struct {
	*rapid.T
	k       *keepDriver
	recs    map[subject]kept
	changes map[uint64]*keptChange
	writers map[subject][]uint64 // the changes that stand, of each record
	names   int
}

var keptKinds = []string{"people", "partnerships"}

// otherField is the one other field of a kind.
var otherField = map[string]string{"people": "title", "partnerships": "area"}

// Whatever people do with forms, imports and undos, the store then holds what
// a plain model says, and its revision counts the changes.
func TestFormsImportsAndUndosAgainstAModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, err := store.Open(context.Background(), kvtest.Twice(memkv.New()))
		if err != nil {
			rt.Fatal(err)
		}
		ada := Actor{Team: "T0OFFICE", User: "U0ADA", Name: "Ada", Admin: true}
		m := &keepModel{
			T: rt, k: &keepDriver{t: t, d: NewDesk(s, time.UTC), who: ada},
			recs: map[subject]kept{}, changes: map[uint64]*keptChange{}, writers: map[subject][]uint64{},
		}
		rt.Repeat(map[string]func(*rapid.T){
			"add": func(rt *rapid.T) { m.T = rt; m.add() }, "edit": func(rt *rapid.T) { m.T = rt; m.edit(false) },
			"edit what moved on": func(rt *rapid.T) { m.T = rt; m.edit(true) },
			"import":             func(rt *rapid.T) { m.T = rt; m.load() }, "undo": func(rt *rapid.T) { m.T = rt; m.undo() },
			"": func(rt *rapid.T) { m.T = rt; m.compare() },
		})
	})
}

func (m *keepModel) word(of string) string {
	return rapid.SampledFrom([]string{"", "One", "Two", "Three"}).Draw(m.T, of)
}

func (m *keepModel) kind() string { return rapid.SampledFrom(keptKinds).Draw(m.T, "kind") }

// record draws one that is there; ok is false when none is.
func (m *keepModel) record() (at subject, ok bool) {
	var all []subject
	for s := range m.recs {
		all = append(all, s)
	}
	sortSubjects(all)
	if len(all) == 0 {
		return at, false
	}
	return rapid.SampledFrom(all).Draw(m.T, "record"), true
}

// wrote notes a change that made records what now says.
func (m *keepModel) wrote(now map[subject]kept) {
	c := &keptChange{before: map[subject]*kept{}}
	number := uint64(len(m.changes) + 1)
	for at, rec := range now {
		was, there := m.recs[at]
		if there && was == rec {
			continue
		}
		c.before[at] = nil
		if there {
			c.before[at] = &was
		}
		m.recs[at] = rec
		m.writers[at] = append(m.writers[at], number)
	}
	if len(c.before) > 0 {
		m.changes[number] = c
	}
}

// opened returns a form and what it holds.
func (m *keepModel) opened(action, value string) (*Form, map[string][]string) {
	f := m.k.open(action, value)
	values := map[string][]string{}
	for _, in := range f.Inputs {
		values[in.Name] = in.Value
	}
	return f, values
}

const keptToday = "2026-11-22"

func (m *keepModel) add() {
	kind := m.kind()
	m.names++
	rec := kept{name: fmt.Sprintf("New %c%d", 'A'+m.names%26, m.names), other: m.word("other"), source: "Recorded in Slack by Ada", checked: keptToday}
	f, values := m.opened("add.open", kind)
	values["name"], values[otherField[kind]] = []string{rec.name}, []string{rec.other}
	if a := m.k.send(f, values); len(a.Errors) > 0 || a.Next != nil {
		m.Fatalf("not added: %+v", a)
	}
	m.wrote(map[subject]kept{{kind, slug(rec.name)}: rec})
}

// edit changes the other field of a record by its form. A form that somebody
// else was quicker than is not written.
func (m *keepModel) edit(late bool) {
	at, ok := m.record()
	if !ok {
		return
	}
	field := otherField[at.kind]
	f, values := m.opened("edit.open", at.kind+"/"+at.id)
	if late {
		theirs := m.recs[at]
		theirs.other += "x"
		m.importAs(map[subject]kept{at: theirs})
	}
	values[field] = []string{m.word("other")}
	a := m.k.send(f, values)
	if late {
		if a.Next == nil {
			m.Fatalf("somebody else's change is not told: %+v", a)
		}
		return
	}
	rec := m.recs[at]
	rec.other = values[field][0]
	m.wrote(map[subject]kept{at: rec})
}

func (m *keepModel) load() {
	now := map[subject]kept{}
	for range rapid.IntRange(1, 3).Draw(m.T, "records") {
		kind := m.kind()
		id := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(m.T, "id")
		if at, ok := m.record(); ok && rapid.Bool().Draw(m.T, "known") {
			kind, id = at.kind, at.id
		}
		now[subject{kind, id}] = kept{name: "Name of " + id, other: m.word("other"), source: m.word("source")}
	}
	m.importAs(now)
}

func (m *keepModel) importAs(now map[subject]kept) {
	var b strings.Builder
	b.WriteString("register: 1\n")
	for _, kind := range keptKinds {
		fmt.Fprintf(&b, "%s:\n", kind)
		for at, r := range now {
			if at.kind != kind {
				continue
			}
			fmt.Fprintf(&b, "  - {id: %s, name: %q", at.id, r.name)
			for field, value := range map[string]string{otherField[kind]: r.other, "source": r.source, "checked": r.checked} {
				if value != "" {
					fmt.Fprintf(&b, ", %s: %s", field, quoteUnlessDate(field, value))
				}
			}
			b.WriteString("}\n")
		}
	}
	f, problems := register.Parse("f", []byte(b.String()))
	if len(problems) > 0 {
		m.Fatalf("%v in\n%s", problems, b.String())
	}
	if _, err := register.Import(context.Background(), m.k.d.Store, f, register.Options{Actor: "console", Now: sundayMorning}); err != nil {
		m.Fatal(err)
	}
	m.wrote(now)
}

func quoteUnlessDate(field, value string) string {
	if field == "checked" {
		return value
	}
	return strconv.Quote(value)
}

// undo takes a change back, if nothing has been built on it.
func (m *keepModel) undo() {
	if len(m.changes) == 0 {
		return
	}
	number := rapid.Uint64Range(1, uint64(len(m.changes))).Draw(m.T, "change")
	c := m.changes[number]
	if c.before == nil {
		return // itself an undo
	}
	stands := !c.undone
	for at := range c.before {
		w := m.writers[at]
		stands = stands && len(w) > 0 && w[len(w)-1] == number
	}
	out, err := m.k.d.Press(context.Background(), Press{Request: m.k.request(), Action: "undo.it", Value: strconv.FormatUint(number, 10)})
	if err != nil || out.Reply == nil || out.Reply.Bad == stands {
		m.Fatalf("change %d, which may be taken back: %v: %+v, %v", number, stands, out.Reply, err)
	}
	if !stands {
		return
	}
	c.undone = true
	for at, was := range c.before {
		m.writers[at] = m.writers[at][:len(m.writers[at])-1]
		if delete(m.recs, at); was != nil {
			m.recs[at] = *was
		}
	}
	m.changes[uint64(len(m.changes)+1)] = &keptChange{}
}

// compare finds in the store what the model holds, and no more.
func (m *keepModel) compare() {
	got := map[subject]kept{}
	err := m.k.d.Store.View(context.Background(), func(tx *store.Tx) error {
		for p, err := range store.People.All(tx) {
			if err != nil {
				return err
			}
			got[subject{"people", p.ID}] = kept{p.Name, p.Title, p.Source, p.Checked.String()}
		}
		for p, err := range store.Partnerships.All(tx) {
			if err != nil {
				return err
			}
			got[subject{"partnerships", p.ID}] = kept{p.Name, p.Area, p.Source, p.Checked.String()}
		}
		rev, err := tx.Revision()
		if rev != uint64(len(m.changes)) {
			return errors.Join(err, fmt.Errorf("revision %d, not %d", rev, len(m.changes)))
		}
		return err
	})
	if err != nil || !maps.Equal(got, m.recs) {
		m.Fatalf("%v: the store holds\n%v\nand the model\n%v", err, got, m.recs)
	}
}
