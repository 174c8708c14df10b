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
			return c.helpOn(tx, strings.TrimPrefix(word, "/csp "))
		}
		return c.helpAll(tx), nil
	},
}

// helpAll lists the commands that the one who asks may run.
func (c *Call) helpAll(tx *store.Tx) Reply {
	var items []Text
	for _, cmd := range c.Desk.table {
		if c.listed(tx, cmd) {
			items = append(items, Join(B(cmd.line()), T(": "+cmd.Short)))
		}
	}
	return Reply{Blocks: []Block{
		Heading("What you can type"),
		List{Items: items},
		Para(T("For one of them, with examples, type /csp help and its word. Names may be cut short: /csp darl. Only you see the answers.")),
	}}
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
	blocks := []Block{Heading(cmd.line()), Para(T(upper(cmd.Short) + "."))}
	var items []Text
	var try Buttons
	for _, ex := range cmd.Examples {
		line := strings.TrimSpace("/csp " + ex)
		items = append(items, T(line))
		if ex != "" {
			try = append(try, Button{Label: cutTo("Try "+line, maxLabel), Type: ex})
		}
	}
	if len(items) > 0 {
		blocks = append(blocks, Para(B("Examples")), List{Items: items})
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

// noSuchCommand is the Problem of a word that is no command, with near ones.
func (c *Call) noSuchCommand(tx *store.Tx, word string) error {
	p := &Problem{Says: "No command is called “" + typed(word) + "”.", Then: "Type /csp help to see them all."}
	for _, cmd := range c.nearWords(tx, word) {
		p.Offer = append(p.Offer, Button{Label: "help " + cmd.Name, Type: "help " + cmd.Name})
	}
	if len(p.Offer) > 0 {
		p.Then = "Did you mean:"
	}
	return p
}
