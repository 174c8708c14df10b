package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"csp/bot/sandbox"
)

func get(t *testing.T, s *sandbox.Slack, path string) (string, http.Header) {
	t.Helper()
	res, err := http.Get(s.URL() + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s", path, res.StatusCode, raw)
	}
	return string(raw), res.Header
}

// inline is mark-up that would run something.
var inline = regexp.MustCompile(`<script(?:>| [^>]*>[^<])|<style|<[a-z][^>]*\s(?:on[a-z]+|style)=[^>]*>|<[a-z][^>]*"javascript:`)

func TestThePageRunsNothingOfOthers(t *testing.T) {
	s := open(t, sandbox.Options{})
	const evil = `<script>alert(1)</script><img src=x onerror=alert(1)>"'`
	if _, err := s.Say(within(t), sandbox.Staff, sandbox.Office, "", evil); err != nil {
		t.Fatal(err)
	}
	post(t, s, map[string]string{"channel": sandbox.Office, "text": "x", "blocks": `[
	 {"type":"section","text":{"type":"mrkdwn","text":"<javascript:alert(1)|press> <data:text/html,x|me>"}},
	 {"type":"header","text":{"type":"plain_text","text":"</h3><script>alert(2)</script>"}},
	 {"type":"actions","elements":[{"type":"button","url":"javascript:alert(3)","text":{"type":"plain_text","text":"\"><b>"}}]}]`})
	s.SetPerson(sandbox.Person{ID: "U0EVIL001", Name: "evil", RealName: `"><script>x</script>`, About: "<b>"})
	s.SetChannel(sandbox.Channel{ID: sandbox.Office, Name: `<i>office`, Topic: `<script>t</script>`, Members: []string{sandbox.Staff, sandbox.BotUser}})
	page, header := get(t, s, "/?as="+sandbox.Staff+"&in="+sandbox.Office)
	if found := inline.FindString(page); found != "" {
		t.Errorf("the page has %q in it", found)
	}
	if !strings.Contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;") {
		t.Error("what was said is not shown")
	}
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self';",
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         "no-referrer",
	} {
		if got := header.Get(name); !strings.HasPrefix(got, want) || strings.Contains(got, "unsafe") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestTheFirstViewIsSmall(t *testing.T) {
	s := open(t, sandbox.Options{})
	for range 12 {
		post(t, s, map[string]string{"channel": sandbox.Office, "text": "x", "blocks": card})
	}
	page, _ := get(t, s, "/")
	all, fetched := len(page), map[string]bool{}
	for _, m := range regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		if fetched[m[1]] {
			continue
		}
		fetched[m[1]] = true
		body, _ := get(t, s, m[1])
		all += len(body)
	}
	if all > 100*1024 || len(fetched) < 5 {
		t.Errorf("the first view takes %d bytes in %d files beside the page", all, len(fetched))
	}
}

func TestEachSeesTheirOwnPage(t *testing.T) {
	s := open(t, sandbox.Options{})
	if _, err := s.Say(within(t), sandbox.Admin, sandbox.Office, "", "a word among us"); err != nil {
		t.Fatal(err)
	}
	guest, _ := get(t, s, "/?as="+sandbox.Guest+"&in="+sandbox.Office)
	if strings.Contains(guest, "a word among us") || strings.Contains(guest, "in="+sandbox.Office) || !strings.Contains(guest, "# darlington") {
		t.Error("a guest sees the office's channel")
	}
	general, _ := get(t, s, "/?as="+sandbox.Staff+"&in="+sandbox.General)
	if !strings.Contains(general, `office<span class="unseen"> (private)</span></span><span class="dot" aria-hidden="true"></span><span class="unseen"> (new)`) {
		t.Error("a new message does not show in the side bar")
	}
	get(t, s, "/?as="+sandbox.Staff+"&in="+sandbox.Office)
	general, _ = get(t, s, "/?as="+sandbox.Staff+"&in="+sandbox.General)
	if strings.Contains(general, "(new)") {
		t.Error("what was looked at still counts as new")
	}
	for range 60 {
		post(t, s, map[string]string{"channel": sandbox.General, "text": "a line"})
	}
	general, _ = get(t, s, "/?as="+sandbox.Staff+"&in="+sandbox.General)
	if strings.Count(general, "<article") != 50 || !strings.Contains(general, "Show earlier messages") {
		t.Errorf("%d messages at once", strings.Count(general, "<article"))
	}
}

// deed does something as the page does.
func deed(t *testing.T, s *sandbox.Slack, what string, form url.Values) string {
	t.Helper()
	res, err := http.PostForm(s.URL()+"/do/"+what, form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, _ := io.ReadAll(res.Body)
	return strings.TrimSpace(string(raw))
}

func TestWhatThePageDoes(t *testing.T) {
	clock := &calendar{at: time.Date(2027, 3, 10, 9, 30, 0, 0, time.UTC)}
	s := open(t, sandbox.Options{Clock: clock})
	bot := connect(t, s, func(envelope) any { return nil })
	at := s.Messages(sandbox.Staff, post(t, s, map[string]string{"channel": sandbox.Office, "text": "x", "blocks": moments}).Channel())[0].TS
	as := url.Values{"as": {sandbox.Staff}, "in": {sandbox.Office}, "place": {"message"}, "ts": {at}}
	with := func(more ...string) url.Values {
		form := url.Values{}
		for k, v := range as {
			form[k] = v
		}
		for i := 0; i < len(more); i += 2 {
			form.Add(more[i], more[i+1])
		}
		return form
	}
	for _, c := range []struct {
		what string
		form url.Values
		want string
	}{
		{"press", with("what", "a/go", "f:w/v", "2027-07-01T10:00"), `{}`},
		{"choose", with("what", "a/day", "f:a/day", "2027-03-11"), `{}`},
		{"press", with("what", "a/none"), `{"error":"nothing here is called \"a/none\""}`},
		{"clock", url.Values{"days": {"-1"}}, `{}`},
		{"clock", url.Values{"day": {"soon"}}, `{"error":"\"soon\" is not a day such as 2027-03-14"}`},
		{"clock", url.Values{"next": {"1"}}, `{"error":"this sandbox knows of no reminders"}`},
		{"fault", url.Values{"kind": {"500"}}, `{"note":"On: What the bot asks is answered with a server error (500), once more."}`},
		{"fault", url.Values{"kind": {"fire"}}, `{"error":"no misbehaviour called \"fire\""}`},
		{"fault", url.Values{"kind": {"again"}}, `{"note":"Done: deliver the last thing again."}`},
		{"fault", url.Values{"kind": {"end"}}, `{"note":"This Slack behaves again."}`},
		{"nothing", nil, `404 page not found`},
		{"say", with("text", "  "), `{}`},
		{"submit", with(), `{"error":"Amara Okafor has no modal before them"}`},
	} {
		if got := deed(t, s, c.what, c.form); got != c.want {
			t.Errorf("%s %v: %s, want %s", c.what, c.form, got, c.want)
		}
	}
	press := bot.frame(t).interactive(t)
	if got := string(press.State.Values["w"]["v"]); got != `{"selected_date_time":1814432400,"type":"datetimepicker"}` {
		t.Errorf("ten o'clock in a London summer is told as %s", got)
	}
	if got := clock.Now(); got.Day() != 9 || got.Hour() != 9 || got.Minute() != 30 {
		t.Errorf("the calendar is at %v", got)
	}
	if len(s.Messages(sandbox.Staff, sandbox.Office)) != 1 {
		t.Error("an empty message was said")
	}
}

const moments = `[
 {"type":"input","block_id":"w","label":{"type":"plain_text","text":"When"},"element":{"type":"datetimepicker","action_id":"v"}},
 {"type":"actions","block_id":"a","elements":[
  {"type":"button","action_id":"go","text":{"type":"plain_text","text":"Go"}},
  {"type":"datepicker","action_id":"day"}]}]`

func TestCompletions(t *testing.T) {
	s := open(t, sandbox.Options{Complete: func(_, p string) []string { return matching(p, "/csp chairs", "/csp chair durham") }})
	for typed, want := range map[string]string{
		"/c":                 `[{"line":"/csp "},{"line":"/csp chairs"},{"line":"/csp chair durham"}]`,
		"/csp chair ":        `[{"line":"/csp chair durham"}]`,
		"@csp chair ":        `[{"line":"@csp chair durham"}]`,
		"/csp give @be":      `[{"line":"/csp give @beth ","about":"Beth Lister"}]`,
		"/csp give @lis":     `[{"line":"/csp give @beth ","about":"Beth Lister"}]`,
		"see #dar":           `[{"line":"see #darlington "}]`,
		"/csp give to @off":  `[{"line":"/csp give to @office "}]`,
		"nothing":            `[]`,
		"/csp chairs":        `[]`,
		"/csp chair durham ": `[]`,
	} {
		if got, _ := get(t, s, "/complete?text="+url.QueryEscape(typed)); strings.TrimSpace(got) != want {
			t.Errorf("%q: %s, want %s", typed, got, want)
		}
	}
}

func TestThreadsFilesAndMenusOnThePage(t *testing.T) {
	s := open(t, sandbox.Options{Shortcuts: []sandbox.Shortcut{{CallbackID: "as_action", Name: "Record as action", OnMessage: true}, {CallbackID: "brief", Name: "Brief me"}}})
	parent, err := s.Say(within(t), sandbox.Staff, sandbox.Darlington, "", "the parent")
	if err != nil {
		t.Fatal(err)
	}
	ts := parent.Messages[0].TS
	if _, err := s.Say(within(t), sandbox.Partner, sandbox.Darlington, ts, "what Beth said"); err != nil {
		t.Fatal(err)
	}
	channel := "/?as=" + sandbox.Staff + "&in=" + sandbox.Darlington
	page, _ := get(t, s, channel)
	if strings.Contains(page, "what Beth said") || !has(page, ">1 reply</a>", "Record as action", "Brief me") {
		t.Error("the channel shows the answer of a thread, or no way to it, or no menu")
	}
	page, _ = get(t, s, channel+"&thread="+ts)
	if strings.Count(page, "the parent") != 2 || strings.Count(page, "what Beth said") != 1 || !strings.Contains(page, "Reply in the thread") {
		t.Error("the thread is not shown beside the channel")
	}
	outsider, _ := get(t, s, "/?as="+sandbox.Outsider+"&in="+sandbox.Darlington)
	if strings.Contains(outsider, "Record as action") || strings.Contains(outsider, "Brief me") {
		t.Error("a person of another workspace is offered shortcuts")
	}
	link := ask(t, s, "chat.getPermalink", map[string]string{"channel": sandbox.Darlington, "message_ts": ts})
	at := struct{ Permalink string }{}
	if err := json.Unmarshal(link.raw, &at); err != nil {
		t.Fatal(err)
	}
	if page, _ := get(t, s, strings.TrimPrefix(at.Permalink, s.URL())); !strings.Contains(page, "the parent") {
		t.Error("the permalink does not lead to the message")
	}
}
