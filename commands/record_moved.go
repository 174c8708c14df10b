package commands

import (
	"regexp"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// movedAction is an action that was there, and that a board's record changes.
type movedAction struct {
	was, now *store.Action
}

// movedBlocks tell what becomes of actions that were there: all of it in
// private, to the channel those alone that are closed.
func (b *boardSaid) movedBlocks() ([]Block, error) {
	var items []Text
	for _, m := range b.moved {
		if !b.private && (m.now.Session == "closed" || m.was.Status == m.now.Status) {
			continue
		}
		says, err := b.movedWords(m)
		if err != nil {
			return nil, err
		}
		items = append(items, Join(B(orWord(m.now.Ref, "No reference")), T(". "+sentence(m.now.Text)+" "+says+closedSession(m.now.Session))))
	}
	if len(items) == 0 {
		return nil, nil
	}
	title := english.Count(len(items), "action is closed", "actions are closed")
	if b.private {
		title = english.Count(len(items), "action that was there", "actions that were there")
	}
	return []Block{Para(B(upper(title))), List{Items: b.fitting(items, "actions")}}, nil
}

// speaksOfDate are words by which a date may have been meant to move.
var speaksOfDate = regexp.MustCompile(`(?i)\b(?:` + movesWords + `|extension|new date|new deadline)(?:\W|$)`)

// staysDue reports whether what is said of an open action speaks of moving its
// date, which stays.
func (b *boardSaid) staysDue(m movedAction) bool {
	if m.was.Due != m.now.Due || !m.now.IsOpen() || m.now.Due.NextBoard {
		return false
	}
	return slices.ContainsFunc(m.now.Updates[min(len(m.was.Updates), len(m.now.Updates)):], func(u store.Update) bool { return speaksOfDate.MatchString(u.Text) })
}

// movedWords say what changes in one.
func (b *boardSaid) movedWords(m movedAction) (string, error) {
	var f facts
	if m.was.Status != m.now.Status {
		f.say(upper(m.now.Status) + ".")
	}
	if m.was.Due != m.now.Due {
		due, err := b.due(m.now)
		if err != nil {
			return "", err
		}
		f.say(strings.TrimSuffix(due, ".") + ", instead of " + orWord(dueText(m.was.Due), "no date") + ".")
	}
	if b.private && b.staysDue(m) {
		f.say("The date stays. To move it, write the reference, “move to” and the date on a line.")
	}
	if b.private {
		for _, u := range m.now.Updates[min(len(m.was.Updates), len(m.now.Updates)):] {
			f.say(upper(byWords(&u)) + ": " + sentence(u.Text))
		}
	}
	return f.String(), nil
}
