package commands

// Right is something one may or may not do.
type Right string

// The rights of the office, from least to most.
const (
	Read   Right = "read"   // see a partnership's records
	Record Right = "record" // actions, decisions, attendance of a board
	Keep   Right = "keep"   // edit the register
	Manage Right = "manage" // settings, confirmed roles, files
)

// allow refuses a command to those who may not run it at all. What they may
// see of a partnership is asked where it is shown.
func (d *Desk) allow(c *Call) error {
	a := c.Actor
	need := c.Command.Right
	switch {
	case a.Admin, need == Read || need == "":
		return nil
	case need == Manage:
		return &Problem{Refused: true, Says: "Only an admin can do this.", Then: "Ask the office's admin."}
	case a.Staff:
		return nil
	}
	return &Problem{Refused: true, Says: "Only staff can do this.", Then: "Ask the office's staff."}
}
