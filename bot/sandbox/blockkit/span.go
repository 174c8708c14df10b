package blockkit

import "strings"

// Names gives the words that people see for an id: kind is "user", "channel"
// or "group". It gives "" for one that it does not know.
type Names func(kind, id string) string

// span is a run of words with one look. mrkdwn and rich text both become
// spans, which are then written as text or as HTML.
type span struct {
	text                       string
	bold, italic, strike, code bool
	link                       string // where a press leads
	mention                    bool   // a person, group or broadcast
}

// line is one line of mrkdwn, or one whole code block.
type line struct {
	quote, pre bool
	spans      []span
}

// words gives what a person reads, links with their address.
func (s span) words() string {
	if s.link != "" && s.text != s.link && s.text != strings.TrimPrefix(s.link, "mailto:") {
		return s.text + " (" + s.link + ")"
	}
	return s.text
}

// spansWords joins spans to what a person reads.
func spansWords(spans []span) string {
	b := strings.Builder{}
	for _, s := range spans {
		b.WriteString(s.words())
	}
	return b.String()
}

// orID gives the name of an id, or the id itself.
func (n Names) orID(kind, id string) string {
	if n != nil {
		if name := n(kind, id); name != "" {
			return name
		}
	}
	return id
}

// mention words a person, group or channel as Slack shows it.
func (n Names) mention(kind, id string) span {
	sign := map[string]string{"user": "@", "group": "@", "channel": "#"}[kind]
	return span{text: sign + n.orID(kind, id), mention: true}
}

// emoji gives the sign for the few names that a bot of an office would use,
// and the name between colons for all others.
func emoji(name string) string {
	if sign, known := emojis[name]; known {
		return sign
	}
	return ":" + name + ":"
}

var emojis = map[string]string{
	"white_check_mark": "✅", "heavy_check_mark": "✔️", "x": "❌", "warning": "⚠️",
	"information_source": "ℹ️", "calendar": "📅", "date": "📅", "spiral_calendar_pad": "🗓️",
	"bell": "🔔", "hourglass": "⌛", "hourglass_flowing_sand": "⏳", "clock9": "🕘",
	"red_circle": "🔴", "large_orange_circle": "🟠", "large_yellow_circle": "🟡",
	"large_green_circle": "🟢", "large_blue_circle": "🔵", "white_circle": "⚪",
	"memo": "📝", "pushpin": "📌", "link": "🔗", "mag": "🔍", "house": "🏠",
	"wave": "👋", "tada": "🎉", "eyes": "👀", "+1": "👍", "-1": "👎", "smile": "😄",
	"arrow_right": "➡️", "arrow_left": "⬅️", "point_right": "👉", "page_facing_up": "📄",
	"busts_in_silhouette": "👥", "bust_in_silhouette": "👤", "speech_balloon": "💬",
}
