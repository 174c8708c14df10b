package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	. "csp/store"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for s, want := range map[string]string{
		"Darlington":                        "darlington",
		"  St. Mary's\tWard ":               "st marys ward",
		"O’Brien, O‘Brien, O'Brien O`Brien": "obrien obrien obrien obrien",
		"O´Brien Oʼbrien":                   "obrien obrien",
		"Stockton-on-Tees":                  "stockton on tees",
		"Crime & Disorder":                  "crime and disorder",
		"R&D":                               "r and d",
		"&":                                 "and",
		"Môr Ŵy ŶSBYTY Ynys Môn":            "mor wy ysbyty ynys mon",
		"Łódź Øster Æsop straße ﬁre":        "lodz oster aesop strasse fire",
		"№ ½ Ⅳ ²":                           "no 1 2 iv 2",
		"İstanbul ISTANBUL ıstanbul":        "istanbul istanbul istanbul",
		"Dar\u00adling\u200bton":            "darlington",
		"\u202edurham\u202c":                "durham",
		"ΣΟΦΟΣ σοφος":                       "σοφοσ σοφοσ",
		"हिन्दी":                            "हनद",
		"東京 🚓 café":                         "東京 cafe",
		"A\xffB":                            "a b",
		"ASB":                               "asb",
		"Anti-social behaviour":             "asb",
		"antisocial behavior":               "asb",
		"The Anti Social team":              "the asb team",
		"antisocial":                        "asb",
		"antisocially":                      "antisocially",
		"Anti-social behaviours":            "asb behaviours",
		"unanti social":                     "unanti social",
		"anti":                              "anti",
		"anti anti-social anti-social-behaviour anti": "anti asb asb anti",
		"": "", "—…!": "",
	} {
		if got := Fold(s); got != want {
			t.Errorf("Fold(%q) = %q, want %q", s, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"St. Mary's", "Ŵy & ﬁ ½", "anti-social behaviour", "O´Brien\u200b", "İß\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Fold(s)
		if again := Fold(got); again != got {
			t.Fatalf("Fold(%q) = %q, folded again %q", s, got, again)
		}
		if strings.HasPrefix(got, " ") || strings.HasSuffix(got, " ") || strings.Contains(got, "  ") {
			t.Fatalf("Fold(%q) = %q", s, got)
		}
	})
}

// found lists what a query finds: kind/id of each hit, with = for a name that
// was typed whole and … for one that matched from a later word.
func found(t *testing.T, s *Store, query string) string {
	t.Helper()
	var out []string
	view(t, s, func(tx *Tx) error {
		for h, err := range tx.Named(query) {
			if err != nil {
				return err
			}
			hit := h.ID
			if h.Exact {
				hit = "=" + hit
			}
			if !h.Start {
				hit = "…" + hit
			}
			out = append(out, hit)
		}
		return nil
	})
	return strings.Join(out, " ")
}

func TestNamesFind(t *testing.T) {
	s := open(t)
	change(t, s, func(tx *Tx) error {
		east := named("east", "Eastborough Community Safety Partnership")
		east.Aliases, east.Area = []string{"ECSP", "Môr"}, "Eastborough"
		return errors.Join(
			put(tx, &Partnerships, east),
			put(tx, &People, Person{Meta: Meta{ID: "a-marsh"}, Name: "Alex Marsh"}),
			put(tx, &People, Person{Meta: Meta{ID: "marsha"}, Name: "Marsha Eastborough"}),
			put(tx, &Organisations, Organisation{Meta: Meta{ID: "marsh"}, Name: "Marsh"}),
			put(tx, &Initiatives, Initiative{Meta: Meta{ID: "asb"}, Name: "Anti-social behaviour team"}),
			put(tx, &Actions, Action{Meta: Meta{ID: "a1"}, Partnership: "east", Text: "Do", Ref: "EAS-26-001"}),
		)
	})
	for query, want := range map[string]string{
		"eastborough": "=east east …=marsha", "Eastb": "east east …marsha", "ecsp": "=east", "MOR": "=east",
		"marsh": "=marsh marsha …=a-marsh", "alex mar": "a-marsh", "safety part": "…east",
		"asb": "asb", "anti": "asb", "anti-social beh": "asb", "anti-social behaviour team": "=asb =asb", "behav": "…asb", "team": "…=asb",
		"eas-26-001": "=a1", "EAS 26": "a1", "26-001": "", "a-marsh": "", "": "", "’": "", "nobody": "",
	} {
		if got := found(t, s, query); got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	view(t, s, func(tx *Tx) error {
		for h, err := range tx.NamedKind("people", "marsh") {
			if err != nil || h.Kind != "people" {
				t.Error(h, err)
			}
		}
		return nil
	})
	change(t, s, func(tx *Tx) error {
		return put(tx, &Organisations, Organisation{Meta: Meta{ID: "marsh"}, Name: "Fen"})
	})
	if got := found(t, s, "marsh"); got != "marsha …=a-marsh" {
		t.Errorf("after a new name the old one finds %q", got)
	}
}

func TestLongNamesAreFound(t *testing.T) {
	s := open(t)
	long := strings.Repeat("Ŵyŵ ", 20_000)
	change(t, s, func(tx *Tx) error {
		return errors.Join(put(tx, &Partnerships, named("long", long)), put(tx, &Partnerships, named("other", "Wyw wyw")))
	})
	if got := found(t, s, long); !strings.HasPrefix(got, "=long") {
		t.Errorf("a name of %d bytes finds %q", len(long), got)
	}
	keys := 0
	view(t, s, func(tx *Tx) error {
		for h, err := range tx.NamedKind("partnerships", "wyw") {
			if keys++; err != nil || len(h.Name) > 100 {
				t.Error(h, err)
			}
		}
		return nil
	})
	if keys > 20 {
		t.Errorf("two names have %d entries", keys)
	}
}

func TestSearchFindsWords(t *testing.T) {
	s := open(t)
	change(t, s, func(tx *Tx) error {
		return errors.Join(east(tx),
			put(tx, &Issues, Issue{Meta: Meta{ID: "quay", Note: "Seen at Môr Street"}, Text: "Anti-social behaviour at Quayside", Partnerships: []string{"east"}}))
	})
	change(t, s, func(tx *Tx) error {
		return put(tx, &Issues, Issue{Meta: Meta{ID: "quay", Note: "Seen at Fen Street"}, Text: "Anti-social behaviour at Quayside", Partnerships: []string{"east"}})
	})
	for words, want := range map[string]string{
		" asb": "issues/quay", " anti social behaviour": "issues/quay", " quay": "issues/quay", " fen street": "issues/quay",
		" mor street": "", "street anti": "", " east": "partnerships/east issues/quay",
	} {
		var got []string
		view(t, s, func(tx *Tx) error {
			for h, err := range tx.Texts("") {
				if err != nil {
					return err
				}
				if strings.Contains(h.Words, words) {
					got = append(got, h.Kind+"/"+h.ID)
				}
			}
			return nil
		})
		if g := strings.Join(got, " "); g != want && g != "issues/quay partnerships/east" {
			t.Errorf("%q is in %q, want %q", words, g, want)
		}
	}
	view(t, s, func(tx *Tx) error {
		n := 0
		err := tx.ScanWords("", func(Words) bool { n++; return false })
		if n != 1 {
			t.Errorf("a scan goes on after false: %d", n)
		}
		return errors.Join(err, tx.ScanWords("people", func(Words) bool { t.Error("words of another kind"); return true }))
	})
}

// TestAnyNameIsFoundByItsWords: typed whole, from any of its first words on,
// and cut anywhere.
func TestAnyNameIsFoundByItsWords(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.StringMatching(`[A-Za-zÀ-ÿŵŷ'’&. -]{1,40}`).Draw(rt, "name")
		if strings.TrimSpace(name) == "" {
			return
		}
		s := open(t)
		change(t, s, func(tx *Tx) error { return put(tx, &Partnerships, named("p", name)) })
		folded := Fold(name)
		words := strings.Fields(folded)
		if len(words) == 0 {
			return
		}
		from := rapid.IntRange(0, min(len(words), 12)-1).Draw(rt, "from")
		query := strings.Join(words[from:], " ")
		r := []rune(query)
		query = string(r[:rapid.IntRange(1, len(r)).Draw(rt, "letters")])
		if strings.TrimSpace(query) != "" && found(t, s, query) == "" {
			rt.Fatalf("%q is not found by %q", name, query)
		}
		if got := found(t, s, name); !strings.HasPrefix(got, "=p") {
			rt.Fatalf("%q is not found by itself: %s", name, fmt.Sprint(got))
		}
	})
}
