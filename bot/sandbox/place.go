package sandbox

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"csp/bot/sandbox/blockkit"
)

// Place is where something can be pressed, chosen or typed.
type Place struct{ channel, ts, view string }

// The places besides messages: the modal on top, and the Home tab.
var (
	InModal = Place{view: "modal"}
	InHome  = Place{view: "home"}
)

// OnMessage is the place of a message's own buttons and menus.
func OnMessage(channel, ts string) Place { return Place{channel: channel, ts: ts} }

// On is the place of this message's own buttons and menus.
func (m Message) On() Place { return OnMessage(m.Channel, m.TS) }

// scene is a place with what a person finds there.
type scene struct {
	person  Person
	blocks  []blockkit.Block
	state   *blockkit.State
	channel *channel // of a message
	message *message
	view    *view
}

// scene looks at a place with a person's eyes. The caller holds the lock.
func (s *Slack) scene(user string, at Place) (*scene, error) {
	if at.view == "" {
		p, c, err := s.in(user, at.channel)
		if err != nil {
			return nil, err
		}
		m := c.find(at.ts)
		if m == nil || !m.seenBy(user) {
			return nil, fmt.Errorf("%s sees no message %s in #%s", p.shown(), at.ts, c.Name)
		}
		return &scene{person: p, blocks: m.Blocks, state: m.stateOf(user), channel: c, message: m}, nil
	}
	p, _, err := s.in(user, dmOf(user))
	if err != nil {
		return nil, err
	}
	v := s.views.homes[user]
	if at == InModal {
		v = s.views.top(user)
	}
	if v == nil {
		return nil, fmt.Errorf("%s has no %s before them", p.shown(), at.view)
	}
	return &scene{person: p, blocks: v.Blocks, state: &v.state, view: v}, nil
}

// found is something that can be pressed, chosen or typed in.
type found struct {
	block   blockkit.Block
	element blockkit.Element
	option  string // of an overflow menu: the value that was named
}

// find looks for what a person names: "block_id/action_id", an action_id, the
// words on a button, the label of a field, a menu's placeholder, or an entry of
// an overflow menu. Several that match equally well are an error.
func (sc *scene) find(what string) (found, error) {
	type match func(b blockkit.Block, e blockkit.Element) (bool, string)
	same := func(a string) bool { return a != "" && strings.EqualFold(a, what) }
	ways := []match{
		func(b blockkit.Block, e blockkit.Element) (bool, string) { return b.ID+"/"+e.ActionID == what, "" },
		func(b blockkit.Block, e blockkit.Element) (bool, string) {
			for _, o := range e.Options {
				if e.Type == "overflow" && b.ID+"/"+e.ActionID+"/"+o.Value == what {
					return true, o.Value
				}
			}
			return false, ""
		},
		func(b blockkit.Block, e blockkit.Element) (bool, string) { return e.ActionID == what, "" },
		func(b blockkit.Block, e blockkit.Element) (bool, string) { return same(e.Words()), "" },
		func(b blockkit.Block, e blockkit.Element) (bool, string) { return b.ID == what || same(b.Words()), "" },
		func(_ blockkit.Block, e blockkit.Element) (bool, string) {
			for _, o := range e.Options {
				if e.Type == "overflow" && same(o.Text.Text) {
					return true, o.Value
				}
			}
			return false, ""
		},
	}
	for _, way := range ways {
		var all []found
		for _, b := range sc.blocks {
			for _, e := range b.Interactives() {
				if ok, option := way(b, e); ok {
					all = append(all, found{b, e, option})
				}
			}
		}
		if len(all) > 1 {
			return found{}, fmt.Errorf("%d things here are called %q", len(all), what)
		}
		if len(all) == 1 {
			return all[0], nil
		}
	}
	return found{}, fmt.Errorf("%w %q", errNotHere, what)
}

// errNotHere says that there is nothing of a name.
var errNotHere = errors.New("nothing here is called")

// Fill types and chooses in the fields of a place without sending anything.
// Fields are named by their label, block_id or action_id; choices by their
// words or their value; people by name.
func (s *Slack) Fill(user string, at Place, values url.Values) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	sc, err := s.scene(user, at)
	if err != nil {
		return err
	}
	for what, picks := range values {
		f, err := sc.find(what)
		if err != nil {
			return err
		}
		if err := sc.state.Set(f.block, f.element, picks, s.lookup); err != nil {
			return err
		}
	}
	s.touch()
	return nil
}

// Channel gives the channel of a message's place; "" elsewhere.
func (p Place) Channel() string { return p.channel }
