package commands

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"csp/store"
)

// A button whose line adds something is pressed twice by a thumb that waits for
// an answer. It carries what it was offered for, so that it is carried out once;
// taken back, it can be pressed anew.

// onceVerb is the verb of a button that carries its line out once.
const onceVerb = "once"

// once has a button that types a line carry it out once.
func (c *Call) once(b Button) Button {
	if b.Action != "" || c.ID == "" {
		return b
	}
	sum := sha256.Sum256([]byte(c.Actor.Account() + "\n" + c.ID + "\n" + b.Type))
	value := onceVerb + "-" + hex.EncodeToString(sum[:12]) + " " + b.Type
	if units(value) > maxButtonValue {
		return b
	}
	b.Action, b.Value = c.Command.Name+"."+onceVerb, value
	return b
}

// pressOnce carries out the line of such a button, or says that it was.
func (d *Desk) pressOnce(ctx context.Context, cmd *Command, p Press) (Outcome, error) {
	key, line, _ := strings.Cut(p.Value, " ")
	request, before := key, uint64(0)
	err := d.Store.View(ctx, func(tx *store.Tx) error {
		request, before = key, 0
		for {
			n, ok, err := tx.Answered(request)
			if err != nil || !ok || n == 0 {
				return err
			}
			last, back, err := tx.TakenBack(n)
			if err != nil {
				return err
			}
			if !back {
				set, err := tx.ChangeSet(n)
				if err == nil && set.Actor == p.Actor.Account() {
					before = n
				}
				return err
			}
			request = key + "-" + strconv.FormatUint(last.Number, 10)
		}
	})
	if err != nil {
		return Outcome{}, err
	}
	c := &Call{Context: ctx, Request: p.Request, Desk: d, Command: cmd, Word: cmd.Name}
	if before != 0 {
		out, err := outcomeOf(c.doneBefore(before))
		out.Line = line
		return out, err
	}
	p.ID, p.Text = request, line
	out, err := outcomeOf(d.Do(ctx, p.Request))
	out.Line = line
	return out, err
}
