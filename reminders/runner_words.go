package reminders

import (
	"encoding/json"
	"fmt"
	"regexp"
	"time"

	"csp/store"
	"csp/store/english"
)

// saying is a piece of a notice of the reminders' own, in the form in which
// the bodies of notices are kept.
type saying struct {
	Text    string
	User    string `json:",omitempty"`
	Channel string `json:",omitempty"`
}

// about is where a notice names a channel or a person, by the id.
var about = regexp.MustCompile(`<[#@][A-Z0-9]+>`)

// Says is the body of a notice that says a paragraph. What people typed in it
// stays as it is.
func Says(words string) json.RawMessage { return saysWith(words, nil) }

// saysWith is Says with buttons below.
func saysWith(words string, buttons []Button) json.RawMessage {
	var para []saying
	for words != "" {
		at := about.FindStringIndex(words)
		if at == nil {
			at = []int{len(words), len(words)}
		}
		if at[0] > 0 {
			para = append(para, saying{Text: words[:at[0]]})
		}
		if at[1] > at[0] {
			id := words[at[0]+2 : at[1]-1]
			if words[at[0]+1] == '#' {
				para = append(para, saying{Text: id, Channel: id})
			} else {
				para = append(para, saying{Text: id, User: id})
			}
		}
		words = words[at[1]:]
	}
	parts := []map[string]any{{"para": para}}
	if len(buttons) > 0 {
		parts = append(parts, map[string]any{"buttons": buttons})
	}
	b, err := json.Marshal(parts)
	if err != nil {
		panic("reminders: " + err.Error()) // strings always encode
	}
	return b
}

// lateWords says that a line comes late; "" when it comes on its day.
func lateWords(offs []store.Off, at, now time.Time) string {
	if !store.DateOf(at).Before(store.DateOf(now)) {
		return ""
	}
	words := "This was due on " + at.Format("Monday 2 January")
	if at.Year() != now.Year() {
		words += at.Format(" 2006")
	}
	if _, off := offAt(offs, at); off {
		return words + ". The bot was off."
	}
	return words + "."
}

// awayWords is the count of what was not said.
func awayWords(n, useless int, catchUp time.Duration) string {
	old := n - useless
	words := ""
	if old > 0 {
		words = fmt.Sprintf("%s fell due more than %s before the bot was back, and %s not sent.",
			several(old, "reminder", "reminders"), span(catchUp), was(old))
	}
	if useless > 0 {
		if words != "" {
			words += " "
		}
		words += fmt.Sprintf("%s came too late to be of use, since the board has been, and %s not sent.",
			several(useless, "reminder", "reminders"), was(useless))
	}
	return words + " Type /csp today to see where things stand."
}

func several(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func was(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// span is a length of time in days when it is whole days, else in hours.
func span(d time.Duration) string {
	if d >= 24*time.Hour && d%(24*time.Hour) == 0 {
		return several(int(d/(24*time.Hour)), "day", "days")
	}
	return several(int(d.Round(time.Hour)/time.Hour), "hour", "hours")
}

func parkedWords(to, why string) string {
	mend := "Invite the bot to it, or unarchive it; if it is gone, change the channel with /csp settings."
	if to != "" && (to[0] == 'U' || to[0] == 'W') {
		mend = "Check whether the account is still active."
	}
	return fmt.Sprintf("Reminders for %s wait, because Slack refuses them (%s). %s They go out by themselves when it is mended.", whom(to), why, mend)
}

// whom names a channel or a person by the id, for Says.
func whom(to string) string {
	if to != "" && (to[0] == 'U' || to[0] == 'W') {
		return "<@" + to + ">"
	}
	return "<#" + to + ">"
}

func heldWords(p store.Post, to string) string {
	return fmt.Sprintf("A message for %s of %s may not have been posted (%s). It is not tried again by itself, so that nobody reads it twice: look there, and then say below what you found. It says: %s",
		whom(to), OnDay(&p), p.Why, p.Text)
}

// manyHeldWords tells of several posts that are held.
func manyHeldWords(n int) string {
	return fmt.Sprintf("%d messages may not have been posted. They are not tried again by themselves, so that nobody reads them twice. Type /csp held to see them, look in each place, and say what you found.", n)
}

// OnDay is when a post was to be sent: the day of a reminder, else when it was
// first tried, by the calendar.
func OnDay(p *store.Post) string {
	if !p.Day.IsZero() {
		return english.Long(p.Day)
	}
	at := p.Asked
	if at.IsZero() { // of a post that is older than that field
		at = p.Began
	}
	return english.Long(store.DateOf(at)) + ", " + english.Clock(at.Hour(), at.Minute())
}

// heldButtons say what a person found who looked for a held post.
func heldButtons(key string) []Button {
	return []Button{
		{Label: "It is there", Type: "held " + key + " there"},
		{Label: "It is not there: post it again", Type: "held " + key + " again"},
	}
}

func refusedButton(key string) Button {
	return Button{Label: "Stop trying to post it", Type: "held " + key + " drop"}
}

func refusedWords(p store.Post, to string) string {
	return fmt.Sprintf("Slack refuses a message for %s (%s), so it is not posted. I try again every hour. It says: %s", whom(to), p.Why, p.Text)
}

func clockWords(ahead time.Duration) string {
	way := "behind"
	if ahead < 0 {
		way = "ahead of"
	}
	return fmt.Sprintf("The clock of the machine that I run on is %s Slack's by %s. Reminders wait until the two agree; set the machine's clock right.",
		way, ahead.Abs().Round(time.Second))
}
