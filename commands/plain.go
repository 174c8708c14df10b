package commands

import (
	"fmt"
	"strings"
)

// Plain returns the reply as plain text: what a screen reader or a
// notification says, without its buttons.
func (r Reply) Plain() string { return r.plain(false) }

// Console returns the reply as a terminal shows it: each button as the
// command to type, each link with its address.
func (r Reply) Console() string { return r.plain(true) }

func (r Reply) plain(console bool) string {
	var b strings.Builder
	for i, blk := range r.Blocks {
		s := plainBlock(blk, console)
		if s == "" {
			continue
		}
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(s)
	}
	return strings.TrimRight(b.String(), "\n")
}

func plainBlock(blk Block, console bool) string {
	var b strings.Builder
	switch v := blk.(type) {
	case Heading:
		b.WriteString(string(v) + "\n")
	case Para:
		b.WriteString(plainText(Text(v), console) + "\n")
	case Note:
		b.WriteString(plainText(Text(v), console) + "\n")
	case Facts:
		for _, f := range v {
			b.WriteString(f.Label + ": " + plainText(f.Value, console) + "\n")
		}
	case List:
		for i, it := range v.Items {
			mark := "• "
			if v.Numbered {
				mark = fmt.Sprintf("%d. ", i+1)
			}
			b.WriteString(mark + plainText(it, console) + "\n")
		}
	case grid:
		for _, line := range v.lines() {
			b.WriteString(plainBlock(line, console))
		}
	case Buttons:
		for _, btn := range v {
			if console && btn.Type != "" {
				b.WriteString("[" + btn.Label + "] /csp " + btn.Type + "\n")
			}
		}
	}
	return b.String()
}

func plainText(t Text, console bool) string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
		if console && s.URL != "" && s.URL != s.Text {
			b.WriteString(" <" + s.URL + ">")
		}
	}
	return b.String()
}
