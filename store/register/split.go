package register

import "bytes"

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

// sections cuts a file at its top-level keys. odd is the number of the first
// line in column 0 that is none, 0 when there is no such line.
func sections(whole piece) (list []piece, odd int) {
	start := -1
	cut := func(to int) {
		if start >= 0 {
			list[len(list)-1].text = whole.text[start:to]
		}
	}
	whole.lines(func(l line) bool {
		if l.empty || start < 0 && l.marker() || start >= 0 && (l.indent > 0 || l.dash()) {
			return true
		}
		key, _ := l.key()
		if key == "" && odd == 0 {
			odd = l.number
		}
		if key != "" || start < 0 {
			cut(l.at)
			start = l.at
			list = append(list, piece{line: l.number})
		}
		return true
	})
	cut(len(whole.text))
	return list, odd
}

// records cuts a section that is a block list at its dashes. ok is false when
// it is laid out in another way.
func records(section piece) (list []piece, ok bool) {
	ok = true
	column, start := -1, 0
	section.lines(func(l line) bool {
		switch {
		case l.number == section.line:
			_, rest := l.key()
			rest = bytes.TrimLeft(rest, " ")
			ok = len(rest) == 0 || rest[0] == '#'
		case l.empty:
		case column < 0 || l.indent == column:
			if ok = l.dash(); !ok {
				break
			}
			if column >= 0 {
				list[len(list)-1].text = section.text[start:l.at]
			}
			column, start = l.indent, l.at
			list = append(list, piece{line: l.number})
		default:
			ok = l.indent > column
		}
		return ok
	})
	if !ok || column < 0 {
		return nil, false
	}
	list[len(list)-1].text = section.text[start:]
	return list, true
}
