package blockkit_test

import (
	"encoding/json"
	"testing"

	"csp/bot/sandbox/blockkit"
)

// What passes the checks can be shown, and passes again as it is sent back.
func FuzzParse(f *testing.F) {
	f.Add(0, fields)
	f.Add(1, fields)
	f.Add(0, `[{"type":"section","text":{"type":"mrkdwn","text":"<@U1> *a*"}}]`)
	f.Add(0, `[{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_section","elements":[]}]}]}]`)
	f.Add(0, `[{"type":"table","rows":[[{"type":"raw_text","text":"a"}]]},{"type":"markdown","text":"b"}]`)
	f.Add(0, `[{"type":"actions","elements":[{"type":"datetimepicker","initial_date_time":1800000000},{"type":"overflow","options":[{"text":{"type":"plain_text","text":"a"},"value":"b"}]}]}]`)
	f.Add(2, `[{"type":"image","image_url":"u","alt_text":"a"},{"type":"divider"},{"type":"header","level":2,"text":{"type":"plain_text","text":"h"}}]`)
	f.Fuzz(func(t *testing.T, surface int, raw string) {
		s := blockkit.Surface(uint(surface) % 3)
		blocks, problems, err := blockkit.Parse(s, []byte(raw), ids())
		if err != nil || problems != nil {
			if blocks != nil {
				t.Fatal("blocks came with a refusal")
			}
			return
		}
		state := &blockkit.State{}
		_ = blockkit.Plain(blocks, blockkit.Look{State: state})
		_ = state.Missing(blocks)
		if _, err := json.Marshal(state.Values(blocks)); err != nil {
			t.Fatalf("write values: %v", err)
		}
		again, err := json.Marshal(blocks)
		if err != nil {
			t.Fatalf("write blocks: %v", err)
		}
		if _, problems, err := blockkit.Parse(s, again, ids()); err != nil || problems != nil {
			t.Fatalf("%s was in order, but not when sent back: %v %v", raw, err, problems)
		}
	})
}

// Any words can be read, and words without a sign of mark-up read as they are.
func FuzzPlainText(f *testing.F) {
	f.Add("*bold _it_* <https://a.example|b> ```code```")
	f.Add("> quote\n&gt; quote <!date^1^x|y>")
	f.Add("``` * ` ~ <")
	f.Fuzz(func(t *testing.T, text string) {
		got := blockkit.PlainText(text, names)
		for _, r := range text {
			if r < ' ' || r > '~' || r == '<' || r == '>' || r == '&' || r == '*' || r == '_' || r == '~' || r == '`' || r == ':' {
				return
			}
		}
		if got != text {
			t.Errorf("%q reads %q", text, got)
		}
	})
}
