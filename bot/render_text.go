package main

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"csp/commands"
)

// Text that people typed is drawn as rich text, whose text elements are
// literal: nothing in them pings, formats or becomes a link.

// section is a piece of text on a line of its own.
func section(t commands.Text) *slack.RichTextSection {
	return slack.NewRichTextSection(spans(t)...)
}

var bold = &slack.RichTextSectionTextStyle{Bold: true}

func spans(t commands.Text) []slack.RichTextSectionElement {
	var out []slack.RichTextSectionElement
	for _, s := range t {
		var style *slack.RichTextSectionTextStyle
		if s.Bold {
			style = bold
		}
		switch {
		case userID.MatchString(s.User):
			out = append(out, slack.NewRichTextSectionUserElement(s.User, style))
		case channelID.MatchString(s.Channel):
			out = append(out, slack.NewRichTextSectionChannelElement(s.Channel, style))
		case s.Text == "":
		case goodLink(s.URL):
			out = append(out, slack.NewRichTextSectionLinkElement(s.URL, s.Text, style))
		default:
			out = append(out, slack.NewRichTextSectionTextElement(s.Text, style))
		}
	}
	return out
}

var (
	userID    = regexp.MustCompile(`^[UW][A-Z0-9]{1,20}$`)
	channelID = regexp.MustCompile(`^[CG][A-Z0-9]{1,20}$`)
)

// goodLink reports whether Slack takes the address as a link.
func goodLink(s string) bool {
	if s == "" || len(s) > maxURL {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && clean(s) == s
}

// plainText is the whole reply for the top-level text, which screen readers
// and notifications use. It is escaped, once, and cut at a line's end.
func plainText(r commands.Reply, most int) string {
	return fitText(escapeText.Replace(clean(r.Plain())), most)
}

// fitText cuts escaped text to most units at a line's end, or where a line
// alone is too long between two words, and says that it did.
func fitText(s string, most int) string {
	if textLength(s) <= most {
		return s
	}
	const more = "\n… and more."
	s = prefix(s, most-len(more))
	for _, sep := range []string{"\n", " "} {
		if i := strings.LastIndex(s, sep); i > len(s)/2 {
			return s[:i] + more
		}
	}
	if i := strings.LastIndexByte(s, '&'); i >= 0 && !strings.Contains(s[i:], ";") {
		s = s[:i] // half an entity
	}
	return s + more
}

// partKind is what a part is drawn as.
type partKind int

const (
	paraPart partKind = iota
	headingPart
	factPart
	itemPart
	notePart
	buttonsPart
	rulePart
)

// part is the smallest piece of a reply that is drawn or left out as a whole:
// a paragraph, one fact, one line of a list.
type part struct {
	kind    partKind
	words   string // of a heading; the label of a fact
	text    commands.Text
	number  int // of a line in a numbered list, from 1
	buttons []commands.Button
	group   int // parts of one block of the reply share it; 0: alone
}

func (p part) size() int { return textLength(p.words) + textSize(p.text) }

// blank reports whether nothing would be seen of the part.
func (p part) blank() bool {
	for _, s := range p.text {
		if strings.TrimSpace(s.Text) != "" || userID.MatchString(s.User) || channelID.MatchString(s.Channel) {
			return false
		}
	}
	return strings.TrimSpace(p.words) == "" && len(p.buttons) == 0 && p.kind != rulePart
}

func cleanSpans(t commands.Text) commands.Text {
	for i, s := range t {
		if c := clean(s.Text); c != s.Text {
			t = append(t[:i:i], t[i:]...) // the caller's stay as they are
			t[i].Text = c
		}
	}
	return t
}

// parts takes a reply apart. What has no text is left out, since Slack
// refuses empty text.
func parts(blocks []commands.Block) []part {
	var out []part
	add := func(p part) {
		p.words, p.text = clean(p.words), cleanSpans(p.text)
		if !p.blank() {
			out = append(out, p)
		}
	}
	for i, b := range blocks {
		switch v := b.(type) {
		case commands.Heading:
			add(part{kind: headingPart, words: string(v)})
		case commands.Para:
			add(part{kind: paraPart, text: commands.Text(v)})
		case commands.Note:
			add(part{kind: notePart, text: commands.Text(v)})
		case commands.Rule:
			add(part{kind: rulePart})
		case commands.Buttons:
			add(part{kind: buttonsPart, buttons: goodButtons(v)})
		case commands.Facts:
			for _, f := range v {
				add(part{kind: factPart, words: f.Label, text: f.Value, group: i + 1})
			}
		case commands.List:
			for n, item := range v.Items {
				p := part{kind: itemPart, text: item, group: i + 1}
				if v.Numbered {
					p.number = n + 1
				}
				add(p)
			}
		}
	}
	return out
}

// goodButtons leaves out the buttons that Slack would refuse.
func goodButtons(buttons []commands.Button) []commands.Button {
	var out []commands.Button
	for _, b := range buttons {
		if cut(b.Label, maxLabel) != "" && textLength(b.Value) <= maxValue && textLength(b.Type) <= maxValue && textLength(b.Action) <= maxID-8 {
			out = append(out, b)
		}
	}
	return out
}

// block is the part as a block of a reply by itself.
func (p part) block() commands.Block {
	switch p.kind {
	case headingPart:
		return commands.Heading(p.words)
	case factPart:
		return commands.Facts{{Label: p.words, Value: p.text}}
	case itemPart:
		if p.number > 0 {
			return commands.Para(commands.Join(commands.T(strconv.Itoa(p.number)+". "), p.text))
		}
		return commands.List{Items: []commands.Text{p.text}}
	case notePart:
		return commands.Note(p.text)
	case buttonsPart:
		return commands.Buttons(p.buttons)
	case rulePart:
		return commands.Rule{}
	}
	return commands.Para(p.text)
}
