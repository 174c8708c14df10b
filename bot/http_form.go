package main

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// parseForm takes the named fields out of a form-encoded body, the first of
// each name; "" for one that is not there. It is an error when the body is no
// form of UTF-8 text.
func parseForm(body []byte, names ...string) ([]string, error) {
	out := make([]string, len(names))
	var found [16]bool
	rest := string(body)
	for rest != "" {
		var pair string
		pair, rest, _ = strings.Cut(rest, "&")
		if pair == "" {
			continue
		}
		if strings.Contains(pair, ";") {
			return nil, fmt.Errorf("%w: a bare semicolon", errPayload)
		}
		key, value, _ := strings.Cut(pair, "=")
		key, err := url.QueryUnescape(key)
		if err != nil {
			return nil, fmt.Errorf("%w: a broken escape", errPayload)
		}
		value, err = url.QueryUnescape(value)
		if err != nil || !utf8.ValidString(value) {
			return nil, fmt.Errorf("%w: a broken value", errPayload)
		}
		for i, name := range names {
			if key == name && !found[i] {
				out[i], found[i] = value, true
			}
		}
	}
	return out, nil
}

// slashForm reads a slash command as HTTP brings it.
func slashForm(body []byte) (*slashCommand, error) {
	f, err := parseForm(body, "team_id", "enterprise_id", "api_app_id", "channel_id", "user_id", "command", "text", "response_url", "trigger_id", "ssl_check")
	if err != nil {
		return nil, err
	}
	return &slashCommand{
		Team: f[0], Enterprise: f[1], App: f[2], Channel: f[3], User: f[4], Command: f[5],
		Text: f[6], Response: f[7], Trigger: f[8], SSLCheck: f[9],
	}, nil
}
