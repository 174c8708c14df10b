package paper

import (
	"fmt"
	"strings"
)

// Text is the document as plain text, for an email: a blank line between its
// parts, links with their addresses.
func (d *Doc) Text() string {
	parts := []string{clean(d.Title)}
	for _, p := range d.Parts {
		if s := strings.TrimRight(plainPart(p), "\n"); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n\n") + "\n"
}

func plainPart(p Part) string {
	var b strings.Builder
	switch v := p.(type) {
	case Heading:
		b.WriteString(strings.ToUpper(clean(string(v))))
	case Para:
		b.WriteString(plain(Text(v)))
	case Small:
		b.WriteString(plain(Text(v)))
	case Facts:
		for _, f := range v {
			fmt.Fprintf(&b, "%s: %s\n", clean(f.Label), plain(f.Value))
		}
	case List:
		for _, it := range v {
			b.WriteString("- " + plain(it) + "\n")
		}
	case Table:
		b.WriteString(clean(v.Title) + "\n")
		for _, row := range v.Rows {
			b.WriteString("- " + plainRow(v.Head, row) + "\n")
		}
	case Notes:
		for i, it := range v {
			fmt.Fprintf(&b, "[%d] %s\n", i+1, plain(it))
		}
	}
	return b.String()
}

// plainRow is a row of a table as one line.
func plainRow(head []string, row []Text) string {
	var cells []string
	for i, cell := range row {
		s := strings.TrimRight(plain(cell), ".")
		if i > 0 {
			s = clean(head[i]) + ": " + s
		}
		cells = append(cells, s)
	}
	return strings.Join(cells, ". ") + "."
}

func plain(t Text) string {
	var b strings.Builder
	for i := range t {
		s := &t[i]
		b.WriteString(clean(s.Text))
		if url := s.link(); url != "" && url != s.Text && s.Note == 0 {
			b.WriteString(" (" + clean(url) + ")")
		}
	}
	return b.String()
}
