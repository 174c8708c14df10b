package commands

import (
	"regexp"
	"slices"
)

// People of another workspace have no slash commands here: they mention the
// bot. What they are told to type says so.

// slashLine is the beginning of a line to type, with the verb before it.
var slashLine = regexp.MustCompile(`(^|[\s“"(\[])(?:([Tt])ype )?/csp\b`)

// byMention is a reply as its reader can follow it.
func byMention(a Actor, r Reply) Reply {
	if !a.Stranger {
		return r
	}
	blocks := make([]Block, len(r.Blocks))
	for i, b := range r.Blocks {
		blocks[i] = blockByMention(b)
	}
	r.Blocks = blocks
	return r
}

// byMentionOr is byMention of a reply that there may be.
func byMentionOr(a Actor, r *Reply) *Reply {
	if r == nil || !a.Stranger {
		return r
	}
	out := byMention(a, *r)
	return &out
}

func blockByMention(b Block) Block {
	switch v := b.(type) {
	case Heading:
		return Heading(wordsByMention(string(v)))
	case Para:
		return Para(textByMention(Text(v)))
	case Note:
		return Note(textByMention(Text(v)))
	case List:
		items := make([]Text, len(v.Items))
		for i := range v.Items {
			items[i] = textByMention(v.Items[i])
		}
		return List{Items: items, Numbered: v.Numbered}
	case Facts:
		out := slices.Clone(v)
		for i := range out {
			out[i].Value = textByMention(out[i].Value)
		}
		return out
	case Buttons:
		out := slices.Clone(v)
		for i := range out {
			out[i].Label = wordsByMention(out[i].Label)
		}
		return out
	}
	return b
}

func textByMention(t Text) Text {
	out := slices.Clone(t)
	for i := range out {
		if out[i].URL == "" {
			out[i].Text = wordsByMention(out[i].Text)
		}
	}
	return out
}

// wordsByMention puts the mention in the place of the slash command: write
// @csp darlington.
func wordsByMention(s string) string {
	return slashLine.ReplaceAllStringFunc(s, func(m string) string {
		p := slashLine.FindStringSubmatch(m)
		switch p[2] {
		case "T":
			return p[1] + "Write @csp"
		case "t":
			return p[1] + "write @csp"
		}
		return p[1] + "@csp"
	})
}
