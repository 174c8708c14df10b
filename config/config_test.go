package config

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the program embeds it too
)

// clean empties every variable that the program reads, for this test alone.
func clean(t *testing.T) {
	t.Helper()
	for _, s := range Settings() {
		t.Setenv(s.Name, "")
		os.Unsetenv(s.Name)
	}
}

// parseEnv parses e as though its filled fields had been set.
func parseEnv(e env) (Config, error) {
	set := map[string]bool{}
	for i, s := range Settings() {
		set[s.Name] = strings.TrimSpace(reflect.ValueOf(e).Field(i).String()) != ""
	}
	return parse(e, func(name string) bool { return set[name] })
}

func TestLoadDefaults(t *testing.T) {
	clean(t)
	c, warnings, err := Load()
	if err != nil || len(warnings) > 0 {
		t.Fatalf("Load: %v, %v", warnings, err)
	}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		APIURL: "https://slack.com/api/", Store: StoreSpec{BoltEngine, "csp.db"}, Location: london,
		RemindAt: 9 * 60, CatchUp: 168 * time.Hour, Quiet: 90 * time.Second, Addr: "127.0.0.1:8080",
		given: make([]string, len(Settings())),
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("Load = %s\nwant %s", c, want)
	}
	if n := strings.Count(c.String(), " default "); n != 8 {
		t.Errorf("String tells %d defaults:\n%s", n, c)
	}
}

func TestLoadReadsEveryVariable(t *testing.T) {
	clean(t)
	for name, value := range map[string]string{
		"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": "abc",
		"SLACK_API_URL": "http://127.0.0.1:9/api", "CSP_STORE": "mem:", "CSP_CHANNEL": "C1",
		"CSP_STAFF": "S1, U1", "CSP_ADMINS": "T2/U2", "CSP_TIMEZONE": "UTC", "CSP_REMIND_AT": "17:00",
		"CSP_CATCH_UP": "1h", "CSP_QUIET": "0", "CSP_ADDR": ":0", "CSP_LOG": "WARN", "CSP_NOW": "2027-03-10T08:40:00Z",
	} {
		t.Setenv(name, value)
	}
	c, _, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(string(c.BotToken), string(c.AppToken), string(c.SigningSecret), c.APIURL, c.APIURLSet, c.Store, c.StoreSet,
		c.Channel, c.Staff, c.Admins, c.Location, c.RemindAt, c.CatchUp, c.Quiet, c.Addr, c.Log, c.Now.Unix())
	want := "xoxb-1xapp-1abchttp://127.0.0.1:9/api/truemem:trueC1{[{ U1}] [S1]} {[{T2 U2}] []} UTC17:001h0m0s0s:0WARN1804668000"
	if strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestEmptyCountsAsNotSet(t *testing.T) {
	clean(t)
	t.Setenv("CSP_CATCH_UP", " ")
	t.Setenv("CSP_STORE", "")
	c, _, err := Load()
	if err != nil || c.CatchUp != 168*time.Hour || c.StoreSet {
		t.Errorf("CatchUp %v, StoreSet %v, error %v", c.CatchUp, c.StoreSet, err)
	}
}

func TestUnknownVariableNamesTheNearest(t *testing.T) {
	clean(t)
	t.Setenv("CSP_REMIND", "10:00")
	t.Setenv("CSP_REMINDAT", "10:00")
	t.Setenv("CSP_TIMEZON", "UTC")
	_, warnings, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	want := []Warning{
		"CSP_REMIND is not a setting; the nearest is CSP_REMIND_AT",
		"CSP_REMINDAT is not a setting; the nearest is CSP_REMIND_AT",
		"CSP_TIMEZON is not a setting; the nearest is CSP_TIMEZONE",
	}
	if !reflect.DeepEqual(warnings, want) {
		t.Errorf("warnings = %q", warnings)
	}
}

// Every wrong value is told in one go, each in a sentence that starts with the
// variable's name.
func TestWrongValuesAreToldTogether(t *testing.T) {
	c, err := parseEnv(env{BotToken: "xapp-1", Channel: "#office", Timezone: "Local", RemindAt: "8am", Quiet: "-1s"})
	if err == nil || strings.Contains(err.Error(), "SLACK_BOT_TOKEN") {
		t.Fatalf("error %v", err)
	}
	lines := strings.Split(c.Wrong().Error(), "\n")
	for i, name := range []string{"CSP_CHANNEL ", "CSP_TIMEZONE ", "CSP_REMIND_AT ", "CSP_QUIET ", "SLACK_BOT_TOKEN "} {
		if i >= len(lines) || !strings.HasPrefix(lines[i], name) {
			t.Fatalf("line %d does not start with %s:\n%v", i+1, name, c.Wrong())
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("xoxb-1", "bolt:csp.db", "C1", "U1,S1", "Europe/London", "09:00", "168h", "127.0.0.1:0", "2027-03-10T08:40:00Z")
	f.Add("xoxe.xoxb-1", "postgres://u:p@h/d", "#x", "T1/U1,,", "../../etc/passwd", "24:00", "7d", "::1", "now")
	f.Fuzz(func(t *testing.T, token, store, channel, staff, zone, at, length, addr, now string) {
		const secret = "xoxb-SECRET"
		c, err := parseEnv(env{
			BotToken: token, AppToken: secret, SigningSecret: secret, APIURL: addr, Store: store, Channel: channel, Staff: staff,
			Admins: secret, Timezone: zone, RemindAt: at, CatchUp: length, Quiet: length, Addr: addr, Log: at, Now: now,
		})
		_, _, slackErr := c.Serve()
		if out := fmt.Sprintf("%v %#v %+v %v %v", c, c, c, err, slackErr); strings.Contains(out, secret) {
			t.Errorf("a secret shows: %s", out)
		}
		if n := strings.Count(c.String(), "\n"); n != len(Settings()) {
			t.Errorf("%d lines for %d settings", n, len(Settings()))
		}
		for line := range strings.SplitSeq(fmt.Sprint(err, "\n", slackErr), "\n") {
			if line = strings.TrimSpace(line); !strings.HasPrefix(line, "CSP_") && !strings.HasPrefix(line, "SLACK_") {
				t.Errorf("a line does not start with a variable: %q", line)
			}
		}
	})
}
