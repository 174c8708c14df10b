package paper

import (
	"strings"
	"time"
	"unicode"
)

// Sheet is a table of texts and dates, with a row of headings.
type Sheet struct {
	Title string
	About string // what it is of, at the foot of each printed page
	Made  time.Time
	Cols  []Col
	Rows  [][]Cell // each as long as Cols
}

// Col is a column: its heading and how many letters wide it is shown.
type Col struct {
	Head string
	Wide int
}

// Cell is a text or a day; the zero Cell is empty. What people typed goes in
// as it is: no file runs it.
type Cell struct {
	Text string
	Day  time.Time // zero: it is a text
}

// CSV is the table as comma-separated text (RFC 4180). It begins with the
// mark by which Excel knows it for UTF-8; dates are 2026-12-08, which Excel
// takes for dates; every field is in quotes; and a text that a spreadsheet
// would run begins with an apostrophe.
func (s *Sheet) CSV() []byte {
	var b strings.Builder
	b.WriteString("\ufeff")
	row := make([]string, len(s.Cols))
	for i, c := range s.Cols {
		row[i] = c.Head
	}
	csvRow(&b, row)
	for _, cells := range s.Rows {
		row = row[:0]
		for _, c := range cells {
			if c.Day.IsZero() {
				row = append(row, c.Text)
			} else {
				row = append(row, c.Day.Format(time.DateOnly))
			}
		}
		csvRow(&b, row)
	}
	return []byte(b.String())
}

func csvRow(b *strings.Builder, fields []string) {
	for i, f := range fields {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + strings.ReplaceAll(harmless(f), `"`, `""`) + `"`)
	}
	b.WriteString("\r\n")
}

// runs are the letters with which a formula begins, in all their widths.
const runs = "=+-@＝＋－＠﹢﹣﹦﹫−"

// harmless is a text that no spreadsheet runs: one that begins as a formula
// does, or with what is left out before one, gets an apostrophe before it.
func harmless(s string) string {
	s = clean(s)
	bare := strings.TrimLeftFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '"'
	})
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\n") || bare != "" && strings.ContainsRune(runs, []rune(bare)[0]) {
		return "'" + s
	}
	return s
}
