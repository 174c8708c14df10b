package commands

import (
	"context"
	"regexp"
	"strings"

	"csp/store"
)

// What Slack writes for a person, <@U0MARSH>, is for programs. In what is said
// the person's name stands for it, where the reader may see them. In what is
// written down stands the name where the writer may see them, else the account,
// in words that ping nobody: who was meant is not lost, and those who may see
// them read the name.

// pinged is a person as a message names them.
var pinged = regexp.MustCompile(`<@([A-Z0-9/]+)(?:\|([^<>]*))?>`)

// halfPinged is such a name that was cut off.
var halfPinged = regexp.MustCompile(`<@[A-Z0-9/]*(?:\|[^<>]*)?…?$`)

// unknownName stands for somebody whom the reader may not see, or whom the
// register does not know.
const unknownName = "somebody"

// keptBegins stands behind that, before the account of such a person, in what is
// written.
const keptBegins = " (Slack account "

// keptAccount is that in a text.
var keptAccount = regexp.MustCompile(`(?i:` + unknownName + `)` + regexp.QuoteMeta(keptBegins) + `([A-Z0-9/]+)\)`)

// named is a text to be written down, without what Slack writes for people.
func (c *Call) named(tx *store.Tx, text string) string {
	return pinged.ReplaceAllStringFunc(text, func(s string) string {
		m := pinged.FindStringSubmatch(s)
		return orWord(orWord(c.nameSeen(tx, m[1]), m[2]), unknownName+keptBegins+m[1]+")")
	})
}

// messageWords is a message as it is written down, without whom it begins with
// and nobody here knows, such as this app.
func (c *Call) messageWords(tx *store.Tx, text string) string {
	if at := pinged.FindStringSubmatchIndex(text); at != nil && at[0] == 0 && at[4] < 0 && !accountKnown(tx, c.Actor.Team, text[at[2]:at[3]]) {
		text = text[at[1]:]
	}
	return strings.TrimSpace(c.named(tx, text))
}

// shown is a text as it is read by the one who asks.
func (c *Call) shown(tx *store.Tx, text string) string {
	text = pinged.ReplaceAllStringFunc(text, func(s string) string {
		m := pinged.FindStringSubmatch(s)
		return orWord(orWord(c.nameSeen(tx, m[1]), m[2]), unknownName)
	})
	return keptAccount.ReplaceAllStringFunc(text, func(s string) string {
		return orWord(c.nameSeen(tx, keptAccount.FindStringSubmatch(s)[1]), s)
	})
}

// accountsOf are the accounts that a Slack user of a team may be recorded by.
func accountsOf(team, user string) []string { return []string{user, team + "/" + user} }

// nameSeen is the name of the person with a Slack account, where the one who
// asks may see them; else "".
func (c *Call) nameSeen(tx *store.Tx, user string) string {
	for _, account := range accountsOf(c.Actor.Team, user) {
		for p, err := range store.People.By(tx, "slack", account) {
			if err != nil {
				break
			}
			if ok, err := c.may(tx, Read, about(&p)); err == nil && ok {
				return p.Name
			}
		}
	}
	return ""
}

// accountKnown reports whether a person of the register has a Slack account.
func accountKnown(tx *store.Tx, team, user string) bool {
	for _, account := range accountsOf(team, user) {
		for _, err := range store.People.By(tx, "slack", account) {
			return err == nil
		}
	}
	return false
}

// unpingedFor is what a press or a form is answered with, for the one who did it.
func (d *Desk) unpingedFor(ctx context.Context, r Request, reply *Reply) {
	if reply != nil {
		*reply = (&Call{Context: ctx, Request: r, Desk: d}).unpinged(*reply)
	}
}

// unpinged is a reply with names in place of what stands for people.
func (c *Call) unpinged(r Reply) Reply {
	if all := r.Plain(); !strings.Contains(all, "<@") && !strings.Contains(all, keptBegins) {
		return r
	}
	out := r
	out.Blocks = nil
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		out.Blocks = nil
		for _, b := range r.Blocks {
			switch b := b.(type) {
			case Para:
				out.Blocks = append(out.Blocks, Para(c.shownText(tx, Text(b))))
			case Heading:
				out.Blocks = append(out.Blocks, Heading(c.shown(tx, string(b))))
			case Facts:
				facts := append(Facts{}, b...)
				for i := range facts {
					facts[i].Value = c.shownText(tx, facts[i].Value)
				}
				out.Blocks = append(out.Blocks, facts)
			case List:
				items := append([]Text{}, b.Items...)
				for i := range items {
					items[i] = c.shownText(tx, items[i])
				}
				out.Blocks = append(out.Blocks, List{items, b.Numbered})
			case Note:
				out.Blocks = append(out.Blocks, Note(c.shownText(tx, Text(b))))
			case Buttons:
				row := append(Buttons{}, b...)
				for i := range row {
					row[i].Label = cutTo(c.shown(tx, row[i].Label), maxLabel)
				}
				out.Blocks = append(out.Blocks, row)
			default:
				out.Blocks = append(out.Blocks, b)
			}
		}
		return nil
	})
	if err != nil {
		return r
	}
	return out
}

func (c *Call) shownText(tx *store.Tx, t Text) Text {
	out := append(Text{}, t...)
	for i := range out {
		out[i].Text = c.shown(tx, out[i].Text)
	}
	return out
}
