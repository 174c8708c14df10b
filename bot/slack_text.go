package main

import "strings"

// escapeText makes text literal for Slack's top-level text: exactly these
// three letters are special there.
// https://docs.slack.dev/messaging/formatting-message-text
var escapeText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

var unescapeText = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")

// typedText is what somebody typed, from the form Slack sends it in. A person
// stays <@U…> and a channel <#C…>, without the names that Slack adds; links,
// groups and broadcasts become the words one sees; the three escaped letters
// come back.
func typedText(s string) string {
	if !strings.ContainsAny(s, "&<") {
		return s
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(s, '<')
		end := strings.IndexByte(s[max(open, 0):], '>')
		if open < 0 || end < 0 {
			break
		}
		b.WriteString(unescapeText.Replace(s[:open]))
		b.WriteString(typedEntity(s[open+1 : open+end]))
		s = s[open+end+1:]
	}
	b.WriteString(unescapeText.Replace(s))
	return b.String()
}

// typedEntity is what stands between < and >, as typed.
func typedEntity(s string) string {
	inner, label, named := strings.Cut(s, "|")
	switch {
	case strings.HasPrefix(inner, "@"), strings.HasPrefix(inner, "#"):
		return "<" + inner + ">"
	case strings.HasPrefix(inner, "!subteam^") && named:
		return unescapeText.Replace(label)
	case strings.HasPrefix(inner, "!"):
		return "@" + strings.TrimPrefix(inner, "!")
	}
	// Slack makes example.org a link to http://example.org; what was typed is
	// then the label.
	if named && !strings.Contains(label, "://") {
		return unescapeText.Replace(label)
	}
	return unescapeText.Replace(inner)
}

// afterMention is what follows the mention of the bot in a message, and
// whether it ends with the word that asks for a public answer.
func afterMention(s, bot string) (words string, here bool) {
	words = spokenTo(s, bot)
	fields := strings.Fields(words)
	if n := len(fields); n > 0 && strings.EqualFold(strings.TrimRight(fields[n-1], ".!?"), "here") {
		return strings.TrimSpace(words[:strings.LastIndex(words, fields[n-1])]), true
	}
	return words, false
}

// spokenTo is what is said to the bot in a message, without a mention of it.
func spokenTo(s, bot string) string {
	mention := "<@" + bot
	if at := strings.Index(s, mention); at >= 0 {
		rest := s[at+len(mention):]
		if end := strings.IndexByte(rest, '>'); end >= 0 && (rest[0] == '>' || rest[0] == '|') {
			s = rest[end+1:]
		}
	}
	words := strings.TrimSpace(typedText(s))
	words = strings.TrimSpace(strings.TrimLeft(words, ",:"))
	// People write "@csp /csp darlington" too.
	if rest, ok := strings.CutPrefix(words, "/csp"); ok && (rest == "" || rest[0] == ' ') {
		words = strings.TrimSpace(rest)
	}
	return words
}
