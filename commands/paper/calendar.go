package paper

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
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
	c := &calendar{}
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//csp//Community Safety Partnerships//EN")
	c.line("CALSCALE", "GREGORIAN")
	c.text("X-WR-CALNAME", title)
	for i := range events {
		c.event(&events[i], made)
	}
	c.line("END", "VCALENDAR")
	return []byte(c.b.String())
}

type calendar struct{ b strings.Builder }

const (
	utcStamp = "20060102T150405Z"
	dayStamp = "20060102"
)

func (c *calendar) event(e *Event, made time.Time) {
	c.line("BEGIN", "VEVENT")
	c.text("UID", e.UID)
	c.line("DTSTAMP", made.UTC().Format(utcStamp))
	c.line("SEQUENCE", fmt.Sprint(min(e.Revision, 1<<31-1))) // calendars read 31 bits
	if e.AllDay {
		c.line("DTSTART;VALUE=DATE", e.Start.Format(dayStamp))
		c.line("DTEND;VALUE=DATE", e.Start.AddDate(0, 0, 1).Format(dayStamp))
	} else {
		c.line("DTSTART", e.Start.UTC().Format(utcStamp))
		if e.Long > 0 {
			c.line("DTEND", e.Start.Add(e.Long).UTC().Format(utcStamp))
		}
	}
	c.text("SUMMARY", e.Title)
	c.text("LOCATION", e.Place)
	c.text("DESCRIPTION", e.Text)
	if span := (Span{URL: e.URL}); span.link() != "" {
		c.line("URL", strings.Join(strings.Fields(clean(e.URL)), "%20"))
	}
	if e.Off {
		c.line("STATUS", "CANCELLED")
	} else {
		c.line("STATUS", "CONFIRMED")
	}
	c.line("END", "VEVENT")
}

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// text writes a value of text, nothing when it is empty.
func (c *calendar) text(name, value string) {
	if value = clean(value); value != "" {
		c.line(name, escapes.Replace(value))
	}
}

// maxOctets is how long a line may be, without its end.
const maxOctets = 75

// line writes a line, folded where it is too long, never inside a letter.
func (c *calendar) line(name, value string) {
	rest := name + ":" + value
	for room := maxOctets; len(rest) > room; room = maxOctets - 1 {
		n := room
		for n > 0 && !utf8.RuneStart(rest[n]) {
			n--
		}
		c.b.WriteString(rest[:n] + "\r\n ")
		rest = rest[n:]
	}
	c.b.WriteString(rest + "\r\n")
}
