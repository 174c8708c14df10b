package commands

import (
	"context"
	"strings"
)

// Table is every subcommand, in the order of help.
var Table = []*Command{
	&schemes, &scheme, &plans, &plan, &pilots, &pilot, &initiatives, &issues,
	&duties, &powers, &decisions,
	&help,
}

// find returns the command of that name or alias, nil when there is none.
func (d *Desk) find(word string) *Command {
	for _, c := range d.table {
		if c.Name == word {
			return c
		}
		for _, a := range c.Aliases {
			if a == word {
				return c
			}
		}
	}
	return nil
}

// route finds what a line means: a command word first.
func (d *Desk) route(ctx context.Context, r Request) (*Call, error) {
	words := strings.Fields(r.Text)
	c := &Call{Context: ctx, Request: r, Desk: d, Command: d.find("help")}
	if len(words) == 0 {
		return c, nil
	}
	c.Word = words[0]
	if cmd := d.find(strings.ToLower(words[0])); cmd != nil {
		c.Command = cmd
		c.Args = strings.Join(words[1:], " ")
		return c, nil
	}
	return nil, &Problem{Says: "Nothing is called " + words[0] + ".", Then: "Type /csp help."}
}
