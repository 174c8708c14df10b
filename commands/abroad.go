package commands

import (
	"maps"
	"regexp"
	"slices"
)

// People of another workspace have no slash commands here: they mention the
// bot. What they are told to type says so.

// slashLine is the beginning of a line to type, with the verb before it.
var slashLine = regexp.MustCompile(`(^|[\s“"(\[])(?:([Tt])ype )?/csp\b`)

// ByMention is a reply as the one who asks can follow it: to somebody of
// another workspace it says @csp for /csp. What it has said so stays.
func ByMention(a Actor, r Reply) Reply {
	if !a.Stranger {
		return r
	}
	r.Blocks = blocksByMention(r.Blocks)
	r.Form = formByMention(r.Form)
	return r
}

// byMentionOr is ByMention of a reply that there may be.
func byMentionOr(a Actor, r *Reply) *Reply {
	if r == nil || !a.Stranger {
		return r
	}
	out := ByMention(a, *r)
	return &out
}

// outcomeByMention is ByMention of what becomes of a press.
func outcomeByMention(a Actor, out Outcome) Outcome {
	if a.Stranger {
		out.Reply, out.Form = byMentionOr(a, out.Reply), formByMention(out.Form)
	}
	return out
}

// answerByMention is ByMention of what becomes of a form, the errors on its
// fields among it.
func answerByMention(a Actor, f FormAnswer) FormAnswer {
	if !a.Stranger {
		return f
	}
	f.Reply, f.Tell, f.Next = byMentionOr(a, f.Reply), byMentionOr(a, f.Tell), formByMention(f.Next)
	f.Errors = maps.Clone(f.Errors)
	for field, says := range f.Errors {
		f.Errors[field] = wordsByMention(says)
	}
	return f
}

// formByMention is a form, nil for none, as its reader can follow it. What the
// inputs hold is left alone.
func formByMention(f *Form) *Form {
	if f == nil {
		return nil
	}
	out := *f
	out.Before = blocksByMention(f.Before)
	out.Inputs = slices.Clone(f.Inputs)
	for i := range out.Inputs {
		in := &out.Inputs[i]
		in.Label, in.Hint = wordsByMention(in.Label), wordsByMention(in.Hint)
	}
	return &out
}

func blocksByMention(blocks []Block) []Block {
	out := make([]Block, len(blocks))
	for i, b := range blocks {
		out[i] = blockByMention(b)
	}
	return out
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
