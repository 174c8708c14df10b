package commands

import (
	"errors"
	"strings"

	"csp/reminders"
	"csp/store"
)

const snoozeWord = "snooze"

// neverWord stands in the place of a time: it is not needed.
const neverWord = "never"

var snooze = Command{
	Name: "snooze", Usage: "REMINDER [1 day|1 week|board|DATE|never REASON]",
	Short: "put a reminder off, or say that it is not needed; its buttons type this",
	Right: Read, Buttons: true, Run: snoozeRun,
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){"it": snoozeSent},
}

// snoozeRun puts the reminder that was named off, or opens the form for what
// the line leaves open.
func snoozeRun(c *Call) (Reply, error) {
	if c.Public {
		return Reply{}, &Problem{Says: "A reminder is put off in private.", Then: "Leave out here."}
	}
	key, rest, _ := strings.Cut(c.Args, " ")
	if key == "" {
		return Reply{}, &Problem{Says: "Say which reminder.", Then: "Press Snooze below it, or below the list that /csp reminders shows."}
	}
	q := quieting{c: c}
	if key != listWord {
		if err := q.read(rest); err != nil {
			return Reply{}, err
		}
	}
	var form *Form
	var items []reminders.Item
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		var st quietState
		var err error
		if key == listWord {
			st, items, err = c.listedLines(tx, rest)
		} else {
			st, items, err = c.meantLines(tx, key)
		}
		if err != nil {
			return err
		}
		form, err = q.form(tx, st, items)
		return err
	})
	switch {
	case errors.Is(err, reminders.ErrNotTrue):
		return Reply{}, notTrue()
	case err != nil:
		return Reply{}, err
	case !q.whole() || len(items) != 1:
		return Reply{Form: form, Blocks: []Block{Para(T("Say until when, such as /csp snooze " + key + " 1 week."))}}, nil
	}
	q.chosen = []string{items[0].Key}
	done, err := q.write(func(*store.Tx) ([]reminders.Item, error) { return items, nil })
	if err != nil {
		return Reply{}, err
	}
	return done, nil
}

// snoozeSent does what the form says.
func snoozeSent(c *Call, s Submission) (FormAnswer, error) {
	q := quieting{c: c, chosen: s.Values["line"], what: first(s.Values["what"]), reason: strings.TrimSpace(first(s.Values["reason"]))}
	if d := first(s.Values["date"]); d != "" && q.what == untilDate {
		day, err := store.ParseDate(d)
		if err != nil || !day.Exact() {
			return FormAnswer{Errors: map[string]string{"date": "This is not a date."}}, nil
		}
		q.until = day
	}
	if errs := q.wrong(); len(errs) > 0 {
		return FormAnswer{Errors: errs}, nil
	}
	r, err := q.write(func(tx *store.Tx) ([]reminders.Item, error) { return c.stateLines(tx, s.State) })
	var onField *fieldProblem
	if errors.As(err, &onField) {
		return FormAnswer{Errors: map[string]string{onField.field: onField.says}}, nil
	}
	if err != nil {
		return FormAnswer{}, err
	}
	return FormAnswer{Tell: &r, Owes: true}, nil
}

// fieldProblem is one that stands on a field of the form.
type fieldProblem struct{ field, says string }

func (p *fieldProblem) Error() string { return p.says }

// As gives it out as a Problem where there is no form.
func (p *fieldProblem) As(target any) bool {
	if to, ok := target.(**Problem); ok {
		*to = &Problem{Says: p.says}
		return true
	}
	return false
}
