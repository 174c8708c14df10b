package register

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// inOneGo reads a file without cutting it, as a check on the cutting.
func inOneGo(src string) (*File, []Problem, bool) {
	r := newReader("f")
	text, ok := r.text([]byte(src))
	if !ok {
		return nil, nil, false
	}
	root, err := parseWhole(piece{text, 1})
	if err != nil {
		return nil, nil, false
	}
	r.top(root)
	r.file.settle(r.lines)
	return r.file, r.file.problems.sorted("f"), true
}

func sameEitherWay(t *testing.T, src string) {
	t.Helper()
	src = strings.NewReplacer("\u2028", " ", "\u2029", " ").Replace(src) // only YAML counts their lines
	got, gotWrong := Parse("f", []byte(src))
	want, wantWrong, ok := inOneGo(src)
	if !ok {
		if len(gotWrong) == 0 {
			t.Errorf("%q is not YAML, and nothing is said", src)
		}
		return
	}
	if !reflect.DeepEqual(gotWrong, wantWrong) {
		t.Errorf("%q: problems in pieces\n%s\nin one go\n%s", src, problemLines(gotWrong), problemLines(wantWrong))
	}
	if !reflect.DeepEqual(contents(got), contents(want)) || got.Revision != want.Revision || !reflect.DeepEqual(got.References, want.References) {
		t.Errorf("%q: in pieces\n%+v\nin one go\n%+v", src, got, want)
	}
}

// sameMeaning is what must hold of any file, however odd: what is right in one
// go reads the same in pieces, and what is wrong in one go is refused in
// pieces. How many things are said to be wrong with nonsense may differ.
func sameMeaning(t *testing.T, src string) {
	t.Helper()
	src = strings.NewReplacer("\u2028", " ", "\u2029", " ").Replace(src)
	got, gotWrong := Parse("f", []byte(src))
	want, wantWrong, ok := inOneGo(src)
	if !ok || len(wantWrong) > 0 {
		if len(gotWrong) == 0 {
			t.Errorf("%q is wrong (%s), and nothing is said", src, problemLines(wantWrong))
		}
		return
	}
	if len(gotWrong) > 0 || !reflect.DeepEqual(contents(got), contents(want)) {
		t.Errorf("%q: in pieces\n%+v %s\nin one go\n%+v", src, got, problemLines(gotWrong), want)
	}
}

func contents(f *File) (out []any) {
	for _, r := range f.Records {
		out = append(out, r.Value, r.Line)
	}
	for _, m := range f.mentions {
		out = append(out, m)
	}
	return out
}

// layouts are ways to lay a file out that are easily cut wrongly.
var layouts = []string{
	"register: 1\npeople:\n  - id: a\n    name: A\n  - id: b\n    name: B\nroles: []\n",
	"register: 1\npeople:\n- id: a\n  name: A\n- id: b\n  name: B\nroles:\n- {id: c, role: lead, person: a}\n",
	"register: 1\npeople:\n  - id: a\n    name: \"A\n  - id: b\n    name: B\"\n",
	"register: 1\npeople:\n  - id: a\n    name: 'A\nroles: B'\n",
	"register: 1\npeople: [\n{id: a,\nname: A}]\nroles:\n  []\n",
	"register: 1\npeople:\n  - id: a\n    name: A\n    note: |\n      one\n     # two\n\n      - three\n\n  # between\n  - id: b\n    name: B\n    note: >+\n\n      x\n\n\n",
	"register: 1\npeople:\n  - id: a\n    name: A\n    note: one\n     two\n      three\n  -\n    id: b\n    name: B\n",
	"register: 1\npeople:\n  -   id: a\n      name: A\n  - ? id\n    : b\n    ? name\n    : B\n",
	"register: 1\npeople:\n  - id: a\n    name: A\u2028    title: B\n",
	"register: 1\npeople:\u2028- id: a\u2028  name: A\n- id: b\n  name: B\n",
	"register: 1\npeople:\n    - id: a\n      name: A\n  - id: b\n    name: B\n",
	"register: 1\npeople:\n  - id: a\n    name: A\n    - id: b\n",
	"register: 1\npeople: # they\n  # are\n  - id: a # one\n    name: A # name\n\nroles: # none\n",
	"register: 1\n\"people\":\n  - id: a\n    name: A\n",
	"register: 1\npeople:\n  - id: a\n    name: A\n...\n",
	"register: 1\npeople:\n  - id: a\n    name: A\n---\nroles: []\n",
	"--- # start\nregister: 1\npeople:\n  - id: a\n    name: A\n",
	"%YAML 1.1\n---\nregister: 1\npeople:\n  - id: a\n    name: A\n",
	"register: 1\npeople: &x\n  - id: a\n    name: A\nroles: *x\n",
	"register: 1\npeople:\n  - &x {id: a, name: A}\n  - *x\n",
	"register: 1\npeople:\n  - id: a\n    name: A\npeople:\n  - id: b\n    name: B\n",
	"register: 1\npeople: !!seq\n  - id: a\n    name: A\n",
	"register: 1\npeople:\n\n\t# tab\n  - id: a\n    name: A\n\t\n",
	"register: 1\r\npeople:\r\n  - id: a\r\n    name: A\r\n  - id: b\r\n    name: B\r\n",
	"register: 1\npeople: |\n  - id: a\n",
	"register: 1\npeople:\n  id: a\nroles:\n",
	"register: 1\npeople:\n  - id: a\n    name: A\n  - id: a\n    name: B\n  - id: c\n",
	"{register: 1, people: [{id: a, name: A}]}",
	"register: 1\npeople:\n  - [id, a]\n  - id\n  -\n  - {}\n",
	"register: 1\nreferences:\n  EAS: {\"2026\": 7}\nrevision: 7\n",
}

func TestPiecesReadAsTheWhole(t *testing.T) {
	for _, src := range layouts {
		sameEitherWay(t, src)
	}
	sameEitherWay(t, string(everyField(t)))
	sameEitherWay(t, string(Example()))
}

func TestALongListIsCut(t *testing.T) {
	const many = 1000
	one := "  - {id: a, text: x, note: " + strings.Repeat("n", maxWhole/many) + "}\n"
	src := "register: 1\nissues:\n" + strings.Repeat(one, many)
	each, odd := sections(piece{[]byte(src), 1})
	list := slices.Collect(each)
	if len(list) != 2 || odd != 0 {
		t.Fatalf("%d sections, line %d is odd", len(list), odd)
	}
	records, ok := records(list[1])
	if items := slices.Collect(records); !ok || len(items) != many || items[1].line != 4 {
		t.Errorf("cut into %d records: %v", len(items), ok)
	}
	// What cannot be cut is too long, and what can is read although a piece
	// of it is wrong.
	_, wrong := Parse("f", []byte(strings.Replace(src, "issues:", "issues: &x", 1)))
	if len(wrong) != 1 || !strings.Contains(wrong[0].String(), "too long") {
		t.Errorf("an uncut list: %v", problemLines(wrong))
	}
	f, wrong := Parse("f", []byte(strings.Replace(src, "text: x", "text: ]", 1)))
	if len(f.Records) != many-1 || wrong[0].Line != 3 {
		t.Errorf("%d records are read, problem %v", len(f.Records), wrong[0])
	}
}

func FuzzParse(f *testing.F) {
	for _, src := range layouts {
		f.Add(src)
	}
	for _, name := range []string{"testdata/every-field.yaml", "testdata/wrong.yaml"} {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src))
	}
	f.Fuzz(func(t *testing.T, src string) {
		sameMeaning(t, src)
	})
}
