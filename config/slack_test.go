package config

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestServe(t *testing.T) {
	for _, c := range []struct {
		name string
		env  env
		mode Mode
		bad  string // what the error is, one line a variable
	}{
		{"socket mode", env{BotToken: "xoxb-1", AppToken: "xapp-1"}, SocketMode, ""},
		{"socket mode before HTTP", env{BotToken: "xoxb-1", AppToken: "xapp-1", SigningSecret: "s"}, SocketMode, ""},
		{"HTTP", env{BotToken: "xoxb-1", SigningSecret: "s"}, HTTPMode, ""},
		{
			"nothing",
			env{},
			"",
			"SLACK_BOT_TOKEN is not set; copy the bot token, which starts xoxb-, from the app's page \"OAuth & Permissions\"\n" +
				"SLACK_APP_TOKEN is not set; set it to an app-level token with connections:write, which starts xapp-, or set SLACK_SIGNING_SECRET to be reached over HTTP",
		},
		{
			"tokens changed over",
			env{BotToken: "xapp-1", AppToken: "xoxb-1"},
			"",
			"SLACK_BOT_TOKEN holds an app-level token (xapp-); the bot token starts xoxb-\n" +
				"SLACK_APP_TOKEN holds a bot token (xoxb-); the app-level token starts xapp-",
		},
		{
			"a user token",
			env{BotToken: "xoxp-1", AppToken: "xapp-1"},
			"",
			"SLACK_BOT_TOKEN holds a user token (xoxp-); the bot token starts xoxb-",
		},
		{
			"token rotation",
			env{BotToken: "xoxe.xoxb-1", AppToken: "xapp-1"},
			"",
			"SLACK_BOT_TOKEN holds a rotating token (xoxe.); switch off token rotation, since the bot token starts xoxb-",
		},
		{
			"not a token",
			env{BotToken: "hunter2", AppToken: "xapp-1"},
			"",
			"SLACK_BOT_TOKEN does not hold a Slack token; the bot token starts xoxb-",
		},
		{
			"a token for a signing secret",
			env{BotToken: "xoxb-1", SigningSecret: "xoxb-1"},
			"",
			"SLACK_SIGNING_SECRET holds a bot token (xoxb-); the signing secret is on the app's page \"Basic Information\"",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg, err := parseEnv(c.env)
			if err != nil {
				t.Fatalf("a SLACK_ variable stopped a subcommand that does not talk to Slack: %v", err)
			}
			mode, _, err := cfg.Serve()
			if mode != c.mode || c.bad == "" && err != nil || c.bad != "" && (err == nil || err.Error() != c.bad) {
				t.Errorf("Serve = %q, %v\nwant %q, %s", mode, err, c.mode, c.bad)
			}
		})
	}
}

func TestServeWarnings(t *testing.T) {
	e := env{BotToken: "xoxb-1", AppToken: "xapp-1"}
	serve := func(e env) []Warning {
		t.Helper()
		c, err := parseEnv(e)
		if err != nil {
			t.Fatal(err)
		}
		_, w, err := c.Serve()
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	if got := serve(e); len(got) != 2 || !strings.HasPrefix(string(got[0]), "CSP_CHANNEL ") || !strings.HasPrefix(string(got[1]), "CSP_ADMINS ") {
		t.Errorf("warnings = %q", got)
	}
	e.Channel, e.Admins, e.Now = "C1", "U1", "2027-03-10T08:40:00Z"
	want := []Warning{"CSP_NOW is set: the bot acts as though it started at 08:40 on 10 March 2027, and posts no reminder"}
	if got := serve(e); !slices.Equal(got, want) {
		t.Errorf("warnings = %q", got)
	}
	e.Now, e.APIURL = "", "http://slack.example"
	if got := serve(e); len(got) != 1 || !strings.Contains(string(got[0]), "unprotected") {
		t.Errorf("warnings = %q", got)
	}
	e.APIURL = "http://127.0.0.1:1/api"
	if got := serve(e); len(got) != 0 {
		t.Errorf("warnings = %q", got)
	}
}

func TestParseAPIURL(t *testing.T) {
	for _, c := range []struct{ value, good, bad string }{
		{"https://slack.com/api", slackAPI, ""},
		{"https://slack.com/api/", slackAPI, ""},
		{"http://127.0.0.1:80", "http://127.0.0.1:80/", ""},
		{"slack.com/api", "", "not a web address"},
		{"ftp://slack.com/", "", "not a web address"},
		{"https://u:p@slack.com/", "", "user name"},
		{"https://slack.com/api?x=1", "", "more than a path"},
	} {
		got, err := parseAPIURL(c.value)
		want(t, c.value, got, err, c.good, c.bad)
	}
}

func TestSecretsDoNotShow(t *testing.T) {
	c, _ := parseEnv(env{BotToken: "xoxb-hunter2", AppToken: "xapp-hunter2", SigningSecret: "hunter2", Store: "postgres://u:hunter2@h/d", Channel: "xoxb-hunter2"})
	inside := struct{ C any }{c}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{
		string(text), c.String(), fmt.Sprintf("%v|%+v|%#v|%s|%q", c, c, c, c, c), fmt.Sprintf("%v|%+v|%#v", inside, &inside, inside),
		fmt.Sprintf("%v|%q|%x|%#v", c.BotToken, c.BotToken, c.BotToken, c.BotToken),
	} {
		if strings.Contains(out, "hunter2") || strings.Contains(out, fmt.Sprintf("%x", "hunter2")) {
			t.Errorf("a secret shows: %s", out)
		}
	}
	if !strings.Contains(c.String(), "(hidden)") {
		t.Errorf("String does not say what is set:\n%s", c)
	}
}
