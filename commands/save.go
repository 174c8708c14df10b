package commands

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"csp/store"
)

const saveWord = "save"

var save = Command{
	Name: "save", Usage: "CODE LINE", Short: "do what was shown: the button below it types this for you",
	Right: Record, Buttons: true, Run: saveLine,
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){"it": saveForm},
}

// saveLine does what a typed line showed.
func saveLine(c *Call) (Reply, error) {
	code, line, _ := strings.Cut(c.Args, " ")
	if _, ok := seenAt(code); !ok || line == "" {
		return Reply{}, &Problem{
			Says: "This does what was shown before, and needs its code.",
			Then: "Type the change first, such as /csp chair durham and a name and a date, then press its button.",
		}
	}
	r := c.Request
	r.Text = line
	sub := c.Desk.read(c, r)
	if sub.Command == nil || sub.Command.Moves == nil {
		return Reply{}, &Problem{Says: "“" + typed(line) + "” changes nothing.", Then: "Type /csp help to see what does."}
	}
	made, err := sub.save(sub.Command.Moves, code)
	if err != nil {
		return Reply{}, err
	}
	if made.stale != "" {
		r := made.now.reply(line)
		r.Blocks = append([]Block{r.Blocks[0], staleBlock(made.stale)}, r.Blocks[1:]...)
		return r, nil
	}
	return sub.saved(made)
}

// saveForm does what a form showed.
func saveForm(c *Call, s Submission) (FormAnswer, error) {
	var st saveState
	if json.Unmarshal([]byte(s.State), &st) != nil || moves[st.Move] == nil {
		return FormAnswer{}, &Problem{Says: "This form is of an older version.", Then: "Close it and start again."}
	}
	m := moves[st.Move]()
	if err := json.Unmarshal(st.In, m); err != nil {
		return FormAnswer{}, &Problem{Says: "This form is of an older version.", Then: "Close it and start again.", Cause: err}
	}
	c.Text = st.Move // for the audit
	made, err := c.save(func(*Call, *store.Tx) (move, error) { return m, nil }, st.Code)
	if err != nil {
		return FormAnswer{}, err
	}
	if made.stale != "" {
		f, err := made.now.form(m)
		if err != nil {
			return FormAnswer{}, err
		}
		f.Before = append([]Block{staleBlock(made.stale)}, f.Before...)
		return FormAnswer{Next: f}, nil
	}
	r, err := c.saved(made)
	return FormAnswer{Tell: &r}, err
}

// made is what became of a draft that was to be written.
type made struct {
	wrote
	stale  string // why nothing was written: who changed what it touches
	now    drawn  // the draft as it is now
	before uint64 // the change that wrote the same draft before, so that nothing was written; 0: none
}

// errStale ends a change whose draft is no longer what was shown.
var errStale = errors.New("the draft has moved on")

// save writes a move if it still is what was shown under the code.
func (c *Call) save(read func(*Call, *store.Tx) (move, error), code string) (made, error) {
	return c.carryOut(read, code, func(d *draft, now drawn) string {
		if sameCode(code, now.code) {
			return ""
		}
		since, _ := seenAt(code)
		return d.staleWords(since)
	})
}

// do writes a move that needs not be shown before.
func (c *Call) do(read func(*Call, *store.Tx) (move, error)) (made, error) {
	return c.carryOut(read, "", func(*draft, drawn) string { return "" })
}

// carryOut writes a move unless it is stale, which is said in words. What was
// shown under a code is written once, whoever presses.
func (c *Call) carryOut(read func(*Call, *store.Tx) (move, error), code string, stale func(*draft, drawn) string) (made, error) {
	var out made
	w, err := c.write(func(tx *store.Tx) error {
		out = made{}
		c.known = nil
		var err error
		if out.before, err = c.writtenBefore(tx, code); err != nil {
			return err
		} else if out.before != 0 {
			return errStale
		}
		m, err := read(c, tx)
		if err != nil {
			return err
		}
		d := &draft{c: c, tx: tx}
		if m == nil {
			return &Problem{Says: "This line changes nothing.", Then: "Type /csp help to see what does."}
		}
		if err := m.work(d); err != nil {
			return gone(err)
		}
		if out.now, err = d.draw(); err != nil {
			return err
		}
		if out.stale = stale(d, out.now); out.stale != "" {
			return errStale
		}
		if err := out.now.keep(tx); err != nil {
			return err
		}
		if err := d.put(); err != nil {
			return err
		}
		if after, ok := m.(interface{ done(*draft) error }); ok {
			return after.done(d)
		}
		return nil
	})
	if errors.Is(err, errStale) {
		return out, nil
	}
	out.wrote = w
	if err != nil {
		view := c.Desk.Store.View(c, func(tx *store.Tx) error { return c.writeProblem(tx, err) })
		return out, view
	}
	return out, nil
}

// saved says what was done, in full, with Undo and more that may be done next.
func (c *Call) saved(m made, more ...Button) (Reply, error) {
	if m.before != 0 {
		return c.doneBefore(m.before)
	}
	r := m.now.done()
	row := []Button{undoButton(m.Number)}
	var buttons []Block
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		if m.Again {
			var err error
			if r, err = saidOf(tx, m.Number); err != nil {
				return err
			}
		}
		told, why, err := c.tellOffer(tx, m.Number)
		if err != nil {
			return err
		}
		next, err := c.afterPlanned(tx, m.Number)
		if err != nil {
			return err
		}
		var then []Button
		r, then = cutButtons(r)
		buttons = c.offer(tx, slices.Concat(row, told, next, then, more)...)
		if why != "" {
			r = withBlocks(r, Note(T(why)))
		}
		return nil
	})
	return withBlocks(r, buttons...), err
}

// lowerFirst makes the first letter small, of a sentence that follows a colon.
func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
