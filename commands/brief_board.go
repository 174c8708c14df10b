package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// roleWeight is how much weighs what became of a role.
func roleWeight(r *store.Role) newsWeight {
	if r.Role == "chair" || r.Role == "vice-chair" {
		return newsChair
	}
	return newsOther
}

// partOf is a role as it follows a name: chair, lead for burglary.
func partOf(r *store.Role) string {
	of := *r
	of.Partnership = ""
	return roleWords(nil, &of)
}

// roleNews says who came into a role, and whose time in it has ended; nil of
// anything else. It is empty where the line of who followed says it.
func (b *briefing) roleNews(old, r *store.Role, rev uint64) (Text, error) {
	name, part := orWord(called(b.tx, "people", r.Person), "Somebody not named"), partOf(r)
	switch {
	case old == nil:
		begins := ""
		switch {
		case r.From.IsZero():
		case r.From.First().After(b.today):
			begins = " from " + english.Short(r.From)
		default:
			begins = " since " + english.Short(r.From)
		}
		before, _, err := b.besideRole(r, func(o *store.Role) bool { return follows(o, r) })
		if err == nil && before != nil {
			begins += ", after " + called(b.tx, "people", before.Person)
		}
		return Join(B("New "+part+": "), T(name+begins+".")), err
	case old.Until == r.Until || old.Person != r.Person || old.Role != r.Role:
		return nil, nil
	case r.Until.IsZero():
		return Join(B(name), T(" stays "+part+": no end is recorded (it was "+english.Short(old.Until)+").")), nil
	}
	_, told, err := b.besideRole(r, func(o *store.Role) bool { return follows(r, o) && o.Rev > rev })
	if err != nil || told {
		return Text{}, err
	}
	ends := "ends "
	if r.Until.Last().Before(b.today) {
		ends = "ended "
	}
	says := ends + when(r.Until)
	if !old.Until.IsZero() {
		says += " (it was " + english.Short(old.Until) + ")"
	}
	return Join(B(name), T(": the time as "+part+" "+says+".")), nil
}

// follows reports whether a role begins on the day after another has ended.
func follows(was, now *store.Role) bool {
	return was.Until.Exact() && now.From.Exact() && was.Until.AddDays(1) == now.From
}

// besideRole finds another role of the same sort in the same partnership.
func (b *briefing) besideRole(r *store.Role, is func(*store.Role) bool) (*store.Role, bool, error) {
	for o, err := range store.Roles.By(b.tx, "of", r.Partnership, r.Role) {
		if err != nil {
			return nil, false, err
		}
		if o.ID != r.ID && o.Subject == r.Subject && is(&o) {
			return &o, true, nil
		}
	}
	return nil, false, nil
}

// theMeeting names a meeting as a sentence begins with it: The board of 14
// December 2026.
func theMeeting(m *store.Meeting) string {
	name := meetingName(m)
	if isBoard(*m) {
		name = "The board"
	}
	if m.Start.IsZero() {
		return name + " without a date"
	}
	return name + " of " + english.Short(m.Start.Date)
}

// boardNews says what became of a meeting: that it was held and who came, is
// planned, was moved or cancelled, and how its papers and minutes stand; nil
// of anything else.
func (b *briefing) boardNews(old, m *store.Meeting, see sight) (Text, error) {
	name := theMeeting(m)
	if old == nil {
		old = &store.Meeting{}
	}
	recorded := old.Recorded.IsZero() && !m.Recorded.IsZero()
	var did string
	switch {
	case m.Status == "cancelled" && old.Status != "cancelled":
		return Join(B(name), T(" was cancelled.")), nil
	case recorded:
		did = " was recorded: " + cameWords(m)
	case old.ID == "" && m.Status == "held":
		did = " was held: " + cameWords(m)
	case old.ID == "":
		did = " is planned"
		if !m.Start.IsZero() {
			did += ": " + english.Moment(m.Start) + at(m.Place)
		}
	case old.Start != m.Start && !old.Start.IsZero():
		did = " was moved from " + english.Short(old.Start.Date)
		if old.Start.Date == m.Start.Date {
			did = " now begins at another time: " + english.Moment(m.Start)
		}
	}
	var more []string
	if m.Minutes != old.Minutes && m.Minutes != "" && m.Minutes != "none" {
		more = append(more, "Its minutes are "+strings.Replace(minutesWords(m.Minutes), "draft", "in draft", 1)+".")
	}
	if m.PapersSent != old.PapersSent && !m.PapersSent.IsZero() && !recorded {
		more = append(more, "Its papers were sent "+when(m.PapersSent)+".")
	}
	open := func(list []store.AgendaItem) []store.AgendaItem {
		return slices.DeleteFunc(slices.Clone(list), func(i store.AgendaItem) bool { return !see.closed && i.Session == "closed" })
	}
	if items := open(m.Agenda); !recorded && !sameList(items, open(old.Agenda)) && len(items) > 0 {
		more = append(more, "Its agenda has "+english.Count(len(items), "item", "items")+".")
	}
	if !sameList(m.Attendance, old.Attendance) && !recorded && m.Status != "held" && len(m.Attendance) > 0 {
		more = append(more, "So far "+cameWords(m)+".")
	}
	if len(m.Corrections) > len(old.Corrections) {
		more = append(more, "A correction stands beside its minutes.")
	}
	switch {
	case did != "":
		return Join(B(name), T(strings.Join(append([]string{did + "."}, more...), " "))), nil
	case len(more) > 0:
		return Join(B(name), T(". "+strings.Join(more, " "))), nil
	}
	return nil, nil
}

// cameWords counts the seats of a meeting: 9 came, 3 apologies.
func cameWords(m *store.Meeting) string {
	n := map[string]int{}
	for _, a := range m.Attendance {
		n[a.As]++
	}
	came := english.Thousands(n["present"]+n["substitute"]) + " came"
	if m.Status != "held" {
		coming := n["coming"] + n["present"] + n["substitute"]
		came = english.Count(coming, "is coming", "are coming")
	}
	parts := []string{came, english.Count(n["apologies"], "apology", "apologies")}
	switch {
	case len(m.Attendance) == 0:
		return "who came is not recorded"
	case n["vacant"] > 0:
		parts = append(parts, english.Count(n["vacant"], "vacant seat", "vacant seats"))
	}
	if n["apologies"] == 0 {
		parts[1] = "no apologies"
	}
	return strings.Join(parts, ", ")
}
