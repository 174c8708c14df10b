package commands

import (
	"strings"
	"unicode"

	"csp/store"
	"csp/store/english"
)

// orNot is s, or Not recorded.
func orNot(s string) string {
	if s == "" {
		return english.NotRecorded
	}
	return s
}

// sum is a sum of money as people read it, or Not recorded.
func sum(m store.Money) string { return orNot(m.Pounds()) }

// personLine is a person with their title: Adrian Green, Chief
// Superintendent.
func personLine(p store.Person) string {
	if p.Title == "" {
		return p.Name
	}
	return p.Name + ", " + p.Title
}

// upper makes the first letter large, for a word that begins a sentence.
func upper(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// said is how much of what somebody typed is said back to them.
const said = 80

// typed is what somebody typed as it is said back: one line of at most 80
// characters, without those that are not seen or that turn the line about.
func typed(s string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r) && r != zeroWidthJoiner, r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return cutTo(strings.Join(strings.Fields(clean), " "), said)
}

// zeroWidthJoiner holds an emoji of several parts together.
const zeroWidthJoiner = '\u200d'

// cutTo cuts a text to at most n characters, the last of them a … when
// something was cut.
func cutTo(s string, n int) string {
	if len(s) <= n {
		return s
	}
	at, chars := 0, 0
	for i := range s {
		if chars == n-1 {
			at = i
		}
		if chars++; chars > n {
			return strings.TrimRight(s[:at], " ") + "…"
		}
	}
	return s
}

// disputed tells a disputed value in a line among others: both versions,
// without their sources; "" when sources agree, and in an answer that a whole
// channel reads: what is in doubt is told in private.
func (c *Call) disputed(m *store.Meta, field, recorded string) string {
	if c.Public {
		return ""
	}
	for _, d := range m.Disputed {
		if d.Field == field {
			return " " + upper(strings.ReplaceAll(field, "_", " ")) + " differs between sources: " + orNot(recorded) + ", and " + orNot(d.Value) + "."
		}
	}
	return ""
}

// disputes tells every value of the record that sources disagree on, both
// versions each: "Title differs between sources: Chief Fire Officer
// (briefing) and Area Manager (minutes)."; field "" tells all. Like disputed
// it tells nothing to a whole channel.
func (c *Call) disputes(m *store.Meta, field, recorded string) []string {
	if c.Public {
		return nil
	}
	var out []string
	for _, d := range m.Disputed {
		if field != "" && d.Field != field {
			continue
		}
		ours := orNot(recorded)
		if m.Source != "" {
			ours += " (" + m.Source + ")"
		}
		theirs := orNot(d.Value)
		if d.Source != "" {
			theirs += " (" + d.Source + ")"
		}
		name := upper(strings.ReplaceAll(d.Field, "_", " "))
		out = append(out, name+" differs between sources: "+ours+" and "+theirs+".")
	}
	return out
}

// article puts a or an before a noun.
func article(noun string) string {
	if noun != "" && strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
