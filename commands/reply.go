package commands

// Reply is what a person reads, before it is drawn for Slack or a terminal.
type Reply struct {
	Blocks []Block
	// Bad: the request could not be carried out as typed, and changed
	// nothing. The blocks say why and what would be right.
	Bad bool
	// Refused: it is Bad since the person may not; the caller logs it.
	Refused bool
	// Form opens where a form can open (a slash command, a press). The blocks
	// stand where none can, such as after a mention, or when it came too late;
	// a button that opens the form is put below them unless they have one.
	// nil: none.
	Form *Form
	// Files go to the one who asks, in their direct messages with the bot,
	// wherever they asked; the blocks say so.
	Files []File
	// Copy: it is also written into the direct messages of the one who asks,
	// whole, where it stays; what is shown where they asked may vanish.
	Copy bool
	// Shared: the reply depends on nothing but the words typed, the store's
	// revision, the day, the place and what the person may see (Desk.Class),
	// so it may be kept and given to others of the same class.
	Shared bool
}

// File is something to keep, print or send on.
type File struct {
	Name  string // with its ending, such as register.yaml
	Title string // what people read; "": the name
	Bytes []byte // not empty: Slack takes no empty file
}

// Post is a message for everybody in a channel. It is posted once for each
// Key, however often it is asked for; a later Post of the same Key is the
// same message, corrected.
type Post struct {
	Channel string // the Slack channel's id
	Key     string // made of what is told, such as the number of a change set
	Reply   Reply  // without forms and what not everybody may read; its buttons are for everybody
}

// Block is one part of a reply: a Heading, Para, Facts, List, Note, Buttons
// or Rule.
type Block interface{ block() }

// Heading is a title of one line, plain text.
type Heading string

// Para is a paragraph.
type Para Text

// Facts are labelled values, one a line: Chair, Plan, Next board.
type Facts []Fact

// Fact is a label and its value; Where a value is Not recorded the value
// says so.
type Fact struct {
	Label string
	Value Text
}

// List is a list of lines with bullets, or with numbers.
type List struct {
	Items    []Text
	Numbered bool
}

// Note is small print: a source, an age, an assumption.
type Note Text

// Buttons are a row of buttons.
type Buttons []Button

// Rule is a line across.
type Rule struct{}

func (Heading) block() {}
func (Para) block()    {}
func (Facts) block()   {}
func (List) block()    {}
func (Note) block()    {}
func (Buttons) block() {}
func (Rule) block()    {}

// Text is a run of spans. What people typed goes in as it is: it is drawn so
// that it never pings, formats or links by itself.
type Text []Span

// Span is a piece of text of one look.
type Span struct {
	Text string
	Bold bool
	URL  string // http or https: the text becomes a link
	User string // a Slack user id: drawn as a mention; Text is what a terminal shows
	// Channel is a Slack channel's id: drawn as the channel's name; Text is
	// what a terminal shows.
	Channel string
}

// T is plain text.
func T(s string) Text { return Text{{Text: s}} }

// B is bold text.
func B(s string) Text { return Text{{Text: s, Bold: true}} }

// Link is a link with its words; without an address it is plain text.
func Link(words, url string) Text { return Text{{Text: words, URL: url}} }

// Join puts texts one after another.
func Join(parts ...Text) Text {
	var out Text
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// Button does something when pressed. Every button has words to type that
// do the same, so that the console can print them.
type Button struct {
	Label string
	// Type is what one would type after /csp to the same effect.
	Type string
	// Action is the command.verb that a press goes to, with Value; empty: the
	// press runs Type as though it had been typed, in place of the message.
	Action, Value string
	Primary       bool
	Danger        bool
	// Confirm asks first; only where others will be told or a record closes
	// for good.
	Confirm string
}
