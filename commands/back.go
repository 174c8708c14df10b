package commands

import (
	"context"
	"strings"
)

// The answer to a button takes the place of the message that held it. So that
// nobody is lost, a button of an answer that looks something up carries where
// it stands, and what comes in its place begins with the way back.

// fromVerb is the verb of a button that runs what one would type, and offers
// the way back above the answer.
const fromVerb = "from"

// fromAction is such a button's Action.
const fromAction = helpWord + "." + fromVerb

// waypoint is an answer that one can go back to.
type waypoint struct{ name, line string }

// maxPlace bounds a place's line, since it travels with every button.
const maxPlace = 200

// placeOf is the answer to a call; false when one cannot go back to it.
func (c *Call) placeOf(r Reply) (waypoint, bool) {
	if r.Bad || r.Form != nil || c.Public || c.Command.Read == nil || len(c.Text) > maxPlace {
		return waypoint{}, false
	}
	line := strings.TrimSpace(straight(c.Text))
	if c.Command.Name == todayWord || line == "" {
		return waypoint{"today", todayWord}, true
	}
	for _, b := range r.Blocks {
		if h, ok := b.(Heading); ok {
			return waypoint{cutTo(string(h), backLabel), line}, true
		}
	}
	return waypoint{}, false
}

// backLabel is how much of a heading stands on the way back.
const backLabel = 50

// leadOn lets the buttons of an answer offer the way back to it. Those to its
// own pages do not: they are the same place.
func (c *Call) leadOn(r Reply) Reply {
	at, ok := c.placeOf(r)
	if !ok {
		return r
	}
	own := c.Command
	return eachRun(r, func(b Button) Button {
		if c.Desk.command(strings.Fields(b.Type)) == own && own.Name != helpWord {
			return b
		}
		return at.from(b)
	})
}

// from is the button whose answer offers the way back to the place.
func (p waypoint) from(b Button) Button {
	b.Action, b.Value = fromAction, p.name+"\n"+p.line+"\n"+b.Type
	return b
}

// eachRun changes the buttons of a reply that run what they type.
func eachRun(r Reply, change func(Button) Button) Reply {
	blocks := make([]Block, len(r.Blocks))
	for i, b := range r.Blocks {
		if row, ok := b.(Buttons); ok {
			changed := make(Buttons, len(row))
			for j := range row {
				changed[j] = row[j]
				if row[j].Action == "" {
					changed[j] = change(row[j])
				}
			}
			b = changed
		}
		blocks[i] = b
	}
	r.Blocks = blocks
	return r
}

// pressFrom carries out the press of a button that carries its place.
func (d *Desk) pressFrom(ctx context.Context, p Press) (Outcome, error) {
	parts := strings.SplitN(p.Value, "\n", 3)
	if len(parts) != 3 {
		return outcomeOf(replyTo(errOldButton))
	}
	at, line := waypoint{parts[0], parts[1]}, parts[2]
	p.Text = line
	c, r, err := d.answer(ctx, p.Request)
	if err != nil || r.Bad {
		return outcomeOf(r, err)
	}
	r = c.leadOn(r)
	if c.Command.Read == nil { // what was asked before has been done
		return Outcome{Reply: &r, Line: line}, nil
	}
	// The pages of the answer lead back to the same place as the answer.
	r = eachRun(r, at.from)
	r.Blocks = append([]Block{Buttons{{Label: "Back to " + at.name, Type: at.line}}}, r.Blocks...)
	return Outcome{Reply: &r, Line: line}, nil
}

// errOldButton is said of a button that nothing answers to any more.
var errOldButton = &Problem{Says: "This button is of an older version.", Then: "Type /csp to start again."}
