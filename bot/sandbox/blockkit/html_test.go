package blockkit_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"csp/bot/sandbox/blockkit"
)

// draw draws one block of a modal or message.
func draw(t *testing.T, s blockkit.Surface, raw string, look blockkit.Look) string {
	t.Helper()
	blocks, problems, err := blockkit.Parse(s, []byte("["+raw+"]"), ids())
	if err != nil || problems != nil {
		t.Fatalf("%s: %v %v", raw, err, problems)
	}
	return string(blockkit.HTML(blocks, look))
}

func TestHTMLOfMessages(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{`{"type":"divider"}`, `<hr>`},
		{`{"type":"header","text":{"type":"plain_text","text":"A & <b>"}}`, `<h3>A &amp; &lt;b&gt;</h3>`},
		{`{"type":"header","level":2,"text":{"type":"plain_text","text":"A"}}`, `<h4>A</h4>`},
		{
			`{"type":"section","text":{"type":"mrkdwn","text":"*a* <https://a.example|b>\n&gt; c"}}`,
			`<div class="section"><div class="words"><p><strong>a</strong> <a href="https://a.example" target="_blank" rel="noopener noreferrer">b</a><span class="quote">c</span></p></div></div>`,
		},
		{`{"type":"section","text":{"type":"plain_text","text":"*a*\nb"}}`, `<div class="section"><div class="words"><p>*a*<br>b</p></div></div>`},
		{`{"type":"section","fields":[{"type":"mrkdwn","text":"<@U1>"}]}`, `<div class="section"><div class="words"><div class="fields"><p><span class="mention">@Beth Lister</span></p></div></div></div>`},
		{`{"type":"context","elements":[{"type":"mrkdwn","text":"_a_"},{"type":"image","image_url":"u","alt_text":"b"}]}`, `<div class="context"><span><em>a</em></span><span class="picture" role="img" aria-label="b">b</span></div>`},
		{`{"type":"image","image_url":"u","alt_text":"a","title":{"type":"plain_text","text":"b"}}`, `<figure><div class="picture" role="img" aria-label="a">a</div><figcaption>b</figcaption></figure>`},
		{
			`{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"a","style":{"bold":true,"code":true}}]},{"type":"rich_text_list","style":"ordered","offset":1,"indent":1,"elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"b\nc"}]}]},{"type":"rich_text_quote","elements":[{"type":"emoji","name":"x"}]},{"type":"rich_text_preformatted","elements":[{"type":"text","text":"d\ne"}]}]}`,
			"<p><strong><code>a</code></strong></p><ol start=\"2\" class=\"indent1\"><li>b<br>c</li></ol><blockquote>❌</blockquote><pre>d\ne</pre>",
		},
		{`{"type":"table","rows":[[{"type":"raw_text","text":"a"}],[{"type":"raw_text","text":"b"}]]}`, `<div class="table" tabindex="0" role="group" aria-label="Table"><table><tr><th scope="col">a</th></tr><tr><td>b</td></tr></table></div>`},
		{`{"type":"markdown","text":"# <a>"}`, `<pre class="markdown"># &lt;a&gt;</pre>`},
		{
			`{"type":"actions","block_id":"k","elements":[{"type":"button","action_id":"a","style":"danger","text":{"type":"plain_text","text":"Go"},"accessibility_label":"Go on","confirm":{"title":{"type":"plain_text","text":"T"},"text":{"type":"plain_text","text":"Q"},"confirm":{"type":"plain_text","text":"Y"},"deny":{"type":"plain_text","text":"N"}}}]}`,
			`<div class="actions"><button class="btn danger" data-press="k/a" aria-label="Go on" data-confirm="Q" data-confirm-title="T" data-confirm-yes="Y" data-confirm-no="N" type="button">Go</button></div>`,
		},
		{`{"type":"actions","block_id":"k","elements":[{"type":"button","action_id":"a","url":"javascript:x","text":{"type":"plain_text","text":"Go"}}]}`, `<div class="actions"><button class="btn " data-press="k/a" type="button">Go</button></div>`},
		{
			`{"type":"actions","block_id":"k","elements":[{"type":"static_select","action_id":"a","placeholder":{"type":"plain_text","text":"P"},"option_groups":[{"label":{"type":"plain_text","text":"G"},"options":[{"text":{"type":"plain_text","text":"A"},"value":"v"}]}]}]}`,
			`<div class="actions"><select name="k/a" data-choose="k/a" aria-label="P"><option value="">P</option><optgroup label="G"><option value="v">A</option></optgroup></select></div>`,
		},
	} {
		if got := draw(t, blockkit.Message, c.raw, blockkit.Look{Names: names}); got != c.want {
			t.Errorf("%s is drawn as\n%s, want\n%s", c.raw, got, c.want)
		}
	}
}

func TestHTMLOfFields(t *testing.T) {
	input := func(element, more string) string {
		return `{"type":"input","block_id":"k","label":{"type":"plain_text","text":"L"},"element":` + element + more + `}`
	}
	wrong := map[string]string{"k": "No."}
	for _, c := range []struct {
		raw    string
		errors map[string]string
		want   string
	}{
		{
			input(`{"type":"plain_text_input","action_id":"a","initial_value":"\"v\""}`, `,"hint":{"type":"plain_text","text":"H"}`), wrong,
			`<div class="field wrong"><label for="p-k" id="p-k-label">L</label><input id="p-k" name="k/a" aria-describedby="p-k-hint p-k-error" aria-invalid="true" aria-required="true" type="text" value="&#34;v&#34;" autocomplete="off"><p class="hint" id="p-k-hint">H</p><p class="error" id="p-k-error">No.</p></div>`,
		},
		{
			input(`{"type":"plain_text_input","action_id":"a","multiline":true}`, `,"optional":true`), nil,
			`<div class="field"><label for="p-k" id="p-k-label">L<span class="optional"> (optional)</span></label><textarea id="p-k" name="k/a" rows="5"></textarea></div>`,
		},
		{
			input(`{"type":"datepicker","action_id":"a","initial_date":"2027-03-01"}`, `,"dispatch_action":true`), nil,
			`<div class="field"><label for="p-k" id="p-k-label">L</label><input id="p-k" name="k/a" data-choose="k/a" aria-required="true" type="date" value="2027-03-01" autocomplete="off"></div>`,
		},
		{
			input(`{"type":"datetimepicker","action_id":"a","initial_date_time":1800000000}`, ``), nil,
			`<div class="field"><label for="p-k" id="p-k-label">L</label><input id="p-k" name="k/a" aria-required="true" type="datetime-local" value="2027-01-15T08:00" autocomplete="off"></div>`,
		},
		{
			input(`{"type":"users_select","action_id":"a","initial_user":"U2"}`, ``), nil,
			`<div class="field"><label for="p-k" id="p-k-label">L</label><select id="p-k" name="k/a" aria-required="true"><option value="">Choose</option><option value="U1">Beth</option><option value="U2" selected>Ann</option></select></div>`,
		},
		{
			input(`{"type":"radio_buttons","action_id":"a","options":[{"text":{"type":"mrkdwn","text":"*A*"},"value":"v","description":{"type":"mrkdwn","text":"d"}}]}`, ``), nil,
			`<fieldset class="field"><legend id="p-k-label">L</legend><input type="hidden" name="k/a" value=""><div class="tick"><input type="radio" id="p-k-a-0" name="k/a" value="v"><label for="p-k-a-0"><strong>A</strong><span class="hint">d</span></label></div></fieldset>`,
		},
		{
			input(`{"type":"external_select","action_id":"a","initial_option":{"text":{"type":"plain_text","text":"A"},"value":"v"}}`, ``), nil,
			`<div class="field"><label for="p-k" id="p-k-label">L</label><div class="combo" data-suggest="k/a"><input type="hidden" name="k/a" value=""><ul class="chosen" aria-label="Chosen"><li><input type="hidden" name="k/a" value="v"><span>A</span><button type="button" class="drop" aria-label="Remove A">×</button></li></ul><input type="text" id="p-k" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="p-k-list" autocomplete="off"><ul role="listbox" id="p-k-list" aria-label="L" hidden></ul></div></div>`,
		},
	} {
		people := func(string) []blockkit.Option {
			return []blockkit.Option{{Text: blockkit.Text{Text: "Beth"}, Value: "U1"}, {Text: blockkit.Text{Text: "Ann"}, Value: "U2"}}
		}
		got := draw(t, blockkit.Modal, c.raw, blockkit.Look{Errors: c.errors, Prefix: "p-", Choices: people})
		if got != c.want {
			t.Errorf("%s is drawn as\n%s, want\n%s", c.raw, got, c.want)
		}
	}
}

var tag = regexp.MustCompile(`<(/?[a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>`)

// Whatever is said comes out as words: only tags of ours, only attributes of
// ours, no address that runs something.
// inQuotes is the value of an attribute.
var inQuotes = regexp.MustCompile(`"[^"]*"`)

func FuzzHTMLText(f *testing.F) {
	f.Add(`<https://a.example/"onclick=x|<b>*x*> <javascript:x|y> <@U1|<i>>`)
	f.Add("```<script>``` `\"` > &gt; <!date^1^x|\"><b>>")
	ours := []string{"p", "br", "strong", "em", "s", "code", "span", "a"}
	f.Fuzz(func(t *testing.T, text string) {
		drawn := string(blockkit.HTMLText(text, names))
		for _, m := range tag.FindAllStringSubmatch(drawn, -1) {
			if !slices.Contains(ours, strings.TrimPrefix(m[1], "/")) {
				t.Errorf("%q brings the tag %q", text, m[0])
			}
			// What stands in quotation marks is a value, whatever it says.
			if strings.Contains(inQuotes.ReplaceAllString(m[2], `""`), " on") || strings.Contains(m[2], "script:") && !strings.Contains(m[2], `href="http`) && !strings.Contains(m[2], `href="mailto:`) {
				t.Errorf("%q brings the attributes %q", text, m[2])
			}
		}
		if left := tag.ReplaceAllString(drawn, ""); strings.ContainsAny(left, "<>") {
			t.Errorf("%q leaves %q", text, left)
		}
	})
}
