package paper

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/gomutex/godocx/docx"
	"github.com/gomutex/godocx/wml/ctypes"
	"github.com/gomutex/godocx/wml/stypes"
)

// Word is the document as a Word file (.docx, ECMA-376): headings are heading
// styles, lists are lists, tables repeat their headings, and the language is
// set, so that Word, LibreOffice and screen readers find their way.
func (d *Doc) Word() []byte {
	w := &word{RootDoc: blank(d)}
	w.heading(d.Title, 1)
	for _, p := range d.Parts {
		w.part(p)
	}
	var b bytes.Buffer
	if err := w.Write(&b); err != nil {
		panic(fmt.Sprintf("write %q: %v", d.Title, err)) // memory takes every write
	}
	return b.Bytes()
}

// word is a Word document on its way.
type word struct{ *docx.RootDoc }

func (w *word) part(p Part) {
	switch v := p.(type) {
	case Heading:
		w.heading(string(v), 2)
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
		for _, it := range v {
			w.para("ListNumber", it)
		}
	}
}

func (w *word) heading(text string, level uint) {
	if _, err := w.AddHeading(strings.ReplaceAll(clean(text), "\n", " "), level); err != nil {
		panic(err) // there are nine levels
	}
}

func (w *word) para(style string, t Text) {
	p := w.AddEmptyParagraph()
	if style != "" {
		p.Style(style)
	}
	pieces(p, t)
}

// pieces adds the pieces of a text to a paragraph. The number of a note is
// plain text: the library knows no places within a document to lead to.
func pieces(p *docx.Paragraph, t Text) {
	for i := range t {
		s := &t[i]
		if url := s.link(); url != "" {
			link := p.AddLink(clean(s.Text), strings.Join(strings.Fields(clean(url)), "%20"))
			if s.Bold {
				link.Bold(true)
			}
			continue
		}
		run := p.AddRun()
		if s.Bold {
			run.Bold(true)
		}
		of := p.GetCT().Children
		lines(of[len(of)-1].Run, s.Text)
	}
}

// lines adds a text to a run; a new line in it is a line break.
func lines(r *ctypes.Run, text string) {
	for i, line := range strings.Split(clean(text), "\n") {
		if i > 0 {
			r.Children = append(r.Children, ctypes.RunChild{Break: &ctypes.Break{}})
		}
		r.Children = append(r.Children, ctypes.RunChild{Text: ctypes.TextFromString(line)})
	}
}

// textWide is the width between the margins, in twentieths of a point.
const textWide = 9638

// table draws a table whose headings come again on each page.
func (w *word) table(t *Table) {
	w.para("Caption", T(t.Title))
	wide := widths(t)
	table := w.AddTable()
	table.Style("TableGrid")
	table.Width(textWide, stypes.TableWidthDxa)
	for _, n := range wide {
		table.Grid(uint64(n))
	}
	table.GetCT().TableProp.TableLook = ctypes.NewCTString("0620") // its first row and first column are headings
	head := make([]Text, len(t.Head))
	for i, h := range t.Head {
		head[i] = Text{{Text: h, Bold: true}}
	}
	for i, cells := range append([][]Text{head}, t.Rows...) {
		row := table.AddRow()
		for n, c := range cells {
			cell := row.AddCell()
			cell.Width(wide[n], stypes.TableWidthDxa)
			p := cell.AddEmptyPara()
			p.Style("Cell")
			pieces(p, c)
		}
		of := table.GetCT().RowContents[i].Row
		for n := range of.Contents {
			of.Contents[n].Cell.Property.Shading = nil // white, which would hide the colours that a reader has chosen
		}
		of.Property.CantSplit = &ctypes.OnOff{}
		if i == 0 {
			of.Property.Header = &ctypes.OnOff{}
		}
	}
	w.para("", nil) // Word wants a paragraph between two tables, and at the end
}
