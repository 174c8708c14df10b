package blockkit

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// State keeps what one person has typed and chosen in a message or a view. The
// zero State is ready to use. It is not safe for use by several goroutines.
type State struct {
	picks   map[place][]string
	offered map[place][]Option
}

// place is an element by block_id and action_id: Slack keeps what was typed
// across an update only while both stay the same.
type place struct{ block, action string }

// Lookup gives the id of a person or channel for the words that somebody
// would type or click: "" when there is none. kind is "user" or "channel".
type Lookup func(kind, words string) string

// Picked gives what is now chosen or typed in an element: option values, ids,
// a date or text. It is empty when nothing is.
func (s *State) Picked(b Block, e Element) []string {
	if picks, touched := s.picks[place{b.ID, e.ActionID}]; touched {
		return picks
	}
	return e.first()
}

// first gives what an element starts with.
func (e Element) first() []string {
	var text string
	if json.Unmarshal(e.initial.Value, &text) != nil {
		text = richText(e.initial.Value)
	}
	one := []string{
		text, e.initial.Date, e.initial.Time,
		e.initial.User, e.initial.Channel, e.initial.Conversation,
	}
	if e.initial.DateTime != 0 {
		one = append(one, fmt.Sprint(e.initial.DateTime))
	}
	if e.initial.Option != nil {
		one = append(one, e.initial.Option.Value)
	}
	for _, o := range e.initial.Options {
		one = append(one, o.Value)
	}
	one = append(one, e.initial.Users...)
	one = append(one, e.initial.Channels...)
	one = append(one, e.initial.Conversations...)
	return slices.DeleteFunc(one, func(s string) bool { return s == "" })
}

// Set notes what a person chose or typed. Options are named by their words or
// their value, people and channels as find knows them. The error says that
// there is no such choice.
func (s *State) Set(b Block, e Element, picks []string, find Lookup) error {
	picks = slices.DeleteFunc(slices.Clone(picks), func(p string) bool { return p == "" })
	for i, p := range picks {
		chosen, err := s.choose(b, e, p, find)
		if err != nil {
			return err
		}
		picks[i] = chosen
	}
	if !e.Several() && len(picks) > 1 {
		return fmt.Errorf("%q takes one choice, not %d", b.Words(), len(picks))
	}
	if e.MaxSelected > 0 && len(picks) > e.MaxSelected {
		return fmt.Errorf("%q takes at most %d choices", b.Words(), e.MaxSelected)
	}
	if s.picks == nil {
		s.picks = map[place][]string{}
	}
	s.picks[place{b.ID, e.ActionID}] = picks
	return nil
}

// choose turns one pick into what Slack keeps of it.
func (s *State) choose(b Block, e Element, pick string, find Lookup) (string, error) {
	switch e.family() {
	case "option":
		if o := s.option(b, e, pick); o != nil {
			return o.Value, nil
		}
		return "", fmt.Errorf("no choice %q in %q", pick, b.Words())
	case "user", "channel", "conversation":
		kind := e.family()
		if kind == "conversation" {
			kind = "channel"
		}
		if id := find(kind, pick); id != "" {
			return id, nil
		}
		return "", fmt.Errorf("no %s %q", kind, pick)
	}
	return pick, nil
}

// Offer notes the options that a program gave for an external menu.
func (s *State) Offer(b Block, e Element, options []Option) {
	if s.offered == nil {
		s.offered = map[place][]Option{}
	}
	s.offered[place{b.ID, e.ActionID}] = options
}

// option finds a choice by its value or its words, in any case of letters.
func (s *State) option(b Block, e Element, pick string) *Option {
	all := slices.Clone(e.Options)
	for _, g := range e.OptionGroups {
		all = append(all, g.Options...)
	}
	all = append(all, s.offered[place{b.ID, e.ActionID}]...)
	if e.initial.Option != nil {
		all = append(all, *e.initial.Option)
	}
	all = append(all, e.initial.Options...)
	for i := range all {
		if all[i].Value == pick {
			return &all[i]
		}
	}
	for i := range all {
		if strings.EqualFold(unescape(all[i].Text.Text), pick) {
			return &all[i]
		}
	}
	return nil
}

// Keep forgets what belongs to elements that blocks no longer hold.
func (s *State) Keep(blocks []Block) {
	held := map[place]bool{}
	for _, b := range blocks {
		for _, e := range b.Interactives() {
			held[place{b.ID, e.ActionID}] = true
		}
	}
	for p := range s.picks {
		if !held[p] {
			delete(s.picks, p)
		}
	}
	for p := range s.offered {
		if !held[p] {
			delete(s.offered, p)
		}
	}
}

// Values gives state.values as Slack sends it: everything that holds a choice,
// by block_id and action_id.
func (s *State) Values(blocks []Block) map[string]map[string]any {
	all := map[string]map[string]any{}
	for _, b := range blocks {
		for _, e := range b.Interactives() {
			if e.family() == "press" {
				continue
			}
			if all[b.ID] == nil {
				all[b.ID] = map[string]any{}
			}
			all[b.ID][e.ActionID] = s.Value(b, e)
		}
	}
	return all
}
