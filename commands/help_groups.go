package commands

import (
	"strings"

	"csp/store"
)

// helpGroup is a part of what one can type, as help has it at first.
type helpGroup struct {
	word  string // that its commands have as their About; /csp help about word tells them
	title string
}

// helpGroups are all of them. A command that names none is in the last.
var helpGroups = []helpGroup{
	{"people", "Partnerships and their people"},
	{"boards", "Boards"},
	{"actions", "Actions"},
	{"decisions", "Decisions"},
	{"plans", "Plans, schemes and pilots"},
	{"law", "The law"},
	{"reminders", "Reminders and the briefing"},
	{"register", "Keeping the register"},
	{"bot", "Finding one's way, and the bot itself"},
}

// about returns the word of a command's group.
func (cmd *Command) about() string {
	for _, g := range helpGroups {
		if g.word == cmd.About {
			return g.word
		}
	}
	return helpGroups[len(helpGroups)-1].word
}

// Words that help takes beside the name of a command.
const (
	helpEvery = "all"    // every command in a line
	helpAbout = "about " // and the word of a group
)

// usefulFirst are the commands that help tells in full at first.
var usefulFirst = []string{todayWord, "card", "list", "boards", "actions", "show", searchWord}

// helpShort is what help says at first: the most useful commands, then the
// words of the others by what they are about.
func (c *Call) helpShort(tx *store.Tx) Reply {
	if len(c.helpLines(tx, c.Desk.table)) <= fewCommands {
		return c.helpAll(tx)
	}
	var groups []Text
	var row []Button
	for _, g := range helpGroups {
		var words []string
		for _, cmd := range c.groupOf(tx, g) {
			if !cmd.Bare {
				words = append(words, cmd.Name)
			}
		}
		if len(words) == 0 {
			continue
		}
		groups = append(groups, Join(B(g.title), T(": "+strings.Join(words, ", "))))
		row = append(row, Button{Label: g.title, Type: helpWord + " " + helpAbout + g.word})
	}
	row = append(row, Button{Label: "Everything you can type", Type: helpWord + " " + helpEvery})
	return Reply{Blocks: append([]Block{
		Heading("What you can type"),
		List{Items: c.helpLines(tx, c.commandsNamed(tx, usefulFirst))},
		Para(T("And more, each after /csp:")),
		List{Items: groups},
		Para(T(helpHow)),
	}, c.offer(tx, row...)...)}
}

// fewCommands need no groups.
const fewCommands = 12

// helpHow closes the lists of help.
const helpHow = "For one of them, with examples, type /csp help and its word. Names may be cut short: /csp darl. Only you see the answers."

// helpGroupNamed tells the commands of a group; ok is false when none has the
// word.
func (c *Call) helpGroupNamed(tx *store.Tx, word string) (r Reply, ok bool) {
	for _, g := range helpGroups {
		if g.word != word {
			continue
		}
		r = Reply{Blocks: []Block{Heading(g.title), List{Items: c.helpLines(tx, c.groupOf(tx, g))}, Para(T(helpHow))}}
		return withBlocks(r, c.offer(tx, Button{Label: "Everything you can type", Type: helpWord + " " + helpEvery})...), true
	}
	return Reply{}, false
}

// groupOf are a group's commands that the one who asks may run.
func (c *Call) groupOf(tx *store.Tx, g helpGroup) []*Command {
	var out []*Command
	for _, cmd := range c.Desk.table {
		if cmd.about() == g.word && c.listed(tx, cmd) && !cmd.Buttons {
			out = append(out, cmd)
		}
	}
	return out
}

func (c *Call) commandsNamed(tx *store.Tx, names []string) []*Command {
	var out []*Command
	for _, name := range names {
		if cmd := c.Desk.find(name); cmd != nil && c.listed(tx, cmd) {
			out = append(out, cmd)
		}
	}
	return out
}

// helpLines are commands as lists of help have them.
func (c *Call) helpLines(tx *store.Tx, cmds []*Command) []Text {
	var out []Text
	for _, cmd := range cmds {
		if c.listed(tx, cmd) && !cmd.Buttons {
			cmd = c.toldOf(tx, cmd)
			out = append(out, Join(B(cmd.line()), T(": "+cmd.Short)))
		}
	}
	return out
}
