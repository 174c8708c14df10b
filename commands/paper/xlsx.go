package paper

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Spreadsheet is the table as a spreadsheet file (.xlsx, ECMA-376). Dates are
// dates. Texts are stored as texts and marked as such, so that they are no
// formula even after somebody has changed the cell. The headings stay on
// screen; on paper it lies on its side, no more than two pages wide, with the
// headings and the first column on every page.
func (s *Sheet) Spreadsheet() []byte {
	f := excelize.NewFile(excelize.Options{TmpDir: nowhere})
	name := sheetName(s.Title)
	b := &book{File: f, name: name}
	b.must(f.SetSheetName("Sheet1", name))
	at := s.Made.UTC().Format(time.RFC3339)
	b.must(f.SetDocProps(&excelize.DocProperties{Title: s.Title, Creator: "csp", LastModifiedBy: "csp", Language: Lang, Created: at, Modified: at}))
	b.must(f.SetDefaultFont("Arial"))
	b.must(f.AutoFilter(name, fmt.Sprintf("A1:%s%d", column(len(s.Cols)-1), len(s.Rows)+1), nil))
	b.onPaper(s)
	b.cells(s)
	out, err := f.WriteToBuffer()
	b.must(err)
	b.must(f.Close())
	return out.Bytes()
}

// book is a spreadsheet file on its way.
type book struct {
	*excelize.File
	name string // of its one sheet
}

// must takes no error: there is none in what is asked of the library here,
// whatever words stand in the cells.
func (b *book) must(err error) {
	if err != nil {
		panic(fmt.Sprintf("write the sheet %q: %v", b.name, err))
	}
}

// cells writes the headings and the rows, in one go from the top.
func (b *book) cells(s *Sheet) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	head := b.style(&excelize.Style{Border: ruled, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F3F2F1"}}, NumFmt: asText, Font: &excelize.Font{Family: "Arial", Size: 11, Bold: true}, Alignment: top})
	text := b.style(&excelize.Style{Border: ruled, NumFmt: asText, Alignment: top})
	quoted := true
	b.Styles.CellXfs.Xf[text].QuotePrefix = &quoted
	format := "d mmmm yyyy"
	day := b.style(&excelize.Style{Border: ruled, CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}})

	w, err := b.NewStreamWriter(b.name)
	b.must(err)
	row := make([]any, len(s.Cols))
	for i, c := range slices.Backward(s.Cols) { // the library puts each column before those it has
		b.must(w.SetColWidth(i+1, i+1, float64(max(c.Wide, 8))))
		row[i] = excelize.Cell{StyleID: head, Value: clip(c.Head)}
	}
	b.must(w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	b.must(w.SetRow("A1", row, high(s.Cols, func(i int) string { return s.Cols[i].Head })))
	for n, cells := range s.Rows {
		for i, c := range cells {
			switch {
			case !c.Day.IsZero():
				row[i] = excelize.Cell{StyleID: day, Value: time.Date(c.Day.Year(), c.Day.Month(), c.Day.Day(), 0, 0, 0, 0, time.UTC)}
			case c.Text != "":
				row[i] = excelize.Cell{StyleID: text, Value: clip(c.Text)}
			default:
				row[i] = excelize.Cell{StyleID: text}
			}
		}
		b.must(w.SetRow(fmt.Sprintf("A%d", n+2), row, high(s.Cols, func(i int) string { return cells[i].Text })))
	}
	b.must(w.Flush())
}

// The height of a line in points, and of the highest row that there may be.
const (
	lineHigh = 15
	rowHigh  = excelize.MaxRowHeight
)

// high makes a row as high as its texts are in their columns. Not every
// program does that by itself when it opens a file.
func high(cols []Col, text func(col int) string) excelize.RowOpts {
	lines := 1
	for i, c := range cols {
		wide, n := max(c.Wide, 8), 0
		for _, line := range strings.Split(clip(text(i)), "\n") {
			n += max(1, (utf8.RuneCountInString(line)+wide-1)/wide)
		}
		lines = max(lines, n)
	}
	return excelize.RowOpts{Height: float64(min(lines*lineHigh, rowHigh))}
}

func (b *book) style(s *excelize.Style) int {
	id, err := b.NewStyle(s)
	b.must(err)
	return id
}

// ruled are thin lines around a cell.
var ruled = []excelize.Border{
	{Type: "left", Style: 1, Color: "B1B4B6"},
	{Type: "right", Style: 1, Color: "B1B4B6"},
	{Type: "top", Style: 1, Color: "B1B4B6"},
	{Type: "bottom", Style: 1, Color: "B1B4B6"},
}

// onPaper is how the sheet is printed.
func (b *book) onPaper(s *Sheet) {
	fit, a4, wide, long, landscape := true, 9, 2, 0, "landscape"
	b.must(b.SetSheetProps(b.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.must(b.SetPageLayout(b.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &long}))
	b.must(b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: b.name, RefersTo: "'" + b.name + "'!$A:$A,'" + b.name + "'!$1:$1"}))
	b.must(b.SetHeaderFooter(b.name, &excelize.HeaderFooterOptions{OddFooter: "&L" + footText(s.About) + "&RPage &P of &N"}))
}

// nowhere is no folder: a large sheet stays in memory, and what the office
// wrote is not left lying about on the disk.
const nowhere = "\x00"

// maxFoot is how many letters stand at the foot of a page; a spreadsheet takes
// 255 with what else stands there.
const maxFoot = 100

// footText is a text as the foot of a page takes it.
func footText(s string) string {
	r := []rune(strings.ReplaceAll(clean(s), "\n", " "))
	return strings.ReplaceAll(string(r[:min(len(r), maxFoot)]), "&", "&&")
}

// asText is the number of the format of what is text.
const asText = 49

// maxCell is how many letters, as UTF-16 counts them, a spreadsheet takes in
// a cell.
const maxCell = excelize.TotalCellChars

// clip is a text as a cell takes it, cut where a cell takes no more.
func clip(s string) string {
	s = clean(s)
	units := utf16.Encode([]rune(s))
	if len(units) <= maxCell {
		return s
	}
	units = units[:maxCell-1]
	if utf16.IsSurrogate(rune(units[len(units)-1])) && units[len(units)-1] < 0xdc00 {
		units = units[:len(units)-1] // half a letter
	}
	return string(utf16.Decode(units)) + "…"
}

// column is a column's name: A, Z, AA.
func column(i int) string {
	name, err := excelize.ColumnNumberToName(i + 1)
	if err != nil {
		panic(err) // a sheet of ours has a few columns
	}
	return name
}

// sheetName is a title as a sheet may be called: no more than 31 letters, and
// none that a formula needs.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return -1
		}
		return r
	}, strings.ReplaceAll(clean(s), "\n", " "))
	if units := utf16.Encode([]rune(s)); len(units) > excelize.MaxSheetNameLength {
		s = strings.TrimRight(string(utf16.Decode(units[:excelize.MaxSheetNameLength])), "\ufffd")
	}
	if s = strings.TrimSpace(s); s == "" {
		return "Sheet1"
	}
	return s
}
