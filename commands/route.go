package commands

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"csp/store"
)

// The words of commands that stand in for a line without one.
const (
	todayWord = "today"
	helpWord  = "help"
	showWord  = "show"
)

// read finds the command word of a line. Without one the command stays nil:
// the line is a name, or a reference, that route looks up.
func (d *Desk) read(ctx context.Context, r Request) *Call {
	c := &Call{Context: ctx, Request: r, Desk: d}
	words := strings.Fields(straight(r.Text))
	if len(words) > 0 && strings.EqualFold(words[0], "/csp") {
		words = words[1:]
	}
	if len(words) == 0 {
		c.Command = d.find(todayWord)
		return c
	}
	c.Word = strings.ToLower(words[0])
	c.Args = strings.Join(words[1:], " ")
	c.Command = d.find(c.Word)
	switch {
	case c.Command != nil && len(words) == 2 && strings.EqualFold(words[1], helpWord):
		c.Command, c.Args = d.find(helpWord), c.Word
	case c.Command == nil:
		c.Word, c.Args = "", strings.Join(words, " ")
	}
	return c
}

// straight makes what a phone's keyboard puts in typed text plain: curly
// quotes, long dashes, hard spaces; and leaves out what cannot be seen.
func straight(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '‘', '’', 'ʼ', '′':
			return '\''
		case '“', '”', '„', '″':
			return '"'
		case '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '－':
			return '-'
		case zeroWidthJoiner:
			return r
		}
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
}

// route finds what a line without a command word means: a reference, then a
// partnership, then any single record of that name.
func (c *Call) route(tx *store.Tx) error {
	if c.Command != nil {
		return nil
	}
	f, err := c.meant(tx)
	if err != nil {
		return err
	}
	c.hit, c.Command = &f, c.Desk.shows(f.Kind)
	c.Word, c.Args = c.Command.Name, f.Kind+"/"+f.ID
	return nil
}

func (c *Call) meant(tx *store.Tx) (found, error) {
	if f, ok, err := c.byReference(tx, c.Args); ok || err != nil {
		return f, err
	}
	best, hidden, err := c.matches(tx, asking{Words: c.Args, Kinds: []string{"partnerships"}})
	a := asking{Words: c.Args}
	if err == nil && len(best) == 0 && !hidden {
		best, hidden, err = c.matches(tx, a)
	}
	switch {
	case err != nil:
		return found{}, fmt.Errorf("look up name: %w", err)
	case len(best) == 1:
		return best[0], nil
	case len(best) > 1:
		return found{}, c.choose(tx, a, best)
	case hidden:
		return found{}, refusal(Read, c.Actor)
	}
	return found{}, c.stray(tx, a)
}

// shows returns the command that shows records of a kind.
func (d *Desk) shows(kind string) *Command {
	for _, cmd := range d.table {
		for _, k := range cmd.Shows {
			if k == kind {
				return cmd
			}
		}
	}
	return d.find(showWord)
}

// stray is the Problem of a line that means nothing: perhaps the command word
// was mistyped, or came after the name.
func (c *Call) stray(tx *store.Tx, a asking) error {
	p := new(Problem)
	if err := c.unknown(tx, a); !errors.As(err, &p) {
		return err
	}
	words := strings.Fields(c.Args)
	var typo []Button
	if rest, last := strings.Join(words[:len(words)-1], " "), strings.ToLower(words[len(words)-1]); rest != "" {
		if cmd := c.Desk.find(last); cmd != nil && len(cmd.Takes) > 0 && c.listed(tx, cmd) {
			typo = append(typo, Button{Label: cutTo(cmd.Name+" "+typed(rest), maxLabel), Type: cmd.Name + " " + typed(rest)})
		}
	}
	for _, cmd := range c.Desk.table {
		if len(typo) < maxNear && nearWord(strings.ToLower(words[0]), cmd.Name) && c.listed(tx, cmd) {
			line := strings.TrimSpace(cmd.Name + " " + typed(strings.Join(words[1:], " ")))
			typo = append(typo, Button{Label: cutTo("/csp "+line, maxLabel), Type: line})
		}
	}
	if len(typo) == 0 {
		p.Offer = append(p.Offer, Button{Label: "What you can type", Type: "help"})
		return p
	}
	p.Then = "Did you mean:"
	near := len(p.Offer) > 0 && p.Offer[0].Type != "list"
	if !near {
		p.Offer = nil
	}
	p.Offer = append(typo, p.Offer...)
	p.Offer = p.Offer[:min(len(p.Offer), maxNear)]
	return p
}

// listed reports whether the one who asks may run a command at all.
func (c *Call) listed(tx *store.Tx, cmd *Command) bool {
	sub := Call{Context: c.Context, Request: c.Request, Desk: c.Desk, Command: cmd, known: c.known}
	return sub.allow(tx) == nil
}
