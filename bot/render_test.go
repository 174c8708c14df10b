package main

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"csp/bot/sandbox/blockkit"
	"csp/commands"
)

// refused are the reasons for which Slack would refuse the blocks.
func slackProblems(t interface{ Fatal(...any) }, s blockkit.Surface, blocks any) []string {
	n := 0
	_, problems, err := blockkit.Parse(s, encode(blocks), func() string { n++; return "b" + strconv.Itoa(n) })
	if err != nil {
		t.Fatal(err)
	}
	return blockkit.Words(problems)
}

func viewProblems(t interface{ Fatal(...any) }, view any) []string {
	n := 0
	_, problems, err := blockkit.ParseView(blockkit.Modal, encode(view), func() string { n++; return "b" + strconv.Itoa(n) })
	if err != nil {
		t.Fatal(err)
	}
	return blockkit.Words(problems)
}

// anyWords are short and long, ordinary and hostile.
func anyWords() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{
			"", " ", "\n", "\x00", "\xff\xfe", "<!channel>", "<@U0STAFF01>", "*bold*", "https://example.org", "=1+1",
			"😀", strings.Repeat("😀", 80), strings.Repeat("word ", 700), strings.Repeat("x", 13000), "مرحبا", "a\nb", "&amp;",
		}),
		rapid.String(),
		rapid.StringN(0, 200, -1),
	)
}

func anyText(t *rapid.T) commands.Text {
	n := rapid.IntRange(0, 4).Draw(t, "spans")
	var out commands.Text
	for range n {
		out = append(out, commands.Span{
			Text: anyWords().Draw(t, "text"), Bold: rapid.Bool().Draw(t, "bold"),
			URL:  rapid.SampledFrom([]string{"", "", "https://example.org/a?b=c&d", "javascript:alert(1)", "http://", strings.Repeat("https://x/", 400)}).Draw(t, "url"),
			User: rapid.SampledFrom([]string{"", "", "", "U0STAFF01", "not a user"}).Draw(t, "user"),
		})
	}
	return out
}

func anyButton(t *rapid.T) commands.Button {
	return commands.Button{
		Label: anyWords().Draw(t, "label"), Type: anyWords().Draw(t, "type"),
		Action: rapid.SampledFrom([]string{"", "list.page", strings.Repeat("a", 300)}).Draw(t, "action"),
		Value:  anyWords().Draw(t, "value"), Primary: rapid.Bool().Draw(t, "primary"), Danger: rapid.Bool().Draw(t, "danger"),
		Confirm: anyWords().Draw(t, "confirm"),
	}
}

func anyBlock(t *rapid.T) commands.Block {
	switch rapid.IntRange(0, 6).Draw(t, "block") {
	case 0:
		return commands.Heading(anyWords().Draw(t, "heading"))
	case 1:
		return commands.Para(anyText(t))
	case 2:
		return commands.Note(anyText(t))
	case 3:
		var f commands.Facts
		for range rapid.IntRange(0, 12).Draw(t, "facts") {
			f = append(f, commands.Fact{Label: anyWords().Draw(t, "fact"), Value: anyText(t)})
		}
		return f
	case 4:
		l := commands.List{Numbered: rapid.Bool().Draw(t, "numbered")}
		for range rapid.IntRange(0, 30).Draw(t, "items") {
			l.Items = append(l.Items, anyText(t))
		}
		return l
	case 5:
		var b commands.Buttons
		for range rapid.IntRange(0, 40).Draw(t, "buttons") {
			b = append(b, anyButton(t))
		}
		return b
	default:
		return commands.Rule{}
	}
}

func anyReply(t *rapid.T) commands.Reply {
	var r commands.Reply
	for range rapid.IntRange(0, 30).Draw(t, "blocks") {
		r.Blocks = append(r.Blocks, anyBlock(t))
	}
	return r
}

// Whatever the desk says, Slack takes it.
func TestAnyReplyIsTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyReply(t)
		a := again{line: anyWords().Draw(t, "line"), typed: rapid.Bool().Draw(t, "typed"), from: rapid.IntRange(-1, 70).Draw(t, "from")}
		m := drawReply(r, a, maxText)
		if p := slackProblems(t, blockkit.Message, m.Blocks); len(p) > 0 && len(m.Blocks) > 0 {
			t.Fatalf("message refused: %q", p)
		}
		if textLength(m.Text) > maxText || !utf8.ValidString(m.Text) {
			t.Fatalf("top-level text of %d", textLength(m.Text))
		}
		if p := viewProblems(t, replyView(r, meta{Channel: "C1"}, a)); len(p) > 0 {
			t.Fatalf("modal refused: %q", p)
		}
	})
}

// Part after part, "Show the rest" shows every part once.
func TestTheRestIsComplete(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyReply(t)
		all := len(parts(r.Blocks))
		a := again{line: "x", typed: true}
		for drawn := 0; ; {
			blocks, cut := drawBlocks(r, a, messageBlocks)
			var next int
			ok := false
			if len(blocks) > 0 {
				next, ok = restFrom(t, blocks[len(blocks)-1])
			}
			if ok && !cut || !ok && cut && textLength(a.line) < 1000 {
				t.Fatalf("cut: %v, a button for the rest: %v", cut, ok)
			}
			if !ok {
				return
			}
			if next <= drawn || next >= all {
				t.Fatalf("the rest of %d parts begins at %d, after %d", all, next, drawn)
			}
			drawn, a.from = next, next
		}
	})
}

func restFrom(t *rapid.T, block any) (int, bool) {
	var b struct {
		Elements []struct {
			Action string `json:"action_id"`
			Value  string `json:"value"`
		} `json:"elements"`
	}
	if err := json.Unmarshal(encode(block), &b); err != nil || len(b.Elements) == 0 || !strings.HasPrefix(b.Elements[0].Action, moreAction) {
		return 0, false
	}
	number, _, _ := strings.Cut(b.Elements[0].Value, " ")
	n, err := strconv.Atoi(number)
	if err != nil {
		t.Fatal(err)
	}
	return n, true
}

// What people typed is drawn as they typed it, and pings nobody.
func FuzzTypedTextIsLiteral(f *testing.F) {
	f.Add("<!channel> *hi* <@U1> https://x.org :tada: &amp;")
	f.Add("a\nb `c` ~d~ _e_")
	f.Fuzz(func(t *testing.T, words string) {
		r := commands.Reply{Blocks: []commands.Block{
			commands.Heading(words), commands.Para(commands.T(words)), commands.Note(commands.T(words)),
			commands.List{Items: []commands.Text{commands.T(words)}},
			commands.Facts{{Label: words, Value: commands.T(words)}},
		}}
		m := drawReply(r, again{}, maxText)
		if len(m.Blocks) == 0 {
			return
		}
		if p := slackProblems(t, blockkit.Message, m.Blocks); len(p) > 0 {
			t.Fatalf("refused: %q", p)
		}
		raw := string(encode(m.Blocks))
		for _, kind := range []string{`"mrkdwn"`, `"type":"broadcast"`, `"type":"user"`, `"type":"link"`, `"type":"usergroup"`, `"type":"emoji"`, `"emoji":true`} {
			if strings.Contains(strings.ReplaceAll(raw, jsonString(words), ""), kind) && !strings.Contains(jsonString(words), kind) {
				t.Fatalf("%s in %s", kind, raw)
			}
		}
		if strings.ContainsAny(m.Text, "<>") {
			t.Fatalf("top-level text is not literal: %q", m.Text)
		}
		if got := unescapeText.Replace(m.Text); len(words) < 1000 && got != clean(r.Plain()) {
			t.Fatalf("top-level text says %q, the reply %q", got, r.Plain())
		}
	})
}

func jsonString(s string) string { return strings.Trim(string(encode(clean(s))), `"`) }
