package commands

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"csp/store"
)

// drawn is a draft in words, which outlives its transaction.
type drawn struct {
	title, short, press, code string
	then, instead             []Button // as the draft has them
	said                      []Text
	told                      []Block
	notes                     []string

	blocks []Block // what it changes and what follows
}

// drawing works a move out and puts it in words. Nothing is written.
func (c *Call) drawing(tx *store.Tx, m move) (drawn, error) {
	d := &draft{c: c, tx: tx}
	if err := m.work(d); err != nil {
		return drawn{}, gone(err)
	}
	return d.draw()
}

// gone turns the absence of what a move is about into words: it was there
// when the form or the button was made.
func gone(err error) error {
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return &Problem{Says: "Something that this is about is no longer in the register.", Then: "Nothing is changed. Start again from its card.", Cause: err}
}

func (d *draft) draw() (drawn, error) {
	if len(d.steps) == 0 {
		return drawn{}, d.asItIs()
	}
	code, err := d.code()
	out := drawn{title: d.title, short: d.short, press: d.press, code: code, then: d.then, instead: d.instead, said: d.said, told: d.told, notes: d.notes}
	lines := d.said
	if len(lines) == 0 {
		lines = d.lines()
	}
	out.blocks = []Block{Para(B("What will change")), List{Items: lines}}
	out.blocks = append(out.blocks, d.noteBlocks()...)
	return out, err
}

// noteBlocks are the notes of a draft as they are shown.
func (d *draft) noteBlocks() []Block {
	if len(d.notes) == 0 {
		return nil
	}
	var items []Text
	for _, n := range d.notes {
		items = append(items, T(n))
	}
	return []Block{Para(B("What to know")), List{Items: items}}
}

// asItIs says that a move changes nothing, and who wrote what it is about.
func (d *draft) asItIs() *Problem {
	p := &Problem{Says: "That is how it is recorded already, so there is nothing to change."}
	if len(d.same) > 0 {
		p.Then = d.c.movedOn(d.tx, d.same[0].kind, d.same[0].id)
	}
	return p
}

// preview shows what a typed line would change.
func (c *Call) preview(tx *store.Tx, m move) (Reply, error) {
	v, err := c.drawing(tx, m)
	if err != nil {
		return Reply{}, err
	}
	return v.reply(c.Command.Name + " " + c.Args), nil
}

const nothingYet = "Nothing is changed until you press the button."

// reply shows the draft of a typed line, with the button that writes it.
func (v drawn) reply(line string) Reply {
	r := Reply{Blocks: append([]Block{Heading(v.press + "?"), v.intent()}, v.blocks...)}
	return withBlocks(r, Note(T(nothingYet)), append(Buttons{{Label: v.press, Type: saveWord + " " + v.code + " " + line, Primary: true}}, v.instead...))
}

// intent says what is to be recorded, and so is not yet.
func (v drawn) intent() Block { return Para(Join(B("To be recorded: "), T(v.title+"."))) }

// form shows the draft of a form that was filled in; sending it writes it.
func (v drawn) form(m move) (*Form, error) {
	in, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("keep move: %w", err)
	}
	state, err := json.Marshal(saveState{moveName(m), in, v.code})
	return &Form{
		ID: saveWord + ".it", Title: v.short, Send: v.press, State: string(state),
		Before: append(append([]Block{v.intent()}, v.blocks...), Note(T(nothingYet))),
	}, err
}

// saveState is what the form of a draft carries.
type saveState struct {
	Move string          `json:"m"`
	In   json.RawMessage `json:"i"`
	Code string          `json:"c"`
}

// show answers a form with the draft of its move, or with what is wrong.
func (c *Call) show(m move) (FormAnswer, error) {
	var v drawn
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		var err error
		v, err = c.drawing(tx, m)
		return err
	})
	if err != nil {
		return FormAnswer{}, err
	}
	f, err := v.form(m)
	return FormAnswer{Next: f}, err
}

// staleWords say who changed something of the draft since the store was at a
// revision: "Changed by A. Patel 1 minute ago."; that something has changed,
// when nothing that is still part of it has.
func (d *draft) staleWords(since uint64) string {
	var last step
	rev := since
	for _, s := range d.steps {
		if s.was != nil && store.MetaOf(s.was).Rev > rev {
			last, rev = s, store.MetaOf(s.was).Rev
		}
	}
	if rev == since {
		return "Something has changed since this was shown."
	}
	at := last.subject()
	return d.stepName(last) + ": " + lowerFirst(d.c.movedOn(d.tx, at.kind, at.id))
}

// staleBlock stands above a draft that is shown again.
func staleBlock(says string) Block {
	return Para(T(strings.TrimSpace(says) + " Nothing was written. This is what would change now:"))
}
