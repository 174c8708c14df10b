package commands

import "csp/store"

// refusal says who may, when the one who asks may not. It is logged.
func refusal(right Right, a Actor) *Problem {
	p := &Problem{Refused: true}
	switch right {
	case Manage:
		p.Says, p.Then = "Only an admin can do this.", "Ask the office's admin."
	case Keep:
		p.Says, p.Then = "Only the office's staff can do this.", "Ask one of them."
	case Record:
		p.Says, p.Then = "Only the office's staff and the partnership's secretariat can record this.", askOne(a)
	case Agree, Ask:
		p.Says, p.Then = "Only the office's staff and the partnership's chair, vice-chair and secretariat can do this.", askOne(a)
	case Attend:
		p.Says, p.Then = "Only members of the partnership can say whether they come, and its secretariat and the office's staff for anybody.", "If you are a member, ask the office's staff to add your Slack account and organisation to your name in the register."
	case Propose:
		p.Says, p.Then = "Only members of the partnership can propose an item for its board.", "Ask the partnership's secretariat. If you are a member, ask the office's staff to add your Slack account and organisation to your name in the register."
	case Own:
		p.Says, p.Then = "No actions are in your name here.", "Ask the office's staff to add your Slack account to your name in the register."
		if a.Staff || a.Admin {
			p.Says = "Your Slack account is not in the register, so no actions are in your name."
			p.Then = "To add it, type /csp edit and your name, and fill in Slack. If you are not in the register, type /csp add person and your name."
		}
	default:
		switch {
		case a.Stranger:
			p.Says, p.Then = onlyOwn, "Mention @csp and write actions."
		case a.Guest:
			p.Says, p.Then = "Guests can see only the partnerships whose channel they are in.", "If this is one, ask the office's staff to record its channel."
		default:
			p.Says, p.Then = "This is of a closed session.", "Ask the partnership's chair or the office's staff."
		}
	}
	return p
}

// allow refuses a command to those who may not do it anywhere. What they may
// do with one partnership or record is asked where it is shown or written.
func (c *Call) allow(tx *store.Tx) error {
	if c.Command.Right == Anyone || c.Actor.Admin || c.Actor.Staff && c.Command.Right != Manage {
		return nil
	}
	r, err := c.rights(tx)
	if err != nil {
		return err
	}
	if r.somewhere(c.Command.Right) {
		return nil
	}
	if c.Command.Refusal != "" && !c.Public {
		return &Problem{Refused: true, Says: c.Command.Refusal, Then: "Type /csp help to see what you can do."}
	}
	return c.refused(c.Command.Right)
}

// onlyOwn is what people of another workspace may see.
const onlyOwn = "People of another organisation see only their own actions here, and the partnerships whose chair or secretariat they are confirmed to be."

// askOne says whom to ask: somebody from outside the office may have the right
// by a role that nobody has confirmed.
func askOne(a Actor) string {
	if a.Guest || a.Stranger {
		return "Ask one of them. If you are one yourself, your Slack account is not confirmed yet: ask the office's admin."
	}
	return "Ask one of them."
}

// refused is refusal for an answer that may be for a whole channel: then it is
// the channel's right that lacks, whoever asks.
func (c *Call) refused(right Right) *Problem {
	if !c.Public {
		return refusal(right, c.Actor)
	}
	return &Problem{
		Refused: true, Says: "This is not shown to a whole channel, as not everybody in it may see it.",
		Then: "Leave out “here” and the answer is for you alone.",
	}
}

// allow is Call.allow with a snapshot of its own.
func (d *Desk) allow(c *Call) error {
	if c.Command.Right == Anyone || c.Actor.Admin {
		return nil
	}
	return d.Store.View(c, func(tx *store.Tx) error { return c.allow(tx) })
}
