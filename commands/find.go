package commands

import (
	"strings"

	"csp/store"
)

// findKinds are what the form finds by name.
var findKinds = []string{"partnerships", "people", "schemes"}

// askWhat is the search without words: the form, or what to type where no
// form can open.
func (c *Call) askWhat() Reply {
	return Reply{
		Form: findForm(),
		Blocks: []Block{
			Para(T("Say what to look for, such as /csp search asb, or choose from a list.")),
			Buttons{{Label: "Find by name", Type: "search asb", Action: "search.open"}},
		},
	}
}

// findForm chooses a partnership, a person or a scheme by name, or looks for
// words everywhere.
func findForm() *Form {
	return &Form{
		ID: "search.find", Title: "Find", Send: "Show",
		Inputs: []Input{{
			Name: "what", Label: "Partnership, person or scheme",
			Hint: "Type the beginning of a name.", Kind: Lookup, Optional: true,
		}, {
			Name: "words", Label: "Or words to look for everywhere",
			Hint: "Such as burglary, or is:overdue owner:@me.", Kind: OneLine, Optional: true, Max: 200,
		}},
	}
}

// findOptions are the names that begin, or have a word that begins, as what
// was typed; all partnerships before anything was.
func findOptions(c *Call, tx *store.Tx, _, typed string) ([]Option, error) {
	var out []Option
	seen := map[subject]bool{}
	add := func(f found) error {
		ok, err := c.may(tx, Read, about(f.Rec))
		if err != nil || !ok || seen[subject{f.Kind, f.ID}] {
			return err
		}
		seen[subject{f.Kind, f.ID}] = true
		k, _ := store.KindNamed(f.Kind)
		_, one := k.Called()
		out = append(out, Option{Label: cutTo(f.label(tx)+" ("+one+")", 75), Value: f.Kind + "/" + f.ID})
		return nil
	}
	if store.Fold(typed) == "" {
		for p, err := range store.Partnerships.All(tx) {
			if err == nil {
				err = add(found{"partnerships", p.ID, &p})
			}
			if err != nil || len(out) == maxOptions {
				return out, err
			}
		}
		return out, nil
	}
	ids, err := asking{Words: typed, Kinds: findKinds}.ids(tx)
	for _, s := range ids {
		var f found
		if f, err = load(tx, s); err == nil {
			err = add(f)
		}
	}
	if err != nil {
		return nil, err
	}
	for _, kind := range findKinds {
		left := maxNames
		for h, err := range tx.NamedKind(kind, typed) {
			if left--; err == nil && left > 0 {
				var f found
				if f, err = load(tx, subject{h.Kind, h.ID}); err == nil {
					err = add(f)
				}
			}
			if err != nil {
				return nil, err
			}
			if left <= 0 || len(out) == maxOptions {
				break
			}
		}
	}
	return out[:min(len(out), maxOptions)], nil
}

// maxOptions is how many options a typeahead may have.
const maxOptions = 100

// findAnswer shows what was chosen, or what was found, in the form's place. A
// name that was chosen goes before words.
func findAnswer(c *Call, s Submission) (FormAnswer, error) {
	r := s.Request
	chosen, words := first(s.Values["what"]), strings.TrimSpace(first(s.Values["words"]))
	switch {
	case chosen != "":
		r.Text = showWord + " " + chosen
	case words != "":
		r.Text = searchWord + " " + words
	default:
		return FormAnswer{Errors: map[string]string{"what": "Choose a partnership, a person or a scheme, or write words to look for below."}}, nil
	}
	reply, err := c.Desk.Do(c, r)
	switch {
	case err != nil:
		return FormAnswer{}, err
	case reply.Bad && chosen == "":
		return FormAnswer{Errors: map[string]string{"words": reply.Plain()}}, nil
	}
	return FormAnswer{Reply: &reply}, nil
}

// first is the first of what an input holds, "" for nothing.
func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
