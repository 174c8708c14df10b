package store

import (
	"net/url"
	"regexp"
	"strings"
	"time"
)

// form is what a text of one form looks like; a field names its form in its
// tag.
type form struct {
	ok   func(string) bool
	a    string // "x" is not …
	hint string // write …
}

func matches(re string) func(string) bool { return regexp.MustCompile(re).MatchString }

// Slack's ids are bounded here, at 32 characters with the letter, since they
// become keys, which have a limit in the store's file.
var forms = map[string]form{
	"slack": {
		matches(`^([TE][A-Z0-9]{1,31}/)?[UW][A-Z0-9]{1,31}$`),
		"a Slack member id", "it as U0MARSH, or T0OTHER/U0MARSH for somebody in another workspace",
	},
	"account": {
		matches(`^[TE][A-Z0-9]{1,31}/[UW][A-Z0-9]{1,31}$`),
		"a Slack account with its workspace", "it as T0OFFICE/U0MARSH",
	},
	"email": {
		matches(`^[^\s@<>,;:"]+@[^\s@<>,;:"]+$`),
		"an email address", "it as a.marsh@example.org",
	},
	"channel": {
		matches(`^[CG][A-Z0-9]{1,31}$`),
		"a Slack channel id", "the id that stands at the end of the channel's details, as C0EAST",
	},
	"prefix": {
		matches(`^[A-Z][A-Z0-9]{1,7}$`),
		"a prefix for references", "2 to 8 capital letters and digits, as DAR",
	},
	"action-ref": {
		func(s string) bool { prefix, _, _, ok := ParseRef(s); return ok && !strings.HasSuffix(prefix, "-D") },
		"an action's reference", "it as DAR-26-001",
	},
	"decision-ref": {
		func(s string) bool { prefix, _, _, ok := ParseRef(s); return ok && strings.HasSuffix(prefix, "-D") },
		"a decision's reference", "it as DAR-D-26-001",
	},
	"url":      {validURL, "a web address", "the whole address, as https://example.org/plan"},
	"monthday": {validMonthDay, "a month and a day", "it as 03-31"},
	"series":   {validSeries, "a series of meetings", seriesHint},
}

var slug = matches(`^[a-z0-9][a-z0-9-]{0,63}$`)

// ValidID reports whether id is a slug as the register has them: small
// letters, digits and hyphens, 64 at most, no hyphen first.
func ValidID(id string) bool { return slug(id) }

// validURL takes the addresses that Slack may be given as a link.
func validURL(s string) bool {
	if strings.ContainsAny(s, " \t\r\n<>|\"") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// validMonthDay takes a day that every year has.
func validMonthDay(s string) bool {
	_, err := time.Parse(time.DateOnly, "2023-"+s)
	return err == nil && len(s) == 5
}

func validSeries(s string) bool {
	_, err := ParseSeries(s)
	return err == nil
}
