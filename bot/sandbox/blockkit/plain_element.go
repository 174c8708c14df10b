package blockkit

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// plainElement writes a button as [Words], a link button with its address, and
// a menu as [What: chosen v], with its choices when they are known.
func plainElement(b Block, e Element, look Look) string {
	switch e.Type {
	case "button":
		if e.URL != "" {
			return "[" + e.Text.Text + "](" + e.URL + ")"
		}
		return "[" + e.Text.Text + "]"
	case "image":
		return "(image: " + e.AltText + ")"
	case "overflow":
		return "[... v" + choices(e) + "]"
	case "checkboxes", "radio_buttons":
		return strings.Join(ticksLines(b, e, look), " ")
	}
	what := e.Words()
	if chosen := strings.Join(look.chosen(b, e), ", "); chosen != "" {
		what += ": " + chosen
	}
	return "[" + what + " v" + choices(e) + "]"
}

// Words names an element as a person would: its label, placeholder or, with
// neither, its kind.
func (e Element) Words() string {
	switch {
	case e.Type == "button":
		return e.Text.Text
	case e.Placeholder != nil:
		return e.Placeholder.Text
	case e.Spoken != "":
		return e.Spoken
	}
	return map[string]string{"date": "Date", "time": "Time", "datetime": "Date and time"}[e.family()]
}

// Words names a block by its label or the first words in it.
func (b Block) Words() string {
	switch {
	case b.Label != nil:
		return b.Label.Text
	case b.Text != nil:
		first, _, _ := strings.Cut(b.Text.Text, "\n")
		return first
	}
	return b.ID
}

// choices lists the options of a static menu.
func choices(e Element) string {
	var all []string
	for _, o := range e.Options {
		all = append(all, o.Text.Text)
	}
	for _, g := range e.OptionGroups {
		var in []string
		for _, o := range g.Options {
			in = append(in, o.Text.Text)
		}
		all = append(all, g.Label.Text+": "+strings.Join(in, " | "))
	}
	if len(all) == 0 {
		return ""
	}
	return " " + strings.Join(all, " | ")
}

// ticksLines writes checkboxes as [x] and radio buttons as (x).
func ticksLines(b Block, e Element, look Look) []string {
	var out []string
	picked := look.picked(b, e)
	for _, o := range e.Options {
		sign := " "
		for _, p := range picked {
			if p == o.Value {
				sign = "x"
			}
		}
		box := "[" + sign + "] "
		if e.Type == "radio_buttons" {
			box = "(" + sign + ") "
		}
		line := box + strings.Join(plainText(o.Text, look.Names), " ")
		if o.Description != nil {
			line += " - " + strings.Join(plainText(*o.Description, look.Names), " ")
		}
		out = append(out, line)
	}
	return out
}

// chosen words what is picked as a person reads it.
func (l Look) chosen(b Block, e Element) []string {
	picks := l.picked(b, e)
	words := make([]string, len(picks))
	for i, p := range picks {
		words[i] = p
		switch e.family() {
		case "option":
			state := l.State
			if state == nil {
				state = &State{}
			}
			if o := state.option(b, e, p); o != nil {
				words[i] = o.Text.Text
			}
		case "user":
			words[i] = l.Names.mention("user", p).text
		case "channel", "conversation":
			words[i] = l.Names.mention("channel", p).text
		case "date":
			if day, err := time.Parse("2006-01-02", p); err == nil {
				words[i] = day.Format("2 January 2006")
			}
		case "datetime":
			if sec, err := strconv.ParseInt(p, 10, 64); err == nil {
				words[i] = time.Unix(sec, 0).UTC().Format("2 January 2006 15:04 UTC")
			}
		}
	}
	return words
}

// plainInput writes a field of a form: label, what is in it, choices, hint,
// and the error on it.
func plainInput(b Block, look Look) []string {
	label := b.Label.Text
	if b.Optional {
		label += " (optional)"
	}
	e := *b.Element
	out := []string{}
	switch e.Type {
	case "checkboxes", "radio_buttons":
		out = append(out, label+":")
		out = append(out, prefix("  ", ticksLines(b, e, look))...)
	default:
		value := strings.Join(look.chosen(b, e), ", ")
		if strings.Contains(value, "\n") {
			value = "\n" + strings.Join(prefix("  ", strings.Split(value, "\n")), "\n")
		}
		line := fmt.Sprintf("%s: %s", label, value)
		if value == "" && e.Placeholder != nil {
			line = fmt.Sprintf("%s: (%s)", label, e.Placeholder.Text)
		}
		out = append(out, strings.TrimRight(line, " "))
		if all := choices(e); all != "" {
			out = append(out, "  choices:"+all)
		}
	}
	if b.Hint != nil {
		out = append(out, "  "+b.Hint.Text)
	}
	if err := look.Errors[b.ID]; err != "" {
		out = append(out, "! "+err)
	}
	return out
}
