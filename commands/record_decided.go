package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// pastedDecision is a pasted line as a decision.
type pastedDecision struct {
	rec store.Decision
	// instead is the decision that is needed which the line says is taken, as
	// chosen; "": it is a new one.
	instead string
	pcc     bool // that one is the commissioner's
	open    bool // it is still to be asked which of the two
	out     bool // it is left out, as chosen
}

// readDecisions reads the pasted decisions. Whether one is a decision that is
// needed is asked.
func (rd *reading) readDecisions() error {
	r := rd.r
	d := &draft{c: r.Call, tx: r.tx}
	taken := map[string]bool{} // by the lines before
	for _, l := range rd.placed[decisionsWord] {
		l, ok := decisionLine(l)
		if !ok || rd.leftOut(decisionsWord, l.Text) {
			continue
		}
		if ref, err := rd.decidedThere(l.Text); err != nil {
			return err
		} else if ref != "" && rd.leaveThere(leftLine{of: decisionsWord, line: l.Text, why: leftThere, as: ref}) {
			continue
		}
		p := pastedDecision{rec: store.Decision{
			Kind: "board", Partnerships: []string{r.p.ID}, Meeting: r.m.ID, Text: l.Text,
			Status: "taken", Decided: r.m.Start.Date, Session: session(l.Closed),
		}}
		like, err := d.alike(&p.rec)
		if err != nil {
			return err
		}
		like = slices.DeleteFunc(like, func(o store.Decision) bool { return taken[o.ID] })
		if len(like) > 0 {
			q := question{
				name: questionName("needed", l.Text), label: quotedLine(l.Text),
				hint: "It sounds like a decision that is needed. Is this it?", out: true,
			}
			for i := range like {
				yes := "Yes: "
				if like[i].Kind == "pcc" {
					yes = "Yes, the commissioner's: "
				}
				q.options = append(q.options, Option{Label: cutTo(yes+strings.TrimSpace(like[i].Ref+" "+like[i].Text), maxLabel), Value: like[i].ID})
			}
			q.options = append(q.options, Option{Label: "No: it is a new decision", Value: answerNobody})
			switch id := rd.answer(q, l.Text); id {
			case "":
				p.open = true
			case answerNobody:
			case answerOut:
				p.out = true
			default:
				p.instead, taken[id] = id, true
				p.pcc = slices.ContainsFunc(like, func(o store.Decision) bool { return o.ID == id && o.Kind == "pcc" })
			}
		}
		rd.decisions = append(rd.decisions, p)
	}
	return nil
}

// decided writes a pasted decision: a new one, or one that was needed.
func (d *draft) decided(p *pastedDecision) error {
	rec := p.rec
	if p.instead != "" {
		if old, err := store.Decisions.Get(d.tx, p.instead); err != nil {
			return gone(err)
		} else if old.Kind == "pcc" {
			rec.Meeting = "" // it is of no board
		}
		right := d.right
		title, short, press := d.title, d.short, d.press
		err := takenInstead(p.instead, &newDecision{Decision: rec}).work(d)
		d.right, d.title, d.short, d.press = right, title, short, press
		return err
	}
	if err := d.numbered(&rec, rec.Decided); err != nil {
		return err
	}
	var err error
	if rec.Meta, err = d.meta(store.Decisions.Name, rec.Ref); err != nil {
		return err
	}
	rec.Checked = store.Date{}
	return d.change(nil, &rec)
}

// ofCommissioner says of a decision that it is not the board's.
func ofCommissioner(d *store.Decision) string {
	if d.Kind == "pcc" {
		return " Of the commissioner."
	}
	return ""
}

// decisionsCounted counts decisions, and says whose they are where not all are
// the board's: 2 decisions: 1 of the board and 1 of the commissioner.
func decisionsCounted(all []*store.Decision) string {
	pcc := 0
	for _, d := range all {
		if d.Kind == "pcc" {
			pcc++
		}
	}
	s := upper(english.Count(len(all), "decision", "decisions"))
	switch pcc {
	case 0:
		return s
	case len(all):
		return s + " of the commissioner"
	}
	return s + ": " + english.Thousands(len(all)-pcc) + " of the board and " + english.Thousands(pcc) + " of the commissioner"
}
