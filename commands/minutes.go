package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

const minutesWord = "minutes"

var minutes = Command{
	Name: "minutes", About: "boards", Usage: "[PARTNERSHIP] [DATE] [draft, checked, circulated or agreed] [LINK]", Short: "where the minutes of a board stand; move them on",
	Examples: []string{"minutes durham"}, Right: Read, Takes: []string{"partnerships"},
	Run: minutesRun,
	Actions: map[string]func(*Call, string) (Outcome, error){
		"checked": pressMinutes("checked"), "circulated": pressMinutes("circulated"), "agreed": pressMinutes("agreed"),
		"draft":   minutesOpens((*Call).draftForm),
		"change":  minutesOpens((*Call).changeForm),
		"correct": minutesOpens((*Call).correctForm),
	},
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){"draft": draftSent, "change": changeSent, "correct": correctSent},
	Changes: []string{
		"minutes PARTNERSHIP draft LINK", "minutes PARTNERSHIP checked", "minutes PARTNERSHIP circulated", "minutes PARTNERSHIP agreed",
		"minutes PARTNERSHIP correct TEXT", "minutes PARTNERSHIP change TEXT", "minutes PARTNERSHIP ask",
	},
}

// minutesStates are the words that move minutes on, in their order.
var minutesStates = []string{"none", "draft", "checked", "circulated", "agreed"}

// minutesRun says where the minutes of a board stand, or moves them on at
// once, since that can be undone.
func minutesRun(c *Call) (Reply, error) {
	name, verb, rest := cutVerb("minutes "+c.Args, append([]string{"correct", "change", "ask"}, minutesStates...)...)
	if verb == "" {
		name = "minutes " + c.Args
	}
	name = strings.TrimSpace(strings.TrimPrefix(name, "minutes"))
	if verb == "" || rest == "" && (verb == "correct" || verb == "change") {
		var r Reply
		err := c.Desk.Store.View(c, func(tx *store.Tx) error {
			m, err := c.lastNamed(tx, name)
			if err != nil {
				r, err = c.noneYet(err)
				return err
			}
			r, err = c.minutesLooked(tx, m, verb)
			return err
		})
		return r, err
	}
	find := func(tx *store.Tx) (*store.Meeting, error) { return c.lastNamed(tx, name) }
	switch verb {
	case "change":
		return c.changeTold(find, rest)
	case "ask":
		return c.askChair(find)
	}
	made, err := c.do(func(c *Call, tx *store.Tx) (move, error) {
		m, err := find(tx)
		if err != nil {
			return nil, err
		}
		if verb == "correct" {
			return &correctMove{Meeting: m.ID, Text: rest}, nil
		}
		link := strings.Trim(rest, "<>")
		if link != "" && !webAddress(link) {
			return nil, odd(rest, "End the line with where the minutes stand, or with the whole address of a link: https://example.org/minutes.")
		}
		return &minutesMove{Meeting: m.ID, To: verb, URL: link}, nil
	})
	if err != nil {
		return Reply{}, err
	}
	return c.saved(made)
}

// webAddress reports whether a text is the whole address of a page.
func webAddress(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	return ok && rest != "" && !strings.ContainsAny(rest, " \t\n")
}

// minutesLooked is where the minutes stand, or the form of what was asked.
func (c *Call) minutesLooked(tx *store.Tx, m *store.Meeting, verb string) (Reply, error) {
	form := map[string]func(*Call, *store.Tx, string) (*Form, error){"correct": (*Call).correctForm, "change": (*Call).changeForm}[verb]
	if form == nil {
		return c.minutesReply(tx, m)
	}
	f, err := form(c, tx, m.ID)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Form: f, Blocks: []Block{Para(T("Type /csp minutes " + spoken(tx, "meetings", m.ID) + " " + verb + " and the text."))}}, nil
}

// minutesReply is where the minutes of a meeting stand, who brought them
// there, and what can be done next.
func (c *Call) minutesReply(tx *store.Tx, m *store.Meeting) (Reply, error) {
	r := Reply{Blocks: []Block{
		Heading("Minutes of " + labelOf(tx, "meetings", m)),
		Facts{{"State", Join(T(upper(minutesWords(m.Minutes))), linkAfter(m.MinutesURL))}},
	}}
	steps, err := c.minutesSteps(tx, m)
	if err != nil {
		return Reply{}, err
	}
	if len(steps) > 0 {
		r = withBlocks(r, List{Items: steps})
	}
	if !isPlanned(m) || passed(c.Today(), m.Start.Date) {
		due, err := deadlines(tx, m)
		if err != nil {
			return Reply{}, err
		}
		for _, d := range due {
			if d.name == "Draft minutes due" && (m.Minutes == "" || m.Minutes == "none") {
				r = withBlocks(r, Para(T("A draft is due "+dayAndAway(c.Today(), d.day)+".")))
			}
		}
	}
	r = withBlocks(r, corrections(m)...)
	row, err := c.minutesButtons(tx, m)
	if err != nil {
		return Reply{}, err
	}
	return withBlocks(r, c.offer(tx, append(row, Button{Label: "Open the board", Type: "board meetings/" + m.ID})...)...), nil
}

// corrections stand beside the minutes.
func corrections(m *store.Meeting) []Block {
	var out []Block
	for _, k := range m.Corrections {
		out = append(out, Para(T("Correction of "+english.Moment(k.At)+" by "+orWord(k.By, "somebody not named")+": "+k.Text)))
	}
	return out
}
