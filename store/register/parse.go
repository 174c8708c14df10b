package register

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"unicode/utf8"

	// Of the YAML libraries for Go this one is kept by the YAML organisation
	// itself, and its nodes carry line numbers and the text as it was typed,
	// so that a sum never becomes a float or a year a date.
	"go.yaml.in/yaml/v3"
)

// Parse reads a register from src; name is what problems call the file. The
// File holds whatever could be read, and the problems are all that is wrong
// with it as far as the file alone can tell, by line; whether what it names
// is in the store, Import finds out. Parse never panics.
func Parse(name string, src []byte) (*File, []Problem) {
	r := newReader(name)
	if text, ok := r.text(src); ok {
		r.read(piece{text, 1})
	}
	r.file.settle(r.lines)
	return r.file, r.file.problems.sorted(name)
}

// reader fills in a File.
type reader struct {
	file  *File
	keys  map[string]int            // top-level keys and their lines
	lines map[string]map[string]int // kind and id to the record's line
	whole *yaml.Node                // the file in one go, when its pieces do not parse
	tried bool                      // to parse the file in one go
}

func newReader(name string) *reader {
	return &reader{
		file:  &File{Name: name},
		keys:  map[string]int{},
		lines: map[string]map[string]int{},
	}
}

func (r *reader) problem(line int, wrong, right string) {
	r.file.problems.add(Problem{File: r.file.Name, Line: line, Wrong: wrong, Right: right})
}

// text checks the size and encoding of a file and takes off a byte order
// mark.
func (r *reader) text(src []byte) ([]byte, bool) {
	if len(src) > MaxSize {
		r.problem(0, fmt.Sprintf("is larger than %d MiB", MaxSize>>20), "Split it: records that a file does not name stay as they are.")
		return nil, false
	}
	src = oneBreak(bytes.TrimPrefix(src, []byte("\ufeff")))
	copied := false
	line := 1
	for at := 0; at < len(src); {
		c, n := rune(src[at]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRune(src[at:])
		}
		switch {
		case c == '\n':
			line++
		case c == utf8.RuneError && n == 1:
			r.problem(line, "is not UTF-8", "Save the file as UTF-8.")
			return nil, false
		case !allowed(c):
			r.problem(line, "holds a control character", "Take it out.")
			if !copied {
				src, copied = bytes.Clone(src), true
			}
			copy(src[at:at+n], "   ") // so that the rest can still be read
		}
		at += n
	}
	return src, true
}

// oneBreak ends every line with a line feed, as YAML reads it anyway.
func oneBreak(src []byte) []byte {
	for _, b := range []string{"\r\n", "\r", "\u0085"} {
		if bytes.Contains(src, []byte(b)) {
			src = bytes.ReplaceAll(src, []byte(b), []byte("\n"))
		}
	}
	return src
}

// allowed reports whether YAML lets a character stand in a file.
func allowed(c rune) bool {
	switch {
	case c < 0x20:
		return c == '\t' || c == '\n'
	case c < 0xa0:
		return c < 0x7f
	}
	return c != 0xfeff && c != 0xfffe && c != 0xffff
}

// read reads a file in pieces, or in one go when it is not laid out for that.
func (r *reader) read(file piece) {
	had := slices.Clone(r.file.problems.list)
	each, odd := sections(file)
	if odd > 0 {
		root, err := parseWhole(file)
		if err == nil {
			r.top(root)
			return
		}
		if len(file.text) > maxWhole {
			r.problem(odd, "is not a key of the register", "In a file as long as this one every line that is not indented is a key such as plans:")
		}
		r.tried = true
	}
	none := true
	for sec := range each {
		none = false
		if r.section(file, sec); r.file.problems.full {
			return
		}
		if r.whole != nil {
			fresh := newReader(r.file.Name)
			fresh.tried, fresh.file.problems.list = true, had
			fresh.top(r.whole)
			*r = *fresh
			return
		}
	}
	if none {
		r.problem(0, "is empty", firstKey)
	}
}

// section reads one piece of a file. When it does not parse but the whole
// file does, r.whole is that.
func (r *reader) section(file, sec piece) {
	var first line
	sec.lines(func(l line) bool { first = l; return false })
	key, _ := first.key()
	if s := shapeNamed(key); s != nil && !s.single {
		if items, ok := records(sec); ok {
			r.records(s, file, sec, items)
			return
		}
	}
	root, err := parseWhole(sec)
	if err != nil {
		r.failed("", file, sec, err)
		return
	}
	r.top(root)
}

// records reads a list record by record.
func (r *reader) records(s *shape, file, sec piece, items iter.Seq[piece]) {
	if r.repeated(s.name, sec.line) {
		// Nothing of it is read, but a quoted text in it may run on past its end.
		if _, err := parseWhole(sec); err != nil {
			r.failed("", file, sec, err)
		}
		return
	}
	had, tried := *r.file, false
	for item := range items {
		if r.file.problems.full {
			return
		}
		root, err := parsePiece(item)
		if err != nil && !tried {
			tried = true
			if root, err := parseWhole(sec); err == nil {
				r.file.Records, r.file.mentions, r.file.problems = had.Records, had.mentions, had.problems
				delete(r.lines, s.name)
				r.list(s, root.Content[1])
				return
			}
		}
		if err != nil {
			if r.failed(s.name, file, item, err); r.whole != nil {
				return
			}
			continue
		}
		r.list(s, root)
	}
}

// failed tells of a piece that does not parse, unless the file as a whole
// does. kind is that of the record it holds, "" for none.
func (r *reader) failed(kind string, file, p piece, err error) {
	if !r.tried {
		r.tried = true
		if root, err := parseWhole(file); err == nil {
			r.whole = root
			return
		}
	}
	r.syntax(kind, p, err)
}

var (
	errSeveral = errors.New("several documents")
	errTooLong = errors.New("too long")
	errNothing = errors.New("nothing")
)

// parseWhole is parsePiece for a piece that may be large.
func parseWhole(p piece) (*yaml.Node, error) {
	if len(p.text) > maxWhole {
		return nil, errTooLong
	}
	return parseNode(p)
}

// parsePiece returns the node that the piece holds.
func parsePiece(p piece) (*yaml.Node, error) {
	if len(p.text) > maxRecord {
		return nil, errTooLong
	}
	return parseNode(p)
}

func parseNode(p piece) (root *yaml.Node, err error) {
	defer func() {
		if v := recover(); v != nil { // the library's own "please report"
			root, err = nil, fmt.Errorf("yaml: %v", v)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(p.text))
	var doc, next yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errNothing
		}
		return nil, err
	}
	if err := dec.Decode(&next); !errors.Is(err, io.EOF) {
		if err != nil {
			return nil, err
		}
		return nil, errSeveral
	}
	root = doc.Content[0]
	shift(root, p.line-1)
	return root, nil
}

// shift makes the node's lines those of the file.
func shift(n *yaml.Node, by int) {
	n.Line += by
	for _, c := range n.Content {
		shift(c, by)
	}
}
