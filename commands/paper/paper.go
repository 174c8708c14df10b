// Package paper makes the files that people keep, print and send on: a
// document as a web page, as a Word file and as plain text, a table as CSV and
// as a spreadsheet, and dates as a calendar file. It knows nothing of what
// stands in them.
//
// Word files are written by godocx on a template that lies beside it, with the
// office's look as Word styles, spreadsheets by excelize and calendar files by
// golang-ical. The web page is a template; text and CSV are put together here.
// The tests read every file back without the library that wrote it.
package paper

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Lang is the language of all that is written.
const Lang = "en-GB"

// Doc is a document: a title and what stands below it.
type Doc struct {
	Title string
	Made  time.Time
	By    string // who made it, for the file's own details
	Parts []Part
}

// Part is one part of a document: a Heading, Para, Small, Facts, List, Table
// or Notes.
type Part interface{ part() }

// Heading begins a section.
type Heading string

// Para is a paragraph.
type Para Text

// Small is a paragraph of small print.
type Small Text

// Facts are labelled values, one a line.
type Facts []Fact

// Fact is a label and its value.
type Fact struct {
	Label string
	Value Text
}

// List is a list of lines with bullets.
type List []Text

// Table has a row of headings above its rows; the first cell of a row names
// what the row is about.
type Table struct {
	Title string
	Head  []string
	Rows  [][]Text
}

// Notes are numbered, from 1; a Span's Note leads to one.
type Notes []Text

func (Heading) part() {}
func (Para) part()    {}
func (Small) part()   {}
func (Facts) part()   {}
func (List) part()    {}
func (Table) part()   {}
func (Notes) part()   {}

// Text is a run of spans.
type Text []Span

// Span is a piece of text of one look.
type Span struct {
	Text string
	Bold bool
	URL  string // of a web page: the text becomes a link; anything else is left out
	Note int    // the note that the text leads to; 0: none
}

// T is plain text.
func T(s string) Text { return Text{{Text: s}} }

// link is where a span leads on the web, "" for nowhere.
func (s *Span) link() string {
	lower := strings.ToLower(s.URL)
	if strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://") {
		return s.URL
	}
	return ""
}

// clean leaves out of a text what no file of ours may hold: broken letters
// and control characters, beside tabs and new lines.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r < ' ', r >= 0x7f && r < 0xa0, r == utf8.RuneError, r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
}
