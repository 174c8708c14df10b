package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"csp/bot/sandbox"
)

// However fast the page lets time run, and however far it leaps, what is due
// goes out on its day: nothing comes late, and the bot was not off.
func TestTheSandboxIsNeverLate(t *testing.T) {
	tr := runTrial(t, true, (*trial).stepped)
	move := func(form url.Values) {
		t.Helper()
		res, err := http.PostForm(tr.slack.URL()+"/do/clock", form)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		raw, _ := io.ReadAll(res.Body)
		var out struct{ Error string }
		if err := json.Unmarshal(raw, &out); err != nil || out.Error != "" {
			t.Fatalf("%v: %s", err, raw)
		}
	}
	for range 25 {
		move(url.Values{"next": {"1"}})
	}
	move(url.Values{"days": {"30"}})
	posted := 0
	places := []string{tr.slack.DM(sandbox.Staff)}
	for _, c := range tr.slack.Channels() {
		places = append(places, c.ID)
	}
	for _, place := range places {
		for _, m := range tr.slack.Messages(sandbox.Staff, place) {
			posted++
			if strings.Contains(m.Plain, "The bot was off") || strings.Contains(m.Plain, "This was due on") || strings.Contains(m.Plain, "before the bot was back") {
				t.Errorf("at %s: %s", m.TS, m.Plain)
			}
		}
	}
	if posted < 20 {
		t.Errorf("only %d messages", posted)
	}
}
