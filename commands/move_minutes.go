package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

const (
	minutesMoveName = "minutes"
	correctMoveName = "minutes corrected"
)

// minutesMove brings the minutes of a meeting to another state.
type minutesMove struct {
	Meeting string // id
	To      string // none, draft, checked, circulated, agreed
	URL     string // "": the link stays
}

func (m *minutesMove) work(d *draft) error {
	old, err := store.Meetings.Get(d.tx, m.Meeting)
	if err != nil {
		return err
	}
	d.title, d.short, d.press = "Minutes of "+labelOf(d.tx, "meetings", &old), "Minutes", "Record it"
	now := old
	now.Minutes = m.To
	if m.URL != "" {
		now.MinutesURL = m.URL
	}
	d.right = Record
	if agrees(old.Minutes, m.To) && now.MinutesURL == old.MinutesURL { // the link is the secretariat's
		d.right = Agree
	}
	if err := d.c.must(d.tx, d.right, about(&old)); err != nil {
		return err
	}
	if err := m.possible(d, &old, &now); err != nil {
		return err
	}
	if minutesAfter(old.Minutes, m.To) {
		d.note("This goes back from " + minutesWords(old.Minutes) + " to " + minutesWords(m.To) + ".")
	}
	if err := m.noteChecked(d, &old); err != nil {
		return err
	}
	d.then = []Button{{Label: "Minutes", Type: minutesWord + " meetings/" + old.ID}}
	if err := d.change(&old, &now); err != nil {
		return err
	}
	return d.tellChair(&old, &now)
}

// noteChecked says where minutes go on that the chair has not checked, as far
// as is recorded: the secretariat may have checked them in the chair's place.
func (m *minutesMove) noteChecked(d *draft, old *store.Meeting) error {
	by := d.c.Actor.Account()
	switch {
	case m.To == "checked":
	case m.To == "circulated" && old.Minutes != "checked", m.To == "agreed" && !slices.Contains([]string{"checked", "circulated"}, old.Minutes):
		by = ""
	case m.To == "circulated":
		steps, err := minutesHistory(d.tx, old.ID, 1)
		if err != nil || len(steps) == 0 {
			return err // it came from a file, which does not say by whom
		}
		by = steps[0].set.Actor
	default:
		return nil
	}
	chairs, err := chairedBy(d.tx, old.Partnership, by, d.c.Today())
	switch {
	case err != nil || chairs:
		return err
	case m.To == "checked":
		d.note("This says that " + d.c.ownName(d.tx) + " checked them, not the chair.")
	default:
		d.note("That the chair has checked them is not recorded.")
	}
	return nil
}

// chairedBy reports whether an account is that of the chair or the vice-chair
// of a partnership on a day.
func chairedBy(tx *store.Tx, partnership, account string, day store.Date) (bool, error) {
	for _, role := range []string{"chair", "vice-chair"} {
		list, err := holders(tx, partnership, role, day)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(list, func(p store.Person) bool { return account != "" && slackID(&p) == afterSlash(account) }) {
			return true, nil
		}
	}
	return false, nil
}

// possible is a Problem of minutes that cannot be brought there.
func (m *minutesMove) possible(d *draft, old, now *store.Meeting) error {
	name := meetingName(old) + " on " + english.Long(old.Start.Date)
	switch {
	case old.Status == "cancelled":
		return &Problem{Says: name + " is cancelled, so it has no minutes.", Then: "Nothing is changed."}
	case !d.c.hasMinutes(old):
		return &Problem{Says: name + " is still to come, so it has no minutes.", Then: "Nothing is changed."}
	case old.Minutes == now.Minutes && old.MinutesURL == now.MinutesURL:
		p := &Problem{Says: "The minutes are already " + d.c.minutesNow(d.tx, old) + ".", Then: "Nothing is changed."}
		if old.Minutes == "draft" {
			p.Offer = []Button{{Label: "Ask the chair again", Type: minutesWord + " meetings/" + old.ID + " ask"}}
		}
		return p
	case old.Minutes == "agreed":
		return &Problem{
			Says: "The minutes are " + d.c.minutesNow(d.tx, old) + ", and stay as they are.", Then: "What is wrong in them is put beside them, as a correction.",
			Offer: []Button{minutesButton(old.ID, "Add a correction", "correct")},
		}
	}
	return nil
}

// correctMove puts a correction beside minutes that are agreed.
type correctMove struct {
	Meeting string // id
	Text    string
}

// maxCorrection is how long a correction may be.
const maxCorrection = 1000

func (m *correctMove) work(d *draft) error {
	old, err := store.Meetings.Get(d.tx, m.Meeting)
	if err != nil {
		return err
	}
	d.right, d.title, d.short, d.press = Record, "Minutes of "+labelOf(d.tx, "meetings", &old), "Correction", "Add it"
	if err := d.c.must(d.tx, d.right, about(&old)); err != nil {
		return err
	}
	text := strings.TrimSpace(m.Text)
	switch {
	case old.Minutes != "agreed":
		return &Problem{
			Says: "The minutes are " + minutesWords(old.Minutes) + ", not agreed yet.", Then: "Put the text itself right, and give the new draft: /csp minutes " + spoken(d.tx, "meetings", old.ID) + " draft and its link.",
		}
	case text == "":
		return &Problem{Says: "The correction has no words.", Then: "Say what is wrong, and what would be right."}
	case len([]rune(text)) > maxCorrection:
		return &Problem{Says: "A correction has " + english.Thousands(maxCorrection) + " letters at most.", Then: "Say it shorter."}
	case slices.ContainsFunc(old.Corrections, func(k store.Correction) bool { return k.Text == text }):
		return &Problem{Says: "That correction is recorded already.", Then: "Nothing is changed."}
	}
	now := old
	now.Corrections = append(slices.Clone(old.Corrections), store.Correction{At: store.MomentOf(d.c.Now), By: d.c.ownName(d.tx), Text: text})
	d.said = []Text{Join(T("Put beside the minutes: "), T(text))}
	d.then = []Button{{Label: "Minutes", Type: minutesWord + " meetings/" + old.ID}}
	return d.change(&old, &now)
}
