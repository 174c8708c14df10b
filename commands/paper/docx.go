package paper

import (
	"fmt"
	"strings"
)

// Word is the document as a Word file (.docx, ECMA-376): headings are heading
// styles, lists are lists, tables repeat their headings, and the language is
// set, so that Word, LibreOffice and screen readers find their way.
func (d *Doc) Word() []byte {
	w := &word{at: map[string]int{}, links: [][2]string{
		{"styles", "styles.xml"}, {"numbering", "numbering.xml"}, {"settings", "settings.xml"}, {"footer", "footer1.xml"},
	}}
	w.para("Heading1", T(d.Title))
	for _, p := range d.Parts {
		w.part(p)
	}
	body := `<w:document xmlns:w="` + wordNS + `" xmlns:r="` + officeNS + `"><w:body>` + w.b.String() +
		`<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`
	return packed([]file{
		{"[Content_Types].xml", types(
			[2]string{"/word/document.xml", "officedocument.wordprocessingml.document.main"},
			[2]string{"/word/styles.xml", "officedocument.wordprocessingml.styles"},
			[2]string{"/word/numbering.xml", "officedocument.wordprocessingml.numbering"},
			[2]string{"/word/settings.xml", "officedocument.wordprocessingml.settings"},
			[2]string{"/word/footer1.xml", "officedocument.wordprocessingml.footer"},
			[2]string{"/docProps/core.xml", "package.core-properties"},
		)},
		{"_rels/.rels", rels([2]string{"officeDocument", "word/document.xml"}, [2]string{"core-properties", "docProps/core.xml"})},
		{"word/document.xml", body},
		{"word/_rels/document.xml.rels", rels(w.links...)},
		{"word/styles.xml", wordStyles},
		{"word/numbering.xml", wordNumbering},
		{"word/settings.xml", wordSettings},
		{"word/footer1.xml", wordFooter(d.Title)},
		{"docProps/core.xml", core(d.Title, d.By, d.Made)},
	})
}

// word is a Word document on its way.
type word struct {
	b     strings.Builder
	links [][2]string    // the relationships
	at    map[string]int // address to the number of its relationship
}

func (w *word) part(p Part) {
	switch v := p.(type) {
	case Heading:
		w.para("Heading2", T(string(v)))
	case Para:
		w.para("", Text(v))
	case Small:
		w.para("Small", Text(v))
	case Facts:
		for _, f := range v {
			w.para("", append(Text{{Text: f.Label + ": ", Bold: true}}, f.Value...))
		}
	case List:
		for _, it := range v {
			w.para("ListBullet", it)
		}
	case Table:
		w.table(&v)
	case Notes:
		for i, it := range v {
			w.note(i+1, it)
		}
	}
}

func (w *word) para(style string, t Text) {
	w.b.WriteString("<w:p>" + styled(style) + w.runs(t) + "</w:p>")
}

func styled(style string) string {
	if style == "" {
		return ""
	}
	return `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
}

// note is a numbered note, with the place that its number leads to.
func (w *word) note(n int, t Text) {
	fmt.Fprintf(&w.b, `<w:p>%s<w:bookmarkStart w:id="%d" w:name="note_%d"/>%s<w:bookmarkEnd w:id="%d"/></w:p>`, styled("ListNumber"), n, n, w.runs(t), n)
}

// runs are the pieces of a paragraph.
func (w *word) runs(t Text) string {
	var b strings.Builder
	for i := range t {
		s := &t[i]
		look := ""
		if s.Bold {
			look = "<w:b/>"
		}
		switch url := s.link(); {
		case s.Note > 0:
			fmt.Fprintf(&b, `<w:hyperlink w:anchor="note_%d">%s</w:hyperlink>`, s.Note, run(s.Text, `<w:rStyle w:val="Hyperlink"/>`+look))
		case url != "":
			fmt.Fprintf(&b, `<w:hyperlink r:id="rId%d">%s</w:hyperlink>`, w.link(url), run(s.Text, `<w:rStyle w:val="Hyperlink"/>`+look))
		default:
			b.WriteString(run(s.Text, look))
		}
	}
	return b.String()
}

// run is text of one look; a new line in it is a line break.
func run(text, look string) string {
	var b strings.Builder
	b.WriteString("<w:r>")
	if look != "" {
		b.WriteString("<w:rPr>" + look + "</w:rPr>")
	}
	for i, line := range strings.Split(clean(text), "\n") {
		if i > 0 {
			b.WriteString("<w:br/>")
		}
		b.WriteString(`<w:t xml:space="preserve">` + x(line) + "</w:t>")
	}
	return b.String() + "</w:r>"
}

// link returns the number of the relationship of an address.
func (w *word) link(url string) int {
	if n, ok := w.at[url]; ok {
		return n
	}
	w.links = append(w.links, [2]string{"hyperlink", url})
	w.at[url] = len(w.links)
	return len(w.links)
}

// textWide is the width between the margins, in twentieths of a point.
const textWide = 9638

// table draws a table whose headings come again on each page.
func (w *word) table(t *Table) {
	w.para("Caption", T(t.Title))
	fmt.Fprintf(&w.b, `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="%s"/></w:tblPr><w:tblGrid>`, textWide, x(t.Title))
	wide := widths(t)
	for _, n := range wide {
		fmt.Fprintf(&w.b, `<w:gridCol w:w="%d"/>`, n)
	}
	w.b.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, h := range t.Head {
		w.cell(wide[i], Text{{Text: h, Bold: true}})
	}
	w.b.WriteString("</w:tr>")
	for _, row := range t.Rows {
		w.b.WriteString("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
		for i, c := range row {
			w.cell(wide[i], c)
		}
		w.b.WriteString("</w:tr>")
	}
	w.b.WriteString("</w:tbl>")
	w.para("", nil) // Word wants a paragraph between two tables, and at the end
}

func (w *word) cell(wide int, t Text) {
	fmt.Fprintf(&w.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p>%s%s</w:p></w:tc>`, wide, styled("Cell"), w.runs(t))
}

// The width that a letter of a table takes, and the space beside its text.
const (
	letterWide = 125
	cellSpace  = 216
)

// widths shares the width of the page out among columns: each has room for
// its longest word, and of what is left more where more stands.
func widths(t *Table) []int {
	wide, share := make([]int, len(t.Head)), make([]int, len(t.Head))
	left, all := textWide, 0
	for i, h := range t.Head {
		texts := []string{h}
		for _, row := range t.Rows {
			texts = append(texts, plain(row[i]))
		}
		word := 0
		for _, s := range texts {
			share[i] = min(max(share[i], len(s)), 60)
			for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '/' }) {
				word = max(word, len(w))
			}
		}
		if share[i] > 40 { // sentences, which want more than their longest word
			word = max(word, 16)
		}
		wide[i] = min(word+1, 20)*letterWide + cellSpace
		left -= wide[i]
		all += share[i]
	}
	for i := range wide {
		if left >= 0 {
			wide[i] += left * share[i] / max(all, 1)
		} else {
			wide[i] = wide[i] * textWide / (textWide - left)
		}
	}
	return wide
}
