package commands

import (
	"regexp"
	"strings"

	"csp/store"
)

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

// pinged is a person as a message names them.
var pinged = regexp.MustCompile(`<@([A-Z0-9]+)(?:\|([^<>]*))?>`)

// unknownName stands for somebody whom the register does not know.
const unknownName = "somebody"

// messageWords is a message as people read it: who is mentioned in it is
// named.
func (c *Call) messageWords(tx *store.Tx, text string) string {
	return strings.TrimSpace(pinged.ReplaceAllStringFunc(text, func(s string) string {
		m := pinged.FindStringSubmatch(s)
		for _, account := range []string{m[1], c.Actor.Team + "/" + m[1]} {
			for p, err := range store.People.By(tx, "slack", account) {
				if err == nil {
					return p.Name
				}
			}
		}
		if m[2] == "" && strings.HasPrefix(text, s) {
			return "" // whom the message begins with, such as this app
		}
		return orWord(m[2], unknownName)
	}))
}
