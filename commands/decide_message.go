package commands

import "csp/store"

// decideMessage opens the form with what a message says.
func decideMessage(c *Call, m *Message) (Outcome, error) {
	return c.decideOpens(func(tx *store.Tx) (*Form, error) {
		here, err := c.channelPartnerships(tx)
		if err != nil {
			return nil, err
		}
		st := decideState{Link: m.Link, Text: c.messageWords(tx, m.Text)}
		if len(here) == 1 {
			st.Partnerships = []string{here[0].ID}
		}
		return c.decideForm(tx, "board", st)
	})
}
