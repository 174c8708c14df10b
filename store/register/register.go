// Package register reads and writes the file in which an office's whole
// register travels: one YAML file, checked as a whole before anything of it
// is kept, and written so that the same data are always the same bytes.
//
// What a record may hold is described once, by the kinds of package store;
// this package adds only how that looks in a file.
package register

import (
	"fmt"
	"slices"
	"strings"

	"csp/store"
)

// Version is the version of the file format, the value of its first key.
const Version = 1

// MaxSize is the size of the largest file that is read, in bytes.
const MaxSize = 64 << 20

// File is a register as read from a file.
type File struct {
	Name       string             // of the file, as problems name it
	Revision   uint64             // of the register it was exported from; 0: not said
	References []store.RefCounter // the last numbers given out
	Records    []Record           // in the order of the file

	mentions []mention // of records that are not in the file
	problems problems
	ids      map[string]string // that are named, while the file is read
}

// shared returns s, always from the same memory: a file names the same
// records over and over.
func (f *File) shared(s string) string {
	if f.ids == nil {
		f.ids = map[string]string{}
	}
	if one, ok := f.ids[s]; ok {
		return one
	}
	f.ids[s] = s
	return s
}

// Record is one record of a file.
type Record struct {
	Kind  store.AnyKind
	Value any // what Kind.New returns, filled in
	Line  int // where it begins, from 1
}

// ID returns the record's id, as read.
func (r Record) ID() string { return store.MetaOf(r.Value).ID }

// mention is a field that names another record.
type mention struct {
	record   int // index in File.Records
	line     int
	field    string
	kind, id string // what is named
}

// Problem is one thing that is wrong with a file, and what would be right.
type Problem struct {
	File  string
	Line  int    // from 1; 0: the file as a whole
	Kind  string // the top-level key (plans), "" outside the records
	ID    string // of the record, "" when it has none
	Field string // "" when it is about the whole record
	Wrong string // follows the field: is not a date
	Right string // a sentence, "" when Wrong says it all
}

// String returns the problem as one line:
//
//	register.yaml:41: plans east-2024: status "curent" is not one of draft, current. Did you mean current?
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	b.WriteString(": ")
	where := strings.TrimSpace(visible(p.Kind) + " " + visible(p.ID))
	if p.ID == p.Kind { // there is only one
		where = visible(p.Kind)
	}
	if where != "" {
		b.WriteString(where + ": ")
	}
	b.WriteString(strings.TrimSpace(visible(p.Field) + " " + p.Wrong))
	if p.Right != "" {
		b.WriteString(". " + strings.TrimSuffix(p.Right, "."))
	}
	return b.String()
}

// visible returns a word from a file as it is, or quoted when it could spoil
// the line it is shown in.
func visible(s string) string {
	s = store.HideTokens(s)
	if printable(s) && len(s) <= 100 {
		return s
	}
	return fmt.Sprintf("%.100q", s)
}

// maxProblems is how many problems of one file are told. A file of nonsense
// is read no further.
const maxProblems = 10_000

// problems gathers what is wrong with a file.
type problems struct {
	list []Problem
	full bool // there are more, which are not kept
}

func (ps *problems) add(p Problem) {
	p.Wrong, p.Right = store.HideTokens(p.Wrong), store.HideTokens(p.Right)
	if ps.full = ps.full || len(ps.list) == maxProblems; !ps.full {
		ps.list = append(ps.list, p)
	}
}

// sorted returns the problems in the order of their lines.
func (ps *problems) sorted(file string) []Problem {
	out := slices.Clone(ps.list)
	slices.SortStableFunc(out, func(a, b Problem) int { return a.Line - b.Line })
	if ps.full {
		out = append(out, Problem{File: file, Wrong: fmt.Sprintf("has more than %d problems; the others are not listed", maxProblems)})
	}
	return out
}
