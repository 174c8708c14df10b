package sandbox

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
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
	Agenda    *agenda    // likewise
	Here      place
	Members   int
	Messages  []drawnMessage
	Earlier   bool // there are more messages than are shown
	Parent    *drawnMessage
	Thread    []drawnMessage
	Modal     *drawnView
	Shortcuts []Shortcut
	Day       time.Time
	CanMove   bool // the calendar can be moved
	CanSkip   bool // to the next reminder
	Command   string
	Tries     []string
	misbehaviour
}

// misbehaviour is what the Misbehave drawer shows.
type misbehaviour struct {
	FaultKinds, FaultCounts, Blows []choice
	Methods                        []string
	Faults                         []Fault
	Calls                          []Call
}

// entry is a place among others: At is the one that is looked at.
type entry struct {
	Place  place
	At, As string
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
	// Reader is who looks at it.
	Reader string
	Day    string     // written above it, when it is the first of a day
	Menu   []Shortcut // of the message
}

// drawnView is a view with its HTML.
type drawnView struct {
	*View
	Body  template.HTML
	Rev   uint32
	Depth int // which one of the stack it is, from 1
}

// shownAtOnce is how many messages the first view of a channel holds.
const shownAtOnce = 50

// lookAround gathers the page for a person and notes what they have now seen.
// The caller holds the lock.
func (s *Slack) lookAround(at where) *seen {
	p, _ := s.person(at.As)
	look := &seen{
		where: at, Workspace: s.ws.Name, Person: p, Day: s.calendar(), CanMove: s.opt.Clock != nil,
		CanSkip: s.opt.Clock != nil && s.opt.Coming != nil, misbehaviour: s.drawer(),
	}
	if len(s.opt.Commands) > 0 && p.Team == "" {
		look.Command, look.Tries = s.opt.Commands[0], s.opt.Tries
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
	switch at.In {
	case "home":
		look.Home = s.drawView(s.views.homes[p.ID])
	case "calendar":
		look.Agenda = &agenda{Gone: s.goneOut()}
	default:
		s.lookIn(look, s.channels[at.In])
	}
	for _, c := range s.ws.Channels {
		if contains(c.Members, p.ID) {
			look.Channels = append(look.Channels, s.placeOf(s.channels[c.ID], p.ID))
		}
	}
	look.DM = s.placeOf(s.channels[dmOf(p.ID)], p.ID)
	look.Modal = s.drawView(s.views.top(p.ID))
	return look
}

// drawer gathers what the Misbehave drawer shows.
func (s *Slack) drawer() misbehaviour {
	m := misbehaviour{FaultCounts: faultCounts, Methods: slices.Sorted(maps.Keys(methods)), Calls: s.lastCalls(8)}
	for _, k := range faultKinds {
		m.FaultKinds = append(m.FaultKinds, k.choice)
	}
	for _, b := range blows {
		m.Blows = append(m.Blows, b.choice)
	}
	for _, f := range s.faults {
		m.Faults = append(m.Faults, *f)
	}
	return m
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
	before := ""
	for i, m := range look.Messages {
		if day := m.When.Format("Monday 2 January 2006"); day != before {
			look.Messages[i].Day, before = day, day
			look.Messages[i].Rev ^= revision(day)
		}
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
	drawn := drawnMessage{Message: s.show(c, m, p.ID), App: m.app, Reader: p.ID}
	drawn.When = m.day.In(p.zone())
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
	drawn := &drawnView{View: s.showView(v), Body: blockkit.HTML(v.Blocks, look), Depth: slices.Index(s.views.stacks[v.user], v) + 1}
	drawn.Rev = revision(fmt.Sprint(drawn.Body, drawn.Title, drawn.View.Submit))
	return drawn
}
