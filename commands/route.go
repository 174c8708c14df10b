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
	todayWord  = "today"
	helpWord   = "help"
	showWord   = "show"
	searchWord = "search"
)

// read finds the command word of a line. Without one the command stays nil:
// the line is a name, or a reference, that route looks up.
func (d *Desk) read(ctx context.Context, r Request) *Call {
	if r.Public {
		ctx = publicly(ctx)
	}
	c := &Call{Context: ctx, Request: r, Desk: d}
	words := strings.Fields(straight(r.Text))
	if len(words) > 0 && strings.EqualFold(words[0], "/csp") {
		words = words[1:]
	}
	if len(words) == 0 {
		c.Command = d.find(todayWord)
		return c
	}
	words, c.readAs = d.said(words)
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
		if ok, nerr := c.nounLast(tx); ok || nerr != nil {
			return nerr
		}
		if errors.Is(err, errNothing) && c.byPhrase() {
			return nil
		}
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
	a := asking{Words: c.Args, Kinds: []string{"partnerships"}}
	best, hidden, err := c.matches(tx, a)
	if err == nil && len(best) == 0 && !hidden {
		a.Kinds = nil
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
		return found{}, c.unknown(tx, asking{Words: c.Args}, true)
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
// was mistyped, or a name, or it is a word to search for.
func (c *Call) stray(tx *store.Tx, a asking) error {
	if err := c.referenceFirst(tx); err != nil {
		return err
	}
	if b := c.nearCommands(tx); len(b) > 0 {
		return &Problem{Says: "No command or name is “" + typed(c.Args) + "”.", Then: "Did you mean:", Offer: b, Cause: errNothing}
	}
	if err := c.noSuchReference(tx, a.Words); err != nil {
		return err
	}
	near, ps, err := c.nearAny(tx, a)
	if err != nil {
		return fmt.Errorf("look up near names: %w", err)
	}
	if ps == len(near) && ps > 0 {
		a.Kinds = []string{"partnerships"}
	}
	p := c.noneCalled(tx, a, near, false)
	p.Cause = errNothing
	// A reference that is hidden is answered in the same words.
	if ps == 0 && len(references(a.Words)) == 0 {
		p.Offer = append(p.Offer, c.searchOffer(tx, a.Words)...)
		p.Offer = append(p.Offer, Button{Label: "What you can type", Type: helpWord})
	}
	return p
}

// nearAny are near names of any kind, those of partnerships first; ps is how
// many these are.
func (c *Call) nearAny(tx *store.Tx, a asking) (near []found, ps int, err error) {
	of := a
	of.Kinds = []string{"partnerships"}
	if near, err = c.near(tx, of); err != nil {
		return nil, 0, err
	}
	ps = len(near)
	others, err := c.near(tx, a)
	for _, f := range others {
		if f.Kind != "partnerships" && len(near) < maxNear {
			near = append(near, f)
		}
	}
	return near, ps, err
}

// nearCommands are lines with the command word that the first word may have
// been meant to be.
func (c *Call) nearCommands(tx *store.Tx) []Button {
	words := strings.Fields(c.Args)
	var out []Button
	rest := strings.Join(words[1:], " ")
	for _, cmd := range c.nearWords(tx, words[0], rest) {
		line := strings.TrimSpace(cmd.Name + " " + typed(rest))
		out = append(out, Button{Label: cutTo("/csp "+line, maxLabel), Type: line})
	}
	return out
}

// nounLast reads a partnership's name with the command word behind it, as in
// darlington schemes; false when the line is no such thing.
func (c *Call) nounLast(tx *store.Tx) (bool, error) {
	words := strings.Fields(c.Args)
	n := len(words) - 1
	if n < 1 {
		return false, nil
	}
	cmd := c.Desk.find(strings.ToLower(words[n]))
	if cmd == nil || cmd.Read == nil || !strings.Contains(cmd.Usage, "PARTNERSHIP") {
		return false, nil
	}
	best, _, err := c.matches(tx, asking{Words: strings.Join(words[:n], " "), Kinds: []string{"partnerships"}})
	if err != nil || len(best) != 1 {
		return false, err
	}
	c.Command, c.Word, c.Args = cmd, cmd.Name, best[0].ID
	return true, nil
}

// listed reports whether the one who asks may run a command at all.
func (c *Call) listed(tx *store.Tx, cmd *Command) bool {
	sub := Call{Context: c.Context, Request: c.Request, Desk: c.Desk, Command: cmd, known: c.known}
	return sub.allow(tx) == nil
}
