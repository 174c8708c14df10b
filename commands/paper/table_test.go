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
	"unicode/utf8"
)

func sheet() *Sheet {
	return &Sheet{
		Title: "Action log", Made: made,
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
	same(t, "sample.xlsx.xml", []byte(strings.ReplaceAll(parts["xl/worksheets/sheet1.xml"], "<row ", "\n<row ")))
	if strings.Contains(parts["xl/worksheets/sheet1.xml"], "<f") {
		t.Error("a cell has a formula")
	}
	if !strings.Contains(parts["xl/styles.xml"], `quotePrefix="1"`) {
		t.Error("a text would become a formula once somebody changes it")
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

func TestDaysAsSpreadsheetsCountThem(t *testing.T) {
	for day, want := range map[string]int{"1900-03-01": 61, "1970-01-01": 25569, "2026-12-08": 46364, "2028-02-29": 46812} {
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := serial(d); got != want {
			t.Errorf("%s is day %d, want %d", day, got, want)
		}
	}
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := column(i); got != want {
			t.Errorf("column %d is %s, want %s", i, got, want)
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

var numbered = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func FuzzSpreadsheet(f *testing.F) {
	f.Add("=1+1")
	f.Add("_x003D_x003D__x005F_")
	f.Add("<is>&\x00")
	f.Fuzz(func(t *testing.T, in string) {
		if utf8.RuneCountInString(in) > maxCell/2 {
			return
		}
		s := Sheet{Title: in, Cols: []Col{{"A", 9}}, Rows: [][]Cell{{{Text: in}}}}
		var got struct {
			Rows []struct {
				Cells []struct {
					Type    string `xml:"t,attr"`
					Text    string `xml:"is>t"`
					Formula string `xml:"f"`
				} `xml:"c"`
			} `xml:"sheetData>row"`
		}
		if err := xml.Unmarshal([]byte(unpacked(t, s.Spreadsheet())["xl/worksheets/sheet1.xml"]), &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Rows) != 2 || clean(in) == "" {
			return
		}
		c := got.Rows[1].Cells[0]
		text := numbered.ReplaceAllStringFunc(c.Text, func(code string) string {
			n, _ := strconv.ParseUint(code[2:6], 16, 32)
			return string(rune(n))
		})
		if c.Type != "inlineStr" || c.Formula != "" || text != clean(in) {
			t.Errorf("%q came out as %q (%+v)", in, text, c)
		}
	})
}
