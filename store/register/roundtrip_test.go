package register

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"csp/store"

	"pgregory.net/rapid"
)

// nasty are texts that a careless writer of YAML spoils.
var nasty = []string{
	"no", "yes", "Off", "~", "null", "true", "2021", "2021-03-31", "1e3", "0x1F", "010", "10:30", ".5", "-", "- a", "-1", "+44 191",
	"a: b", "a:", ": a", "a #b", "#a", "=1+1", "@here", "<!channel>", "`a`", "%a", "&a", "*a", "!a", "!!str a", "|", ">", "?", "? a",
	"[a]", "{a: b}", "a, b", "a]", "it's", "'a'", `"a"`, `\`, `a\nb`, "a ", " a", " ", "a\nb", "a\n", "\na", "a\n\n", "a\n b\n", " a\nb",
	"a\n\nb", "a\n#b\n- c: d", "a \nb", "a\tb", "\ta", "a\rb", "a\r\nb", "\u0085", "a\u2028b", "\ufeffa", "\u0000", "\u0007", "---", "...", "---\na",
	"ŵ ŷ Llŷn", "Siân", "e\u0301", "👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "مرحبا", "\u202egnirts", "\u200fa", "日本", "\ufffd", "\U0010ffff", "a\u00a0b", "<<", "=", "1998 Act",
	"https://example.org/a?b=c#d", "y", "N", "0o17", "1_000", "12,500.00", "NaN", ".inf", strings.Repeat("long ", 60),
}

// words draws a text that is more than white space.
func words(t *rapid.T) string {
	s := strings.Map(func(r rune) rune {
		if store.Unseen(r) {
			return '?' // is refused
		}
		return r
	}, rapid.OneOf(rapid.SampledFrom(nasty), rapid.String()).Draw(t, "text"))
	if strings.TrimSpace(s) == "" {
		return "x" + s
	}
	return s
}

func someDate(t *rapid.T, exact bool) store.Date {
	d := store.Date{Year: rapid.IntRange(1, 9999).Draw(t, "year")}
	if exact || rapid.Bool().Draw(t, "month known") {
		d = d.AddMonths(rapid.IntRange(0, 11).Draw(t, "month"))
		d.Day = 0
		if exact || rapid.Bool().Draw(t, "day known") {
			d = d.AddDays(rapid.IntRange(0, 27).Draw(t, "day"))
		}
	}
	return d
}

// forms draws texts of each form; a form without one here has an own rule.
var forms = map[string][]string{
	"slack":    {"U0A", "W0B", "T0X/U0C"},
	"email":    {"a@example.org"},
	"channel":  {"C0A", "G0B"},
	"url":      {"https://example.org/a?b=c#d", "http://example.org"},
	"monthday": {"03-31", "12-01"},
	"series":   {"monthly on the last day", "every 6 weeks on Tuesday"},
}

// office draws a register: up to two records of every kind.
type office struct {
	t      *rapid.T
	ids    map[string][]string
	chairs map[string]bool
	slack  map[string]string // of people
}

func (o *office) record(s *shape, i int, id string) any {
	rec := s.kind.New()
	rv := reflect.ValueOf(rec).Elem()
	o.group(s, s.fields, rv, i)
	store.MetaOf(rec).ID = id
	m := store.MetaOf(rec)
	for d := range m.Disputed {
		m.Disputed[d].Field = "source"
	}
	switch rec := rec.(type) {
	case *store.Person:
		o.slack[id] = rec.Slack
	case *store.Partnership:
		rec.Prefix = fmt.Sprintf("P%c", 'A'+i)
	case *store.Action:
		rec.Ref = store.MakeRef("PA", 2026, i+1)
	case *store.Decision:
		rec.Ref = store.MakeRef("PA-D", 2026, i+1)
	case *store.Role:
		rec.Confirmed = ""
		if u := o.slack[rec.Person]; u != "" {
			rec.Confirmed = "T0Y/" + u
			if strings.Contains(u, "/") {
				rec.Confirmed = u
			}
		}
		if rec.Partnership == "" || rec.Role == "chair" && o.chairs[rec.Partnership] {
			rec.Role = "lead"
		}
		o.chairs[rec.Partnership] = o.chairs[rec.Partnership] || rec.Role == "chair"
	}
	return rec
}

func (o *office) group(s *shape, fields []store.Field, rv reflect.Value, i int) {
	for _, f := range fields {
		v := rv.FieldByIndex(f.Index)
		if !f.Required && !rapid.Bool().Draw(o.t, f.Name+" known") {
			continue
		}
		if !f.List {
			o.value(s, f, v, i)
			continue
		}
		for range rapid.IntRange(1, 2).Draw(o.t, f.Name+" many") {
			item := reflect.New(v.Type().Elem()).Elem()
			o.value(s, f, item, i)
			if !item.IsZero() {
				v.Set(reflect.Append(v, item))
			}
		}
	}
	until := slices.IndexFunc(fields, func(f store.Field) bool { return f.Name == "until" })
	if until >= 0 { // a term must not end before it begins
		rv.FieldByIndex(fields[until].Index).SetZero()
	}
}

func (o *office) value(s *shape, f store.Field, v reflect.Value, i int) {
	t := o.t
	switch f.Type {
	case store.GroupField:
		o.group(s, f.Fields, v, i)
	case store.NumberField:
		v.SetInt(int64(rapid.IntRange(1900, 2999).Draw(t, f.Name)))
	case store.DateField:
		v.Set(reflect.ValueOf(someDate(t, f.Exact)))
	case store.MomentField:
		m := store.Moment{Date: someDate(t, true), Minutes: rapid.IntRange(0, 24*60).Draw(t, "minutes")}
		v.Set(reflect.ValueOf(m))
	case store.DueField:
		due := store.Due{NextBoard: true}
		if rapid.Bool().Draw(t, "dated") {
			due = store.Due{Date: someDate(t, false)}
		}
		v.Set(reflect.ValueOf(due))
	case store.MoneyField:
		v.Set(reflect.ValueOf(store.Money{Pence: rapid.Int64Range(0, 1e14).Draw(t, f.Name), Known: true}))
	case store.MapField:
		v.Set(reflect.ValueOf(store.Timings{"plan-renewal": {"-12m", "0d", "+1w*4", "+1m*"}, "fact-check": {}, "papers-due": {"-5cwd"}}))
	default:
		v.SetString(o.text(s, f, i))
	}
}

func (o *office) text(s *shape, f store.Field, i int) string {
	switch {
	case len(f.Enum) > 0:
		return rapid.SampledFrom(f.Enum).Draw(o.t, f.Name)
	case f.Ref == s.name: // only an earlier one, so that there is no loop
		if i == 0 {
			return ""
		}
		return o.ids[f.Ref][rapid.IntRange(0, i-1).Draw(o.t, f.Name)]
	case f.Ref != "":
		return rapid.SampledFrom(o.ids[f.Ref]).Draw(o.t, f.Name)
	case forms[f.Form] != nil:
		return rapid.SampledFrom(forms[f.Form]).Draw(o.t, f.Name)
	case f.Form != "":
		return ""
	}
	return words(o.t)
}

// fill stores a drawn register.
func (o *office) fill(s *store.Store) error {
	for _, s := range shapes() {
		ids := []string{s.name}
		if !s.single {
			ids = rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9][a-z0-9-]{0,8}`), 1, 2, rapid.ID[string]).Draw(o.t, s.name)
		}
		o.ids[s.name] = ids
	}
	_, err := s.Change(o.t.Context(), store.Change{Actor: "console", At: noon}, func(tx *store.Tx) error {
		for _, s := range shapes() {
			for i, id := range o.ids[s.name] {
				if err := s.kind.Save(tx, o.record(s, i, id)); err != nil {
					return err
				}
			}
		}
		return tx.SetLastRef("PA", 2025, rapid.IntRange(1, 500).Draw(o.t, "last"))
	})
	return err
}

func TestExportComesBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, second := openMem(t), openMem(t)
		o := &office{t, map[string][]string{}, map[string]bool{}, map[string]string{}}
		if err := o.fill(first); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := Export(t.Context(), first, &out); err != nil {
			t.Fatal(err)
		}
		for _, s := range []*store.Store{first, second} {
			f, _ := Parse("export.yaml", out.Bytes())
			report, err := Import(t.Context(), s, f, Options{Actor: "console", Now: noon, Prune: true})
			if err != nil {
				t.Fatalf("%v\n%s", err, out.Bytes())
			}
			if s == first && len(report.Items) > 0 || len(report.Lapsed) > 0 {
				t.Errorf("importing the export changes something: %v", report.Lines())
			}
			var again bytes.Buffer
			if err := Export(t.Context(), s, &again); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(out.Bytes(), again.Bytes()) {
				t.Errorf("exported\n%s\nthen\n%s", out.Bytes(), again.Bytes())
			}
		}
	})
}
