package sandbox_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"csp/bot/sandbox"
)

// result is an answer of the Web API.
type result struct {
	OK       bool   `json:"ok"`
	Error    string `json:"error"`
	Needed   string `json:"needed"`
	Provided string `json:"provided"`
	TS       string `json:"ts"`
	Meta     struct {
		Messages []string `json:"messages"`
		Next     string   `json:"next_cursor"`
	} `json:"response_metadata"`
	raw json.RawMessage
}

// ask calls a method with a form and the bot's token.
func ask(t *testing.T, s *sandbox.Slack, method string, form map[string]string) result {
	t.Helper()
	return askAs(t, s, sandbox.DefaultBotToken, method, form)
}

func askAs(t *testing.T, s *sandbox.Slack, token, method string, form map[string]string) result {
	t.Helper()
	values := url.Values{}
	for k, v := range form {
		values.Set(k, v)
	}
	req, _ := http.NewRequestWithContext(within(t), "POST", s.APIURL()+method, strings.NewReader(values.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	buf := bytes.Buffer{}
	_, _ = buf.ReadFrom(res.Body)
	r := result{raw: buf.Bytes()}
	if err := json.Unmarshal(r.raw, &r); err != nil {
		t.Fatalf("%s answered %d %q", method, res.StatusCode, buf.String())
	}
	return r
}

func TestTokens(t *testing.T) {
	s := open(t, sandbox.Options{})
	for _, c := range []struct{ method, token, want string }{
		{"auth.test", sandbox.DefaultBotToken, ""},
		{"auth.test", sandbox.DefaultAppToken, "not_allowed_token_type"},
		{"auth.test", "", "not_authed"},
		{"auth.test", "xoxb-other", "invalid_auth"},
		{"apps.connections.open", sandbox.DefaultAppToken, ""},
		{"apps.connections.open", sandbox.DefaultBotToken, "not_allowed_token_type"},
		{"apps.connections.open", "xapp-other", "invalid_auth"},
		{"no.such", sandbox.DefaultBotToken, "unknown_method"},
	} {
		if got := askAs(t, s, c.token, c.method, nil); got.Error != c.want {
			t.Errorf("%s with %q: %q, want %q", c.method, c.token, got.Error, c.want)
		}
	}
}

func TestScopesAreChecked(t *testing.T) {
	s := open(t, sandbox.Options{Scopes: []string{"groups:read", "chat:write"}})
	for _, c := range []struct {
		method string
		form   map[string]string
		needed string
	}{
		{"chat.postMessage", map[string]string{"channel": sandbox.Office, "text": "x"}, ""},
		{"conversations.info", map[string]string{"channel": sandbox.Office}, ""},
		{"conversations.info", map[string]string{"channel": sandbox.General}, "channels:read"},
		{"conversations.info", map[string]string{"channel": s.DM(sandbox.Staff)}, "im:read"},
		{"conversations.history", map[string]string{"channel": sandbox.Office}, "groups:history"},
		{"conversations.open", map[string]string{"users": sandbox.Staff}, "im:write"},
		{"users.info", map[string]string{"user": sandbox.Staff}, "users:read"},
		{"usergroups.users.list", map[string]string{"usergroup": sandbox.StaffGroup}, "usergroups:read"},
		{"files.getUploadURLExternal", map[string]string{"filename": "a", "length": "1"}, "files:write"},
	} {
		got := ask(t, s, c.method, c.form)
		if got.Needed != c.needed || (c.needed != "") != (got.Error == "missing_scope") {
			t.Errorf("%s %v: %s", c.method, c.form, got.raw)
		}
		if c.needed != "" && got.Provided != "chat:write,groups:read" {
			t.Errorf("%s: provided %q", c.method, got.Provided)
		}
	}
	if a, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp"); err != nil || !strings.Contains(a.Failure, "not a valid command") {
		t.Errorf("a command without its scope: %q, %v", a.Failure, err)
	}
}

// refusals are requests with the error they get. MINE and THEIRS stand for the
// ts of a message of the bot and of a person.
var refusals = []struct{ method, args, want string }{
	{"chat.postMessage", "text=x", "channel_not_found"},
	{"chat.postMessage", "channel=C0NONE&text=x", "channel_not_found"},
	{"chat.postMessage", "channel=C0SECRET1&text=x", "channel_not_found"},
	{"chat.postMessage", "channel=C0OTHERS1&text=x", "not_in_channel"},
	{"chat.postMessage", "channel=C0CLOSED1&text=x", "is_archived"},
	{"chat.postMessage", "channel=C0OFFICE1", "no_text"},
	{"chat.postMessage", "channel=C0OFFICE1&blocks={}", "invalid_blocks_format"},
	{"chat.postMessage", `channel=C0OFFICE1&blocks=[{"type":"x"}]`, "invalid_blocks"},
	{"chat.postMessage", `channel=C0OFFICE1&text=x&metadata=1`, "invalid_metadata_format"},
	{"chat.postMessage", `channel=C0OFFICE1&text=x&metadata={"event_type":"a"}`, "invalid_metadata_schema"},
	{"chat.postMessage", `channel=C0OFFICE1&text=x&metadata={"event_type":"a","event_payload":{"k":"` + strings.Repeat("k", 17000) + `"}}`, "metadata_too_large"},
	{"chat.postMessage", "channel=U0STAFF01&text=x", ""},
	{"chat.postEphemeral", "channel=C0OFFICE1&user=U0GUEST01&text=x", "user_not_in_channel"},
	{"chat.postEphemeral", "channel=C0OTHERS1&user=U0GUEST01&text=x", "not_in_channel"},
	{"chat.postEphemeral", "channel=C0OFFICE1&user=U0STAFF01", "no_text"},
	{"chat.update", "channel=C0OFFICE1&ts=1.0&text=x", "message_not_found"},
	{"chat.update", "channel=C0OFFICE1&text=x&ts=THEIRS", "cant_update_message"},
	{"chat.update", "channel=C0OFFICE1&ts=MINE&text=" + strings.Repeat("x", 4001), "msg_too_long"},
	{"chat.update", "channel=C0OFFICE1&ts=MINE", "no_text"},
	{"chat.delete", "channel=C0OFFICE1&ts=THEIRS", "cant_delete_message"},
	{"chat.delete", "channel=C0NONE&ts=THEIRS", "channel_not_found"},
	{"chat.getPermalink", "channel=C0OFFICE1&message_ts=1.0", "message_not_found"},
	{"conversations.info", "channel=C0NONE", "channel_not_found"},
	{"conversations.info", "channel=C0SECRET1", "channel_not_found"},
	{"conversations.history", "channel=C0OTHERS1", "not_in_channel"},
	{"conversations.history", "channel=C0OFFICE1&limit=1000", "invalid_limit"},
	{"conversations.history", "channel=C0OFFICE1&cursor=x", "invalid_cursor"},
	{"conversations.members", "channel=C0OFFICE1&limit=0", "invalid_limit"},
	{"conversations.open", "users=U0NOBODY", "user_not_found"},
	{"conversations.open", "users=U0LEFT001", "user_disabled"},
	{"conversations.open", "channel=C0OFFICE1", "channel_not_found"},
	{"conversations.open", "users=U0STAFF01,U0ADMIN01", "missing_scope"},
	{"users.info", "user=U0NOBODY", "user_not_found"},
	{"usergroups.users.list", "usergroup=S0NONE", "no_such_subteam"},
	{"views.open", "trigger_id=x&view={}", "invalid_trigger_id"},
	{"views.open", "view={}", "invalid_arguments"},
	{"views.update", `view_id=V0&view={}`, "not_found"},
	{"views.publish", `user_id=U0NOBODY&view={}`, "invalid_arguments"},
	{"views.publish", `user_id=U0STAFF01&view={"type":"modal"}`, "invalid_arguments"},
	{"views.publish", `user_id=U0STAFF01&hash=h&view={"type":"home","blocks":[]}`, "hash_conflict"},
	{"views.publish", `user_id=U0STAFF01&view={"type":"home","blocks":[],"private_metadata":"` + strings.Repeat("x", 250000) + `"}`, "view_too_large"},
	{"files.getUploadURLExternal", "filename=a&length=0", "invalid_arguments"},
	{"files.completeUploadExternal", "files=x", "invalid_arguments"},
	{"files.completeUploadExternal", `files=[{"id":"F0"}]`, "file_not_found"},
}

func TestRefusals(t *testing.T) {
	s := open(t, sandbox.Options{})
	s.SetChannel(sandbox.Channel{ID: "C0CLOSED1", Name: "closed", Archived: true, Members: []string{sandbox.BotUser}})
	s.SetChannel(sandbox.Channel{ID: "C0OTHERS1", Name: "others"})
	s.SetChannel(sandbox.Channel{ID: "C0SECRET1", Name: "secret", Private: true})
	s.SetPerson(sandbox.Person{ID: "U0LEFT001", Name: "left", Deleted: true})
	mine := ask(t, s, "chat.postMessage", map[string]string{"channel": sandbox.Office, "text": "mine"}).TS
	said, err := s.Say(within(t), sandbox.Staff, sandbox.Office, "", "theirs")
	if err != nil {
		t.Fatal(err)
	}
	theirs := said.Messages[0].TS
	for _, c := range refusals {
		c.args = strings.NewReplacer("MINE", mine, "THEIRS", theirs).Replace(c.args)
		form := map[string]string{}
		for _, pair := range strings.Split(c.args, "&") {
			name, value, _ := strings.Cut(pair, "=")
			form[name] = value
		}
		if got := ask(t, s, c.method, form); got.Error != c.want || got.OK != (c.want == "") {
			args := c.args
			if len(args) > 80 {
				args = args[:80]
			}
			t.Errorf("%s %s: %q, want %q", c.method, args, got.Error, c.want)
		}
	}
}

func TestFreePlanHasNoUserGroups(t *testing.T) {
	s := open(t, sandbox.Options{FreePlan: true})
	if got := ask(t, s, "usergroups.users.list", map[string]string{"usergroup": sandbox.StaffGroup}); got.Error != "plan_upgrade_required" {
		t.Errorf("got %s", got.raw)
	}
}
