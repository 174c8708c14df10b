package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

// decisionCard is everything that is known of a decision.
func decisionCard(c *Call, tx *store.Tx, d *store.Decision) (Reply, error) {
	kind := english.NotRecorded
	switch d.Kind {
	case "board":
		kind = "The board"
	case "pcc":
		kind = "The " + policingBody(tx)
	}
	state, err := c.decisionState(tx, d)
	if err != nil {
		return Reply{}, err
	}
	facts := Facts{
		{"State", T(state)},
		{"Whose", T(kind)},
		{"Where", T(upper(areas(tx, d.Partnerships)))},
		{"Reason", T(orNot(d.Reason))},
	}
	for _, f := range []struct{ label, value string }{
		{"Options", english.And(d.Options...)},
		{"Decided by", d.DecidedBy},
		{"Conditions", d.Conditions},
	} {
		if f.value != "" {
			facts = append(facts, Fact{f.label, T(f.value)})
		}
	}
	if d.Kind == "pcc" || d.Amount.Known {
		facts = append(facts, Fact{"Amount", T(sum(d.Amount))})
	}
	if d.Kind == "pcc" {
		facts = append(facts, Fact{"Notice", T(orNot(d.Notice))})
		if taken(d) {
			facts = append(facts, Fact{"Published", T(orWord(publishedDay(d), "Not yet"))})
		}
	}
	if d.Session == "closed" {
		facts = append(facts, Fact{"Session", T("Closed")})
	}
	if !d.Review.IsZero() {
		facts = append(facts, Fact{"Review", T(dateAway(c.Today(), d.Review))})
	}
	if d.URL != "" {
		facts = append(facts, Fact{"Link", Link(d.URL, d.URL)})
	}
	r := Reply{Blocks: []Block{Heading(orWord(d.Ref, "Decision without a reference")), Para(B(sentence(d.Text))), facts}}
	if s := decisionLinks(c, tx, d); s != "" {
		r = withBlocks(r, Para(T(s)))
	}
	actions, err := c.actionsFrom(tx, d)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, actions...)
	r = withBlocks(r, c.sources(tx, "decisions", d)...)
	row := append(c.decideButtons(tx, d), Button{Label: "History of " + orWord(d.Ref, "this decision"), Type: "history decisions/" + d.ID})
	return withBlocks(r, c.offer(tx, append(row, c.keepButtons(tx, "decisions", d)...)...)...), nil
}

// decisionState says whether a decision was taken, and when.
func (c *Call) decisionState(tx *store.Tx, d *store.Decision) (string, error) {
	switch {
	case d.Status == "cancelled":
		return "Taken back: recorded by mistake", nil
	case d.Status == "" && d.Decided.IsZero():
		return "Not recorded whether it was taken", nil
	case taken(d) && d.Decided.IsZero():
		return "Taken, date not recorded", nil
	case taken(d):
		return "Taken " + when(d.Decided), nil
	}
	s, err := c.neededWords(tx, d)
	return strings.TrimSuffix(s, "."), err
}

func publishedDay(d *store.Decision) string {
	if d.Published.IsZero() {
		return ""
	}
	return english.Short(d.Published)
}

// actionsFrom are the actions that came from a decision.
func (c *Call) actionsFrom(tx *store.Tx, d *store.Decision) ([]Block, error) {
	list, _, err := readable(c, tx, store.Actions.Of(tx, "decisions", d.ID))
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var items []Text
	for i := range list[:min(len(list), pageSize)] {
		a, err := onItsDay(tx, &list[i], c.Today())
		if err != nil {
			return nil, err
		}
		items = append(items, actionLine(c, tx, &a, "", first(d.Partnerships)))
	}
	return []Block{Para(B("Actions from it")), List{Items: items}}, nil
}
