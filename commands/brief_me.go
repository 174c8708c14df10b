package commands

import (
	"csp/store"
	"csp/store/english"
)

// maxBriefs is how many partnerships the entry "Brief me" offers; a form's
// field takes no more.
const maxBriefs = 100

// briefMe asks on which partnership, the one with the soonest board first.
func briefMe(c *Call, _ *Message) (Outcome, error) {
	f := &Form{ID: briefWord + ".me", Title: "Brief me", Send: "Brief me"}
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		list, _, err := c.byBoard(tx)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return &Problem{Says: "No partnership that you may see is recorded.", Then: "Type /csp list."}
		}
		next, err := c.nextOf(tx, list)
		if err != nil {
			return err
		}
		in := Input{Name: "partnership", Label: "Partnership", Hint: "The one with the soonest board stands first.", Kind: Select, Value: []string{list[0].ID}}
		for _, p := range list[:min(len(list), maxBriefs)] {
			label := p.Name
			if day, ok := next[p.ID]; ok {
				label = cutTo(label, maxLabel-25) + ", board " + english.Short(day)
			}
			in.Options = append(in.Options, Option{Label: cutTo(label, maxLabel), Value: p.ID})
		}
		f.Inputs = []Input{in}
		return nil
	})
	if err != nil {
		return Outcome{}, err
	}
	return Outcome{Form: f}, nil
}

// briefMeSent shows the brief on the partnership that was chosen.
func briefMeSent(c *Call, s Submission) (FormAnswer, error) {
	chosen := s.Values["partnership"]
	if len(chosen) == 0 {
		return FormAnswer{Errors: map[string]string{"partnership": "Choose a partnership."}}, nil
	}
	b, err := c.briefOn("partnerships/" + chosen[0])
	if err != nil {
		return FormAnswer{}, err
	}
	r := openUp(c.handBrief(b))
	return FormAnswer{Reply: &r}, nil
}
