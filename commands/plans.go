package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

var plans = Command{
	Name: "plans", About: "plans", Usage: "[PARTNERSHIP] [replaced]", Short: "plans by their end: ended, ending within 9 months, later",
	Examples: []string{"plans", "plans darlington"}, Right: Read, Shared: true, Takes: []string{"partnerships"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		words, no := cutPage(c.Args)
		words, replaced := cutLast(words, "replaced")
		p, err := c.place(tx, words)
		if err != nil {
			return Reply{}, err
		}
		list, hidden, err := plansIn(c, tx, p)
		if err != nil {
			return Reply{}, err
		}
		l := planList{c: c, tx: tx, p: p, replaced: replaced, hidden: hidden}
		for _, pl := range list {
			old, err := store.Superseded(tx, &pl)
			if err != nil {
				return Reply{}, err
			}
			if old == replaced {
				l.plans = append(l.plans, pl)
			} else {
				l.others++
			}
		}
		sortPlans(l.plans, c.Today())
		return l.reply(no)
	},
}

// cutLast takes a word from the end of what was typed.
func cutLast(words, word string) (rest string, ok bool) {
	f := strings.Fields(words)
	if n := len(f); n > 0 && strings.EqualFold(f[n-1], word) {
		return strings.Join(f[:n-1], " "), true
	}
	return words, false
}

// plansIn are the plans of a partnership, nil for all, that may be read.
func plansIn(c *Call, tx *store.Tx, p *store.Partnership) (list []store.Plan, hidden bool, err error) {
	if p == nil {
		return readable(c, tx, store.Plans.All(tx))
	}
	return readable(c, tx, store.Plans.Of(tx, "partnerships", p.ID))
}

// planList is a list of plans on its way to a reply.
type planList struct {
	c        *Call
	tx       *store.Tx
	p        *store.Partnership // nil: of all partnerships
	plans    []store.Plan
	replaced bool // those that a newer one replaced, in place of the others
	others   int  // left out, since they are not, or are, replaced
	hidden   bool
}

func (l *planList) reply(no int) (Reply, error) {
	c := l.c
	title, line := "Plans", c.line(l.p)
	if l.replaced {
		title, line = "Plans that have been replaced", line+" replaced"
	}
	r := Reply{Blocks: []Block{Heading(title + in(l.p))}}
	r = withBlocks(r, Para(T(l.answer())))
	if len(l.plans) == 0 && !l.replaced {
		r = withBlocks(r, c.toAdd())
	}
	pg := pageOf(len(l.plans), no)
	today := c.Today()
	for i := pg.From; i < pg.To; {
		end := endOf(&l.plans[i], today)
		var items []Text
		for ; i < pg.To && endOf(&l.plans[i], today) == end; i++ {
			t := planItem(c, l.tx, &l.plans[i])
			items = append(items, t)
		}
		r = withBlocks(r, Para(B(planEndWords(end))), List{Items: items})
	}
	if s := shown(pg, "plan", "plans"); s != "" {
		r = withBlocks(r, Note(T(s)))
	}
	buttons := pg.buttons(line)
	switch {
	case l.others > 0 && l.replaced:
		buttons = append(buttons, Button{Label: "Show the plans of today", Type: c.line(l.p)})
	case l.others > 0:
		r = withBlocks(r, Note(T(english.Count(l.others, "plan that has been replaced is", "plans that have been replaced are")+" left out.")))
		buttons = append(buttons, Button{Label: "Show replaced plans", Type: c.line(l.p) + " replaced"})
	}
	if l.p != nil {
		buttons = append(buttons, Button{Label: "Plans of all partnerships", Type: "plans all"})
	}
	r = withBlocks(r, listSources(c, l.tx, "plans", l.plans[pg.From:pg.To])...)
	r = withBlocks(r, c.leftOut(l.hidden)...)
	return withBlocks(r, c.offer(l.tx, buttons...)...), nil
}

// answer says in a sentence how the plans stand.
func (l *planList) answer() string {
	if len(l.plans) == 0 && l.replaced {
		return "No plan that has been replaced is recorded" + forPlace(l.p) + "."
	}
	if len(l.plans) == 0 {
		if l.p != nil {
			return "No plan is recorded for " + l.p.Name + "."
		}
		return "No plan is recorded."
	}
	var n [planEndNotRecorded + 1]int
	for i := range l.plans {
		n[endOf(&l.plans[i], l.c.Today())]++
	}
	var parts []string
	for end, words := range []string{"ended", "ending within 9 months", "ending later", "with no end recorded"} {
		if n[end] > 0 {
			parts = append(parts, english.Thousands(n[end])+" "+words)
		}
	}
	if len(parts) == 1 {
		_, words, _ := strings.Cut(parts[0], " ")
		return english.Count(len(l.plans), "plan", "plans") + ", " + words + "."
	}
	return english.Count(len(l.plans), "plan", "plans") + ": " + strings.Join(parts, ", ") + "."
}

func planEndWords(e planStage) string {
	switch e {
	case planEnded:
		return "Ended"
	case planEndsSoon:
		return "Ending within 9 months"
	case planEndsLater:
		return "Ending later"
	}
	return "End not recorded"
}

// planItem is a plan in a list.
func planItem(c *Call, tx *store.Tx, p *store.Plan) Text {
	name := planName(tx, p)
	state := planStanding(c, tx, p)
	where := ""
	if p.Partnership != "" && p.Title != "" {
		where = " (" + called(tx, "partnerships", p.Partnership) + ")"
	}
	return Join(B(name), T(where+". "+state))
}

// planName is a plan's title: "Untitled plan (Safe Westmere Partnership)"
// where that is not recorded.
func planName(tx *store.Tx, p *store.Plan) string {
	return orWord(p.Title, nameless(tx, "Untitled plan", p.Partnership))
}

// planStanding says how a plan stands towards its end, and what comes after it:
// "Plan ended on 31 March 2026. No new plan is recorded."
func planStanding(c *Call, tx *store.Tx, p *store.Plan) string {
	today := c.Today()
	var s []string
	switch {
	case toStart(p, today):
		s = append(s, "Plan starts "+when(p.From)+comma(inDays(today, p.From))+".")
		if says := beforeIt(c, tx, p); says != "" {
			s = append(s, says)
		}
	case p.Until.IsZero():
		s = append(s, "End not recorded.")
	case passed(today, p.Until):
		s = append(s, "Plan ended "+when(p.Until)+".")
	case !p.Until.Exact():
		s = append(s, "Plan ends "+when(p.Until)+".")
	default:
		s = append(s, "Plan ends "+when(p.Until)+comma(inDays(today, p.Until))+".")
	}
	if !p.Until.IsZero() && !p.Until.Exact() && !toStart(p, today) {
		s = append(s, "The exact date is not recorded.")
	}
	if p.Status != "" && p.Status != "current" && !(p.Status == "replaced" && !isReplaced(tx, p, today)) {
		s = append(s, planStatus(p.Status)+".")
	}
	switch next := linkedName(c, tx, &store.Plans, p.Successor, "a plan that you may not see"); {
	case next != "":
		follow := "Followed by " + next
		if after, ok := linked(c, tx, &store.Plans, p.Successor); ok && toStart(&after, today) {
			follow += ", which starts " + when(after.From)
		}
		s = append(s, follow+".")
	case endOf(p, today) <= planEndsSoon && p.Status != "replaced":
		s = append(s, "No new plan is recorded.")
	}
	if !p.Expected.IsZero() {
		s = append(s, "A new plan is expected "+when(p.Expected)+".")
	}
	return strings.Join(s, " ")
}

// planStatus is a plan's status in words.
func planStatus(status string) string {
	switch status {
	case "renewing":
		return "Being renewed"
	case "":
		return english.NotRecorded
	}
	return upper(status)
}

// planKinds are the kinds of plans in words.
func planKind(kind string) string {
	switch kind {
	case "partnership-plan":
		return "Partnership plan"
	case "community-safety-agreement":
		return "Community safety agreement"
	case "strategic-assessment":
		return "Strategic assessment"
	case "workplan":
		return "Workplan"
	}
	return english.NotRecorded
}

// sortedKeys returns a map's keys in order.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
