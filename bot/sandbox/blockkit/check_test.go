package blockkit_test

import (
	"fmt"
	"strings"
	"testing"

	"csp/bot/sandbox/blockkit"
)

// ids gives made-up ids in order.
func ids() func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("id%d", n) }
}

// first gives the first problem of blocks, or "".
func first(t *testing.T, s blockkit.Surface, raw string) string {
	t.Helper()
	blocks, problems, err := blockkit.Parse(s, []byte(raw), ids())
	if err != nil {
		return err.Error()
	}
	if len(problems) == 0 {
		return ""
	}
	if blocks != nil {
		t.Errorf("blocks came with problems")
	}
	return problems[0].String()
}

func x(n int) string { return strings.Repeat("x", n) }

// many repeats a piece n times between commas; # in it becomes the number.
func many(n int, piece string) string {
	all := make([]string, n)
	for i := range all {
		all[i] = strings.ReplaceAll(piece, "#", fmt.Sprint(i))
	}
	return strings.Join(all, ",")
}

func plainText(n int) string { return `{"type":"plain_text","text":"` + x(n) + `"}` }
func mrkdwn(n int) string    { return `{"type":"mrkdwn","text":"` + x(n) + `"}` }
func option(n int) string    { return `{"text":` + plainText(n) + `,"value":"v#"}` }

func section(more string) string {
	return `[{"type":"section","text":{"type":"mrkdwn","text":"a"},` + more + `}]`
}
func actions(elements string) string { return `[{"type":"actions","elements":[` + elements + `]}]` }
func input(element string) string {
	return `[{"type":"input","label":{"type":"plain_text","text":"L"},"element":` + element + `}]`
}

// limit is a thing with a most: at the most it passes, one more is refused
// with these words.
type limit struct {
	name    string
	surface blockkit.Surface
	most    int
	make    func(n int) string
	words   string
}

func button(n int) string { return `{"type":"button","text":` + plainText(n) + `}` }

// with makes an element with one field of a length.
func with(kind, field string) func(int) string {
	return func(n int) string { return actions(`{"type":"` + kind + `",` + fmt.Sprintf(field, x(n)) + `}`) }
}

func buttonWith(field string) func(int) string {
	return with("button", `"text":{"type":"plain_text","text":"a"},`+field)
}

// asks makes a question with one part of a length.
func asks(field string) func(int) string {
	return func(n int) string {
		parts := map[string]string{"title": plainText(1), "text": plainText(1), "confirm": plainText(1), "deny": plainText(1)}
		parts[field] = plainText(n)
		return actions(fmt.Sprintf(`{"type":"button","text":%s,"confirm":{"title":%s,"text":%s,"confirm":%s,"deny":%s}}`,
			plainText(1), parts["title"], parts["text"], parts["confirm"], parts["deny"]))
	}
}

// limits are Slack's figures, from the pages that the checks name.
var limits = []limit{
	{"blocks of a message", blockkit.Message, 50, func(n int) string { return "[" + many(n, `{"type":"divider"}`) + "]" }, "no more than 50 items allowed"},
	{"blocks of a modal", blockkit.Modal, 100, func(n int) string { return "[" + many(n, `{"type":"divider"}`) + "]" }, "no more than 100 items allowed"},
	{"block_id", blockkit.Message, 255, func(n int) string { return `[{"type":"divider","block_id":"` + x(n) + `"}]` }, "must be less than 256 characters"},
	{"header", blockkit.Message, 150, func(n int) string { return `[{"type":"header","text":` + plainText(n) + `}]` }, "must be less than 151 characters"},
	{"section text", blockkit.Message, 3000, func(n int) string { return `[{"type":"section","text":` + mrkdwn(n) + `}]` }, "must be less than 3001 characters"},
	{"section fields", blockkit.Message, 10, func(n int) string { return `[{"type":"section","fields":[` + many(n, mrkdwn(1)) + `]}]` }, "no more than 10 items allowed"},
	{"section field", blockkit.Message, 2000, func(n int) string { return `[{"type":"section","fields":[` + mrkdwn(n) + `]}]` }, "must be less than 2001 characters"},
	{"context elements", blockkit.Message, 10, func(n int) string { return `[{"type":"context","elements":[` + many(n, mrkdwn(1)) + `]}]` }, "no more than 10 items allowed"},
	{"actions elements", blockkit.Message, 25, func(n int) string { return actions(many(n, button(1))) }, "no more than 25 items allowed"},
	{"input label", blockkit.Modal, 2000, func(n int) string {
		return `[{"type":"input","label":` + plainText(n) + `,"element":{"type":"plain_text_input"}}]`
	}, "must be less than 2001 characters"},
	{"input hint", blockkit.Modal, 2000, func(n int) string {
		return `[{"type":"input","label":` + plainText(1) + `,"hint":` + plainText(n) + `,"element":{"type":"plain_text_input"}}]`
	}, "must be less than 2001 characters"},
	{"button text", blockkit.Message, 75, func(n int) string { return actions(button(n)) }, "must be less than 76 characters"},
	{"button value", blockkit.Message, 2000, buttonWith(`"value":"%s"`), "must be less than 2001 characters"},
	{"button url", blockkit.Message, 3000, buttonWith(`"url":"%s"`), "must be less than 3001 characters"},
	{"button spoken", blockkit.Message, 75, buttonWith(`"accessibility_label":"%s"`), "must be less than 76 characters"},
	{"action_id", blockkit.Message, 255, buttonWith(`"action_id":"%s"`), "must be less than 256 characters"},
	{"confirm title", blockkit.Message, 100, asks("title"), "must be less than 101 characters"},
	{"confirm text", blockkit.Message, 300, asks("text"), "must be less than 301 characters"},
	{"confirm yes", blockkit.Message, 30, asks("confirm"), "must be less than 31 characters"},
	{"confirm no", blockkit.Message, 30, asks("deny"), "must be less than 31 characters"},
	{"placeholder", blockkit.Message, 150, func(n int) string {
		return actions(`{"type":"users_select","placeholder":` + plainText(n) + `}`)
	}, "must be less than 151 characters"},
	{"option text", blockkit.Message, 75, func(n int) string { return actions(`{"type":"static_select","options":[` + option(n) + `]}`) }, "must be less than 76 characters"},
	{"option value", blockkit.Message, 75, with("static_select", `"options":[{"text":{"type":"plain_text","text":"a"},"value":"%s"}]`), "must be less than 76 characters"},
	{"option description", blockkit.Message, 75, with("static_select", `"options":[{"text":{"type":"plain_text","text":"a"},"value":"b","description":{"type":"plain_text","text":"%s"}}]`), "must be less than 76 characters"},
	{"options", blockkit.Message, 100, func(n int) string { return actions(`{"type":"static_select","options":[` + many(n, option(1)) + `]}`) }, "no more than 100 items allowed"},
	{"option groups", blockkit.Message, 100, func(n int) string {
		return actions(`{"type":"static_select","option_groups":[` + many(n, `{"label":`+plainText(1)+`,"options":[`+option(1)+`]}`) + `]}`)
	}, "no more than 100 items allowed"},
	{"group label", blockkit.Message, 75, func(n int) string {
		return actions(`{"type":"static_select","option_groups":[{"label":` + plainText(n) + `,"options":[` + option(1) + `]}]}`)
	}, "must be less than 76 characters"},
	{"checkboxes", blockkit.Message, 10, func(n int) string { return actions(`{"type":"checkboxes","options":[` + many(n, option(1)) + `]}`) }, "no more than 10 items allowed"},
	{"radio buttons", blockkit.Message, 10, func(n int) string {
		return actions(`{"type":"radio_buttons","options":[` + many(n, option(1)) + `]}`)
	}, "no more than 10 items allowed"},
	{"overflow", blockkit.Message, 5, func(n int) string { return actions(`{"type":"overflow","options":[` + many(n, option(1)) + `]}`) }, "no more than 5 items allowed"},
	{"alt text", blockkit.Message, 2000, func(n int) string { return `[{"type":"image","image_url":"u","alt_text":"` + x(n) + `"}]` }, "must be less than 2001 characters"},
	{"max_length", blockkit.Modal, 3000, func(n int) string { return input(fmt.Sprintf(`{"type":"plain_text_input","max_length":%d}`, n)) }, "must be less than 3001"},
	{"table rows", blockkit.Message, 100, func(n int) string {
		return `[{"type":"table","rows":[` + many(n, `[{"type":"raw_text","text":"a"}]`) + `]}]`
	}, "no more than 100 items allowed"},
	{"table cells", blockkit.Message, 20, func(n int) string {
		return `[{"type":"table","rows":[[` + many(n, `{"type":"raw_text","text":"a"}`) + `]]}]`
	}, "no more than 20 items allowed"},
	{"table text", blockkit.Message, 10000, func(n int) string {
		return `[{"type":"table","rows":[[{"type":"raw_text","text":"` + x(n-1) + `"},{"type":"raw_text","text":"a"}]]}]`
	}, "table must be less than 10001 characters"},
	{"markdown", blockkit.Message, 12000, func(n int) string {
		return `[{"type":"markdown","text":"` + x(n-1) + `"},{"type":"markdown","text":"a"}]`
	}, "markdown must be less than 12001 characters"},
}

func TestLimits(t *testing.T) {
	for _, l := range limits {
		t.Run(l.name, func(t *testing.T) {
			if got := first(t, l.surface, l.make(l.most)); got != "" {
				t.Errorf("%d: %s", l.most, got)
			}
			if got := first(t, l.surface, l.make(l.most+1)); !strings.Contains(got, l.words) {
				t.Errorf("%d: %q, want %q in it", l.most+1, got, l.words)
			}
		})
	}
}

func TestRunesAreCounted(t *testing.T) {
	raw := `[{"type":"header","text":{"type":"plain_text","text":"` + strings.Repeat("é", 150) + `"}}]`
	if got := first(t, blockkit.Message, raw); got != "" {
		t.Errorf("150 letters of two bytes: %s", got)
	}
}
