package register

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func problemLines(wrong []Problem) string {
	var b strings.Builder
	for _, p := range wrong {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

func TestAllProblemsOfAFileAreTold(t *testing.T) {
	src, err := os.ReadFile("testdata/wrong.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, wrong := Parse("wrong.yaml", src)
	got := problemLines(wrong)
	if *update {
		if err := os.WriteFile("testdata/wrong.txt", []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/wrong.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestProblemsOfTheFileItself(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"empty", "", "f: is empty. Begin the file with register: 1"},
		{"only a comment", "# nothing\n", "f: is empty. Begin the file with register: 1"},
		{"only a document start", "---\n", "f: is empty. Begin the file with register: 1"},
		{"no version", "people: []\n", `f:1: begins with the key "people". Begin the file with register: 1`},
		{"later version", "register: 2\n", `f:1: register: is of a version that this program does not know: "2". It reads register: 1`},
		{"version late", "people: []\nregister: 1\n", `f:1: begins with the key "people". Begin the file with register: 1`},
		{"two documents", "register: 1\n---\nregister: 1\n", "f:1: holds several documents. One file holds one register: take out the lines ---"},
		{"latin 1", "register: 1\noffice: {name: Caf\xe9}\n", "f:2: is not UTF-8. Save the file as UTF-8"},
		{"utf-16", "\xff\xfer\x00", "f:1: is not UTF-8. Save the file as UTF-8"},
		{"a list", "- register: 1\n", "f:1: is not a key of the register. The keys are"},
		{"a word", "register\n", "f:1: is not a key of the register. The keys are"},
		{"a tab", "register: 1\npeople:\n\t- {id: a, name: A}\n", "f:3: begins with a mark that needs quotes, or is indented with a tab"},
		{"brackets without end", "register: 1\npeople: " + strings.Repeat("[", 20_000), "f:2: is nested too deeply"},
		{"a control character", "register: 1\npeople:\n  - {id: a, name: \"\x01\"}\n", "f:3: holds a control character. Take it out\n"},
		{"a control character in other words", "register: 1\npeople:\n  - {id: a, name: \"a\\0b\"}\n", "f:3: people a: name holds a character that cannot be seen. Write it again without\n"},
		{"a turned text", "register: 1\npeople:\n  - {id: a, name: \"a\\u202Eb\"}\n", "f:3: people a: name holds a character that cannot be seen. Write it again without\n"},
		{"a null", "register: ~\n", "f:1: register: is of a version that this program does not know"},
		{"alias of the whole", "register: 1\npeople: &p []\nroles: *p\n", "f:2: people: has an anchor (&p)"},
		{"merge", "register: 1\noffice:\n  <<: {name: A}\n", `f:3: office: has an unknown key "<<"`},
		{"a mapping for a key", "register: 1\n? {a: b}\n: c\n", "f:2: is not a key of the register"},
		{"a revision of words", "register: 1\nrevision: new\n", `f:2: revision: "new" is not a whole number`},
		{"a list for the office", "register: 1\noffice: []\n", "f:2: office: is a list where keys and values belong"},
		{"a mapping for a list", "register: 1\npeople: {id: a}\n", "f:2: people: is not a list"},
		{"a line break in an id", "register: 1\npeople: [{id: \"a\\nb\", name: A}]\n", `f:2: people "a\nb": id "a\nb" is not an id`},
		{"nothing but keys", strings.Repeat("a: 1\n", 1<<16), `f:1: begins with the key "a"`},
		{"nothing but dashes", "register: 1\npeople:\n" + strings.Repeat("-\n", 1<<16), `f:3: people: has "" where a record belongs`},
		{"too large", strings.Repeat(" ", MaxSize+1), "f: is larger than 64 MiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, wrong := Parse("f", []byte(c.src))
			if got := problemLines(wrong); !strings.HasPrefix(got, c.want) || len(wrong) != strings.Count(got, "\n") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhatIsNoProblem(t *testing.T) {
	for name, src := range map[string]string{
		"byte order mark":  "\ufeffregister: 1\n",
		"document start":   "# a register\n---\nregister: 1\noffice: {name: A}\n",
		"document end":     "register: 1\noffice: {name: A}\n...\n",
		"windows lines":    "register: 1\r\npeople:\r\n  - id: a\r\n    name: A\r\n",
		"old mac lines":    "register: 1\rpeople:\r  - id: a\r    name: A\r",
		"no space":         "register: 1\npeople:\n- id: a\n  name: A\n- id: b\n  name: B\n",
		"json":             `{"register": 1, "people": [{"id": "a", "name": "A", "title": null}]}`,
		"flow over lines":  "register: 1\npeople: [\n{id: a, name: A},\n{id: b, name: B}\n]\n",
		"quote over lines": "register: 1\npeople:\n  - id: a\n    name: \"A\nB: C\n  - D\"\n",
		"nulls":            "register: 1\nrevision:\npeople:\noffice: ~\nplans: null\nreferences:\n",
		"null fields":      "register: 1\npeople:\n  - {id: a, name: A, title: , disputed: ~, checked: null}\n",
		"sums":             "register: 1\nschemes:\n  - {id: a, name: A, amount: 12500.00}\n  - {id: b, name: B, amount: '12500'}\n",
		"dates":            "register: 1\nplans:\n  - {id: a, from: 2021, until: \"2024-03\", expected: 2024-03-31}\n",
	} {
		t.Run(name, func(t *testing.T) {
			f, wrong := Parse("f", []byte(src))
			if len(wrong) > 0 {
				t.Error(problemLines(wrong))
			}
			if want := strings.Count(src, "id:") + strings.Count(src, `"id"`); len(f.Records) < want {
				t.Errorf("%d records of %d are read", len(f.Records), want)
			}
		})
	}
}
