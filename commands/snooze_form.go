package commands

import (
	"encoding/json"
	"errors"
	"strings"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

// The answers to: until when?
const (
	oneDay     = "day"
	oneWeek    = "week"
	untilBoard = "board"
	untilDate  = "date"
	notThis    = "not"  // it is not needed
	notAny     = "none" // nor is what follows about the same date
)

// quieting is how somebody wants to put reminders off.
type quieting struct {
	c      *Call
	chosen []string // the keys of the lines; none: the only one
	what   string   // one of the answers; "": not said
	until  store.Date
	reason string
}

// read reads what was typed behind the reminder: a time, or never and a
// reason.
func (q *quieting) read(words string) error {
	switch w := strings.ToLower(words); {
	case words == "":
	case w == "1 day", w == "one day":
		q.what = oneDay
	case w == "1 week", w == "one week":
		q.what = oneWeek
	case w == "board", w == "next board":
		q.what = untilBoard
	case w == neverWord, strings.HasPrefix(w, neverWord+" "):
		q.what, q.reason = notThis, strings.TrimSpace(words[len(neverWord):])
	default:
		day, err := parseDay(words, dateRules{Today: q.c.Today()})
		if err != nil {
			return err
		}
		q.what, q.until = untilDate, day
	}
	return nil
}

// whole reports whether nothing is left open.
func (q *quieting) whole() bool {
	return q.what != "" && (q.what != notThis || q.reason != "")
}

// wrong is what the fields of a form lack.
func (q *quieting) wrong() map[string]string {
	switch {
	case q.what == "":
		return map[string]string{"what": "Choose one."}
	case q.what == untilDate && q.until.IsZero():
		return map[string]string{"date": "Choose the date until which it is put off."}
	case (q.what == notThis || q.what == notAny) && q.reason == "":
		return map[string]string{"reason": "Say why it is not needed. Others will read it."}
	}
	return nil
}

// form asks for what is left open, of those of the reminders that the one who
// asks may put off. When it is but one, what it says stands above.
func (q *quieting) form(tx *store.Tx, st quietState, items []reminders.Item) (*Form, error) {
	var may []reminders.Item
	var asked *reminders.Asked
	var no error
	for i := range items {
		a, err := q.c.ask(tx, &items[i])
		var p *Problem
		switch {
		case errors.As(err, &p), errors.Is(err, reminders.ErrNotTrue):
			no = err
		case err != nil:
			return nil, err
		case a.Did != "":
			no = &Problem{Says: "Already " + lowerFirst(a.Did), Then: "Nothing is changed."}
		default:
			may, asked = append(may, items[i]), a
		}
	}
	if len(may) == 0 {
		if no == nil {
			no = reminders.ErrNotTrue
		}
		return nil, no
	}
	state, err := json.Marshal(st)
	f := &Form{ID: snoozeWord + ".it", Title: "Snooze or not needed", Send: "Save", State: string(state)}
	says := "This holds for everybody who gets the reminder."
	if len(may) == 1 && len(items) == 1 {
		f.Title, f.Send, says = "Snooze: remind later", "Snooze", "It is said again on the day that you choose, to everybody who gets it. Until then it is quiet."
		if q.what == notThis {
			f.Title, f.Send, says = "Not needed: drop it", "Drop it", "What is not needed is dropped for everybody who gets it, and they read why."
		}
		f.Before = []Block{Para(T(says)), Para(spans(asked.Words))}
	} else {
		asked = nil
		f.Before = []Block{Note(T(says))}
		f.Inputs = append(f.Inputs, chooseLines(may))
	}
	f.Inputs = append(f.Inputs, q.inputs(asked)...)
	return f, err
}

// chooseLines is the field for which of several reminders are meant.
func chooseLines(items []reminders.Item) Input {
	in := Input{Name: "line", Label: "Which reminders?", Kind: Several}
	for _, it := range items {
		in.Options = append(in.Options, Option{cutTo(it.Words.String(), maxLabel), it.Key})
	}
	return in
}

// inputs are the fields for until when, and why. Of one reminder the days are
// worked out, and each of its two buttons has a form of its own.
func (q *quieting) inputs(a *reminders.Asked) []Input {
	never := q.what == notThis
	what := Input{Name: "what", Label: "Until when?", Kind: Select}
	why := Input{
		Name: "reason", Label: "If it is not needed, why?", Kind: OneLine, Max: 200, Optional: true,
		Hint: noNames,
	}
	if never {
		what.Label, what.Options, what.Value = "Which are not needed?", neverOptions(a), []string{notThis}
		why.Label, why.Optional = "Why is it not needed?", false
		return []Input{what, why}
	}
	what.Options = timeOptions(a)
	what.Value = []string{what.Options[0].Value}
	date := Input{Name: "date", Label: "If until a date, which?", Kind: DateInput, Optional: true}
	if a != nil {
		return []Input{what, date}
	}
	what.Options = append(what.Options, neverOptions(a)...)
	return []Input{what, date, why}
}

// timeOptions are the times that a reminder can be put off for.
func timeOptions(a *reminders.Asked) []Option {
	if a == nil {
		return []Option{{"1 day", oneDay}, {"1 week", oneWeek}, {"Until its partnership's next board", untilBoard}, {"Until a date", untilDate}}
	}
	var out []Option
	add := func(label, value string, day store.Date, board *store.Meeting) {
		if _, at, err := a.Until(day, board); err == nil {
			out = append(out, Option{label + " (" + english.Long(at) + ")", value})
		}
	}
	add("1 day", oneDay, a.From().AddDays(1), nil)
	add("1 week", oneWeek, a.From().AddDays(7), nil)
	if a.Board != nil {
		add("Until the board", untilBoard, a.Board.Start.Date, a.Board)
	}
	return append(out, Option{"Until a date", untilDate})
}

// neverOptions say that a reminder is not needed: it alone, or whatever else
// is to come about the same date, where there is something.
func neverOptions(a *reminders.Asked) []Option {
	switch {
	case a == nil:
		return []Option{{"Not needed: only this one", notThis}, {neverAny, notAny}}
	case a.Next.IsZero():
		return []Option{{"Not needed", notThis}}
	}
	return []Option{
		{"Not needed: only this one. The next is on " + english.Long(a.Next), notThis},
		{neverAny, notAny},
	}
}

const neverAny = "Not needed: this one and all that follow about the same date"
