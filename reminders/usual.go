package reminders

import (
	"slices"

	"csp/store"
)

// Usual returns the offsets by which a kind of reminder, or papers-due, goes
// where nobody set any; none for a kind that goes by the calendar.
func Usual(name string) []string {
	if name == papersDueName {
		return papersDefault
	}
	if k := kindNamed(name); k != nil {
		return k.Timings
	}
	return nil
}

// TimingsOf returns the names in timings that matter to records of a kind, by
// the register's key, in the order of the Table; of the office and of
// partnerships all that can be set there.
func TimingsOf(kind string) []string {
	var out []string
	for _, k := range Table {
		wide := kind == store.Offices.Name || kind == store.Partnerships.Name && k.Of != store.Offices.Name
		if k.Of == kind || wide {
			out = append(out, k.Name)
		}
		if k == &boardPapers && slices.Contains(out, k.Name) {
			out = append(out, papersDueName)
		}
	}
	return out
}

// papersDueName is the name in timings of the papers deadline.
const papersDueName = "papers-due"
