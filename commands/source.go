package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// doubtMonths is the age from which a fact is marked as doubtful.
const doubtMonths = 6

// doubtful reports whether nobody has confirmed a record for 6 months: its
// checked date counts, else the date it was true.
func doubtful(today store.Date, m *store.Meta) bool {
	d := m.Checked
	if d.IsZero() {
		d = m.AsAt
	}
	return d.IsZero() || d.Last().Before(today.AddMonths(-doubtMonths))
}

// provenance says where a record's facts come from and how old they are:
// "Source: Board minutes, as at May 2026. Checked 1 September 2026, 2 months
// ago." A fact older than 6 months is marked as doubtful in words.
func provenance(today store.Date, m *store.Meta) string {
	var b strings.Builder
	b.WriteString("Source: " + orNot(m.Source))
	if !m.AsAt.IsZero() {
		b.WriteString(", as at " + english.Short(m.AsAt))
	}
	b.WriteString(". ")
	switch {
	case m.Checked.IsZero() && doubtful(today, m):
		b.WriteString("Doubtful: nobody is recorded as having checked it.")
	case m.Checked.IsZero():
		b.WriteString("Not checked since.")
	default:
		b.WriteString("Checked " + english.Short(m.Checked))
		if a := english.Away(today, m.Checked); a != "" {
			b.WriteString(", " + a)
		}
		b.WriteString(".")
		if doubtful(today, m) {
			b.WriteString(" Doubtful: not checked for 6 months.")
		}
	}
	return b.String()
}

// told is a part of a reply and where it comes from.
type told struct {
	What string // chair, plan, schemes
	Meta store.Meta
}

// maxSources is how many sources a reply names.
const maxSources = 4

// sourceNotes says where the parts of a reply come from, one note for all
// parts of the same source and age.
func (c *Call) sourceNotes(parts []told) []Block {
	var order []string
	whats := map[string][]string{}
	metas := map[string]*store.Meta{}
	for i := range parts {
		p := &parts[i]
		key := provenance(c.Today(), &p.Meta)
		if metas[key] == nil {
			order, metas[key] = append(order, key), &p.Meta
		}
		if !slices.Contains(whats[key], p.What) {
			whats[key] = append(whats[key], p.What)
		}
	}
	var out []Block
	for i, key := range order {
		if i == maxSources {
			out = append(out, Note(T("And "+english.Count(len(order)-i, "more source", "more sources")+".")))
			break
		}
		out = append(out, Note(Join(T(upper(english.And(whats[key]...))+". "), provenanceText(c.Today(), metas[key]))))
	}
	return out
}

// provenanceText is provenance with the source as a link where it is one.
func provenanceText(today store.Date, m *store.Meta) Text {
	s := provenance(today, m)
	before, after, ok := strings.Cut(s, m.Source)
	if !ok || !strings.HasPrefix(m.Source, "http") {
		return T(s)
	}
	return Join(T(before), Link(m.Source, m.Source), T(after))
}
