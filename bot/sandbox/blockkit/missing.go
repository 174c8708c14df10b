package blockkit

import (
	"fmt"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// External reports whether a menu asks the program for its options.
func (e Element) External() bool { return strings.HasSuffix(e.Type, "external_select") }

// Missing gives what Slack itself refuses before it sends a form: a required
// field left empty, a text too short or too long, a number, address or e-mail
// that is none. By block_id; empty when all is in order.
func (s *State) Missing(blocks []Block) map[string]string {
	wrong := map[string]string{}
	for _, b := range blocks {
		if b.Type != "input" {
			continue
		}
		picks := s.Picked(b, *b.Element)
		if len(picks) == 0 {
			if !b.Optional {
				wrong[b.ID] = "Please complete this required field."
			}
			continue
		}
		if said := b.Element.refuses(picks[0]); said != "" {
			wrong[b.ID] = said
		}
	}
	return wrong
}

// refuses says what is wrong with typed words, or "".
func (e Element) refuses(typed string) string {
	n := utf8.RuneCountInString(typed)
	longest := e.MaxLength
	if longest == 0 {
		longest = textMax
	}
	switch {
	case e.Type == "plain_text_input" && n < e.MinLength:
		return fmt.Sprintf("Must be at least %d characters.", e.MinLength)
	case e.Type == "plain_text_input" && n > longest:
		return fmt.Sprintf("Must be no more than %d characters.", longest)
	case e.Type == "email_text_input" && second(mail.ParseAddress(typed)) != nil:
		return "Please enter a valid email address."
	case e.Type == "url_text_input" && second(url.ParseRequestURI(typed)) != nil:
		return "Please enter a valid URL."
	case e.Type == "number_input":
		return e.refusesNumber(typed)
	}
	return ""
}

func (e Element) refusesNumber(typed string) string {
	n, err := strconv.ParseFloat(typed, 64)
	if err != nil || !e.Decimal && strings.ContainsAny(typed, ".eE") {
		return "Please enter a valid number."
	}
	if least, err := strconv.ParseFloat(e.MinValue, 64); err == nil && n < least {
		return "Must be at least " + e.MinValue + "."
	}
	if most, err := strconv.ParseFloat(e.MaxValue, 64); err == nil && n > most {
		return "Must be no more than " + e.MaxValue + "."
	}
	return ""
}

func second[T any](_ T, err error) error { return err }
