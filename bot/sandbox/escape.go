package sandbox

import (
	"regexp"
	"sort"
	"strings"
)

var (
	escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	webLink = regexp.MustCompile(`https?://[^\s<>]+`)
)

// escape writes typed words as Slack passes them on with should_escape: the
// three signs escaped, and what the composer turned into a mention, a channel
// or a link written between angle brackets.
func (s *Slack) escape(text string) string {
	text = escaper.Replace(text)
	text = webLink.ReplaceAllString(text, "<$0>")
	type name struct{ typed, encoded string }
	var names []name
	for _, p := range s.ws.People {
		encoded := "<@" + p.ID + "|" + p.Name + ">"
		names = append(names, name{"@" + p.Name, encoded}, name{"@" + p.RealName, encoded})
	}
	for _, g := range s.ws.Groups {
		names = append(names, name{"@" + g.Handle, "<!subteam^" + g.ID + "|@" + g.Handle + ">"})
	}
	for _, c := range s.ws.Channels {
		names = append(names, name{"#" + c.Name, "<#" + c.ID + "|" + c.Name + ">"})
	}
	for _, all := range []string{"here", "channel", "everyone"} {
		names = append(names, name{"@" + all, "<!" + all + ">"})
	}
	// The longest name first, so that @ann does not take the start of @anna.
	sort.SliceStable(names, func(i, j int) bool { return len(names[i].typed) > len(names[j].typed) })
	b := strings.Builder{}
	for i := 0; i < len(text); {
		matched := false
		if text[i] == '@' || text[i] == '#' {
			for _, n := range names {
				if len(n.typed) > 1 && hasWord(text[i:], n.typed) {
					b.WriteString(n.encoded)
					i += len(n.typed)
					matched = true
					break
				}
			}
		}
		if !matched {
			b.WriteByte(text[i])
			i++
		}
	}
	return b.String()
}

// hasWord reports whether s starts with a name that ends there.
func hasWord(s, name string) bool {
	if len(s) < len(name) || !strings.EqualFold(s[:len(name)], name) {
		return false
	}
	if len(s) == len(name) {
		return true
	}
	next := s[len(name)]
	return next != '_' && next != '-' && (next < '0' || next > '9') && (next < 'A' || next > 'Z') && (next < 'a' || next > 'z')
}
