package commands

import (
	"errors"
	"maps"
	"strings"

	"csp/store/english"
)

// errTooMuch: more was pasted than the steps have room for.
var errTooMuch = errors.New("more than the steps hold")

// sortPasted takes out of a step's text what its headings say belongs to
// another step, and puts it there. It returns what stays.
func (r *recording) sortPasted(step int, text string) (string, error) {
	var stay []string
	away := map[int][]sortedLine{}
	r.d.Sorted = maps.Clone(r.d.Sorted)
	for _, l := range r.sortLines(text) {
		if to := l.to.step(); l.to != toWhere && to != step {
			away[to] = append(away[to], l)
			continue
		}
		stay = append(stay, l.text)
	}
	if len(away) == 0 {
		return text, nil
	}
	for to, held := range map[int]*string{
		stepSeats: &r.d.Stands, stepDecisions: &r.d.Decisions, stepActions: &r.d.Actions, stepNext: &r.d.Ahead,
	} {
		with, n := r.withLines(*held, away[to])
		if len(away[to]) == 0 {
			continue
		}
		if len(boxesOf(with, maxTyped)) > maxBoxes || to == stepSeats && units(with) > maxTyped {
			return text, errTooMuch
		}
		if *held = with; n > 0 {
			if r.d.Sorted == nil {
				r.d.Sorted = map[int]int{}
			}
			r.d.Sorted[to] += n
		}
	}
	if len(away[stepNext]) > 0 && r.d.Next.Date == "" {
		if _, planned, err := nextBoard(r.tx, r.m.Partnership, r.m.Start.Date.AddDays(1)); err != nil {
			return text, err
		} else if !planned {
			r.d.Next = r.readAhead(r.d.Ahead)
		}
	}
	if len(away[stepActions]) > 0 {
		r.otherActions()
	}
	return strings.Join(stay, "\n"), nil
}

// otherActions has asked again what was answered of all the actions that were
// pasted so far.
func (r *recording) otherActions() {
	delete(r.d.Choices, undatedName)
	delete(r.d.Kept, undatedName)
}

// takeLines takes what stands in a step's boxes.
func (r *recording) takeLines(step int, held *string, box, text string) (map[string]string, error) {
	was := r.d
	text, err := r.sortPasted(step, text)
	switch {
	case errors.Is(err, errTooMuch):
		r.d = was
		*held = text
		return map[string]string{box: "This is more than fits. Paste a part of it now, and add the rest to the record afterwards."}, nil
	case err != nil:
		return nil, err
	}
	if step == stepActions && text != was.Actions {
		r.otherActions()
	}
	*held = text
	return nil, nil
}

// sortedSaid says how many lines went where by their headings, "" for none.
func (r *recording) sortedSaid() string {
	var to []string
	for _, s := range []struct {
		step int
		name string
	}{{stepSeats, "Who was there"}, {stepDecisions, "Decisions"}, {stepActions, "Actions"}, {stepNext, "Next board"}} {
		if n := r.d.Sorted[s.step]; n > 0 {
			to = append(to, english.Count(n, "line", "lines")+" to "+s.name)
		}
	}
	if len(to) == 0 {
		return ""
	}
	return "By their headings, these went where they belong: " + english.And(to...) + "."
}
