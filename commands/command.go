// Package commands is what people ask and do: one file a subcommand, one
// table of them. It reads the store and makes replies; it knows nothing of
// Slack beyond the ids of people and channels.
package commands

import (
	"context"
	"time"

	"csp/store"
)

// Request is one line somebody typed, or a press that stands for one.
type Request struct {
	Actor   Actor
	Channel string    // the Slack channel it was typed in; "": none
	Text    string    // what came after /csp
	Now     time.Time // the calendar's time in the office's zone, read once
	ID      string    // the same for a redelivery of the same request
	// Public: everybody in the channel will read the answer. The actor then
	// has the rights of the least trusted of them.
	Public bool
}

// Today is the request's civil date.
func (r *Request) Today() store.Date { return store.DateOf(r.Now) }

// Command is one subcommand: what it is called, how it is used and what it
// does. Help, completion and dispatch all read the one Table.
type Command struct {
	Name     string
	Aliases  []string
	Usage    string   // its arguments: [PARTNERSHIP] [on DATE]
	Short    string   // what it gets, one line
	Examples []string // whole lines as typed after /csp, that work on the example register
	About    string   // the group in which help tells it: see helpGroups
	Right    Right    // what one must be allowed to see it in help and run it
	Refusal  string   // what those without the right are told; "": who has it
	// Bare: its word may be left out, as help then writes it.
	Bare bool
	// Takes are the kinds whose names are its arguments, for completion.
	Takes []string
	// Shows are the kinds of record that it shows one of, when its argument
	// is that record's id.
	Shows []string
	// Shared: its replies may be kept; see Reply.Shared.
	Shared bool
	// Read answers from one snapshot. A command has Read or Run.
	Read func(c *Call, tx *store.Tx) (Reply, error)
	// Run answers a command that writes; it opens its own transactions.
	Run func(c *Call) (Reply, error)
	// Actions are its buttons' verbs.
	Actions map[string]func(c *Call, value string) (Outcome, error)
	// Forms are its forms' verbs.
	Forms map[string]func(c *Call, s Submission) (FormAnswer, error)
	// Shortcuts are its entries in Slack's shortcut menus.
	Shortcuts []Shortcut
	// Buttons: its lines are typed by buttons, so help does not list it.
	Buttons bool
	// Changes are the lines that change something with it, as help has them
	// for the office's staff.
	Changes []string
	// Notes say in help what else one must know to use it.
	Notes []string
	// Less is what help says of it to those who do not keep the register, in
	// place of its Usage, Short, Examples and Notes; nil: the same.
	Less *Command
	// Moves reads what it was given as one of the office's moves; nil: it is
	// none. The save command carries out what it then shows.
	Moves func(c *Call, tx *store.Tx) (move, error)
	// Options is the typeahead of its Lookup inputs: at most 100 options for
	// what was typed so far.
	Options func(c *Call, tx *store.Tx, input, typed string) ([]Option, error)
}

// Call is one request on its way through a command.
type Call struct {
	context.Context
	Request
	Desk    *Desk
	Command *Command
	Word    string // the command word as typed
	Args    string // what was typed after the command word, spaces folded
	Form    string // the id of the form whose typeahead this is; else ""
	State   string // and the state that it has
	// Values are what the inputs hold of the form that a pressed button stands
	// in, by their names; nil: it stands in none.
	Values map[string][]string
	// Assumed is what was taken for granted, such as the channel's own
	// partnership; every reply says it.
	Assumed string

	readAs string // the line that a phrase was read as; "": none was
	known  *rights
	hit    *found // the record that a line meant which had no command word
}

// Outcome is what becomes of a press: a reply in place of the message that
// held the button, or below it, or a form that opens.
type Outcome struct {
	Reply *Reply
	Below bool // the reply is a new private message
	Form  *Form
	Post  *Post // also posted to a channel; the reply is shown when that is done
	// Push: pressed in a modal, the form or reply opens on top of it, and what
	// was typed there stays below. Slack stacks three; above that, and
	// elsewhere, it makes no difference.
	Push bool
	// Owes: the ledger owes something that people wait to see.
	Owes bool
	// Line is what one would type for the reply; "": nothing, or the line
	// that the button carried.
	Line string
}

// Problem is an error that a person can act on: one sentence that says what
// is wrong, then what to type. It becomes a Bad reply.
type Problem struct {
	Says    string
	Then    string
	Offer   []Button
	Refused bool  // a matter of rights, which is logged
	Cause   error // for errors.Is, not for people; nil: none
}

func (p *Problem) Error() string { return p.Says }

// Unwrap returns Cause.
func (p *Problem) Unwrap() error { return p.Cause }
