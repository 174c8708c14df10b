package blockkit

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mrkdwn reads Slack's own mark-up into lines:
// https://docs.slack.dev/messaging/formatting-message-text
func mrkdwn(s string, names Names) []line {
	var lines []line
	for {
		before, rest, opened := strings.Cut(s, fence)
		code, after, closed := strings.Cut(rest, fence)
		if !opened || !closed {
			break
		}
		if before = strings.TrimSuffix(before, "\n"); before != "" {
			lines = append(lines, textLines(before, names)...)
		}
		lines = append(lines, line{pre: true, spans: []span{{text: unescape(strings.Trim(code, "\n"))}}})
		s = strings.TrimPrefix(after, "\n")
	}
	if s != "" || len(lines) == 0 {
		lines = append(lines, textLines(s, names)...)
	}
	return lines
}

const fence = "```"

// textLines reads lines outside code blocks.
func textLines(s string, names Names) []line {
	var lines []line
	for _, text := range strings.Split(s, "\n") {
		rest, quote := strings.CutPrefix(text, "&gt;")
		if !quote {
			rest, quote = strings.CutPrefix(text, ">")
		}
		if quote {
			text = strings.TrimPrefix(rest, " ")
		}
		lines = append(lines, line{quote: quote, spans: inlineSpans(text, span{}, names)})
	}
	return lines
}

// marks are the signs that change the look of what stands between two of them.
var marks = map[byte]func(*span){
	'*': func(s *span) { s.bold = true },
	'_': func(s *span) { s.italic = true },
	'~': func(s *span) { s.strike = true },
	'`': func(s *span) { s.code = true },
}

// inlineSpans reads one line. look is what the words around it have.
func inlineSpans(s string, look span, names Names) []span {
	var spans []span
	plain := strings.Builder{}
	flush := func() {
		if plain.Len() > 0 {
			spans = append(spans, autoLinks(unescape(plain.String()), look)...)
			plain.Reset()
		}
	}
	for i := 0; i < len(s); {
		if s[i] == '<' {
			if end := strings.IndexByte(s[i:], '>'); end > 0 {
				flush()
				spans = append(spans, angle(s[i+1:i+end], look, names))
				i += end + 1
				continue
			}
		}
		if mark, isMark := marks[s[i]]; isMark {
			if end := closing(s, i); end > 0 {
				flush()
				inner := look
				mark(&inner)
				if s[i] == '`' {
					inner.text = unescape(s[i+1 : end])
					spans = append(spans, inner)
				} else {
					spans = append(spans, inlineSpans(s[i+1:end], inner, names)...)
				}
				i = end + 1
				continue
			}
		}
		if name, n := emojiName(s[i:]); n > 0 {
			plain.WriteString(emoji(name))
			i += n
			continue
		}
		plain.WriteByte(s[i])
		i++
	}
	flush()
	return spans
}

// closing finds the sign that ends what s[at] begins, or 0. Both stand at the
// edge of a word and hold something that neither begins nor ends with a space.
func closing(s string, at int) int {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	if at > 0 && (unicode.IsLetter(before) || unicode.IsDigit(before)) || strings.HasPrefix(s[at+1:], s[at:at+1]) {
		return 0
	}
	for end := at + 2; end < len(s); end++ {
		if s[end] != s[at] || s[end-1] == ' ' || s[at+1] == ' ' {
			continue
		}
		after, _ := utf8.DecodeRuneInString(s[end+1:])
		if end+1 == len(s) || !unicode.IsLetter(after) && !unicode.IsDigit(after) {
			return end
		}
	}
	return 0
}

// angle reads what stands between < and >: a mention, a date or a link.
func angle(s string, look span, names Names) span {
	target, label, labelled := strings.Cut(s, "|")
	with := func(m span) span {
		m.bold, m.italic, m.strike = look.bold, look.italic, look.strike
		return m
	}
	switch {
	case strings.HasPrefix(target, "@"):
		return with(names.mention("user", target[1:]))
	case strings.HasPrefix(target, "#"):
		return with(names.mention("channel", target[1:]))
	case strings.HasPrefix(target, "!subteam^"):
		return with(names.mention("group", strings.TrimPrefix(target, "!subteam^")))
	case strings.HasPrefix(target, "!date^"):
		return with(span{text: unescape(label)})
	case strings.HasPrefix(target, "!"):
		return with(span{text: "@" + target[1:], mention: true})
	}
	target = unescape(target)
	if !labelled || label == "" {
		label = strings.TrimPrefix(target, "mailto:")
	}
	return with(span{text: unescape(label), link: target})
}

var bareURL = regexp.MustCompile(`https?://[^\s<>"]*[^\s<>".,;:!?)\]']`)

// autoLinks makes links of bare addresses, as Slack does.
func autoLinks(s string, look span) []span {
	var spans []span
	add := func(text, link string) {
		if text != "" {
			one := look
			one.text, one.link = text, link
			spans = append(spans, one)
		}
	}
	from := 0
	for _, at := range bareURL.FindAllStringIndex(s, -1) {
		add(s[from:at[0]], "")
		add(s[at[0]:at[1]], s[at[0]:at[1]])
		from = at[1]
	}
	add(s[from:], "")
	return spans
}

var emojiCode = regexp.MustCompile(`^:([a-z0-9_+-]+):`)

// emojiName gives the name of an emoji code at the start of s and its length,
// or nothing when it is not a name that is known here.
func emojiName(s string) (string, int) {
	if s == "" || s[0] != ':' {
		return "", 0
	}
	m := emojiCode.FindStringSubmatch(s)
	if m == nil || emojis[m[1]] == "" {
		return "", 0
	}
	return m[1], len(m[0])
}

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// unescape undoes the only three escapes that Slack knows.
func unescape(s string) string { return unescaper.Replace(s) }
