package commands

import (
	"strings"

	"csp/store"
)

// What Slack writes for a person, <@U0MARSH>, is for programs. In what was
// typed and is said back, or written down, the person's name stands for it.

// named is a text with the names of those who are mentioned in it.
func (c *Call) named(tx *store.Tx, text string) string {
	if !strings.Contains(text, "<@") {
		return text
	}
	return strings.TrimPrefix(c.messageWords(tx, "- "+text), "- ")
}

// unpinged is a reply that says what was typed, with names.
func (c *Call) unpinged(r Reply) Reply {
	if !strings.Contains(r.Plain(), "<@") {
		return r
	}
	out := r
	out.Blocks = nil
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		out.Blocks = nil
		for _, b := range r.Blocks {
			switch b := b.(type) {
			case Para:
				out.Blocks = append(out.Blocks, Para(c.namedText(tx, Text(b))))
			case Heading:
				out.Blocks = append(out.Blocks, Heading(c.named(tx, string(b))))
			case Facts:
				facts := append(Facts{}, b...)
				for i := range facts {
					facts[i].Value = c.namedText(tx, facts[i].Value)
				}
				out.Blocks = append(out.Blocks, facts)
			case List:
				items := append([]Text{}, b.Items...)
				for i := range items {
					items[i] = c.namedText(tx, items[i])
				}
				out.Blocks = append(out.Blocks, List{items, b.Numbered})
			case Note:
				out.Blocks = append(out.Blocks, Note(c.namedText(tx, Text(b))))
			case Buttons:
				row := append(Buttons{}, b...)
				for i := range row {
					row[i].Label = cutTo(c.named(tx, row[i].Label), maxLabel)
				}
				out.Blocks = append(out.Blocks, row)
			default:
				out.Blocks = append(out.Blocks, b)
			}
		}
		return nil
	})
	if err != nil {
		return r
	}
	return out
}

func (c *Call) namedText(tx *store.Tx, t Text) Text {
	out := append(Text{}, t...)
	for i := range out {
		out[i].Text = c.named(tx, out[i].Text)
	}
	return out
}
