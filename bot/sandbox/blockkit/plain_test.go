package blockkit_test

import (
	"testing"

	"csp/bot/sandbox/blockkit"
)

func names(kind, id string) string {
	return map[string]string{"user U1": "Beth Lister", "channel C1": "office", "group S1": "staff"}[kind+" "+id]
}

func TestPlainText(t *testing.T) {
	for text, want := range map[string]string{
		"plain":                               "plain",
		"*bold* _it_ ~no~ `a*b*`":             "bold it no a*b*",
		"2*3*4 snake_case_name":               "2*3*4 snake_case_name",
		"* not bold *":                        "* not bold *",
		"<@U1> <#C1|x> <!subteam^S1> <@U9>":   "@Beth Lister #office @staff @U9",
		"<!here> <!channel>":                  "@here @channel",
		"<https://a.example|a label> b":       "a label (https://a.example) b",
		"<https://a.example> <mailto:a@b>":    "https://a.example a@b",
		"see https://a.example/x.":            "see https://a.example/x.",
		"&lt;!channel&gt; &amp;amp;":          "<!channel> &amp;",
		"&gt; quoted\nnot":                    "> quoted\nnot",
		"a\n```x = *1*\ny```\nb":              "a\n```\nx = *1*\ny\n```\nb",
		"a ``` b":                             "a ``` b",
		":warning: :nosuchname: 10:30:00":     "⚠️ :nosuchname: 10:30:00",
		"<!date^1^{date}|1 January 1970> on":  "1 January 1970 on",
		"*bold with <@U1> and _both_* plain*": "bold with @Beth Lister and both plain*",
		"<unclosed":                           "<unclosed",
		"":                                    "",
	} {
		if got := blockkit.PlainText(text, names); got != want {
			t.Errorf("%q reads\n%q, want\n%q", text, got, want)
		}
	}
}

func TestPlainBlocks(t *testing.T) {
	raw := `[
 {"type":"header","text":{"type":"plain_text","text":"Darlington"}},
 {"type":"section","text":{"type":"mrkdwn","text":"*Chair*\n<@U1>"},"accessory":{"type":"button","text":{"type":"plain_text","text":"Edit"}}},
 {"type":"section","fields":[{"type":"mrkdwn","text":"one"},{"type":"plain_text","text":"*two*"}]},
 {"type":"divider"},
 {"type":"context","elements":[{"type":"mrkdwn","text":"As at _today_"},{"type":"image","image_url":"u","alt_text":"a seal"}]},
 {"type":"rich_text","elements":[
  {"type":"rich_text_section","elements":[{"type":"text","text":"Typed *words* by "},{"type":"user","user_id":"U1"},{"type":"text","text":"\n"}]},
  {"type":"rich_text_list","style":"ordered","offset":2,"elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"third"}]}]},
  {"type":"rich_text_list","style":"bullet","indent":1,"elements":[{"type":"rich_text_section","elements":[{"type":"link","url":"https://a.example","text":"site"}]}]},
  {"type":"rich_text_quote","elements":[{"type":"text","text":"said"}]},
  {"type":"rich_text_preformatted","elements":[{"type":"text","text":"x = 1"}]}]},
 {"type":"actions","elements":[
  {"type":"button","text":{"type":"plain_text","text":"Next"}},
  {"type":"button","url":"https://a.example","text":{"type":"plain_text","text":"Open"}},
  {"type":"overflow","options":[{"text":{"type":"plain_text","text":"Copy"},"value":"c"}]},
  {"type":"datepicker","initial_date":"2027-03-01","placeholder":{"type":"plain_text","text":"Day"}}]},
 {"type":"image","image_url":"u","alt_text":"A chart","title":{"type":"plain_text","text":"Chart"}},
 {"type":"table","rows":[[{"type":"raw_text","text":"a"},{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"b"}]}]}]]},
 {"type":"markdown","text":"# as *typed*"}]`
	want := `# Darlington
Chair
@Beth Lister [Edit]
one
*two*
---
~ As at today  (image: a seal)
Typed *words* by @Beth Lister
3. third
  • site (https://a.example)
> said
` + "```\nx = 1\n```" + `
[Next] [Open](https://a.example) [... v Copy] [Day: 1 March 2027 v]
Chart (image: A chart)
| a | b |
# as *typed*`
	blocks, problems, err := blockkit.Parse(blockkit.Message, []byte(raw), ids())
	if err != nil || problems != nil {
		t.Fatal(err, problems)
	}
	if got := blockkit.Plain(blocks, blockkit.Look{Names: names}); got != want {
		t.Errorf("reads\n%s\nwant\n%s", got, want)
	}
}
