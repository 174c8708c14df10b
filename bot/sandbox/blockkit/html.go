package blockkit

import (
	"fmt"
	"html"
	"html/template"
	"net/url"
	"strings"
)

// HTML draws blocks as a fragment of a page. Whatever people or programs wrote
// comes out as words, never as mark-up. What can be pressed carries data-press,
// and what can be chosen data-choose, with "block_id/action_id"; a field of a
// form has that as its name.
func HTML(blocks []Block, look Look) template.HTML {
	d := &drawing{look: look}
	for _, b := range blocks {
		d.block(b)
	}
	return template.HTML(d.String())
}

// HTMLText draws a message's text, in mrkdwn.
func HTMLText(text string, names Names) template.HTML {
	d := &drawing{look: Look{Names: names}}
	d.open("p")
	d.lines(mrkdwn(text, names))
	d.shut("p")
	return template.HTML(d.String())
}

// drawing collects HTML. Only open, shut and text write to it, so that nothing
// gets there unescaped.
type drawing struct {
	out  strings.Builder
	look Look
}

func (d *drawing) String() string { return d.out.String() }

// open begins an element. attrs are names and values in turn; a value of "" is
// left out, except for value, alt and a name that stands alone at the end.
func (d *drawing) open(tag string, attrs ...string) {
	d.out.WriteString("<" + tag)
	for i := 0; i < len(attrs); i += 2 {
		if i+1 == len(attrs) {
			d.out.WriteString(" " + attrs[i])
			break
		}
		if attrs[i+1] != "" || attrs[i] == "value" || attrs[i] == "alt" {
			d.out.WriteString(" " + attrs[i] + `="` + html.EscapeString(attrs[i+1]) + `"`)
		}
	}
	d.out.WriteString(">")
}

func (d *drawing) shut(tag string) { d.out.WriteString("</" + tag + ">") }

func (d *drawing) text(s string) { d.out.WriteString(html.EscapeString(s)) }

// element writes an element that holds only words.
func (d *drawing) element(tag, words string, attrs ...string) {
	d.open(tag, attrs...)
	d.text(words)
	d.shut(tag)
}

// when gives a value only if it is wanted.
func when(wanted bool, value string) string {
	if wanted {
		return value
	}
	return ""
}

// block draws one block by its kind.
func (d *drawing) block(b Block) {
	switch b.Type {
	case "header":
		d.header(b)
	case "section":
		d.section(b)
	case "context":
		d.context(b)
	case "divider":
		d.open("hr")
	case "actions":
		d.actions(b)
	case "input":
		d.input(b)
	case "image":
		d.image(b)
	case "rich_text":
		d.rich(b.Elements)
	case "table":
		d.table(b)
	case "markdown":
		d.element("pre", b.Text.Text, "class", "markdown")
	}
}

func (d *drawing) header(b Block) {
	// The page has h1 and h2 above every message and view.
	tag := fmt.Sprintf("h%d", min(2+max(b.Level, 1), 6))
	d.element(tag, b.Text.Text)
}

func (d *drawing) section(b Block) {
	d.open("div", "class", "section")
	d.open("div", "class", "words")
	if b.Text != nil {
		d.paragraph(*b.Text)
	}
	if len(b.Fields) > 0 {
		d.open("div", "class", "fields")
		for _, f := range b.Fields {
			d.paragraph(f)
		}
		d.shut("div")
	}
	d.shut("div")
	if b.Accessory != nil {
		d.open("div", "class", "aside")
		d.control(b, *b.Accessory)
		d.shut("div")
	}
	d.shut("div")
}

// paragraph draws a text object.
func (d *drawing) paragraph(t Text) {
	d.open("p")
	d.words(t)
	d.shut("p")
}

// words draws a text object without a paragraph around it.
func (d *drawing) words(t Text) {
	if t.Type == "mrkdwn" {
		d.lines(mrkdwn(t.Text, d.look.Names))
		return
	}
	d.broken(t.Text)
}

// broken writes words with their line breaks.
func (d *drawing) broken(words string) {
	for i, l := range strings.Split(words, "\n") {
		if i > 0 {
			d.open("br")
		}
		d.text(l)
	}
}

func (d *drawing) context(b Block) {
	d.open("div", "class", "context")
	for _, e := range b.Elements {
		if e.Type == "image" {
			d.element("span", e.AltText, "class", "picture", "role", "img", "aria-label", e.AltText)
			continue
		}
		d.open("span")
		d.words(Text{Type: e.Type, Text: e.Text.Text})
		d.shut("span")
	}
	d.shut("div")
}

func (d *drawing) actions(b Block) {
	d.open("div", "class", "actions")
	for _, e := range b.Elements {
		d.control(b, e)
	}
	d.shut("div")
}

// image draws the words of an image: a sandbox fetches nothing from elsewhere.
func (d *drawing) image(b Block) {
	d.open("figure")
	d.element("div", b.AltText, "class", "picture", "role", "img", "aria-label", b.AltText)
	if b.Title != nil {
		d.element("figcaption", b.Title.Text)
	}
	d.shut("figure")
}

func (d *drawing) table(b Block) {
	d.open("div", "class", "table", "tabindex", "0", "role", "group", "aria-label", "Table")
	d.open("table")
	for i, row := range b.Rows {
		d.open("tr")
		for _, c := range row {
			tag := "td"
			if i == 0 {
				tag = "th"
			}
			d.open(tag, "scope", when(i == 0, "col"))
			d.text(c.Text)
			d.rich(c.Elements)
			d.shut(tag)
		}
		d.shut("tr")
	}
	d.shut("table")
	d.shut("div")
}

// safe gives an address to be followed from the page, or "".
func safe(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
		return ""
	}
	return address
}
