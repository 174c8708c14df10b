package blockkit

import (
	"fmt"
	"strings"
	"time"
)

// Look is what a picture of blocks depends on besides the blocks. The zero
// Look shows ids instead of names and every input as it starts.
type Look struct {
	Names  Names
	State  *State
	Errors map[string]string // by block_id: the error on a field

	// The rest is for pages only.

	// Prefix makes the ids of elements differ from those of other blocks on
	// the same page.
	Prefix string
	// Choices gives who or what a menu of people ("user") or of channels
	// ("channel") offers.
	Choices func(kind string) []Option
	// Zone is where the person is; nil is UTC.
	Zone *time.Location
}

func (l Look) picked(b Block, e Element) []string {
	if l.State == nil {
		return e.first()
	}
	return l.State.Picked(b, e)
}

// Plain writes blocks as a person would read them aloud, one thing a line:
//
//	# A header
//	Words of a section
//	~ small print of a context
//	• a point of a list
//	[Button] [Menu: chosen v]
//	Label (optional): typed words
//	! the error on that field
//
// The result has no newline at its end.
func Plain(blocks []Block, look Look) string {
	var out []string
	for _, b := range blocks {
		out = append(out, plainBlock(b, look)...)
	}
	return strings.Join(out, "\n")
}

// PlainText writes a message's text, in mrkdwn, as a person would read it.
func PlainText(text string, names Names) string {
	return strings.Join(plainLines(mrkdwn(text, names)), "\n")
}

func plainBlock(b Block, look Look) []string {
	switch b.Type {
	case "header":
		return []string{"# " + b.Text.Text}
	case "section":
		return plainSection(b, look)
	case "context":
		return plainContext(b, look)
	case "divider":
		return []string{"---"}
	case "actions":
		var all []string
		for _, e := range b.Elements {
			all = append(all, plainElement(b, e, look))
		}
		return []string{strings.Join(all, " ")}
	case "input":
		return plainInput(b, look)
	case "image":
		words := "(image: " + b.AltText + ")"
		if b.Title != nil {
			words = b.Title.Text + " " + words
		}
		return []string{words}
	case "rich_text":
		return plainRich(b.Elements, look.Names)
	case "table":
		return plainTable(b, look)
	case "markdown":
		return strings.Split(b.Text.Text, "\n")
	}
	return []string{"(" + b.Type + ")"}
}

// plainText writes a text object, formatted or not.
func plainText(t Text, names Names) []string {
	if t.Type == "mrkdwn" {
		return plainLines(mrkdwn(t.Text, names))
	}
	return strings.Split(t.Text, "\n")
}

func plainLines(lines []line) []string {
	var out []string
	for _, l := range lines {
		words := spansWords(l.spans)
		switch {
		case l.pre:
			out = append(out, "```")
			out = append(out, strings.Split(words, "\n")...)
			out = append(out, "```")
		case l.quote:
			out = append(out, "> "+words)
		default:
			out = append(out, words)
		}
	}
	return out
}

func plainSection(b Block, look Look) []string {
	var out []string
	if b.Text != nil {
		out = plainText(*b.Text, look.Names)
	}
	for _, f := range b.Fields {
		out = append(out, plainText(f, look.Names)...)
	}
	if b.Accessory != nil {
		out[len(out)-1] += " " + plainElement(b, *b.Accessory, look)
	}
	return out
}

func plainContext(b Block, look Look) []string {
	var parts []string
	for _, e := range b.Elements {
		if e.Type == "image" {
			parts = append(parts, "(image: "+e.AltText+")")
			continue
		}
		parts = append(parts, strings.Join(plainText(Text{Type: e.Type, Text: e.Text.Text}, look.Names), "\n"))
	}
	return prefix("~ ", strings.Split(strings.Join(parts, "  "), "\n"))
}

func prefix(with string, lines []string) []string {
	for i := range lines {
		lines[i] = with + lines[i]
	}
	return lines
}

func plainRich(parts []Element, names Names) []string {
	var out []string
	for _, p := range parts {
		switch p.Type {
		case "rich_text_list":
			for i, item := range p.Elements {
				sign := "• "
				if p.Style.Name == "ordered" {
					sign = fmt.Sprintf("%d. ", p.Offset+i+1)
				}
				out = append(out, strings.Repeat("  ", p.Indent)+sign+spansWords(richSpans(item.Elements, names)))
			}
		case "rich_text_quote":
			out = append(out, prefix("> ", strings.Split(spansWords(richSpans(p.Elements, names)), "\n"))...)
		case "rich_text_preformatted":
			out = append(out, "```")
			out = append(out, strings.Split(spansWords(richSpans(p.Elements, names)), "\n")...)
			out = append(out, "```")
		default:
			words := strings.TrimSuffix(spansWords(richSpans(p.Elements, names)), "\n")
			out = append(out, strings.Split(words, "\n")...)
		}
	}
	return out
}

func plainTable(b Block, look Look) []string {
	var out []string
	for _, row := range b.Rows {
		var cells []string
		for _, c := range row {
			words := c.Text
			if c.Type == "rich_text" {
				words = strings.Join(plainRich(c.Elements, look.Names), " ")
			}
			cells = append(cells, words)
		}
		out = append(out, "| "+strings.Join(cells, " | ")+" |")
	}
	return out
}
