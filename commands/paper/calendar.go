package paper

import (
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Event is one date of a calendar.
type Event struct {
	UID      string // the same in every file in which the date stands
	Revision uint64 // grows with every change, so that a calendar takes the newer
	Title    string
	Place    string
	Text     string
	URL      string
	Start    time.Time     // of a whole day: its midnight
	AllDay   bool          // no time is known
	Long     time.Duration // 0: not known
	Off      bool          // it was cancelled
}

// Calendar is dates as a calendar file (.ics, RFC 5545) that calendars take
// in; made is when the file was made. Times are in UTC, so that no calendar
// has to know the office's zone.
func Calendar(title string, made time.Time, events []Event) []byte {
	c := ics.NewCalendarFor("csp")
	c.SetProductId("-//csp//Community Safety Partnerships//EN")
	c.SetCalscale("GREGORIAN")
	c.SetXWRCalName(clean(title))
	for i := range events {
		events[i].onto(c, made)
	}
	return []byte(c.Serialize(ics.WithNewLine("\r\n")))
}

// onto adds the date to a calendar.
func (e *Event) onto(c *ics.Calendar, made time.Time) {
	v := c.AddEvent(clean(e.UID))
	v.SetDtStampTime(made)
	v.SetSequence(int(min(e.Revision, 1<<31-1))) // calendars read 31 bits
	if e.AllDay {
		v.SetAllDayStartAt(e.Start)
		v.SetAllDayEndAt(e.Start.AddDate(0, 0, 1))
	} else {
		v.SetStartAt(e.Start)
		if e.Long > 0 {
			v.SetEndAt(e.Start.Add(e.Long))
		}
	}
	optional(v.SetSummary, e.Title)
	optional(v.SetLocation, e.Place)
	optional(v.SetDescription, e.Text)
	if span := (Span{URL: e.URL}); span.link() != "" {
		v.SetURL(strings.Join(strings.Fields(clean(e.URL)), "%20"))
	}
	if e.Off {
		v.SetStatus(ics.ObjectStatusCancelled)
	} else {
		v.SetStatus(ics.ObjectStatusConfirmed)
	}
}

// optional sets a text, unless it is empty.
func optional(set func(string, ...ics.PropertyParameter), text string) {
	if text = clean(text); text != "" {
		set(text)
	}
}
