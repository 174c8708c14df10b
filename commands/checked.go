package commands

import (
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

const checkedWord = "checked"

var checked = Command{
	Name: "checked", About: "register", Usage: "NAME", Short: "say that what is recorded is still right: it stamps today's date",
	Examples: []string{"checked darlington"}, Right: Keep,
	Run: func(c *Call) (Reply, error) {
		if c.Public {
			return Reply{}, &Problem{Says: "Facts are confirmed in private.", Then: "Type /csp checked and the name, or leave out here."}
		}
		var what seenRecord
		err := c.Desk.Store.View(c, func(tx *store.Tx) error {
			var err error
			what, err = c.toConfirm(tx)
			return err
		})
		if err != nil {
			return Reply{}, err
		}
		return c.confirm(what)
	},
	Actions: map[string]func(*Call, string) (Outcome, error){
		"it": func(c *Call, value string) (Outcome, error) {
			what, ok := readSeen(value)
			if !ok {
				return Outcome{}, &Problem{Says: "This button is of an older version.", Then: "Type /csp checked and the name."}
			}
			r, err := c.confirm(what)
			return Outcome{Reply: &r, Below: true}, err
		},
	},
}

// seenRecord is a record as somebody saw it. rev is 0 when it was named
// without a look at it.
type seenRecord struct {
	kind, id string
	rev      uint64
}

// readSeen reads kind/id/rev; the last may be left out.
func readSeen(s string) (seenRecord, bool) {
	p := strings.Split(strings.TrimSpace(s), "/")
	if len(p) < 2 || len(p) > 3 {
		return seenRecord{}, false
	}
	if _, ok := store.KindNamed(p[0]); !ok || !store.ValidID(p[1]) {
		return seenRecord{}, false
	}
	out := seenRecord{kind: p[0], id: p[1]}
	if len(p) == 3 {
		n, err := strconv.ParseUint(p[2], 10, 64)
		if err != nil {
			return seenRecord{}, false
		}
		out.rev = n
	}
	return out, true
}

// toConfirm is the record whose name was typed.
func (c *Call) toConfirm(tx *store.Tx) (seenRecord, error) {
	if c.Args == "" {
		return seenRecord{}, &Problem{Says: "Say what you have checked.", Then: "Type /csp checked and a name, such as /csp checked darlington. To see what needs it, type /csp gaps."}
	}
	if what, ok := readSeen(c.Args); ok {
		return what, nil
	}
	f, ok, err := c.byReference(tx, c.Args)
	if err == nil && !ok {
		f, err = c.resolve(tx, asking{Words: c.Args, Again: func(n string) string { return checkedWord + " " + n }})
	}
	return seenRecord{kind: f.Kind, id: f.ID}, err
}

// stillRight is the button that confirms a record as it stands.
func stillRight(kind string, rec any) Button {
	m := store.MetaOf(rec)
	at := kind + "/" + m.ID
	return Button{Label: "Still right", Type: checkedWord + " " + at, Action: checkedWord + ".it", Value: at + "/" + strconv.FormatUint(m.Rev, 10)}
}

// confirm stamps a record with today's date.
func (c *Call) confirm(what seenRecord) (Reply, error) {
	var already *Reply
	w, err := c.write(func(tx *store.Tx) error {
		c.known, already = nil, nil
		k, _ := store.KindNamed(what.kind)
		rec, err := k.Load(tx, what.id)
		if err != nil {
			return err
		}
		if err := c.must(tx, Keep, about(rec)); err != nil {
			return err
		}
		m := store.MetaOf(rec)
		switch today := c.Today(); {
		case !m.Checked.Before(today):
			already, err = c.confirmedAlready(tx, what, rec)
			return err
		case what.rev != 0 && m.Rev != what.rev:
			return &Problem{
				Says: c.movedOn(tx, what.kind, what.id) + " You have not seen that yet, so nothing is stamped.", Then: "Look at it again, then press Still right.",
				Offer: seenButtons(tx, what),
			}
		default:
			m.Checked = today
		}
		return k.Save(tx, rec)
	})
	var r Reply
	view := c.Desk.Store.View(c, func(tx *store.Tx) error {
		c.known = nil
		switch {
		case err != nil:
			return c.gone(tx, what, err)
		case already != nil:
			r = *already
		case w.Number == 0: // a request that came again, and changed nothing the first time
			f, lerr := load(tx, subject{what.kind, what.id})
			if lerr != nil {
				return c.gone(tx, what, lerr)
			}
			var p *Reply
			p, err = c.confirmedAlready(tx, what, f.Rec)
			if p != nil {
				r = *p
			}
		default:
			r, err = c.confirmed(tx, what, w.Number)
		}
		return err
	})
	return r, view
}

func seenButtons(tx *store.Tx, what seenRecord) []Button {
	if at := openLine(tx, what.kind, what.id); at != "" {
		return []Button{{Label: "Open", Type: at}}
	}
	return nil
}

// gone says that a record is no longer there, and else what err says.
func (c *Call) gone(tx *store.Tx, what seenRecord, err error) error {
	if f, lerr := load(tx, subject{what.kind, what.id}); lerr != nil && f.Rec == nil {
		return &Problem{Says: "This is no longer in the register. " + c.movedOn(tx, what.kind, what.id), Then: "Type /csp gaps to see what needs checking.", Cause: err}
	}
	return c.writeProblem(tx, err)
}

// confirmed says what was stamped, from the change set.
func (c *Call) confirmed(tx *store.Tx, what seenRecord, number uint64) (Reply, error) {
	for e, err := range tx.Entries(number) {
		if err != nil {
			return Reply{}, err
		}
		was, now, err := versions(&store.HistoryItem{Entry: e})
		if err != nil || now == nil || was == nil {
			return Reply{}, err
		}
		before := "It had never been checked."
		if d := store.MetaOf(was).Checked; !d.IsZero() {
			before = "Last checked " + english.Short(d) + "."
		}
		words := " is still right: checked " + english.Long(store.MetaOf(now).Checked) + ". " + before
		r := Reply{Blocks: []Block{Para(Join(B(entryLabel(tx, found{e.Kind, e.ID, now})), T(words)))}}
		return withBlocks(r, c.offer(tx, append([]Button{undoButton(number)}, seenButtons(tx, what)...)...)...), nil
	}
	return Reply{}, nil
}

// confirmedAlready says who confirmed a record before.
func (c *Call) confirmedAlready(tx *store.Tx, what seenRecord, rec any) (*Reply, error) {
	m := store.MetaOf(rec)
	words := " was checked already, on " + english.Long(m.Checked)
	for h, err := range tx.History(what.kind, what.id) {
		if err != nil {
			return nil, err
		}
		was, _, err := versions(&h)
		if err != nil {
			return nil, err
		}
		if was == nil || store.MetaOf(was).Checked != m.Checked {
			words += ", by " + c.author(&h.Set) + " " + ago(h.Set.Age(c.Now))
			break
		}
	}
	return &Reply{Blocks: []Block{Para(Join(B(entryLabel(tx, found{what.kind, what.id, rec})), T(words+". Nothing is changed.")))}}, nil
}
