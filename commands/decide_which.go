package commands

import (
	"strings"

	"csp/store"
)

// askWhich is the form of a decision again, as it was filled in, with the
// question whether it is one of those that are needed.
func (c *Call) askWhich(kind string, st decideState, s Submission, m *newDecision) (FormAnswer, error) {
	out, err := c.decideOpens(func(tx *store.Tx) (*Form, error) {
		d := &draft{c: c, tx: tx}
		list, err := d.alike(&m.Decision)
		if err != nil {
			return nil, err
		}
		st.Asked = nil
		for i := range list {
			st.Asked = append(st.Asked, list[i].ID)
		}
		f, err := c.decideForm(tx, kind, st)
		if err != nil {
			return nil, err
		}
		c.refill(tx, f, s.Values)
		return f, nil
	})
	return FormAnswer{Next: out.Form}, err
}

// refill puts into a form what was sent of it. A choice among names keeps the
// name.
func (c *Call) refill(tx *store.Tx, f *Form, values map[string][]string) {
	for i := range f.Inputs {
		in := &f.Inputs[i]
		in.Value = values[in.Name]
		kind := decideLookups[in.Name]
		if kind == "" {
			continue
		}
		in.Options = nil
		for _, id := range in.Value {
			if found, err := load(tx, subject{kind, id}); err == nil {
				in.Options = append(in.Options, Option{Label: cutTo(found.label(tx), maxLabel), Value: id})
			}
		}
	}
}

// whichInput asks whether a decision is one of those that are needed.
func (c *Call) whichInput(tx *store.Tx, ids []string) (Input, error) {
	in := Input{
		Name: "which", Label: "Is it one that is needed?", Kind: Select,
		Hint: "These sound like it. The one that you choose is then taken, with what stands below.",
	}
	for _, id := range ids {
		d, err := store.Decisions.Get(tx, id)
		if err != nil {
			return in, gone(err)
		}
		whose := "the board's"
		if d.Kind == "pcc" {
			whose = "the commissioner's"
		}
		in.Options = append(in.Options, Option{Label: cutTo("Yes, "+whose+": "+strings.TrimSpace(d.Ref+" "+d.Text), maxLabel), Value: id})
	}
	in.Options = append(in.Options, Option{Label: "No: it is a new decision", Value: noneValue})
	return in, nil
}
