package commands

import "strings"

// heldTogether are the words of a line; what stands in quotes is one word,
// without them: due="20 Jan". A quote that nothing closes is a letter.
func heldTogether(s string) []string {
	s = straight(s)
	var out []string
	word, some := "", false
	for i := 0; i < len(s); i++ {
		switch end := strings.IndexByte(s[i+1:], '"'); {
		case s[i] == '"' && end > 0:
			word, some = word+s[i+1:i+1+end], true
			i += end + 1
		case s[i] == ' ':
			if some {
				out = append(out, word)
			}
			word, some = "", false
		default:
			word, some = word+s[i:i+1], true
		}
	}
	if some {
		out = append(out, word)
	}
	return out
}

// quotedHead takes what stands in quotes off the head of a line; false when it
// does not begin with a quote.
func quotedHead(s string) (quoted, rest string, ok bool) {
	in, ok := strings.CutPrefix(strings.TrimSpace(s), `"`)
	if !ok {
		return "", s, false
	}
	quoted, rest, ok = strings.Cut(in, `"`)
	if !ok || strings.TrimSpace(quoted) == "" {
		return "", s, false
	}
	return strings.TrimSpace(quoted), strings.TrimSpace(rest), true
}
