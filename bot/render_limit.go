package main

import (
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"csp/commands"
)

// Slack's limits, in characters where nothing else is said.
// https://docs.slack.dev/reference/block-kit/blocks
const (
	messageBlocks   = 50
	viewBlocks      = 100
	maxHeading      = 150
	maxSection      = 3000
	maxLabel        = 75 // of a button or an option
	shownLabel      = 30 // of a button, before Slack cuts what one sees
	maxValue        = 2000
	maxID           = 255
	rowButtons      = 25
	maxConfirm      = 300
	maxConfirmLabel = 30
	maxTitle        = 24
	maxInputLabel   = 2000
	maxMetadata     = 3000
	maxOptions      = 100
	maxOptionValue  = 75
	maxTicks        = 10
	maxURL          = 3000

	// drawnText is how much text one message shows. Slack names no limit for
	// a message made of rich text; this is the one it names for markdown.
	drawnText = 12000
	// maxText is for the top-level text; Slack cuts at 40,000 and refuses
	// more than 4,000 in an update.
	maxText       = 40000
	maxUpdateText = 4000
)

// textLength counts as Slack's clients do, in UTF-16 units, which is never
// fewer than the characters.
func textLength(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// prefix is the longest beginning of s with at most n units.
func prefix(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i, r := range s {
		n--
		if r > 0xFFFF {
			n--
		}
		if n < 0 {
			return s[:i]
		}
	}
	return s
}

// cut is s on one line and with at most n units; an ellipsis shows that
// something is missing.
func cut(s string, n int) string {
	s = strings.Join(strings.Fields(clean(s)), " ")
	if textLength(s) <= n {
		return s
	}
	return strings.TrimRight(prefix(s, n-1), " ") + "…"
}

// clean leaves out what is no text: broken UTF-8 and control characters.
func clean(s string) string {
	ok := utf8.ValidString(s)
	for i := 0; ok && i < len(s); i++ {
		ok = s[i] >= ' ' && s[i] != 0x7f || s[i] == '\n' || s[i] == '\t'
	}
	if ok {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}

// plain is a plain_text object. Emoji codes in it stay as they were typed.
func plain(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

func textSize(t commands.Text) int {
	n := 0
	for _, s := range t {
		n += textLength(s.Text)
	}
	return n
}

// pieces cuts a text into texts of at most n units each; n is 2 or more.
func pieces(t commands.Text, n int) []commands.Text {
	if textSize(t) <= n {
		return []commands.Text{t}
	}
	var out []commands.Text
	var now commands.Text
	left := n
	for _, s := range t {
		if s.User != "" { // drawn as a name, which is not cut
			now = append(now, s)
			continue
		}
		for s.Text != "" {
			head := s
			head.Text = prefix(s.Text, left)
			if head.Text != "" {
				now = append(now, head)
				left -= textLength(head.Text)
			}
			s.Text = s.Text[len(head.Text):]
			if s.Text != "" {
				if len(now) > 0 {
					out = append(out, now)
				}
				now, left = nil, n
			}
		}
	}
	return append(out, now)
}
