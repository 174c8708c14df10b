package register

import (
	"fmt"
	"reflect"
	"strings"

	"csp/store"
)

// What an import does to a record.
type What string

// What an import may do to a record.
const (
	Added     What = "added"
	Changed   What = "changed"
	Removed   What = "removed"
	Kept      What = "kept" // not in the file, and still referred to
	Unchanged What = "unchanged"
)

// Item is what an import does to one record.
type Item struct {
	What     What
	Kind, ID string
	Name     string // what people call it, "" when it has no name
	Fields   []Difference

	lapsed bool // the role lost its confirmed account
}

// Difference is a field before and after; "" is Not recorded.
type Difference struct{ Field, Before, After string }

// Report is what an import did, or in a dry run would do.
type Report struct {
	DryRun    bool
	Items     []Item // in the order of the file; without the unchanged
	Lapsed    []Item // roles that lost their confirmed account
	Unchanged int
	Others    int // records that the file does not name, and that stay as they are
}

func newItem(kind store.AnyKind, rec any, what What) *Item {
	name, _ := kind.Called()
	item := &Item{What: what, Kind: name, ID: store.MetaOf(rec).ID}
	if names := kind.NamesOf(rec); len(names) > 0 {
		item.Name = names[0]
	}
	return item
}

// title returns the record as people say: plan Eastborough plan (east-2024).
func (item Item) title() string {
	_, one := shapeNamed(item.Kind).kind.Called()
	switch {
	case item.ID == item.Kind: // there is only one
		return one
	case item.Name == "":
		return one + " " + item.ID
	}
	return fmt.Sprintf("%s %s (%s)", one, item.Name, item.ID)
}

func (r *Report) add(item *Item) {
	if item == nil {
		return
	}
	if item.lapsed {
		r.Lapsed = append(r.Lapsed, *item)
	}
	switch {
	case item.What == Unchanged:
		r.Unchanged++
	default:
		r.Items = append(r.Items, *item)
	}
}

// Count returns how many records the import did that to.
func (r Report) Count(what What) int {
	if what == Unchanged {
		return r.Unchanged
	}
	n := 0
	for _, item := range r.Items {
		if item.What == what {
			n++
		}
	}
	return n
}

// maxLines is how many records a report names.
const maxLines = 1000

// Lines returns the report for people: the counts first, then what was done
// record by record, as far as anybody would read on.
func (r Report) Lines() []string {
	head := fmt.Sprintf("%d added, %d changed, %d removed, %d unchanged.",
		r.Count(Added), r.Count(Changed), r.Count(Removed), r.Unchanged)
	if r.DryRun {
		head = "Nothing is written. An import would do this: " + head
	}
	lines := []string{head}
	switch r.Others {
	case 0:
	case 1:
		lines = append(lines, "1 record is not in the file and stays as it is.")
	default:
		lines = append(lines, fmt.Sprintf("%d records are not in the file and stay as they are.", r.Others))
	}
	for i, item := range r.Items {
		if i == maxLines {
			lines = append(lines, fmt.Sprintf("and %d records more", len(r.Items)-i))
			break
		}
		lines = append(lines, item.lines()...)
	}
	for _, item := range r.Lapsed {
		lines = append(lines, item.title()+" is no longer confirmed: the person's Slack account is another one. An admin can confirm it again.")
	}
	return lines
}

func (item Item) lines() []string {
	line := string(item.What) + " " + item.title()
	if item.What == Kept {
		line += ", which other records still refer to"
	}
	out := []string{line}
	for _, d := range item.Fields {
		out = append(out, fmt.Sprintf("  %s: %s, was %s", d.Field, orNot(d.After), orNot(d.Before)))
	}
	return out
}

func orNot(s string) string {
	if s == "" {
		return "Not recorded"
	}
	return short(s)
}

// differences returns the fields in which two records of a kind differ.
func differences(kind store.AnyKind, before, after any) []Difference {
	name, _ := kind.Called()
	a, b := reflect.ValueOf(before).Elem(), reflect.ValueOf(after).Elem()
	var out []Difference
	for _, f := range shapeNamed(name).fields {
		was, is := inline(f, a.FieldByIndex(f.Index)), inline(f, b.FieldByIndex(f.Index))
		if was != is {
			out = append(out, Difference{f.Name, was, is})
		}
	}
	return out
}

// short cuts a value that is long, for a line of a report.
func short(s string) string {
	const most = 200
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strings.ReplaceAll(s, "\n", " ")
}
