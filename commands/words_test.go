package commands

import (
	"strings"
	"testing"
	"unicode/utf8"

	"csp/store"

	"pgregory.net/rapid"
)

func TestPeriod(t *testing.T) {
	for _, c := range []struct{ from, until, want string }{
		{"2024-04-01", "2027-03-31", "1 April 2024 to 31 March 2027"},
		{"2015", "2020", "2015 to 2020"},
		{"2026-11-10", "2026-12-21", "10 November to 21 December 2026"},
		{"2026-10", "2026-12", "October to December 2026"},
		{"2026", "2026-12", "2026 to December 2026"},
		{"2026", "2026", "2026"},
		{"2025-05", "", "from May 2025"},
		{"", "2022-06-30", "until 30 June 2022"},
		{"", "", "Not recorded"},
	} {
		var from, until store.Date
		if c.from != "" {
			from = day(t, c.from)
		}
		if c.until != "" {
			until = day(t, c.until)
		}
		if got := period(from, until); got != c.want {
			t.Errorf("%s to %s: got %q, want %q", c.from, c.until, got, c.want)
		}
	}
}

func TestDuring(t *testing.T) {
	for _, c := range []struct {
		from, until string
		want        bool
	}{
		{"", "", true},
		{"2026-11-22", "2026-11-22", true},
		{"2026-11-23", "", false},
		{"", "2026-11-21", false},
		{"2026-11", "", true},
		{"2026", "2026", true},
		{"2025-05", "2026-10", false},
	} {
		var from, until store.Date
		_ = from.UnmarshalText([]byte(c.from))
		_ = until.UnmarshalText([]byte(c.until))
		if got := during(sunday, from, until); got != c.want {
			t.Errorf("from %q until %q: got %v", c.from, c.until, got)
		}
	}
}

func TestDoubtful(t *testing.T) {
	for _, c := range []struct {
		meta store.Meta
		want string
	}{
		{store.Meta{}, "Source: Not recorded. Doubtful: nobody is recorded as having checked it."},
		{
			store.Meta{Source: "Minutes", AsAt: day(t, "2026-05"), Checked: day(t, "2026-09-01")},
			"Source: Minutes, as at May 2026. Checked 1 September 2026, 2 months ago.",
		},
		{
			store.Meta{Source: "Briefing", AsAt: day(t, "2021"), Checked: day(t, "2026-05-21")},
			"Source: Briefing, as at 2021. Checked 21 May 2026, 6 months ago. Doubtful: not checked for 6 months.",
		},
		{store.Meta{Source: "Minutes", AsAt: day(t, "2026-10")}, "Source: Minutes, as at October 2026. Not checked since."},
	} {
		if got := provenance(sunday, &c.meta); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestDisputes(t *testing.T) {
	m := store.Meta{Source: "Briefing", Disputed: []store.Dispute{
		{Field: "title", Value: "Area Manager", Source: "Council minutes"}, {Field: "name", Value: "Wanly"},
	}}
	got := (&Call{}).disputes(&m, "title", "Chief Fire Officer")
	want := "Title differs between sources: Chief Fire Officer (Briefing) and Area Manager (Council minutes)."
	if len(got) != 1 || got[0] != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTyped(t *testing.T) {
	for s, want := range map[string]string{
		"  two\n\twords ":             "two words",
		"a\x00b\x1bc":                 "abc",
		"abc\u202edef\u2066":          "abcdef",
		"שלום":                        "שלום",
		"👩\u200d👧":                    "👩\u200d👧",
		"<!channel>":                  "<!channel>",
		strings.Repeat("é", 3000):     strings.Repeat("é", 79) + "…",
		strings.Repeat("a", 80):       strings.Repeat("a", 80),
		"bad \xff\xfe bytes":          "bad bytes",
		strings.Repeat("\u202e", 300): "",
	} {
		if got := typed(s); got != want {
			t.Errorf("%q: got %q, want %q", cutTo(s, 20), got, want)
		}
	}
}

func TestTypedIsShort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		got := typed(rapid.String().Draw(t, "typed"))
		if n := utf8.RuneCountInString(got); n > said || !utf8.ValidString(got) {
			t.Fatalf("%d characters: %q", n, got)
		}
	})
}

func TestPages(t *testing.T) {
	rest, no := cutPage("durham Page 3")
	if rest != "durham" || no != 3 {
		t.Errorf("got %q, %d", rest, no)
	}
	p := pageOf(24, no)
	if p.From != 20 || p.To != 24 || p.count("plan", "plans") != "24 plans, 21 to 24 shown" {
		t.Errorf("got %+v, %s", p, p.count("plan", "plans"))
	}
	if b := p.buttons("plans"); len(b) != 1 || b[0].Label != "Back" || b[0].Type != "plans page 2" {
		t.Errorf("got %+v", b)
	}
	if p := pageOf(24, 99); p.No != 3 {
		t.Errorf("beyond the end: got page %d", p.No)
	}
	if p := pageOf(0, 1); p.To != 0 || p.count("plan", "plans") != "0 plans" || len(p.buttons("plans")) > 0 {
		t.Errorf("empty: got %+v", p)
	}
}
