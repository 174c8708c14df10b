package paper

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// The cells' styles, by their place in sheetStyles.
const (
	headStyle = 1
	textStyle = 2
	dayStyle  = 3
)

// maxCell is how many letters a spreadsheet takes in a cell.
const maxCell = 32767

// Spreadsheet is the table as a spreadsheet file (.xlsx, ECMA-376). Dates are
// dates. Texts are stored as texts and marked as such, so that they are no
// formula even after somebody has changed the cell. The headings stay on
// screen and are printed on every page.
func (s *Sheet) Spreadsheet() []byte {
	const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	last := fmt.Sprintf("$%s$%d", column(len(s.Cols)-1), len(s.Rows)+1)
	book := `<workbook xmlns="` + main + `" xmlns:r="` + officeNS + `"><sheets><sheet name="` + x(sheetName(s.Title)) + `" sheetId="1" r:id="rId1"/></sheets><definedNames>` +
		`<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">` + x("'"+sheetName(s.Title)+"'!$A$1:"+last) + `</definedName>` +
		`<definedName name="_xlnm.Print_Titles" localSheetId="0">` + x("'"+sheetName(s.Title)+"'!$1:$1") + `</definedName></definedNames></workbook>`
	return packed([]file{
		{"[Content_Types].xml", types(
			[2]string{"/xl/workbook.xml", "officedocument.spreadsheetml.sheet.main"},
			[2]string{"/xl/worksheets/sheet1.xml", "officedocument.spreadsheetml.worksheet"},
			[2]string{"/xl/styles.xml", "officedocument.spreadsheetml.styles"},
			[2]string{"/docProps/core.xml", "package.core-properties"},
		)},
		{"_rels/.rels", rels([2]string{"officeDocument", "xl/workbook.xml"}, [2]string{"core-properties", "docProps/core.xml"})},
		{"xl/workbook.xml", book},
		{"xl/_rels/workbook.xml.rels", rels([2]string{"worksheet", "worksheets/sheet1.xml"}, [2]string{"styles", "styles.xml"})},
		{"xl/styles.xml", sheetStyles(main)},
		{"xl/worksheets/sheet1.xml", s.sheet(main, last)},
		{"docProps/core.xml", core(s.Title, "csp", s.Made)},
	})
}

func (s *Sheet) sheet(main, last string) string {
	var b strings.Builder
	b.WriteString(`<worksheet xmlns="` + main + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, c := range s.Cols {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, max(c.Wide, 8))
	}
	b.WriteString(`</cols><sheetData><row r="1">`)
	for i, c := range s.Cols {
		b.WriteString(textCell(i, 1, c.Head, headStyle))
	}
	b.WriteString("</row>")
	for n, row := range s.Rows {
		fmt.Fprintf(&b, `<row r="%d">`, n+2)
		for i, c := range row {
			switch {
			case !c.Day.IsZero():
				fmt.Fprintf(&b, `<c r="%s%d" s="%d"><v>%d</v></c>`, column(i), n+2, dayStyle, serial(c.Day))
			case c.Text != "":
				b.WriteString(textCell(i, n+2, c.Text, textStyle))
			}
		}
		b.WriteString("</row>")
	}
	b.WriteString(`</sheetData><autoFilter ref="` + strings.ReplaceAll("A1:"+last, "$", "") + `"/><pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`)
	return b.String()
}

func textCell(col, row int, text string, style int) string {
	return fmt.Sprintf(`<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, column(col), row, style, x(literal(text)))
}

// code is the beginning of what a spreadsheet would read as one letter by its
// number.
var code = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// literal is a text as a cell takes it, cut where a cell takes no more.
func literal(s string) string {
	s = clean(s)
	if utf8.RuneCountInString(s) > maxCell/2 { // a letter may count twice
		s = string([]rune(s)[:maxCell/2-1]) + "…"
	}
	var b strings.Builder
	for i := range len(s) { // one may begin with the end of another
		b.WriteByte(s[i])
		if s[i] == '_' && code.MatchString(s[i:]) {
			b.WriteString("x005F_")
		}
	}
	return b.String()
}

// column is a column's name: A, Z, AA.
func column(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return column(i/26-1) + string(rune('A'+i%26))
}

// serial is a day as spreadsheets count days. They have a 29 February 1900,
// so the count is right from March of that year on.
func serial(day time.Time) int {
	from := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	return int(time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC).Sub(from) / (24 * time.Hour))
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
	if r := []rune(s); len(r) > 31 {
		s = string(r[:31])
	}
	if strings.TrimSpace(s) == "" {
		return "Sheet1"
	}
	return s
}

func sheetStyles(main string) string {
	return `<styleSheet xmlns="` + main + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="d mmmm yyyy"/></numFmts>` +
		`<fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">` +
		`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>` +
		`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}
