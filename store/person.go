package store

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Person is somebody at work: work details only, nothing of home or health.
type Person struct {
	Meta
	Name         string `json:"name" reg:"required"`
	Title        string `json:"title,omitempty"`
	Organisation string `json:"organisation,omitempty" reg:"ref=organisations"`
	Email        string `json:"email,omitempty" reg:"email"`
	Slack        string `json:"slack,omitempty" reg:"slack"` // U…, or T…/U… for another workspace
}

// People are all persons, by id.
var People = Kind[Person]{
	Name: "people", One: "person",
	Names: func(p *Person) []string { return []string{p.Name, initials(p.Name)} },
	Indexes: []Index[Person]{
		{"slack", func(p *Person) [][]any { return one(p.Slack) }},
	},
}

// initials are the first letters of a name of two words or more, as minutes
// name people: BL for Bea Lowe; "" for one word.
func initials(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' })
	if len(words) < 2 {
		return ""
	}
	var b strings.Builder
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}
