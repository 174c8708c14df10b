package commands

import (
	"strings"

	"csp/store"
)

// both reads a partnership and a person beside it, in either order: whose
// actions where. Words beside a partnership that are neither are refused with
// what there is.
func (l *actionList) both(name string) (bool, error) {
	words := strings.Fields(name)
	if len(words) < 2 {
		return false, nil
	}
	if best, _, err := l.c.matches(l.tx, asking{Words: name, Kinds: []string{"partnerships", "people", "actions"}}); err != nil || len(best) > 0 {
		return false, err
	}
	for n := min(len(words)-1, nameWords); n > 0; n-- {
		head, rest := strings.Join(words[:n], " "), strings.Join(words[n:], " ")
		for _, two := range [][2]string{{head, rest}, {rest, head}} {
			p, who, err := l.placeAndWho(two[0], two[1])
			if err != nil {
				return false, err
			}
			if p != nil && who != nil {
				l.p, l.who = p, who
				return true, nil
			}
		}
	}
	for n := min(len(words)-1, nameWords); n > 0; n-- {
		p, rest := l.placeOnly(strings.Join(words[:n], " ")), strings.Join(words[n:], " ")
		if p != nil {
			return false, l.noFilter(p, rest)
		}
	}
	return false, nil
}

// placeAndWho are the one partnership and the one person that words mean, nil
// where they do not.
func (l *actionList) placeAndWho(place, who string) (*store.Partnership, *store.Person, error) {
	p := l.placeOnly(place)
	if p == nil {
		return nil, nil, nil
	}
	best, _, err := l.c.matches(l.tx, asking{Words: who, Kinds: []string{"people"}})
	if err != nil || len(best) != 1 {
		return p, nil, err
	}
	return p, best[0].Rec.(*store.Person), nil
}

func (l *actionList) placeOnly(words string) *store.Partnership {
	best, err := l.c.begins(l.tx, asking{Words: words, Kinds: []string{"partnerships"}, team: l.c.Actor.Team})
	if err != nil || len(best) != 1 {
		return nil
	}
	return best[0].Rec.(*store.Partnership)
}

// noFilter is the Problem of words beside a partnership that narrow nothing.
func (l *actionList) noFilter(p *store.Partnership, words string) error {
	best, _, err := l.c.matches(l.tx, asking{Words: words, Kinds: []string{"people"}})
	if err != nil {
		return err
	}
	if len(best) > 1 || mention.MatchString(words) {
		if len(best) == 0 {
			return l.c.unknown(l.tx, asking{Words: words, Kinds: []string{"people"}}, false)
		}
		return l.c.choose(l.tx, asking{Words: words, Kinds: []string{"people"}, Again: func(name string) string {
			return "actions " + p.ID + " " + name
		}}, best)
	}
	line := "actions " + p.ID
	return &Problem{
		Says: "“" + typed(words) + "” says nothing of which actions to list.",
		Then: "After the partnership, type a person's name, or mine, overdue, closed, done or cancelled. The list has what is due this week under a heading of its own.",
		Offer: []Button{
			{Label: "Actions in " + areaOf(p), Type: line},
			{Label: "Overdue", Type: line + " overdue"},
			{Label: "Closed", Type: line + " closed"},
		},
	}
}
