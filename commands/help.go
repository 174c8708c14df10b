package commands

import (
	"strings"

	"csp/store"
)

var help = Command{
	Name: "help", Aliases: []string{"?"}, Usage: "[COMMAND]", Short: "what you can type, or how one command works",
	Examples: []string{"help", "help chair", "chair help"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if word := strings.ToLower(strings.TrimSpace(c.Args)); word != "" {
			switch about, isAbout := strings.CutPrefix(word, helpAbout); {
			case word == firstWord:
				return c.helpFirst(tx), nil
			case word == helpEvery:
				return c.helpAll(tx), nil
			case isAbout:
				if r, ok := c.helpGroupNamed(tx, about); ok {
					return r, nil
				}
				word = about
			}
			return c.helpOn(tx, strings.TrimPrefix(word, "/csp "))
		}
		return c.helpShort(tx), nil
	},
}

// helpAll lists the commands that the one who asks may run.
func (c *Call) helpAll(tx *store.Tx) Reply {
	return Reply{Blocks: []Block{
		Heading("What you can type"),
		List{Items: c.helpLines(tx, c.Desk.table)},
		Para(T(helpHow)),
	}}
}

// firstWord asks for the first few commands alone.
const firstWord = "first"

// helpFirst is for somebody who is new: a few commands to begin with, and a
// button for all.
func (c *Call) helpFirst(tx *store.Tx) Reply {
	var items []Text
	var row []Button
	for _, cmd := range c.commandsNamed(tx, usefulFirst) {
		items = append(items, Join(B(cmd.line()), T(": "+cmd.Short)))
		if ex := c.examples(tx, cmd); len(ex) > 0 && len(row) < cardLines {
			row = append(row, Button{Label: cutTo(strings.TrimSpace("Try /csp "+ex[0]), maxLabel), Type: orWord(ex[0], todayWord)})
		}
	}
	row = append(row, Button{Label: "Everything you can type", Type: helpWord + " " + helpEvery})
	return Reply{Blocks: append([]Block{
		Heading("What to begin with"),
		Para(T("I know the partnerships: who chairs them, their plans, boards, decisions and actions. Only you see the answers.")),
		List{Items: items},
	}, c.offer(tx, row...)...)}
}

// line is how a command is typed.
func (cmd *Command) line() string {
	s := "/csp"
	if !cmd.Bare {
		s += " " + cmd.Name
	}
	return strings.TrimSpace(s + " " + cmd.Usage)
}

// helpOn tells of one command.
func (c *Call) helpOn(tx *store.Tx, word string) (Reply, error) {
	cmd := c.Desk.find(word)
	if cmd == nil {
		return Reply{}, c.noSuchCommand(tx, word)
	}
	if !c.listed(tx, cmd) {
		return Reply{}, refusal(cmd.Right, c.Actor)
	}
	cmd = c.toldOf(tx, cmd)
	blocks := []Block{Heading(cmd.line()), Para(T(upper(cmd.Short) + "."))}
	var items []Text
	var try Buttons
	for _, ex := range c.examples(tx, cmd) {
		line := strings.TrimSpace("/csp " + ex)
		items = append(items, T(line))
		if ex != "" && cmd.Read != nil {
			try = append(try, Button{Label: cutTo("Try "+line, maxLabel), Type: ex})
		}
	}
	if len(items) > 0 {
		blocks = append(blocks, Para(B("Examples")), List{Items: items})
	}
	if changes := c.changes(tx, cmd); len(changes) > 0 {
		blocks = append(blocks, Para(B("To change it")), List{Items: changes})
	}
	for _, s := range cmd.Notes {
		blocks = append(blocks, Note(T(s)))
	}
	if len(cmd.Aliases) > 0 {
		blocks = append(blocks, Note(T("Also: "+strings.Join(cmd.Aliases, ", ")+".")))
	}
	if strings.Contains(cmd.Usage, "DATE") {
		blocks = append(blocks, Note(T(dateExample)))
	}
	if len(try) > 0 {
		blocks = append(blocks, try)
	}
	return Reply{Blocks: blocks}, nil
}

// toldOf is a command as help has it for the one who asks.
func (c *Call) toldOf(tx *store.Tx, cmd *Command) *Command {
	r, err := c.rights(tx)
	if cmd.Less == nil || err == nil && r.somewhere(Keep) {
		return cmd
	}
	told := *cmd
	told.Usage, told.Short, told.Examples, told.Notes = cmd.Less.Usage, cmd.Less.Short, cmd.Less.Examples, cmd.Less.Notes
	return &told
}

// changes are the lines that change something with a command, for those who
// may type them.
func (c *Call) changes(tx *store.Tx, cmd *Command) []Text {
	r, err := c.rights(tx)
	if err != nil || !r.somewhere(Keep) {
		return nil
	}
	var out []Text
	for _, line := range cmd.Changes {
		out = append(out, T("/csp "+line))
	}
	return out
}

// finds reports whether a line is answered on this register.
func (c *Call) finds(tx *store.Tx, line *Call) bool {
	if line.Command == nil {
		for _, err := range tx.Named(line.Args) {
			return err == nil
		}
		return false
	}
	if line.Command.Read == nil {
		return false
	}
	_, err := line.Command.Read(line, tx)
	return err == nil
}

// somePartnership is the id of the first partnership that the one who asks
// may read, for examples; "darlington" when there is none.
func (c *Call) somePartnership(tx *store.Tx) string {
	for p, err := range store.Partnerships.All(tx) {
		if err != nil {
			break
		}
		if ok, err := c.may(tx, Read, Subject{Partnerships: []string{p.ID}}); ok && err == nil {
			return p.ID
		}
	}
	return "darlington"
}

// noSuchCommand is the Problem of a word that is no command, with near ones.
func (c *Call) noSuchCommand(tx *store.Tx, word string) error {
	p := &Problem{Says: "No command is called “" + typed(word) + "”.", Then: "Type /csp help to see them all."}
	for _, cmd := range c.nearWords(tx, word, "") {
		p.Offer = append(p.Offer, Button{Label: "help " + cmd.Name, Type: "help " + cmd.Name})
	}
	if len(p.Offer) > 0 {
		p.Then = "Did you mean:"
		return p
	}
	best, _, err := c.matches(tx, asking{Words: word})
	if err != nil {
		return err
	}
	for _, f := range best[:min(len(best), maxNear)] {
		p.Then = "Did you mean:"
		p.Offer = append(p.Offer, Button{Label: f.label(tx), Type: c.sureName(asking{}, f, best)})
	}
	return p
}
