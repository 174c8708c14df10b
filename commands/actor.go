package commands

import "csp/store"

// Actor is who asks, as Slack and the settings say; what they may do is
// asked of may.
type Actor struct {
	Team, User string // Slack ids; the program's own console has no team
	Name       string // as shown; "" when unknown
	Staff      bool   // CSP_STAFF
	Admin      bool   // CSP_ADMINS, the workspace's owners without it, and the console
	Guest      bool   // a single- or multi-channel guest
	Stranger   bool   // of another workspace (Slack Connect)
	// Channels are the ids of those partnerships' channels that a guest is
	// in; of nobody else.
	Channels []string
}

// Console is the actor of the program's own command line.
func Console() Actor { return Actor{User: "console", Name: "console", Admin: true} }

// Account is the actor's Slack account as the register writes it, T…/U….
func (a Actor) Account() string {
	if a.Team == "" {
		return a.User
	}
	return a.Team + "/" + a.User
}

// accounts are the ways in which the register may write the actor's account:
// T…/U…, and U… alone for somebody of the office's own workspace.
func (a Actor) accounts() []string {
	if a.Stranger || a.Team == "" {
		return []string{a.Account()}
	}
	return []string{a.Account(), a.User}
}

// personOf returns the register's person with the actor's Slack account, an
// empty one when there is none.
func personOf(tx *store.Tx, a Actor) (store.Person, error) {
	for _, account := range a.accounts() {
		for p, err := range store.People.By(tx, "slack", account) {
			return p, err
		}
	}
	return store.Person{}, nil
}

// person returns the register's person who asks, an empty one when it knows
// none with their Slack account.
func (c *Call) person(tx *store.Tx) (store.Person, error) { return personOf(tx, c.asker()) }

// asker is whose rights an answer has: the actor's, or, when a whole channel
// will read it, those of a full member, or of a guest where there are some,
// who is nobody in the register.
func (c *Call) asker() Actor {
	if c.Public {
		return Actor{Guest: c.Actor.Guest, Channels: c.Actor.Channels}
	}
	return c.Actor
}
