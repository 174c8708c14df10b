package commands

import (
	"reflect"
	"slices"
	"strings"

	"csp/store"
)

// addWord is the command that adds a record.
const addWord = "add"

var add = Command{
	Name: "add", About: "register", Usage: "KIND [NAME]", Short: "add a person, plan, scheme or anything else to the register, by a form",
	Examples: []string{"add person", "add scheme Evening wardens"}, Right: Keep,
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if strings.TrimSpace(c.Args) == "" {
			return c.whatToAdd(), nil
		}
		if line, ok := actionLineIn(c.Args); ok {
			return Reply{}, byActionAdd(line)
		}
		form, err := c.addForm(tx, c.Args)
		if err != nil {
			return Reply{}, err
		}
		return formReply(form, Button{Label: "Open the form", Type: addWord + " " + c.Args, Action: addWord + "." + openVerb, Value: c.Args}), nil
	},
	Actions: map[string]func(*Call, string) (Outcome, error){
		openVerb: func(c *Call, value string) (Outcome, error) {
			return c.openForm(func(tx *store.Tx) (*Form, error) { return c.addForm(tx, value) })
		},
	},
	Forms:   keepForms(addWord),
	Options: keepOptions,
}

// actionLineIn is the line of an action behind the word action, when it is one
// rather than a name and fields: Mei Tan to circulate the workplan by 20 Jan.
func actionLineIn(words string) (line string, ok bool) {
	w := strings.Fields(words)
	if len(w) < 3 || !strings.EqualFold(w[0], "action") && !strings.EqualFold(w[0], "actions") || strings.Contains(words, "=") {
		return "", false
	}
	return strings.Join(w[1:], " "), slices.ContainsFunc(w[2:], func(s string) bool { return strings.EqualFold(s, "to") || strings.EqualFold(s, "by") })
}

// byActionAdd points to the command that records an action from one line.
func byActionAdd(line string) *Problem {
	to := "action add " + line
	return &Problem{
		Says: "An action is recorded from one line by /csp action add.", Then: "Type /csp " + typed(to) + ", or press:",
		Offer: []Button{{Label: "Record this action", Type: to}},
	}
}

// keepForms are the forms of a command that writes the register: one a kind,
// and one for each of its lists.
func keepForms(verb string) map[string]func(*Call, Submission) (FormAnswer, error) {
	submit := func(c *Call, s Submission) (FormAnswer, error) { return c.keepSubmit(verb, s) }
	out := map[string]func(*Call, Submission) (FormAnswer, error){
		listVerb: func(c *Call, s Submission) (FormAnswer, error) { return c.listChosen(s) },
	}
	for _, k := range store.Table {
		name, _ := k.Called()
		out[name] = submit
		for _, f := range k.Fields() {
			if f.Type == store.GroupField {
				out[name+"/"+f.Name] = submit
			}
		}
	}
	return out
}

// openForm opens a form after a press.
func (c *Call) openForm(make func(tx *store.Tx) (*Form, error)) (Outcome, error) {
	var f *Form
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		var err error
		f, err = make(tx)
		return err
	})
	return Outcome{Form: f, Push: true}, err
}

// formReply is a reply whose form opens, with words for where none can.
func formReply(f *Form, open Button) Reply {
	open.Primary = true
	what := f.Title
	if len(f.Before) > 0 {
		if h, ok := f.Before[0].(Heading); ok {
			what += ": " + string(h)
		}
	}
	return Reply{Form: f, Blocks: []Block{Para(Join(B(what+"."), T(" This is a form, which opens in Slack."))), Buttons{open}}}
}

// otherWords are what people call kinds of records beside their own names.
var otherWords = map[string]string{
	"board": "meetings", "boards": "meetings", "power": "duties", "organization": "organisations",
	"organizations": "organisations", "body": "organisations", "agency": "organisations", "csp": "partnerships",
	"grant": "schemes", "contact": "people", "member of staff": "people", "chair": "roles", "concern": "issues",
}

// kindCalled finds the kind that the first words name, and what follows them.
func kindCalled(words string) (kind store.AnyKind, rest string, ok bool) {
	w := strings.Fields(words)
	if len(w) == 0 {
		return nil, "", false
	}
	asked := strings.ToLower(w[0])
	if name := otherWords[asked]; name != "" {
		asked = name
	}
	for _, k := range store.Table {
		name, one := k.Called()
		if asked == name || asked == one {
			return k, strings.Join(w[1:], " "), true
		}
	}
	return nil, "", false
}

// addable are the kinds that one can add, as people call one of them.
func addable() (names, ones []string) {
	for _, k := range store.Table {
		if single, _, _ := k.Traits(); !single {
			name, one := k.Called()
			names, ones = append(names, name), append(ones, one)
		}
	}
	return names, ones
}

// whatToAdd is the command without a kind.
func (c *Call) whatToAdd() Reply {
	names, ones := addable()
	var row Buttons
	for i, one := range ones {
		row = append(row, Button{Label: upper(one), Type: addWord + " " + one, Action: addWord + "." + openVerb, Value: names[i]})
	}
	return Reply{Blocks: []Block{Para(T("Say what to add, such as /csp add person, or choose:")), row}}
}

// addForm is the form of a new record: a kind, fields as field=value, and a
// name.
func (c *Call) addForm(tx *store.Tx, words string) (*Form, error) {
	kind, rest, ok := kindCalled(words)
	if !ok {
		_, ones := addable()
		return nil, &Problem{Says: "“" + typed(words) + "” is nothing that can be added.", Then: "Type /csp add and one of: " + strings.Join(ones, ", ") + ".", Offer: []Button{{Label: "Choose what to add", Type: addWord}}}
	}
	name, _ := kind.Called()
	if single, _, _ := kind.Traits(); single {
		return c.editForm(tx, name)
	}
	k, err := c.keeper(tx, keepState{Kind: name})
	if err != nil {
		return nil, err
	}
	rec, err := c.preset(tx, kind, rest)
	if err != nil {
		return nil, err
	}
	if err := c.must(tx, Keep, about(rec)); err != nil {
		return nil, err
	}
	return k.addForm(rec, k.firstParts()...), nil
}

// addForm is the form of a new record that holds what is known of it.
func (k *keeper) addForm(rec any, before ...Block) *Form {
	return k.form(addWord, reflect.ValueOf(rec).Elem(), before...)
}

// preset is a new record with what was typed of it, the partnership whose
// channel this is, and what every new one starts with.
func (c *Call) preset(tx *store.Tx, kind store.AnyKind, words string) (any, error) {
	rec := kind.New()
	v := reflect.ValueOf(rec).Elem()
	given := map[string][]string{}
	var name []string
	for _, w := range heldTogether(words) {
		field, value, ok := strings.Cut(w, "=")
		if _, known := fieldOf(kind, field); ok && known {
			given[field] = []string{value}
			continue
		}
		name = append(name, w)
	}
	for _, field := range []string{"name", "title", "text"} {
		if _, ok := fieldOf(kind, field); ok && len(name) > 0 {
			given[field] = []string{strings.Join(name, " ")}
			break
		}
	}
	if here, err := c.channelPartnerships(tx); err == nil && len(here) == 1 {
		for _, field := range []string{"partnership", "partnerships"} {
			if _, ok := given[field]; !ok {
				given[field] = []string{here[0].ID}
			}
		}
	}
	if a, ok := rec.(*store.Action); ok {
		a.Raised, a.Status = c.Today(), "open"
	}
	for _, f := range kind.Fields() {
		if given[f.Name] == nil || f.Type == store.GroupField || slices.Contains([]string{"id", "ref", "confirmed"}, f.Name) {
			continue
		}
		if err := c.read(f, v.FieldByIndex(f.Index), given[f.Name]); err != nil {
			return nil, err
		}
	}
	return rec, nil
}
