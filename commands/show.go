package commands

import (
	"reflect"

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

// plainCard tells what is recorded of a record whose kind has no command of
// its own.
func (c *Call) plainCard(tx *store.Tx, f found) (Reply, error) {
	k, _ := store.KindNamed(f.Kind)
	facts := Facts{}
	for _, fd := range k.Fields() {
		switch fd.Name {
		case "id", "source", "as_at", "checked", "note", "disputed", "timings":
			continue
		}
		said := fieldWords(c.naming(tx), fd, reflect.ValueOf(f.Rec).Elem().FieldByIndex(fd.Index))
		if said != "" {
			facts = append(facts, Fact{fieldLabel(f.Kind, fd.Name), T(upper(said))})
		}
	}
	r := Reply{Blocks: []Block{Heading(f.label(tx)), facts}}
	r = withBlocks(r, c.sources(tx, f.Kind, f.Rec)...)
	return withBlocks(r, c.offer(tx, c.keepButtons(tx, f.Kind, f.Rec)...)...), nil
}
