package commands

import "csp/store"

var help = Command{
	Name: "help", Usage: "[COMMAND]", Short: "what you can type",
	Examples: []string{"help"}, Right: Read, Shared: true,
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		var items []Text
		for _, cmd := range c.Desk.table {
			if (&Call{Request: c.Request, Command: cmd, known: c.known}).allow(tx) == nil {
				items = append(items, Join(B("/csp "+cmd.Name+" "+cmd.Usage), T(" · "+cmd.Short)))
			}
		}
		return Reply{Blocks: []Block{Heading("What you can type"), List{Items: items}}}, nil
	},
}
