package commands

import (
	"strings"

	"csp/store"
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
		b.WriteString(", as at " + shortDate(m.AsAt))
	}
	b.WriteString(". ")
	switch {
	case m.Checked.IsZero() && doubtful(today, m):
		b.WriteString("Doubtful: nobody is recorded as having checked it.")
	case m.Checked.IsZero():
		b.WriteString("Not checked since.")
	default:
		b.WriteString("Checked " + shortDate(m.Checked))
		if a := away(today, m.Checked); a != "" {
			b.WriteString(", " + a)
		}
		b.WriteString(".")
		if doubtful(today, m) {
			b.WriteString(" Doubtful: not checked for 6 months.")
		}
	}
	return b.String()
}
