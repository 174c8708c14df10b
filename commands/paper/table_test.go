package paper

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

func sheet() *Sheet {
	return &Sheet{
		Title: "Action log", About: "Action log of Arts & Leisure, 10 March 2027", Made: made,
		Cols: []Col{{"Reference", 14}, {"Action", 50}, {"Due", 18}},
		Rows: [][]Cell{
			{{Text: "EAS-27-001"}, {Text: "Circulate the \"workplan\", then ask"}, {Day: made}},
			{{Text: "EAS-27-002"}, {Text: "=HYPERLINK(\"https://example.org\")"}, {Text: "March 2027"}},
			{{Text: "EAS-27-003"}, {Text: "Two\nlines; _x003D_1+1 by Llŷr"}, {}},
		},
	}
}

func TestCSV(t *testing.T) { same(t, "sample.csv", sheet().CSV()) }

func TestSpreadsheet(t *testing.T) {
	parts := unpacked(t, sheet().Spreadsheet())
	page := strings.ReplaceAll(parts["xl/worksheets/sheet1.xml"], "<row ", "\n<row ")
	same(t, "sample.xlsx.xml", []byte(page))
	if strings.Contains(page, "<f") {
		t.Error("a cell has a formula")
	}
	if !strings.Contains(parts["xl/styles.xml"], `quotePrefix="true"`) {
		t.Error("a text would become a formula once somebody changes it")
	}
	if core := reread(t, parts["docProps/core.xml"]); core.all("title")[0].text != "Action log" || core.all("language")[0].text != "en-GB" || core.all("creator")[0].text != "csp" {
		t.Errorf("it says of itself %s", parts["docProps/core.xml"])
	}
	if !bytes.Equal(sheet().Spreadsheet(), sheet().Spreadsheet()) {
		t.Error("the same table gives other bytes")
	}
}

// What people typed must not run when somebody opens the file.
func TestNoFormulaRuns(t *testing.T) {
	for _, s := range []string{
		"=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1",
		"＝1+1", "＋1", "－1", "＠A1", "\x00=1+1", "\"=1+1", "\xff=1+1", "\v=1",
		"=cmd|' /C calc'!A0", "\twords", "−1",
	} {
		if got := harmless(s); !strings.HasPrefix(got, "'") {
			t.Errorf("%q became %q, which may run", s, got)
		}
	}
	for _, s := range []string{"", "words", "1 - 2", "a=b", "'quoted'", "8 December 2026", "(a)", "Llŷr"} {
		if got := harmless(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

// cellOf is a cell of a spreadsheet file, as a program that opens it reads it:
// its type, its text or number, and its formula.
func cellOf(t *testing.T, s *Sheet, at string) (kind, value, formula string) {
	t.Helper()
	var page struct {
		Cells []struct {
			At      string `xml:"r,attr"`
			Kind    string `xml:"t,attr"`
			Value   string `xml:"v"`
			Text    string `xml:"is>t"`
			Formula string `xml:"f"`
		} `xml:"sheetData>row>c"`
	}
	if err := xml.Unmarshal([]byte(unpacked(t, s.Spreadsheet())["xl/worksheets/sheet1.xml"]), &page); err != nil {
		t.Fatal(err)
	}
	for _, c := range page.Cells {
		if c.At == at {
			return c.Kind, c.Value + numbered.ReplaceAllStringFunc(c.Text, func(code string) string {
				n, _ := strconv.ParseUint(code[2:6], 16, 32)
				return string(rune(n))
			}), c.Formula
		}
	}
	return "", "", ""
}

// numbered is what a spreadsheet reads as one letter by its number.
var numbered = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func TestDaysAsSpreadsheetsCountThem(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"1900-03-01": "61", "1970-01-01": "25569", "2026-12-08": "46364", "2028-02-29": "46812", "2026-07-01": "46204"} {
		d, err := time.ParseInLocation(time.DateOnly, day, london)
		if err != nil {
			t.Fatal(err)
		}
		s := Sheet{Cols: []Col{{"Due", 9}}, Rows: [][]Cell{{{Day: d}}}}
		if kind, got, _ := cellOf(t, &s, "A2"); got != want || kind != "" && kind != "n" {
			t.Errorf("%s is %q of type %q, want %s", day, got, kind, want)
		}
	}
}

func TestTextsFitIntoCells(t *testing.T) {
	long := strings.Repeat("a", maxCell-1)
	for in, want := range map[string]string{
		long + "b":      long + "b",
		long + "bc":     long + "…",
		long + "😀":      long + "…",
		long[1:] + "😀":  long[1:] + "😀",
		long[1:] + "😀c": long[1:] + "…",
	} {
		if got := clip(in); got != want {
			t.Errorf("a text of %d bytes became one of %d that ends in %q", len(in), len(got), got[len(got)-6:])
		}
	}
	for in, want := range map[string]string{"": "Sheet1", "Log: a/b [c]*?": "Log ab c", strings.Repeat("x", 40): strings.Repeat("x", 31), strings.Repeat("x", 30) + "😀": strings.Repeat("x", 30), "'": "Sheet1"} {
		if got := sheetName(in); got != want {
			t.Errorf("the sheet %q is called %q, want %q", in, got, want)
		}
	}
}

// What comes out of the file is what went in, made harmless.
func FuzzCSV(f *testing.F) {
	f.Add("=1+1", "a,b")
	f.Add("\"", "two\r\nlines")
	f.Add("\r", "\"\"\n,")
	f.Fuzz(func(t *testing.T, one, two string) {
		s := Sheet{Cols: []Col{{"A", 9}, {"B", 9}}, Rows: [][]Cell{{{Text: one}, {Text: two}}}}
		out, ok := bytes.CutPrefix(s.CSV(), []byte("\ufeff"))
		rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
		if err != nil || !ok || len(rows) != 2 || len(rows[1]) != 2 {
			t.Fatalf("%q and %q: %v: %q", one, two, err, out)
		}
		for i, in := range []string{one, two} {
			if rows[1][i] != harmless(in) {
				t.Errorf("%q came out as %q", in, rows[1][i])
			}
			if got := rows[1][i]; got != "" && strings.ContainsRune("=+-@\t\r\n", rune(got[0])) {
				t.Errorf("%q came out as %q, which runs", in, got)
			}
		}
	})
}

func FuzzSpreadsheet(f *testing.F) {
	f.Add("=1+1")
	f.Add("_x003D_ and _x005F_")
	f.Add("<is>&\x00")
	f.Add(" two  spaces\n\nand lines ")
	// Where two such codes share a line below, the library marks the first alone.
	twice := regexp.MustCompile(`_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_`)
	f.Fuzz(func(t *testing.T, in string) {
		if twice.MatchString(clean(in)) {
			return
		}
		s := Sheet{Title: in, Cols: []Col{{"A", 9}}, Rows: [][]Cell{{{Text: in}}}}
		kind, got, formula := cellOf(t, &s, "A2")
		if clean(in) == "" {
			if got != "" || formula != "" {
				t.Errorf("%q came out as %q", in, got)
			}
			return
		}
		if kind != "inlineStr" || formula != "" || got != clip(in) {
			t.Errorf("%q came out as %q, of type %q", in, got, kind)
		}
	})
}
