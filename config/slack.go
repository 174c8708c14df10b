package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// Secret is a token or a key. Every way of printing it hides it; convert it to a
// string where it is used.
type Secret string

// String tells whether the secret is set, and never what it is.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "(hidden)"
}

// GoString hides the secret from %#v.
func (s Secret) GoString() string { return `"` + s.String() + `"` }

// MarshalText hides the secret from JSON and from logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Mode is how Slack reaches the bot.
type Mode string

// The two ways. With an app-level token the bot calls out to Slack; with a
// signing secret alone Slack calls in.
const (
	SocketMode Mode = "socket"
	HTTPMode   Mode = "http"
)

// Serve says how Slack reaches the bot, and what is odd about the settings that
// only a running bot uses. The error joins one sentence for each SLACK_ variable
// that is missing or wrong.
func (c Config) Serve() (Mode, []Warning, error) {
	if c.slack != nil {
		return "", nil, c.slack
	}
	var p problems
	if c.BotToken == "" {
		p = append(p, errors.New("SLACK_BOT_TOKEN is not set; copy the bot token, which starts xoxb-, from the app's page \"OAuth & Permissions\""))
	}
	mode := SocketMode
	if c.AppToken == "" {
		mode = HTTPMode
		if c.SigningSecret == "" {
			p = append(p, errors.New("SLACK_APP_TOKEN is not set; set it to an app-level token with connections:write, which starts xapp-, or set SLACK_SIGNING_SECRET to be reached over HTTP"))
		}
	}
	if err := p.err(); err != nil {
		return "", nil, err
	}
	return mode, c.serveWarnings(), nil
}

func (c Config) serveWarnings() []Warning {
	var w []Warning
	if c.Channel == "" {
		w = append(w, "CSP_CHANNEL is not set: lines for the office are held until it is")
	}
	if c.Admins.Empty() {
		w = append(w, "CSP_ADMINS is not set: the workspace's owners are the admins")
	}
	if u, err := url.Parse(c.APIURL); err == nil && u.Scheme == "http" && !loopback(u.Hostname()) {
		w = append(w, "SLACK_API_URL is plain http to another machine: tokens travel unprotected")
	}
	if !c.Now.IsZero() {
		text := "CSP_NOW is set: the bot acts as though it started at " + c.Now.Format("15:04 on 2 January 2006")
		if c.APIURL == slackAPI {
			text += ", and posts no reminder"
		}
		w = append(w, Warning(text))
	}
	return w
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// parseSlack reads the SLACK_ variables and keeps what is wrong for Serve.
func (c *Config) parseSlack(e env) {
	var p problems
	c.BotToken = take(&p, "SLACK_BOT_TOKEN", e.BotToken, parseBotToken)
	c.AppToken = take(&p, "SLACK_APP_TOKEN", e.AppToken, parseAppToken)
	c.SigningSecret = take(&p, "SLACK_SIGNING_SECRET", e.SigningSecret, parseSigningSecret)
	c.APIURL = take(&p, "SLACK_API_URL", e.APIURL, parseAPIURL)
	c.slack = p.err()
}

// WithSlack returns the settings with every SLACK_ variable forgotten, whatever
// was wrong with it, and these in their place: for a program that must reach
// nothing but the Slack it is given.
func (c Config) WithSlack(bot, app, secret Secret, apiURL string) Config {
	c.BotToken, c.AppToken, c.SigningSecret = bot, app, secret
	c.APIURL, c.APIURLSet, c.slack = apiURL, true, nil
	return c
}

// tokenKinds are the beginnings of Slack's tokens, the longer ones first.
var tokenKinds = []struct{ prefix, name string }{
	{"xoxe.", "a rotating token (xoxe.); switch off token rotation, since"},
	{"xoxe-", "a refresh token (xoxe-);"},
	{"xoxb-", "a bot token (xoxb-);"},
	{"xoxp-", "a user token (xoxp-);"},
	{"xapp-", "an app-level token (xapp-);"},
	{"xoxa-", "an old workspace token (xoxa-);"},
	{"xoxc-", "a browser's token (xoxc-);"},
	{"xoxd-", "a browser's token (xoxd-);"},
}

func tokenLike(s string) bool {
	return strings.Contains(s, "xox") || strings.Contains(s, "xapp-")
}

// wrongToken words the fault without showing the token.
func wrongToken(s, want string) error {
	for _, k := range tokenKinds {
		if strings.HasPrefix(s, k.prefix) {
			return fmt.Errorf("holds %s %s", k.name, want)
		}
	}
	return fmt.Errorf("does not hold a Slack token; %s", want)
}

func parseBotToken(s string) (Secret, error) {
	if s != "" && !strings.HasPrefix(s, "xoxb-") {
		return "", wrongToken(s, "the bot token starts xoxb-")
	}
	return Secret(s), nil
}

func parseAppToken(s string) (Secret, error) {
	if s != "" && !strings.HasPrefix(s, "xapp-") {
		return "", wrongToken(s, "the app-level token starts xapp-")
	}
	return Secret(s), nil
}

func parseSigningSecret(s string) (Secret, error) {
	if tokenLike(s) {
		return "", wrongToken(s, "the signing secret is on the app's page \"Basic Information\"")
	}
	return Secret(s), nil
}

// slackAPI is Slack's own Web API.
const slackAPI = "https://slack.com/api/"

func parseAPIURL(s string) (string, error) {
	const example = "write one such as " + slackAPI
	u, err := url.Parse(s)
	switch {
	// A value that does not parse may hold a password, so it is not repeated.
	case err != nil, u.Host == "", u.Scheme != "http" && u.Scheme != "https":
		return "", errors.New("is not a web address; " + example)
	case u.User != nil:
		return "", errors.New("has a user name in it; " + example)
	case u.RawQuery != "" || u.Fragment != "":
		return "", errors.New("has more than a path after its host; " + example)
	}
	return strings.TrimRight(u.String(), "/") + "/", nil
}
