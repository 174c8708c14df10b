package reminders

import (
	"iter"
	"slices"

	"csp/store"
)

// steps returns what a record owes of a kind until a day, as its ladder has
// it and as people have put it off, said that it is not needed, or written to
// an owner themselves.
func (v *View) steps(k *Kind, id string, until store.Date) []Step {
	out := k.Steps(v, k, id, until)
	for _, s := range v.snoozes(k.Name, id) {
		out = v.quieted(&s, out, until)
	}
	return v.unwritten(out)
}

// snoozes are those of a record's reminders of one kind, in the order in which
// they were made: their ids go up.
func (v *View) snoozes(reminder, id string) []store.Snooze {
	read := func() []store.Snooze { return all(v, store.Snoozes.By(v.tx, "of", reminder, id)) }
	if v.lately != nil && v.lately.id == id {
		return once(v.lately.snoozes, reminder, read)
	}
	return read()
}

// all gathers records.
func all[T any](v *View, seq iter.Seq2[T, error]) []T {
	var out []T
	if v.err != nil {
		return nil
	}
	for rec, err := range seq {
		if v.fail(err); err != nil {
			return nil
		}
		out = append(out, rec)
	}
	return out
}

// of reports whether a step is the one that a snooze was made for.
func of(s *store.Snooze, t *Step) bool {
	return t.Subject == s.Subject && t.Anchor == s.Anchor && t.Offset == s.Offset && t.Snooze == s.Again
}

// quieted returns the steps as a snooze leaves them. The step that it puts
// off is owed on another day, under a key of its own, and stands for whatever
// else of the ladder falls in between. It goes to all who would have been
// told of those. Of a step that is no longer owed nothing is left to put off.
func (v *View) quieted(s *store.Snooze, steps []Step, until store.Date) []Step {
	if s.Whole() {
		return slices.DeleteFunc(steps, func(t Step) bool { return t.Subject == s.Subject && t.Anchor == s.Anchor })
	}
	i := slices.IndexFunc(steps, func(t Step) bool { return of(s, &t) })
	if i < 0 {
		return steps
	}
	again := steps[i]
	// A ladder may name one offset twice, which is one line.
	steps = slices.DeleteFunc(steps, func(t Step) bool { return of(s, &t) })
	if s.Until.IsZero() {
		return steps
	}
	from := s.On
	if again.Day.After(from) {
		from = again.Day
	}
	again.Snooze, again.Day, again.To = s.ID, v.again(s), slices.Clone(again.To)
	steps = slices.DeleteFunc(steps, func(t Step) bool {
		between := t.Subject == s.Subject && t.Anchor == s.Anchor && !t.Day.Before(from) && t.Day.Before(again.Day)
		if between {
			for _, to := range t.To {
				if !slices.Contains(again.To, to) {
					again.To = append(again.To, to)
				}
			}
		}
		return between
	})
	if again.Day.After(until) {
		return steps
	}
	return append(steps, again)
}

// again is the day on which a snoozed line is said: the first working day from
// its date on. One that waits for a board goes with the board.
func (v *View) again(s *store.Snooze) store.Date {
	day := s.Until
	if m := v.board(s.Board); m != nil && m.Start.Exact() {
		day = m.Start.Date
	}
	return v.cal.NextWorking(day)
}

// unwritten leaves out the lines of owners who were written to about the same
// action not long before: that counts as having told them.
func (v *View) unwritten(steps []Step) []Step {
	out := steps[:0]
	for _, t := range steps {
		if v.written(&t) {
			t.To = slices.DeleteFunc(slices.Clone(t.To), func(a Audience) bool { return a == Owner })
		}
		if len(t.To) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// written reports whether an email counts as a step's line for the owner.
func (v *View) written(t *Step) bool {
	if t.Owner == "" || t.SubjectKind != store.Actions.Name || !slices.Contains(t.To, Owner) {
		return false
	}
	return slices.ContainsFunc(v.emails(t.Subject), func(e store.Email) bool {
		return e.Person == t.Owner && !t.Day.Before(e.On) && t.Day.Before(e.Until)
	})
}

// emails are those about an action, oldest first.
func (v *View) emails(action string) []store.Email {
	return all(v, store.Emails.By(v.tx, "action", action))
}

// againUnsaid is the first day of a snoozed line of a record that was not said
// yet, the zero Date when there is none. It is for kinds whose ladder is
// looked at on its day alone.
func (v *View) againUnsaid(k *Kind, id string) store.Date {
	var last, first store.Date
	for _, s := range v.snoozes(k.Name, id) {
		if !s.Until.IsZero() && v.again(&s).After(last) {
			last = v.again(&s)
		}
	}
	if last.IsZero() {
		return first
	}
	steps := slices.DeleteFunc(v.steps(k, id, last), func(t Step) bool { return t.Snooze == "" })
	for _, g := range v.group(k, steps) {
		if day := g[0].Day; !v.told(g) && (first.IsZero() || day.Before(first)) {
			first = day
		}
	}
	return first
}
