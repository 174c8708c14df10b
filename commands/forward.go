package commands

import (
	"slices"

	"csp/store"
	"csp/store/english"
)

var forward = Command{
	Name: "forward", About: "boards", Usage: "PARTNERSHIP", Short: "the next four boards and what falls due at each",
	Examples: []string{"forward durham"}, Right: Read, Shared: true, Takes: []string{"partnerships"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		p, err := c.partnership(tx, c.Args, func(name string) string { return "forward " + name })
		if err != nil {
			return Reply{}, err
		}
		slots, err := c.slots(tx, &p)
		if err != nil {
			return Reply{}, err
		}
		due, err := c.fallingDue(tx, &p)
		if err != nil {
			return Reply{}, err
		}
		return c.forwardPlan(tx, &p, slots, place(slots, notPlaced(slots, due)))
	},
}

// forwardBoards is how many boards the forward plan looks ahead.
const forwardBoards = 4

// slots are a partnership's next boards.
func (c *Call) slots(tx *store.Tx, p *store.Partnership) ([]slot, error) {
	out, err := c.boardsToCome(tx, p.ID, forwardBoards)
	return out[:min(len(out), forwardBoards)], err
}

// notPlaced leaves out the yearly duties that a board has on its agenda.
func notPlaced(slots []slot, due []falling) []falling {
	return slices.DeleteFunc(due, func(f falling) bool {
		return f.before && slices.ContainsFunc(slots, func(s slot) bool {
			return s.board != nil && slices.ContainsFunc(s.board.Agenda, func(it store.AgendaItem) bool {
				return likeness(it.Item, f.item.Item) >= likeEnough
			})
		})
	})
}

// placed is what falls due at each board, after the last of them, and on a
// day that is not known to the day.
type placed struct {
	at      [][]falling
	after   []falling
	unclear []falling
}

// place puts everything that falls due at the first board on or after its
// day, or, where a board is to deal with it before, at the last one until then;
// what is late already stands at the first. A partial date is never treated as
// a day.
func place(slots []slot, due []falling) placed {
	out := placed{at: make([][]falling, len(slots))}
	for _, f := range due {
		if !f.on.Exact() {
			out.unclear = append(out.unclear, f)
			continue
		}
		i := 0
		for i < len(slots) && (!slots[i].on.Exact() || slots[i].on.Before(f.on)) {
			i++
		}
		if f.before {
			i = boardBefore(slots, f.on)
		}
		if i == len(slots) {
			out.after = append(out.after, f)
		} else {
			out.at[i] = append(out.at[i], f)
		}
	}
	return out
}

// boardBefore is the last board until a day, the first when all come later;
// none, which is how many there are, when there are more boards to come before
// it than are known.
func boardBefore(slots []slot, day store.Date) int {
	at := 0
	for i := range slots {
		if slots[i].on.Exact() && !slots[i].on.After(day) {
			at = i
		}
	}
	if n := len(slots); at == n-1 && (n == 0 || n == forwardBoards && slots[at].on.AddMonths(3).Before(day)) {
		return n
	}
	return at
}

func (c *Call) forwardPlan(tx *store.Tx, p *store.Partnership, slots []slot, due placed) (Reply, error) {
	r := Reply{Blocks: []Block{Heading("Forward plan of " + p.Name)}}
	switch {
	case len(slots) == 0:
		r = withBlocks(r, Para(T("No board is planned, and no series is recorded from which one could be expected.")), c.toAdd())
	case slots[0].board == nil:
		r = withBlocks(r, Para(T("No board is planned. These days are expected from the series.")))
	default:
		r = withBlocks(r, Para(T(slotsWords(slots))))
	}
	for i, s := range slots {
		b, err := c.slotBlocks(tx, &s, due.at[i])
		if err != nil {
			return Reply{}, err
		}
		r = withBlocks(r, b...)
	}
	after := "After these boards"
	if len(slots) == 0 {
		after = "What falls due"
	}
	for _, rest := range []struct {
		title string
		list  []falling
	}{{after, due.after}, {"Day not recorded", due.unclear}} {
		if len(rest.list) > 0 {
			r = withBlocks(r, Para(B(rest.title)), List{Items: c.fallingItems(rest.list)})
		}
	}
	if len(due.after) == 0 && len(due.unclear) == 0 && len(slots) == 0 {
		r = withBlocks(r, Para(T("Nothing that falls due is recorded.")))
	}
	row, err := c.nextButtons(tx, p.ID)
	if err != nil {
		return Reply{}, err
	}
	return withBlocks(r, c.offer(tx, append(row,
		Button{Label: "Boards of " + areaOf(p), Type: "boards " + p.ID},
		Button{Label: "Open " + areaOf(p), Type: "card " + p.ID})...)...), nil
}

// slotsWords says how many boards are planned, and what the others are.
func slotsWords(slots []slot) string {
	planned := 0
	for _, s := range slots {
		if s.board != nil {
			planned++
		}
	}
	says := upper(english.Count(planned, "board is", "boards are")) + " planned."
	switch n := len(slots) - planned; {
	case n > 0:
		says += " " + upper(english.Count(n, "more is", "more are")) + " expected from the series, and not planned yet."
	case len(slots) < forwardBoards:
		says += " No series is recorded from which more could be expected."
	}
	return says
}

// slotBlocks is one board of the forward plan: its agenda and what falls due.
func (c *Call) slotBlocks(tx *store.Tx, s *slot, due []falling) ([]Block, error) {
	if s.board == nil {
		return append([]Block{Para(B("Expected, not planned: " + s.words(c.Today())))}, c.dueBlocks(due)...), nil
	}
	out := []Block{Para(B(upper(boardLine(c.Today(), *s.board))))}
	agenda, err := c.agendaSeen(tx, s.board)
	if err != nil {
		return nil, err
	}
	var items []Text
	for _, it := range agenda {
		items = append(items, agendaItem(tx, &it))
	}
	if len(items) > 0 {
		out = append(out, List{Items: items, Numbered: true})
	} else {
		out = append(out, Para(T("Agenda: "+english.NotRecorded+".")))
	}
	if !s.on.Exact() {
		return append(out, Para(T("What falls due by it is told when its day is recorded."))), nil
	}
	return append(out, c.dueBlocks(due)...), nil
}

// dueBlocks tells what falls due at a board.
func (c *Call) dueBlocks(due []falling) []Block {
	if len(due) == 0 {
		return []Block{Para(T("Nothing recorded falls due by then."))}
	}
	var by, soon []falling
	for _, f := range due {
		if f.before {
			soon = append(soon, f)
		} else {
			by = append(by, f)
		}
	}
	var out []Block
	if len(by) > 0 {
		out = append(out, Para(T("Due by then:")), List{Items: c.fallingItems(by)})
	}
	if len(soon) > 0 {
		out = append(out, Para(T("For this board, by law:")), List{Items: c.fallingItems(soon)})
	}
	return out
}

// fallingItems are at most ten lines; the rest is counted.
func (c *Call) fallingItems(list []falling) []Text {
	var out []Text
	for _, f := range list[:min(len(list), pageSize)] {
		s := english.Short(f.on) + ": " + f.what
		if !f.end && passed(c.Today(), f.on) {
			s += ". Overdue by " + english.Count(f.on.Last().DaysUntil(c.Today()), "day", "days")
		}
		out = append(out, T(s+"."))
	}
	if n := len(list) - pageSize; n > 0 {
		out = append(out, T("and "+english.Thousands(n)+" more."))
	}
	return out
}
