package commands

import (
	"errors"
	"strconv"
	"strings"

	"csp/store"
)

// stepIDs are the forms of the steps.
var stepIDs = []string{"seats", "decisions", "actions", "fix", "next", "check"}

// form is the form of a step.
func (r *recording) form(step int) (*Form, error) {
	if step == stepFix || step == stepCheck {
		n, err := r.toFix()
		if err != nil {
			return nil, err
		}
		if n > 0 {
			step = stepFix
		} else if step == stepFix {
			step = stepNext
		}
	}
	r.d.Step = step
	switch step {
	case stepSeats:
		return r.seatsForm()
	case stepDecisions:
		return r.linesForm(step, "Decisions", r.d.Decisions, 2,
			"One decision a line, or the minutes whole: lines go where their headings say. Below a line that says Closed session, all are of the closed session.")
	case stepActions:
		return r.linesForm(step, "Actions", r.d.Actions, 3,
			"One action a line, as in the minutes: LB to circulate the workplan by 15 Jan. Below a line that says Closed session, all are of the closed session.")
	case stepFix:
		return r.fixForm()
	case stepNext:
		return r.nextForm()
	}
	return r.checkForm("", 0)
}

// frame is a step's form without its inputs: which board, how far it is, and
// Back and Skip.
func (r *recording) frame(step int, title, send string, before ...Block) *Form {
	st := recordState{Meeting: r.m.ID, Step: step, Serial: r.d.Serial}
	f := &Form{ID: recordWord + "." + stepIDs[step], Title: title, Send: send, State: st.encode()}
	f.Before = []Block{Para(Join(B(recordedName(r.tx, &r.m)), T(". "+stepOf(step))))}
	if step > stepSeats && step < stepCheck {
		f.Before = append(f.Before, Note(T("If you cancel, your draft up to this step is kept for 7 days.")))
	}
	var row Buttons
	line := "record meetings/" + r.m.ID
	if step > stepSeats {
		row = append(row, Button{Label: "Back", Type: line, Action: "record.back", Value: st.encode()})
	}
	if step == stepCheck && (len(r.d.Choices) > 0 || r.repeats) {
		row = append(row, Button{Label: "Change an answer", Type: line, Action: "record.again", Value: st.encode()})
	}
	if step < stepCheck && step != stepFix {
		row = append(row, Button{Label: "Skip", Type: line, Action: "record.skip", Value: st.encode()})
	}
	if len(row) > 0 {
		f.Before = append(f.Before, row)
	}
	f.Before = append(f.Before, before...)
	return f
}

// stepOf say how far one is: asking what is unclear belongs to the
// actions.
func stepOf(step int) string {
	n := step + 1
	if step >= stepFix {
		n--
	}
	return "Step " + strconv.Itoa(n) + " of 5."
}

// inputNamed is an input's name in this form. Slack keeps what was typed in an
// input of the same name when one form takes another's place, so that every
// form has names of its own.
func (r *recording) inputNamed(name string) string { return name + "." + strconv.Itoa(r.d.Serial) }

// values are what was typed, by the names that inputNamed was given.
func stepValues(values map[string][]string) map[string][]string {
	out := map[string][]string{}
	for name, v := range values {
		if at := strings.LastIndexByte(name, '.'); at > 0 {
			out[name[:at]] = v
		}
	}
	return out
}

// take reads what was typed in a step into the draft. What is wrong stands on
// the inputs.
func (r *recording) take(step int, values map[string][]string) (errs map[string]string, err error) {
	v := stepValues(values)
	switch step {
	case stepSeats:
		errs, err = r.takeSeats(v)
	case stepDecisions:
		errs, err = r.takeLines(step, &r.d.Decisions, "box00", joinBoxes(v))
	case stepActions:
		errs, err = r.takeLines(step, &r.d.Actions, "box00", joinBoxes(v))
	case stepFix:
		errs, err = r.takeChoices(v)
	case stepNext:
		errs, err = r.takeNext(v)
	}
	out := map[string]string{}
	for name, says := range errs {
		out[r.inputNamed(name)] = says
	}
	return out, err
}

// recordStepSent takes a step that was sent: what it says is kept, and the
// next step follows.
func recordStepSent(step int) func(*Call, Submission) (FormAnswer, error) {
	return func(c *Call, s Submission) (FormAnswer, error) {
		st, err := readRecordState(s.State)
		if err != nil {
			return FormAnswer{}, err
		}
		var errs map[string]string
		_, err = c.write(func(tx *store.Tx) error {
			c.known = nil
			r, err := c.recording(tx, st.Meeting)
			if err != nil {
				return err
			}
			r.d.Serial = st.Serial
			if errs, err = r.take(step, s.Values); err != nil {
				return err
			}
			if len(errs) > 0 {
				return errStay
			}
			r.d.Serial, r.d.Step = st.Serial+1, step+1
			if step == stepFix {
				r.d.Step, r.d.Again = step, false // until nothing is open
			}
			return r.keep()
		})
		if len(errs) > 0 && errors.Is(err, errStay) {
			return FormAnswer{Errors: errs}, nil
		}
		if err != nil {
			return problemOnForm(err)
		}
		return c.recordNextForm(func(tx *store.Tx) (*Form, error) {
			r, err := c.recording(tx, st.Meeting)
			if err != nil {
				return nil, err
			}
			return r.form(r.d.Step)
		})
	}
}

// recordPressed carries out the buttons of the steps. What stands in the
// inputs is kept, as far as it can be read.
func recordPressed(verb string) func(*Call, string) (Outcome, error) {
	return func(c *Call, value string) (Outcome, error) {
		st, err := readRecordState(value)
		if err != nil {
			return Outcome{}, err
		}
		if verb != "" {
			_, err = c.write(func(tx *store.Tx) error {
				c.known = nil
				r, err := c.recording(tx, st.Meeting)
				if err != nil {
					return err
				}
				return r.press(verb, st)
			})
			if err != nil {
				return Outcome{}, err
			}
		}
		return c.decideOpens(func(tx *store.Tx) (*Form, error) {
			r, err := c.recording(tx, st.Meeting)
			if err != nil {
				return nil, err
			}
			return r.form(r.d.Step)
		})
	}
}

// recordNothingPressed records that there is nothing to record of a board.
func recordNothingPressed(c *Call, value string) (Outcome, error) {
	st, err := readRecordState(value)
	if err != nil {
		return Outcome{}, err
	}
	return outcomeOf(c.recordNothing(st.Meeting, st.Drafted))
}

// press carries out Back, Skip and the like.
func (r *recording) press(verb string, st recordState) error {
	if verb == "fresh" {
		return r.tx.DropDraft(r.Actor.Account(), recordAbout(r.m.ID))
	}
	was := r.d
	r.d.Serial = st.Serial
	_, err := r.take(st.Step, r.Values)
	if err != nil {
		return err
	}
	r.d.Serial, r.d.Step = st.Serial+1, st.Step
	switch verb {
	case "back":
		if r.d.Step--; r.d.Step == stepFix {
			r.d.Step = stepActions
		}
		if r.d.Step == stepActions {
			r.askAgain()
		}
	case "again":
		r.askAgain()
		r.d.Step, r.d.Again = stepFix, true
	case "skip":
		switch st.Step {
		case stepSeats:
			r.d.Seated, r.d.Seats, r.d.Stands = was.Seated, was.Seats, was.Stands
		case stepNext:
			r.d.Next, r.d.Chair = boardAhead{}, false
		}
		r.d.Step++
	case "more":
		r.d.Boxes++
	}
	r.d.Step = min(max(r.d.Step, stepSeats), stepCheck)
	return r.keep()
}
