package commands

import (
	"strings"

	"csp/store"
)

var show = Command{
	Name: "show", Usage: "NAME or REFERENCE", Bare: true, Short: "anything by its name, or by a reference such as DAR-26-001",
	Examples: []string{"show horden"}, Shared: true,
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if c.hit == nil {
			if c.Args == "" {
				return Reply{}, &Problem{Says: "Say what to show.", Then: "Type a name or a reference, such as /csp darlington or /csp DAR-26-001."}
			}
			f, err := c.meant(tx)
			if err != nil {
				return Reply{}, err
			}
			c.hit = &f
		}
		f := *c.hit
		if cmd := c.Desk.shows(f.Kind); cmd != c.Command {
			c.Command, c.Args = cmd, f.Kind+"/"+f.ID
			if err := c.allow(tx); err != nil {
				return Reply{}, err
			}
			return cmd.Read(c, tx)
		}
		return c.plainCard(tx, f)
	},
}

// plainCard tells a record of a kind that has no command of its own.
func (c *Call) plainCard(tx *store.Tx, f found) (Reply, error) {
	k, _ := store.KindNamed(f.Kind)
	_, one := k.Called()
	blocks := []Block{Heading(f.label(tx)), Para(T("This is " + article(one) + ". To find what belongs to it, type /csp search and a word."))}
	return Reply{Blocks: append(blocks, c.sourceNotes([]told{{one, *store.MetaOf(f.Rec)}})...)}, nil
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
