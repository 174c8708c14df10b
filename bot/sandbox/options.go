package sandbox

import (
	"context"
	"log/slog"
	"time"
)

// Options says how this Slack behaves. The zero Options is a usable Slack:
// every field has a default.
type Options struct {
	BotToken      string // xoxb-…, for the Web API
	AppToken      string // xapp-…, for Socket Mode
	SigningSecret string

	// RequestURL is the bot's own address, without a last slash. When set,
	// everything is delivered there by signed HTTP (/slack/commands,
	// /slack/interactivity, /slack/events) instead of Socket Mode.
	RequestURL string

	// Scopes that the bot was granted; nil is all that the methods here ask for.
	Scopes []string
	// Events that the bot subscribed to; nil is app_mention, app_home_opened and message.im.
	Events []string
	// Commands are the slash commands of the bot; nil is /csp alone.
	Commands []string
	// Tries are lines that an empty channel offers to try, such as a command.
	Tries []string
	// Shortcuts are offered on the page: global ones and those of a message.
	Shortcuts []Shortcut
	// NoHomeTab, NoMessagesTab, ReadOnlyMessages, NoInteractivity and Unescaped
	// are what a manifest can leave out: the Home tab, the direct messages with
	// the bot, writing there, presses and forms, and should_escape of a command.
	NoHomeTab, NoMessagesTab, ReadOnlyMessages, NoInteractivity, Unescaped bool
	// Complete gives what the composer offers a person, by their id, for what
	// has been typed so far.
	Complete func(as, prefix string) []string

	// Coming gives what the bot would post by itself after a moment of the
	// calendar, the soonest first, at most so many. With it the page has a
	// calendar, and a button that goes to the next of them. Nil: neither.
	Coming func(ctx context.Context, after time.Time, most int) ([]Coming, error)

	// Settled waits until the bot has posted what is due by a moment to which
	// the page moved the calendar; nil: it is not waited for.
	Settled func(ctx context.Context, at time.Time)

	// Clock is the calendar shown on the page; nil shows today's date.
	Clock Clock
	// Now is the machine's clock: message times, the life of triggers and
	// response URLs, signatures. Nil is time.Now.
	Now func() time.Time
	// AckTimeout is how long an acknowledgement may take, and how long a trigger
	// opens a modal; 0 is Slack's 3 seconds.
	AckTimeout time.Duration
	// Retries are the waits before an event that was not acknowledged is sent
	// again; nil is Slack's: at once, after a minute, after five.
	Retries []time.Duration
	// PingEvery is the pause between two pings on a socket; 0 is 10 seconds.
	PingEvery time.Duration

	// FreePlan makes user groups answer plan_upgrade_required.
	FreePlan bool
	Log      *slog.Logger // nil discards
}

// Coming is something that the bot would post.
type Coming struct {
	At   time.Time
	To   string // the id of a channel or a person; "": nowhere yet
	For  string // whom it is meant for, where the place does not tell
	Text string
}

// Clock is a calendar that the page can show and move.
type Clock interface {
	Now() time.Time
	Set(time.Time)
}

// Shortcut is an entry of the bot in Slack's menus.
type Shortcut struct {
	CallbackID string
	Name       string
	OnMessage  bool // in a message's menu; otherwise global
}

// The tokens and the secret that a sandbox has when Options say nothing.
// They open nothing anywhere.
const (
	DefaultBotToken      = "xoxb-sandbox-bot"
	DefaultAppToken      = "xapp-sandbox-app"
	DefaultSigningSecret = "sandbox-signing-secret"
)

// Slack's own figures.
const (
	ackTimeout     = 3 * time.Second
	pingEvery      = 10 * time.Second
	responseLife   = 30 * time.Minute
	responseUses   = 5
	maxSockets     = 10
	maxSocketAck   = 20 * 1024 // bytes of one acknowledgement; longer is dropped
	maxViewStack   = 3
	maxUpdateText  = 4000
	maxPostText    = 40000
	connectionLife = 18060 // seconds, as hello announces it
)

func (o Options) withDefaults() Options {
	or := func(s *string, d string) {
		if *s == "" {
			*s = d
		}
	}
	or(&o.BotToken, DefaultBotToken)
	or(&o.AppToken, DefaultAppToken)
	or(&o.SigningSecret, DefaultSigningSecret)
	if o.Scopes == nil {
		o.Scopes = allScopes()
	}
	if o.Events == nil {
		o.Events = []string{"app_mention", "app_home_opened", "message.im"}
	}
	if o.Commands == nil {
		o.Commands = []string{"/csp"}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.AckTimeout == 0 {
		o.AckTimeout = ackTimeout
	}
	if o.Retries == nil {
		o.Retries = []time.Duration{0, time.Minute, 5 * time.Minute}
	}
	if o.PingEvery == 0 {
		o.PingEvery = pingEvery
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}
