package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

// nextForm asks for the next board, and whether the chair changed.
func (r *recording) nextForm() (*Form, error) {
	f := r.frame(stepNext, "Next board and chair", "Next")
	next, planned, err := nextBoard(r.tx, r.m.Partnership, r.m.Start.Date.AddDays(1))
	if err != nil {
		return nil, err
	}
	ahead := r.d.Next
	if r.d.Ahead != "" {
		f.Before = append(f.Before, Para(T("You pasted: “"+onOneLine(r.d.Ahead)+"”.")))
	}
	if planned {
		says := "Next board: " + boardLine(r.Today(), next) + ". It is planned already."
		if on := r.readAhead(r.d.Ahead).Date; on != "" && on != next.Start.Date.String() {
			says += " What you pasted has another day: to move the board, open it afterwards."
		}
		f.Before = append(f.Before, Para(T(says)))
	} else {
		says := "No next board is planned."
		if ahead.Date == "" {
			if ahead, err = r.nextExpected(); err != nil {
				return nil, err
			}
			if ahead.Date != "" {
				says += " The day below is the one that the series lets expect."
			}
		}
		f.Before = append(f.Before, Para(T(says)))
		f.Inputs = append(f.Inputs,
			Input{Name: r.inputNamed("date"), Label: "Next board", Hint: "Leave it empty to plan none.", Kind: DateInput, Value: some(ahead.Date), Optional: true},
			Input{Name: r.inputNamed("time"), Label: "Time", Kind: TimeInput, Value: some(ahead.Time), Optional: true},
			Input{Name: r.inputNamed("place"), Label: "Place", Kind: OneLine, Max: 200, Value: some(ahead.Place), Optional: true})
	}
	chair, _, err := r.chairLine(r.tx, r.m.Partnership, r.m.Start.Date)
	if err != nil {
		return nil, err
	}
	f.Before = append(f.Before, Para(T("Chair: "+chair)))
	changed := Input{Name: r.inputNamed("chair"), Label: "Did the chair change?", Kind: Select, Value: []string{"no"}, Options: []Option{
		{Label: "No", Value: "no"}, {Label: "Yes: I am asked who it is afterwards", Value: "yes"},
	}}
	if r.d.Chair {
		changed.Value = []string{"yes"}
	}
	f.Inputs = append(f.Inputs, changed)
	return f, nil
}

// nextExpected is the next board as the series of this one has it.
func (r *recording) nextExpected() (boardAhead, error) {
	ahead := boardAhead{Place: r.m.Place}
	if r.m.Start.Timed() {
		h, min := r.m.Start.Clock()
		ahead.Time = twoDigits(h) + ":" + twoDigits(min)
	}
	days, err := expectedBoards(r.tx, r.m.Partnership, r.Today(), 1)
	if err != nil || len(days) == 0 {
		return boardAhead{Time: ahead.Time, Place: ahead.Place}, err
	}
	ahead.Date = days[0].on.String()
	return ahead, nil
}

func (r *recording) takeNext(v map[string][]string) (map[string]string, error) {
	r.d.Next = boardAhead{first(v["date"]), first(v["time"]), strings.TrimSpace(first(v["place"]))}
	r.d.Chair = first(v["chair"]) == "yes"
	if r.d.Next.Date == "" {
		r.d.Next = boardAhead{}
		return nil, nil
	}
	day, err := store.ParseDate(r.d.Next.Date)
	switch {
	case err != nil || !day.Exact():
		return map[string]string{"date": "Give a date. " + dateExample}, nil
	case !day.After(r.m.Start.Date):
		return map[string]string{"date": english.Long(day) + " is not after this board."}, nil
	}
	return nil, nil
}
