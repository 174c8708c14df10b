package reminders

import (
	"fmt"

	"csp/store"
	"csp/store/english"
)

// unconfirmed asks the office once to confirm the Slack account of who is a
// partnership's secretariat or chair: their reminders go to it, and without
// an admin's word it may not do what they ask for. It comes on the working
// day after the role was recorded, so that what is confirmed at once is not
// asked about.
var unconfirmed = Notice{
	Name: unconfirmedName,
	Kinds: []*Kind{{
		Name: unconfirmedName, Of: "roles",
		Hangs: []Hang{{On: "people", If: otherAccount, Subjects: func(v *View, rec any) []string {
			var out []string
			for _, r := range all(v, store.Roles.Of(v.tx, "people", rec.(*store.Person).ID)) {
				out = append(out, r.ID)
			}
			return out
		}}},
		Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
			r := get(v, &store.Roles, id)
			if r == nil || !givesRights(Audience(r.Role)) || !r.Until.IsZero() && v.today().After(r.Until.Last()) {
				return nil
			}
			h := &held{*r, get(v, &store.People, r.Person)}
			if slackOf(h.person) == "" || h.confirmed() {
				return nil
			}
			since := v.first(k.Of, id, "", "")
			day := store.DateOf(since.In(v.Zone))
			if from := r.From.First(); !r.From.IsZero() && from.After(day) {
				day = from.AddDays(-1) // on its first day
			}
			a := anchor{"slack=" + h.person.Slack, day, since}
			proto := Step{Subject: id, SubjectKind: k.Of, Partnerships: []string{r.Partnership}, Rec: h}
			return on(v.climb(nextDay, a, until), a, proto, Office)
		},
		Words: func(v *View, s *Step, _ Audience) Text {
			h := s.Rec.(*held)
			return Text{bold(h.person.Name), plain(", " + h.Role.Role + " of " + v.area(h.Partnership) + ".")}
		},
	}},
	Say: func(_ *View, due []Line) Body {
		b := Body{Head: Text{bold(english.Count(len(due), "Slack account is not confirmed", "Slack accounts are not confirmed") + "."), plain(
			" The reminders of the role go there, but what they ask for, such as recording a board, is refused until an admin has confirmed that the account is theirs. Staff of the office need no confirming. You are asked once.",
		)}}
		for i := range due[:min(len(due), datesShown)] {
			b.List = append(b.List, due[i].Words)
			b.Buttons = append(b.Buttons, Button{
				Label: "Confirm " + cut(due[i].Words[0].Text, 40), Type: confirmLine(due[i].Subject), Action: "edit.open", Value: "roles/" + due[i].Subject + " confirmed",
			})
		}
		if rest := len(due) - datesShown; rest > 0 {
			b.List = append(b.List, Text{plain(fmt.Sprintf("And %d more.", rest))})
		}
		return b
	},
}

const unconfirmedName = "unconfirmed"

func confirmLine(role string) string { return "edit roles/" + role + " confirmed" }

// otherAccount reports whether a person's Slack account has changed.
func otherAccount(old, rec any) bool {
	return orNew[store.Person](old).Slack != orNew[store.Person](rec).Slack
}
