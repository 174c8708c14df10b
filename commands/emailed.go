package commands

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"csp/store"
)

const emailedWord = "emailed"

// copyWord asks for the texts to be copied, too.
const copyWord = "copy"

var emailed = Command{
	Name: "emailed", Usage: "PERSON [copy]", Short: "note that an owner without Slack was emailed about their actions; copy gives the text",
	Right: Record, Buttons: true, Takes: []string{"people"}, Run: emailedRun,
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){"it": emailedSent},
}

// emailedRun opens the form for the owners without Slack of a post, or for
// one of them by name.
func emailedRun(c *Call) (Reply, error) {
	if c.Public {
		return Reply{}, &Problem{Says: "Who is written to is told in private.", Then: "Leave out here."}
	}
	name, texts := cutLast(c.Args, copyWord)
	if name == "" {
		return Reply{}, &Problem{Says: "Say who was emailed.", Then: "Type /csp emailed and a name."}
	}
	var form *Form
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		owners, err := c.ownersMeant(tx, name)
		if err == nil {
			form, err = c.emailForm(tx, owners, texts)
		}
		return err
	})
	if err != nil {
		return Reply{}, err
	}
	return Reply{Form: form, Blocks: form.Before}, nil
}

// ownersMeant are the owners without Slack of the post, or of the line, with
// the key, or the person who is named.
func (c *Call) ownersMeant(tx *store.Tx, words string) ([]string, error) {
	var out []string
	if len(words) == keyLength && !strings.Contains(words, " ") {
		_, items, err := c.meantLines(tx, words)
		if err != nil {
			return nil, err
		}
		for i := range items {
			if it := &items[i]; unreached(it) && it.Did == "" && !slices.Contains(out, it.Person) {
				out = append(out, it.Person)
			}
		}
		if len(items) > 0 && len(out) == 0 {
			return nil, &Problem{Says: "Everybody in this message has been dealt with.", Then: "Nothing is changed."}
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	f, err := c.resolve(tx, asking{Words: words, Kinds: []string{"people"}, Again: func(n string) string { return emailedWord + " " + n }})
	if err != nil {
		return nil, err
	}
	p := f.Rec.(*store.Person)
	if p.Slack != "" {
		return nil, &Problem{Says: p.Name + " has a Slack account recorded, so reminders go there.", Then: "To ask for an update, open one of their actions: /csp actions and their name."}
	}
	return []string{p.ID}, nil
}

// keyLength is the length of the key of a post or a line.
const keyLength = 16

// maxMailed is how many owners one form has.
const maxMailed = 10

// emailForm shows the owners who can be marked as emailed, with the text for
// each when it is to be copied.
func (c *Call) emailForm(tx *store.Tx, owners []string, texts bool) (*Form, error) {
	f := &Form{ID: emailedWord + ".it", Title: "Mark as emailed", Send: "Mark as emailed"}
	who := Input{Name: "who", Label: "Who has been emailed?", Kind: Ticks, Optional: texts}
	var state []string
	var no error = &Problem{Says: "No open action is in their name that you may record for.", Then: "To see whose actions are open, type /csp actions."}
	for _, id := range owners[:min(len(owners), maxMailed)] {
		m, err := c.mailTo(tx, id)
		var p *Problem
		switch {
		case errors.As(err, &p):
			no = p
			continue
		case err != nil:
			return nil, err
		}
		state = append(state, id)
		who.Options = append(who.Options, Option{cutTo(m.owner.Name, maxLabel), id})
		if texts {
			f.Inputs = append(f.Inputs, Input{
				Name: "mail-" + id, Label: cutTo("Email to "+m.owner.Name, maxLabel), Kind: ManyLines,
				Value: []string{m.text()}, Optional: true,
			})
		} else {
			who.Value = append(who.Value, id)
		}
	}
	if len(state) == 0 {
		return nil, no
	}
	says := "An owner who is marked is not asked again about these actions for 10 working days."
	if texts {
		f.Title = "Copy for email"
		says = "Copy each text into an email of your own. Nothing is sent from here. " + says
	}
	f.Before = []Block{Note(T(says))}
	if more := len(owners) - maxMailed; more > 0 {
		f.Before = append(f.Before, Note(T(fmt.Sprintf("And %d more. Mark these first, then press again.", more))))
	}
	f.Inputs = append(f.Inputs, who)
	b, err := json.Marshal(state)
	f.State = string(b)
	return f, err
}

// emailedSent marks those who were ticked.
func emailedSent(c *Call, s Submission) (FormAnswer, error) {
	ticked := s.Values["who"]
	if len(ticked) == 0 {
		return FormAnswer{Tell: &Reply{Blocks: []Block{Para(T("Nobody was marked as emailed. Nothing is changed."))}}}, nil
	}
	r, err := c.markEmailed(ticked)
	if err != nil {
		return FormAnswer{}, err
	}
	return FormAnswer{Tell: &r, Owes: true}, nil
}
