package store

import (
	"cmp"
	"slices"
)

// GapTopic is what a gap is about. The topics stand in the order in which it
// is most useful to fill them.
type GapTopic int

// The topics of gaps.
const (
	ChairGap GapTopic = iota
	SecretariatGap
	PlanGap
	BoardGap
	SchemeGap
	PilotGap
	DecisionGap
	ChannelGap
	AccountGap
	PartnershipGap
	PersonGap
	WorkGap // initiatives and issues
)

// GapWhy is what is amiss.
type GapWhy int

// Why something is a gap, the worst first.
const (
	Missing   GapWhy = iota // Not recorded
	Partial                 // a date that is needed to the day is not
	Unchecked               // nobody has confirmed it for FreshMonths
)

// FreshMonths is how long a fact counts as fresh after it was confirmed.
const FreshMonths = 6

// Gap is one thing that the register does not know, or no longer knows for
// sure: work for those who keep it.
type Gap struct {
	Topic GapTopic
	Why   GapWhy
	// Kind and ID are the record to mend. Without an ID there is no record
	// yet: one of the kind is to be added to the partnership.
	Kind, ID string
	Fields   []string // what is Missing or Partial, the most useful first; of Unchecked none
	// Partnerships whose record it is; none: of the whole police area.
	Partnerships []string
	Since        Date // of Unchecked: when it was last known to be true
}

// sortGaps puts the most useful first: by topic, by what is amiss, the
// longest unchecked first, then by partnership and id.
func sortGaps(list []Gap) {
	slices.SortStableFunc(list, func(a, b Gap) int {
		return cmp.Or(
			cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.Why, b.Why), a.Since.Compare(b.Since),
			slices.Compare(a.Partnerships, b.Partnerships), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID),
		)
	})
}

// lack is a field as the search for gaps sees it.
type lack struct {
	field string
	none  bool // nothing is recorded
	part  bool // a date that is not exact
}

// fieldGaps makes gaps of a record's fields: one for all that is missing, one
// for all dates that are partial.
func fieldGaps(g Gap, lacks ...lack) []Gap {
	missing, partial := g, g
	missing.Why, partial.Why = Missing, Partial
	for _, l := range lacks {
		switch {
		case l.none:
			missing.Fields = append(missing.Fields, l.field)
		case l.part:
			partial.Fields = append(partial.Fields, l.field)
		}
	}
	var out []Gap
	for _, g := range []Gap{missing, partial} {
		if len(g.Fields) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// dated is a date that is needed to the day.
func dated(field string, d Date) lack { return lack{field, d.IsZero(), !d.IsZero() && !d.Exact()} }

// named is a text or a reference that is needed.
func named(field, s string) lack { return lack{field: field, none: s == ""} }

// over reports whether the whole of a date lies before today.
func over(d, today Date) bool { return !d.IsZero() && d.Last().Before(today) }

// gapsOfPlan are a plan's own gaps.
func gapsOfPlan(p *Plan) []Gap {
	g := Gap{Topic: PlanGap, Kind: "plans", ID: p.ID, Partnerships: ids(p.Partnership)}
	return fieldGaps(g, dated("until", p.Until), dated("from", p.From), named("title", p.Title),
		lack{field: "priorities", none: len(p.Priorities) == 0 && (p.Kind == "" || p.Kind == "partnership-plan")})
}

// gapsOfScheme are a scheme's own gaps. One that has ended lacks an outcome.
func gapsOfScheme(s *Scheme, today Date) []Gap {
	g := Gap{Topic: SchemeGap, Kind: "schemes", ID: s.ID, Partnerships: s.Partnerships}
	if over(s.Until, today) {
		return fieldGaps(g, named("outcome", s.Outcome), lack{field: "amount", none: !s.Amount.Known})
	}
	return fieldGaps(g, lack{field: "amount", none: !s.Amount.Known}, dated("until", s.Until), dated("from", s.From),
		dated("next_return", s.NextReturn), named("recipient", s.Recipient), named("decision_ref", s.DecisionRef))
}

// gapsOfPilot are a pilot's own gaps: of one that has reported nothing is
// asked.
func gapsOfPilot(p *Pilot) []Gap {
	g := Gap{Topic: PilotGap, Kind: "pilots", ID: p.ID, Partnerships: p.Partnerships}
	final := dated("final_review", p.FinalReview)
	interim := dated("interim_review", p.InterimReview)
	if !p.InterimDone.IsZero() {
		interim = lack{}
	}
	return fieldGaps(g, interim, final, dated("horizon", p.Horizon), dated("until", p.Until),
		named("name", p.Name), named("evidence_owner", p.EvidenceOwner), named("question", p.Question))
}

// ids is a list of the one id, empty for none.
func ids(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}
