package commands

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"csp/reminders"
	"csp/store"
)

// Desk answers requests from a store.
type Desk struct {
	Store *store.Store
	// Zone is the office's time zone.
	Zone *time.Location
	// Reminders are the settings by which reminders are sent.
	Reminders reminders.Settings
	// Health is how the program fares, as /csp status shows it; nil: not told.
	Health func() []Fact
	// Settings are the program's settings with their values, without secrets,
	// as /csp settings shows them to an admin; nil: not told.
	Settings func() []Fact

	table []*Command // Table, which a command must not name: it is in it
}

// NewDesk returns a desk over an open store.
func NewDesk(s *store.Store, zone *time.Location) *Desk {
	at9 := reminders.Settings{Zone: zone, Hour: 9, CatchUp: 7 * 24 * time.Hour}
	return &Desk{Store: s, Zone: zone, Reminders: at9, table: Table}
}

// Do carries out one typed line. The error is not for people: it is a fault
// of ours, which the caller logs under a short reference.
func (d *Desk) Do(ctx context.Context, r Request) (Reply, error) {
	c, reply, err := d.answer(ctx, r)
	if err != nil || reply.Bad {
		return reply, err
	}
	return c.leadOn(reply), nil
}

// answer is Do without the way back to the answer.
func (d *Desk) answer(ctx context.Context, r Request) (*Call, Reply, error) {
	c := d.read(ctx, r)
	reply, err := d.run(c)
	if err != nil {
		if reply, err = replyTo(err); err == nil {
			reply = c.unpinged(reply)
		}
		return c, ByMention(r.Actor, reply), err
	}
	reply = c.unpinged(reply)
	if c.readAs != "" {
		reply.Blocks = append(reply.Blocks, Note(T("Read as /csp "+typed(c.readAs)+".")))
	}
	if c.Assumed != "" {
		reply.Blocks = append(reply.Blocks, Note(T(c.Assumed)))
	}
	reply.Shared = c.Command.Shared
	return c, ByMention(r.Actor, openUp(reply)), nil
}

// Press is a button that was pressed.
type Press struct {
	Request              // Text is empty
	Action, Value string // as the button had them
	// Values are what the inputs hold of the form that the button stands in.
	Values map[string][]string
}

// Press carries out a press.
func (d *Desk) Press(ctx context.Context, p Press) (Outcome, error) {
	out, err := d.press(ctx, p)
	d.unpingedFor(ctx, p.Request, out.Reply)
	return outcomeByMention(p.Actor, out), err
}

func (d *Desk) press(ctx context.Context, p Press) (Outcome, error) {
	word, verb, _ := strings.Cut(p.Action, ".")
	cmd := d.find(word)
	if cmd == nil || (verb != runVerb && verb != fromVerb && verb != onceVerb && cmd.Actions[verb] == nil) {
		return outcomeOf(replyTo(errOldButton))
	}
	switch verb {
	case fromVerb:
		return d.pressFrom(ctx, p)
	case onceVerb:
		return d.pressOnce(ctx, cmd, p)
	case runVerb:
		p.Text = p.Value
		return outcomeOf(d.Do(ctx, p.Request))
	}
	c := &Call{Context: ctx, Request: p.Request, Desk: d, Command: cmd, Word: word, Values: p.Values}
	err := d.allow(c)
	var out Outcome
	if err == nil {
		out, err = cmd.Actions[verb](c, p.Value)
	}
	if err != nil {
		return outcomeOf(replyTo(err))
	}
	return out, nil
}

// runVerb is the verb of a button that runs what one would type.
const runVerb = "run"

// Submit takes a form that was sent.
func (d *Desk) Submit(ctx context.Context, s Submission) (FormAnswer, error) {
	a, err := d.submit(ctx, s)
	d.unpingedFor(ctx, s.Request, a.Reply)
	d.unpingedFor(ctx, s.Request, a.Tell)
	return answerByMention(s.Actor, a), err
}

func (d *Desk) submit(ctx context.Context, s Submission) (FormAnswer, error) {
	word, verb, _ := strings.Cut(s.Form, ".")
	cmd := d.find(word)
	if cmd == nil || cmd.Forms[verb] == nil {
		r, err := replyTo(&Problem{Says: "This form is of an older version.", Then: "Close it and type /csp to start again."})
		return FormAnswer{Reply: &r}, err
	}
	c := &Call{Context: ctx, Request: s.Request, Desk: d, Command: cmd, Word: word}
	s.Values = visible(s.Values)
	err := d.allow(c)
	var a FormAnswer
	if err == nil {
		a, err = cmd.Forms[verb](c, s)
	}
	if err != nil {
		r, err := replyTo(err)
		return FormAnswer{Reply: &r}, err
	}
	return a, nil
}

// visible are the values of a form without the characters that cannot be seen,
// which come along with what people paste.
func visible(values map[string][]string) map[string][]string {
	out := make(map[string][]string, len(values))
	for name, list := range values {
		for _, s := range list {
			out[name] = append(out[name], strings.Map(func(r rune) rune {
				if store.Unseen(r) {
					return -1
				}
				return r
			}, s))
		}
	}
	return out
}

// Suggest returns the options of a Lookup input of a form that is open for what
// was typed so far; none when the form is not known.
func (d *Desk) Suggest(ctx context.Context, f Submission, input, typed string) ([]Option, error) {
	word, _, _ := strings.Cut(f.Form, ".")
	cmd := d.find(word)
	if cmd == nil || cmd.Options == nil {
		return nil, nil
	}
	c := &Call{Context: ctx, Request: f.Request, Desk: d, Command: cmd, Word: word, Form: f.Form, State: f.State}
	if err := d.allow(c); err != nil {
		return nil, nil
	}
	var out []Option
	err := d.Store.View(ctx, func(tx *store.Tx) error {
		var err error
		out, err = cmd.Options(c, tx, input, typed)
		return err
	})
	return out, err
}

func (d *Desk) run(c *Call) (Reply, error) {
	if c.Command != nil && c.Command.Run != nil {
		if err := d.allow(c); err != nil {
			return Reply{}, err
		}
		return c.Command.Run(c)
	}
	var reply Reply
	err := d.Store.View(c, func(tx *store.Tx) error {
		if err := c.route(tx); err != nil {
			return err
		}
		if err := c.allow(tx); err != nil {
			return err
		}
		var err error
		reply, err = c.Command.Read(c, tx)
		return err
	})
	return reply, err
}

func replyTo(err error) (Reply, error) {
	var p *Problem
	if !errors.As(err, &p) {
		return Reply{}, fmt.Errorf("answer: %w", err)
	}
	r := Reply{Bad: true, Refused: p.Refused, Blocks: []Block{Para(T(strings.TrimSpace(p.Says + " " + p.Then)))}}
	if len(p.Offer) > 0 {
		r.Blocks = append(r.Blocks, Buttons(p.Offer))
	}
	return r, nil
}

func outcomeOf(r Reply, err error) (Outcome, error) {
	if err != nil {
		return Outcome{}, err
	}
	return Outcome{Reply: &r}, nil
}
