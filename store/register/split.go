package register

import (
	"bytes"
	"iter"
)

// A tree of nodes for a file of 100,000 records takes gigabytes, so a file is
// read in pieces: the top-level keys start in column 0, and the records of a
// list start with a dash in one column. A piece that does not parse by itself
// (a bracket or a quote that runs over its end) is tried again as part of the
// whole, unless that is too big.
const (
	maxWhole  = 4 << 20 // bytes of a file or list that is parsed in one go
	maxRecord = 1 << 20 // bytes of one record
)

// piece is a run of lines of a file.
type piece struct {
	text []byte
	line int // of its first line, from 1
}

// line is one line of a piece.
type line struct {
	text   []byte // with its line break
	at     int    // offset in the piece
	number int    // from 1 in the file
	indent int    // spaces before the first other character
	empty  bool   // nothing but white space or a comment
}

// dash reports whether the line begins an item of a list.
func (l line) dash() bool {
	s := bytes.TrimRight(l.text[l.indent:], "\n")
	return len(s) > 0 && s[0] == '-' && (len(s) == 1 || s[1] == ' ')
}

// marker reports whether the line is --- and so begins a document.
func (l line) marker() bool {
	return l.indent == 0 && string(bytes.TrimRight(l.text, " \n")) == "---"
}

// key returns the top-level key that the line begins, and what stands after
// the colon; "" when it begins none that is plainly written.
func (l line) key() (key string, rest []byte) {
	s := bytes.TrimRight(l.text, "\n")
	i := 0
	for i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' || s[i] == '_' || i > 0 && (s[i] == '-' || s[i] >= '0' && s[i] <= '9')) {
		i++
	}
	if i == 0 || i == len(s) || s[i] != ':' || i+1 < len(s) && s[i+1] != ' ' {
		return "", nil
	}
	return string(s[:i]), s[i+1:]
}

// lines calls fn for each line of the piece until fn returns false.
func (p piece) lines(fn func(line) bool) {
	for at, n := 0, p.line; at < len(p.text); n++ {
		end := bytes.IndexByte(p.text[at:], '\n')
		if end < 0 {
			end = len(p.text) - at - 1
		}
		l := line{text: p.text[at : at+end+1], at: at, number: n}
		for l.indent < len(l.text) && l.text[l.indent] == ' ' {
			l.indent++
		}
		rest := bytes.TrimLeft(l.text, " \t")
		l.empty = len(bytes.TrimRight(rest, "\n")) == 0 || rest[0] == '#'
		if !fn(l) {
			return
		}
		at += end + 1
	}
}

// cut yields the runs of lines that begin where starts says so. What comes
// before the first of them is left out.
func (p piece) cut(starts func(line) bool) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		from, number := -1, 0
		stopped := false
		p.lines(func(l line) bool {
			if !starts(l) {
				return true
			}
			stopped = from >= 0 && !yield(piece{p.text[from:l.at], number})
			from, number = l.at, l.number
			return !stopped
		})
		if from >= 0 && !stopped {
			yield(piece{p.text[from:], number})
		}
	}
}

// sections cuts a file at its top-level keys. odd is the number of the first
// line in column 0 that is none, 0 when there is no such line.
func sections(whole piece) (each iter.Seq[piece], odd int) {
	begun := false
	whole.lines(func(l line) bool {
		if begun = begun || !l.empty && !l.marker(); begun && l.top() {
			if key, _ := l.key(); key == "" {
				odd = l.number
			}
		}
		return odd == 0
	})
	return func(yield func(piece) bool) {
		begun := false
		whole.cut(func(l line) bool {
			if l.empty || !begun && l.marker() {
				return false
			}
			key, _ := l.key()
			first := !begun
			begun = true
			return first || key != ""
		})(yield)
	}, odd
}

// top reports whether the line begins something in column 0 that is no item
// of a list.
func (l line) top() bool { return !l.empty && l.indent == 0 && !l.dash() }

// records cuts a section that is a block list at its dashes. ok is false when
// it is laid out in another way.
func records(section piece) (each iter.Seq[piece], ok bool) {
	ok = true
	column := -1
	section.lines(func(l line) bool {
		switch {
		case l.number == section.line:
			_, rest := l.key()
			rest = bytes.TrimLeft(rest, " ")
			ok = len(rest) == 0 || rest[0] == '#'
		case l.empty:
		case column < 0:
			column = l.indent
			ok = l.dash()
		case l.indent == column:
			ok = l.dash()
		default:
			ok = l.indent > column
		}
		return ok
	})
	each = section.cut(func(l line) bool { return l.number > section.line && !l.empty && l.indent == column })
	return each, ok && column >= 0
}
