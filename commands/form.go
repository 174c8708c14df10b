package commands

// Form is a modal: inputs, and a button to send them.
type Form struct {
	ID     string  // the command.verb that it is submitted to
	Title  string  // 24 characters at most
	Send   string  // the words of its button, 24 at most; empty: nothing to send
	Before []Block // what stands above the inputs
	Inputs []Input
	State  string // comes back with the submission; not secret, to be looked up
}

// InputKind is what an input holds.
type InputKind string

// The kinds of input.
const (
	OneLine   InputKind = "line"
	ManyLines InputKind = "lines"
	DateInput InputKind = "date"   // 2026-12-08
	TimeInput InputKind = "time"   // 10:00
	Select    InputKind = "select" // one of Options
	Several   InputKind = "several"
	Lookup    InputKind = "lookup" // typeahead by the command's Options
	// LookupSeveral is Lookup of any number; Options holds what Value names.
	LookupSeveral InputKind = "lookups"
	Ticks         InputKind = "ticks" // several of at most ten Options
)

// Input is one field of a form.
type Input struct {
	Name     string // unique in the form; errors stand on it
	Label    string
	Hint     string
	Kind     InputKind
	Options  []Option
	Value    []string // what it holds when opened
	Optional bool
	Max      int // characters, of a text; 0: 3,000
}

// Option is one thing to choose.
type Option struct{ Label, Value string }

// Submission is a form that was sent.
type Submission struct {
	Request                         // Text is empty; ID is the view's, so that sending twice does it once
	Form, State string              // as the form had them
	Values      map[string][]string // by the input's name; absent: left empty
}

// FormAnswer is what becomes of a submission: errors on its fields (what was
// typed is kept), another form or a reply in its place, or, when all are
// empty, the form closes.
type FormAnswer struct {
	Errors map[string]string
	Next   *Form
	Reply  *Reply // shown in the modal
	// Tell is sent privately where the form was opened, which closes with all
	// that lies below. A form that was opened where nothing can be sent, such as
	// on the Home tab, makes way for it instead.
	Tell *Reply
	Post *Post // also posted to a channel; the answer is shown when that is done
	// Push: Next or Reply opens on top of the form, which stays below as it was
	// filled in. Slack stacks three; above that it takes the form's place.
	// Without Next, Reply and Tell only the form on top closes.
	Push bool
	// Owes: the ledger owes something that people wait to see, such as a
	// message that is to say what was done.
	Owes bool
}
