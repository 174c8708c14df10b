package commands

import (
	"slices"
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

// notes gathers where the lines of a brief come from, and how old that is.
type notes struct {
	origins []string
	aged    []aged           // what is older than 6 months, in the order it is told
	counted map[subject]bool // the records that were looked at
}

// aged is how many facts of one sort are old.
type aged struct {
	one, many string // the chair, or 1 scheme; schemes
	n         int
}

// entry is a line of a brief: what it says, what in it is in doubt, and where
// it comes from. It is a list's or a table's first cell.
type entry struct {
	says   Text
	doubts Text // where sources disagree
	source Text // the numbers of its sources, and its age where that is doubtful
}

func (e entry) text() Text { return Join(e.says, e.source, e.doubts) }

// cite says where a line comes from: the records that it tells of. one and
// many name the sort of fact, for the count of those that are old.
func (b *briefing) cite(says Text, one, many string, recs ...found) entry {
	e := entry{says: says}
	var ages []string
	old := false
	for _, f := range recs {
		m := store.MetaOf(f.Rec)
		e.source = addMark(e.source, b.sourceMark(f.Kind, m))
		e.doubts = append(e.doubts, b.disagreement(f)...)
		age := b.age(f.Kind, m)
		old = old || age != ""
		if age != "" && !slices.ContainsFunc(ages, func(said string) bool { return strings.HasSuffix(said, age) }) {
			ages = append(slices.DeleteFunc(ages, func(said string) bool { return strings.HasSuffix(age, said) }), age)
		}
	}
	if len(ages) > 0 {
		e.source = append(e.source, T(" ("+strings.Join(ages, "; ")+")")...)
	}
	if first := (subject{recs[0].Kind, recs[0].ID}); old && !b.counted[first] {
		b.counted[first] = true
		b.count(one, many)
	}
	return e
}

func (n *notes) count(one, many string) {
	i := slices.IndexFunc(n.aged, func(a aged) bool { return a.many == many })
	if i < 0 {
		n.aged = append(n.aged, aged{one: one, many: many})
		i = len(n.aged) - 1
	}
	n.aged[i].n++
}

// age is in what way a record is doubtful for its age, "" when it is not. What
// a board did is no fact that grows old, unless it is told as of a day.
func (b *briefing) age(kind string, m *store.Meta) string {
	switch {
	case !doubtful(b.today, m), recordedHere(kind) && m.Checked.IsZero() && m.AsAt.IsZero():
		return ""
	case !m.Checked.IsZero():
		return "last checked " + english.Short(m.Checked)
	case !m.AsAt.IsZero():
		return "as at " + english.Short(m.AsAt) + ", never checked"
	}
	return "never checked"
}

// sourceMark is the number of a record's source.
func (b *briefing) sourceMark(kind string, m *store.Meta) Span {
	switch {
	case m.Source != "":
		return b.mark(m.Source)
	case recordedHere(kind):
		return b.mark("Recorded here, by the office or a secretariat.")
	}
	return b.mark("In the register, without a source.")
}

// mark is the number of a source: [3].
func (n *notes) mark(source string) Span {
	i := slices.Index(n.origins, source)
	if i < 0 {
		n.origins = append(n.origins, source)
		i = len(n.origins) - 1
	}
	return Span{Text: "[" + strconv.Itoa(i+1) + "]", URL: "#" + strconv.Itoa(i+1)}
}

// addMark adds a number to those of a line, once.
func addMark(t Text, mark Span) Text {
	if slices.Contains(t, mark) {
		return t
	}
	return append(t, Span{Text: " "}, mark)
}

// noteNumber is the number that a mark leads to, 0 of any other span.
func noteNumber(s Span) int {
	n, ok := strings.CutPrefix(s.URL, "#")
	if !ok {
		return 0
	}
	i, _ := strconv.Atoi(n)
	return i
}

// disagreement tells every value of a record that sources disagree on: both
// versions, each with the number of its source.
func (b *briefing) disagreement(f found) Text {
	var out Text
	m := store.MetaOf(f.Rec)
	for _, d := range m.Disputed {
		name := strings.ToLower(fieldLabel(f.Kind, d.Field))
		out = append(out, T(" ("+name+" differs between sources: "+orNot(fieldSaid(b.naming(b.tx), f.Kind, f.Rec, d.Field))+" ")...)
		out = append(out, b.sourceMark(f.Kind, m), Span{Text: " and " + orNot(d.Value)})
		if d.Source != "" {
			out = append(out, Span{Text: " "}, b.mark(d.Source))
		}
		out = append(out, Span{Text: ")"})
	}
	return out
}

// agedLine is the first line of a brief: the moment it was made, and what in
// it is older than 6 months.
func (b *briefing) agedLine() string {
	now := b.Now.In(b.zone())
	s := "As at " + english.Short(store.DateOf(now)) + ", " + english.Clock(now.Hour(), now.Minute()) + ". "
	all := 0
	var names []string
	for _, a := range b.aged {
		all += a.n
		if a.n == 1 {
			names = append(names, a.one)
		} else {
			names = append(names, english.Thousands(a.n)+" "+a.many)
		}
	}
	if all == 0 {
		return s + "No fact in it is older than 6 months."
	}
	return s + english.Count(all, "fact is", "facts are") + " older than 6 months: " + english.And(names...) + "."
}

// titled is a list below its title and how many lines there are. What holds of the source of every line is
// said once, at the title.
func (b *briefing) titled(title string, n int, entries []entry) []Block {
	head, entries := shared(B(title+" ("+english.Thousands(n)+")"), entries)
	var items []Text
	for _, e := range entries {
		items = append(items, e.text())
	}
	return []Block{Para(head), List{Items: items}}
}

// shared takes the source off the lines when it is the same on all of several.
func shared(title Text, entries []entry) (Text, []entry) {
	for _, e := range entries[1:] {
		if !slices.Equal(e.source, entries[0].source) {
			return title, entries
		}
	}
	if len(entries) < 2 {
		return title, entries
	}
	title = Join(title, entries[0].source)
	out := slices.Clone(entries)
	for i := range out {
		out[i].source = nil
	}
	return title, out
}
