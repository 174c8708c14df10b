// Package config reads the program's settings from the environment and says, in
// plain words, what is wrong with them. It imports nothing else of this project.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"strings"
	"time"

	"github.com/kelseyhightower/envconfig"
)

// env is the environment word for word: the one place where a variable, its
// default and its meaning are written down. README's table and `csp config` are
// made from it.
type env struct {
	BotToken      string `envconfig:"SLACK_BOT_TOKEN" secret:"true" desc:"The bot token, from \"OAuth & Permissions\"; starts xoxb-. Needed by serve."`
	AppToken      string `envconfig:"SLACK_APP_TOKEN" secret:"true" desc:"The app-level token with connections:write; starts xapp-. When it is set the bot uses Socket Mode."`
	SigningSecret string `envconfig:"SLACK_SIGNING_SECRET" secret:"true" desc:"From \"Basic Information\". When it is set and SLACK_APP_TOKEN is not, Slack reaches the bot over HTTP."`
	APIURL        string `envconfig:"SLACK_API_URL" default:"https://slack.com/api/" desc:"Where Slack's Web API is. When you set it, replies and uploads may go to its host alone."`
	Store         string `envconfig:"CSP_STORE" default:"bolt:csp.db" desc:"Where the records are kept: bolt:PATH, a bare path, or mem: for memory alone. When it is not set, sandbox and ask use the example register in memory."`
	Channel       string `envconfig:"CSP_CHANNEL" desc:"The id of the office's own channel. When it is not set, lines for the office are held."`
	Staff         string `envconfig:"CSP_STAFF" desc:"Who may record and edit: member ids and user group ids, with commas between. When it is not set, admins only."`
	Admins        string `envconfig:"CSP_ADMINS" desc:"Who may do everything: member ids and user group ids, with commas between. When it is not set, the workspace's owners."`
	Timezone      string `envconfig:"CSP_TIMEZONE" default:"Europe/London" desc:"The office's time zone, by its place name."`
	RemindAt      string `envconfig:"CSP_REMIND_AT" default:"09:00" desc:"When reminders are sent on a working day, from 09:00 to 17:00."`
	CatchUp       string `envconfig:"CSP_CATCH_UP" default:"168h" desc:"How far back a bot that was off still sends what it missed."`
	Quiet         string `envconfig:"CSP_QUIET" default:"90s" desc:"How long Slack may take to show a post whose answer was lost."`
	Addr          string `envconfig:"CSP_ADDR" default:"127.0.0.1:8080" desc:"Where the bot listens for health checks and, in HTTP mode, for Slack. Port 0 takes a free port."`
	Log           string `envconfig:"CSP_LOG" default:"info" desc:"How much is logged: debug, info, warn or error."`
	Now           string `envconfig:"CSP_NOW" desc:"For trying things out: run as though it were this moment (RFC 3339), going on from there. With Slack's own address serve then posts no reminder."`
}

// Config is every setting, read and checked. The zero Config is not useful: take
// one from Load, or in a test fill in what the code under test reads.
type Config struct {
	BotToken      Secret // empty when not set
	AppToken      Secret // empty when not set
	SigningSecret Secret // empty when not set
	APIURL        string // ends with a slash
	APIURLSet     bool   // whether SLACK_API_URL was given
	Store         StoreSpec
	StoreSet      bool   // whether CSP_STORE was given
	Channel       string // a channel id, or empty
	Staff         Principals
	Admins        Principals
	Location      *time.Location
	RemindAt      TimeOfDay
	CatchUp       time.Duration
	Quiet         time.Duration
	Addr          string // host:port
	Log           slog.Level
	Now           time.Time // zero when CSP_NOW is not set

	given []string // what was set, in the order of Settings and without secrets
	wrong error    // what is wrong with the CSP_ variables
	slack error    // what is wrong with the SLACK_ variables, for Serve
}

// Warning is one sentence about a setting that is odd but not wrong.
type Warning string

// Load reads the settings from the process's environment. The error joins one
// sentence for every CSP_ variable that is wrong; the Config is then only good
// for String. What is wrong with SLACK_ variables waits for Serve, because most
// subcommands do not talk to Slack. A variable that is set to nothing counts as
// not set.
func Load() (Config, []Warning, error) {
	var e env
	if err := envconfig.Process("", &e); err != nil {
		return Config{}, nil, fmt.Errorf("read settings: %w", err)
	}
	c, err := parse(e, func(name string) bool { return strings.TrimSpace(os.Getenv(name)) != "" })
	return c, unknown(os.Environ()), err
}

// Wrong joins one sentence for every variable that is wrong, SLACK_ ones too; a
// missing one is not wrong.
func (c Config) Wrong() error { return errors.Join(c.wrong, c.slack) }

// parse turns the words of the environment into a Config. It asks isSet which of
// them were set, since envconfig has put in the defaults of the others.
func parse(e env, isSet func(name string) bool) (Config, error) {
	c := Config{given: e.shown(isSet), StoreSet: isSet("CSP_STORE"), APIURLSet: isSet("SLACK_API_URL")}
	e = e.withDefaults()
	var p problems
	c.Store = take(&p, "CSP_STORE", e.Store, ParseStore)
	c.Channel = take(&p, "CSP_CHANNEL", e.Channel, parseChannel)
	c.Staff = take(&p, "CSP_STAFF", e.Staff, ParsePrincipals)
	c.Admins = take(&p, "CSP_ADMINS", e.Admins, ParsePrincipals)
	c.Location = take(&p, "CSP_TIMEZONE", e.Timezone, parseZone)
	c.RemindAt = take(&p, "CSP_REMIND_AT", e.RemindAt, parseRemindAt)
	c.CatchUp = take(&p, "CSP_CATCH_UP", e.CatchUp, parseLength)
	c.Quiet = take(&p, "CSP_QUIET", e.Quiet, parseLength)
	c.Addr = take(&p, "CSP_ADDR", e.Addr, parseAddr)
	c.Log = take(&p, "CSP_LOG", e.Log, parseLevel)
	c.Now = take(&p, "CSP_NOW", e.Now, parseNow)
	c.parseSlack(e)
	c.wrong = p.err()
	return c, c.wrong
}

// withDefaults returns e trimmed, with each empty field at its default.
func (e env) withDefaults() env {
	v := reflect.ValueOf(&e).Elem()
	for i := range v.NumField() {
		s := strings.TrimSpace(v.Field(i).String())
		if s == "" {
			s = v.Type().Field(i).Tag.Get("default")
		}
		v.Field(i).SetString(s)
	}
	return e
}

// problems gathers one sentence for each wrong setting.
type problems []error

func (p problems) err() error { return errors.Join(p...) }

// take parses the value of one variable; a fault becomes a sentence that starts
// with the variable's name.
func take[T any](p *problems, name, value string, parse func(string) (T, error)) T {
	if q := value; len(q) > 1 && (q[0] == '"' || q[0] == '\'') && q[len(q)-1] == q[0] {
		*p = append(*p, fmt.Errorf("%s has quotation marks around it; write it without them", name))
		var zero T
		return zero
	}
	t, err := parse(value)
	if err != nil {
		*p = append(*p, fmt.Errorf("%s %w", name, err))
	}
	return t
}
