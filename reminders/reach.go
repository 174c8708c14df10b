package reminders

import (
	"time"

	"csp/store"
)

// ReachOwner says where a message about an action for its owner goes now: a
// U… id for their direct messages, else the secretariat's, else the office's
// channel. note says why it is not the owner's; "" when it is.
func ReachOwner(tx *store.Tx, s Settings, now time.Time, a *store.Action) (to, note string, err error) {
	v := newView(tx, s, now)
	step := actionStep(a)
	step.Day = v.today()
	p := v.place(&step, Owner)
	return p.channel, p.note, v.err
}
