package commands

import (
	"context"

	"csp/store"
	"csp/store/english"
)

// Home returns what stands on a person's Home tab: what needs them, their
// partnerships, the next meetings, what ends soon, and for those who keep the
// register its gaps. Everybody sees there only what they may see anywhere.
func (d *Desk) Home(ctx context.Context, r Request) (Reply, error) {
	r.Text = ""
	c := &Call{Context: ctx, Request: r, Desk: d, Command: d.find(todayWord)}
	var reply Reply
	err := d.Store.View(ctx, func(tx *store.Tx) error {
		var err error
		reply, err = c.home(tx)
		return err
	})
	if err != nil {
		reply, err = replyTo(err)
		return ByMention(r.Actor, reply), err
	}
	return ByMention(r.Actor, openUp(reply)), nil
}

// Bounds of the Home tab.
const (
	homeMonths = 3   // how far ahead it looks for boards
	homeGaps   = 3   // gaps with their buttons
	homeSearch = 500 // partnerships that are looked through for gaps
)

func (c *Call) home(tx *store.Tx) (Reply, error) {
	r, err := c.rights(tx)
	if err != nil {
		return Reply{}, err
	}
	parts := []func(*store.Tx) ([]Block, error){c.myActions}
	if r.somewhere(Read) {
		parts = append(parts, c.myPartnerships, c.nextMeetings, c.endingSoon, c.decisionsWaiting)
	}
	if r.somewhere(Keep) {
		parts = append(parts, c.firstGaps)
	}
	blocks := []Block{Heading("Today, " + english.Long(c.Today()))}
	for _, part := range parts {
		b, err := part(tx)
		if err != nil {
			return Reply{}, err
		}
		blocks = append(blocks, b...)
	}
	return Reply{Blocks: append(blocks, c.waysOn(tx)...)}, nil
}

// waysOn are the buttons below everything.
func (c *Call) waysOn(tx *store.Tx) []Block {
	return c.offer(tx,
		Button{Label: "Partnerships", Type: "list"},
		Button{Label: "Find", Type: "search"},
		Button{Label: "People to meet", Type: "who"},
		Button{Label: "What you can type", Type: helpWord},
	)
}

// myPlaces are the partnerships in which the one who asks has a role today, and
// of a guest those whose channels they are in.
func (c *Call) myPlaces(tx *store.Tx) ([]string, error) {
	r, err := c.rights(tx)
	if err != nil {
		return nil, err
	}
	me, err := c.person(tx)
	if err != nil {
		return nil, err
	}
	var mine []string
	if me.ID != "" {
		for role, err := range store.Roles.Of(tx, "people", me.ID) {
			if err != nil {
				return nil, err
			}
			if during(c.Today(), role.From, role.Until) && role.Partnership != "" {
				mine = append(mine, role.Partnership)
			}
		}
	}
	return append(mine, sortedKeys(r.rooms)...), nil
}

// myPartnerships are the partnerships of the one who asks.
func (c *Call) myPartnerships(tx *store.Tx) ([]Block, error) {
	mine, err := c.myPlaces(tx)
	if err != nil {
		return nil, err
	}
	var items []item
	seen := map[string]bool{}
	for _, id := range mine {
		p, ok := linked(c, tx, &store.Partnerships, id)
		if seen[id] || !ok {
			continue
		}
		seen[id] = true
		line, err := c.partnershipLine(tx, &p)
		if err != nil {
			return nil, err
		}
		items = append(items, item{line: line, open: Button{Label: "Open " + areaOf(&p), Type: "card " + p.ID}})
	}
	return c.section(tx, "Your partnerships", items, "no role of yours is recorded.", Button{Label: "All partnerships", Type: "list"}), nil
}

// nextMeetings are the meetings of the next three months, one's own first.
func (c *Call) nextMeetings(tx *store.Tx) ([]Block, error) {
	items, err := c.meetingsUntil(tx, c.Today().AddMonths(homeMonths))
	if err != nil {
		return nil, err
	}
	return c.section(tx, "Next meetings", items, "none is planned for the next 3 months.", Button{Label: "All boards", Type: "boards all"}), nil
}

// firstGaps are the most useful gaps to fill, with their buttons. A register
// of very many partnerships is not looked through each time a tab is opened.
func (c *Call) firstGaps(tx *store.Tx) ([]Block, error) {
	all := Button{Label: "All gaps", Type: "gaps all"}
	n, err := tx.Count("partnerships")
	if err != nil {
		return nil, err
	}
	if n > homeSearch {
		return append([]Block{Para(Join(B("Gaps: "), T("there are too many partnerships to look through here.")))}, c.offer(tx, all)...), nil
	}
	list, err := c.gapsIn(tx, nil)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return c.section(tx, "Gaps", nil, "none. All that is asked for is recorded and was confirmed within the last 6 months.", Button{}), nil
	}
	out := []Block{Para(Join(B("Gaps"), T(". "+upper(gapCount(list)))))}
	for _, g := range list[:min(len(list), homeGaps)] {
		line, buttons, err := c.gapLine(tx, g)
		if err != nil {
			return nil, err
		}
		out = append(append(out, Para(line)), c.offer(tx, buttons...)...)
	}
	return append(out, c.offer(tx, all)...), nil
}
