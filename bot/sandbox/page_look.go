package sandbox

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"csp/bot/sandbox/blockkit"
)

// seen is the page as one person sees it.
type seen struct {
	where
	Workspace string
	Person    Person
	People    []Person
	Channels  []place
	DM        place
	Home      *drawnView // when that is what is shown
	Here      place
	Members   int
	Messages  []drawnMessage
	Earlier   bool // there are more messages than are shown
	Parent    *drawnMessage
	Thread    []drawnMessage
	Modal     *drawnView
	Depth     int // modals in the stack
	Shortcuts []Shortcut
	Day       time.Time
	CanMove   bool // the calendar can be moved
	Command   string
	Faults    []faultKind
}

// place is an entry of the side bar.
type place struct {
	ID, Name, Topic string
	Private, Shared bool
	Direct          bool
	New             bool // something there has not been looked at
}

// drawnMessage is a message with its HTML.
type drawnMessage struct {
	Message
	App  bool
	When time.Time
	Body template.HTML
	Rev  uint32
	Menu []Shortcut // of the message
}

// drawnView is a view with its HTML.
type drawnView struct {
	*View
	Body template.HTML
	Rev  uint32
}

// shownAtOnce is how many messages the first view of a channel holds.
const shownAtOnce = 50

// lookAround gathers the page for a person and notes what they have now seen.
// The caller holds the lock.
func (s *Slack) lookAround(at where) *seen {
	p, _ := s.person(at.As)
	look := &seen{
		where: at, Workspace: s.ws.Name, Person: p, Day: s.calendar(), CanMove: s.opt.Clock != nil,
		Command: s.opt.Commands[0], Faults: faultKinds,
	}
	for _, other := range s.ws.People {
		if !other.Bot && !other.Deleted {
			look.People = append(look.People, other)
		}
	}
	for _, short := range s.opt.Shortcuts {
		if !short.OnMessage && p.Team == "" {
			look.Shortcuts = append(look.Shortcuts, short)
		}
	}
	if at.In == "home" {
		look.Home = s.drawView(s.views.homes[p.ID])
	} else {
		s.lookIn(look, s.channels[at.In])
	}
	for _, c := range s.ws.Channels {
		if contains(c.Members, p.ID) {
			look.Channels = append(look.Channels, s.placeOf(s.channels[c.ID], p.ID))
		}
	}
	look.DM = s.placeOf(s.channels[dmOf(p.ID)], p.ID)
	look.Modal, look.Depth = s.drawView(s.views.top(p.ID)), len(s.views.stacks[p.ID])
	return look
}

// lookIn gathers a channel's messages and the thread that is open.
func (s *Slack) lookIn(look *seen, c *channel) {
	user := look.As
	s.markRead(c, user)
	look.Here, look.Members = s.placeOf(c, user), len(c.Members)
	for _, m := range c.messages {
		if !m.seenBy(user) {
			continue
		}
		switch {
		case m.Thread == "":
			look.Messages = append(look.Messages, s.drawMessage(c, m, look.Person, "m"))
		case m.Thread == look.where.Thread:
			look.Thread = append(look.Thread, s.drawMessage(c, m, look.Person, "t"))
		}
		if m.TS == look.where.Thread {
			parent := s.drawMessage(c, m, look.Person, "t")
			look.Parent = &parent
		}
	}
	if n := len(look.Messages); n > shownAtOnce && !look.All {
		look.Messages, look.Earlier = look.Messages[n-shownAtOnce:], true
	}
}

// markRead notes that a person has looked at a channel.
func (s *Slack) markRead(c *channel, user string) {
	if c.read == nil {
		c.read = map[string]uint64{}
	}
	c.read[user] = s.seq
}

func (s *Slack) placeOf(c *channel, user string) place {
	p := place{ID: c.ID, Name: c.Name, Topic: c.Topic, Private: c.Private, Shared: c.Shared, Direct: c.dmWith != ""}
	if p.Direct {
		p.Name = s.name("user", BotUser)
		p.Topic = "Direct messages with the bot"
	}
	for _, m := range c.messages {
		p.New = p.New || m.seq > c.read[user] && m.User != user && m.seenBy(user)
	}
	return p
}

// london is where everybody of this Slack is, unless their zone is known.
var london, _ = time.LoadLocation("Europe/London")

// zone gives where a person is.
func (p Person) zone() *time.Location {
	if z, err := time.LoadLocation(p.TZ); err == nil && p.TZ != "" {
		return z
	}
	if london != nil {
		return london
	}
	return time.UTC
}

// look gives what a drawing of blocks needs to know.
func (s *Slack) look(p Person, prefix string, state *blockkit.State) blockkit.Look {
	return blockkit.Look{Names: s.name, State: state, Prefix: prefix, Choices: s.choices, Zone: p.zone()}
}

// choices gives the people or channels that a menu offers.
func (s *Slack) choices(kind string) []blockkit.Option {
	var all []blockkit.Option
	add := func(id, words string) {
		all = append(all, blockkit.Option{Text: blockkit.Text{Type: "plain_text", Text: words}, Value: id})
	}
	if kind == "channel" {
		for _, c := range s.ws.Channels {
			add(c.ID, "#"+c.Name)
		}
		return all
	}
	for _, p := range s.ws.People {
		if !p.Deleted {
			add(p.ID, p.shown())
		}
	}
	return all
}

// drawMessage draws a message; prefix keeps the ids of the channel and of the
// thread beside it apart.
func (s *Slack) drawMessage(c *channel, m *message, p Person, prefix string) drawnMessage {
	drawn := drawnMessage{Message: s.show(c, m, p.ID), App: m.app}
	drawn.When = time.UnixMicro(micros(m.TS, 0)).In(p.zone())
	if len(m.Blocks) > 0 {
		drawn.Body = blockkit.HTML(m.Blocks, s.look(p, prefix+strings.ReplaceAll(m.TS, ".", "-")+"-", m.stateOf(p.ID)))
	} else if m.Text != "" {
		drawn.Body = blockkit.HTMLText(m.Text, s.name)
	}
	for _, short := range s.opt.Shortcuts {
		if short.OnMessage && !m.Ephemeral && p.Team == "" {
			drawn.Menu = append(drawn.Menu, short)
		}
	}
	drawn.Rev = revision(fmt.Sprint(drawn.Body, drawn.Edited, drawn.Replies, len(drawn.Files)))
	return drawn
}

// drawView draws a view; nil for none.
func (s *Slack) drawView(v *view) *drawnView {
	if v == nil {
		return nil
	}
	p, _ := s.person(v.user)
	look := s.look(p, v.id+"-", &v.state)
	look.Errors = v.errors
	drawn := &drawnView{View: s.showView(v), Body: blockkit.HTML(v.Blocks, look)}
	drawn.Rev = revision(fmt.Sprint(drawn.Body, drawn.Title, drawn.View.Submit))
	return drawn
}
