package store

import (
	"fmt"
	"iter"
	"slices"
)

// plans looks at a partnership's plans, and for one.
func (f *gapFinder) plans(partnership string) error {
	found := false
	for p, err := range Plans.Of(f.tx, "partnerships", partnership) {
		if err != nil {
			return err
		}
		old, err := Superseded(f.tx, &p)
		if err != nil {
			return err
		}
		if old {
			continue
		}
		if p.Kind == "" || p.Kind == "partnership-plan" {
			found = true
		} else if over(p.Until, f.today) {
			continue // last year's assessment is done with
		}
		gaps := gapsOfPlan(&p)
		if p.Status == "draft" {
			gaps = nil // it is being written
		}
		f.add(gaps...)
		if err := f.unchecked(Gap{Topic: PlanGap, Kind: "plans", ID: p.ID, Partnerships: ids(partnership)}, &p.Meta); err != nil {
			return err
		}
	}
	if !found {
		f.add(Gap{Topic: PlanGap, Kind: "plans", Partnerships: ids(partnership)})
	}
	return nil
}

// boards looks for a partnership's next board and at its date.
func (f *gapFinder) boards(partnership string) error {
	found := false
	for m, err := range Meetings.Between(f.tx, "start", []any{partnership, fmt.Sprint(f.today.Year)}, []any{partnership, "9999"}) {
		if err != nil {
			return err
		}
		if m.Kind != "" && m.Kind != "board" || m.Status == "held" || m.Status == "cancelled" || over(m.Start.Date, f.today) {
			continue
		}
		found = true
		g := Gap{Topic: BoardGap, Kind: "meetings", ID: m.ID, Partnerships: ids(partnership)}
		f.add(fieldGaps(g, lack{field: "start", part: !m.Start.Exact() || !m.Start.Timed()})...)
	}
	if !found {
		f.add(Gap{Topic: BoardGap, Kind: "meetings", Partnerships: ids(partnership)})
	}
	return nil
}

// whose are the records of one partnership and then those of the whole area,
// or all of them.
func whose[T any](tx *Tx, k *Kind[T], partnership string, wide iter.Seq2[T, error]) iter.Seq2[T, error] {
	if partnership == "" {
		return k.All(tx)
	}
	return func(yield func(T, error) bool) {
		for _, seq := range []iter.Seq2[T, error]{k.Of(tx, "partnerships", partnership), wide} {
			if seq == nil {
				continue
			}
			for rec, err := range seq {
				if !yield(rec, err) || err != nil {
					return
				}
			}
		}
	}
}

func (f *gapFinder) schemes(partnership string) error {
	for s, err := range whose(f.tx, &Schemes, partnership, Schemes.By(f.tx, "wide")) {
		switch {
		case err != nil:
			return err
		case over(s.Until, f.today) && (s.Outcome != "" || s.Successor != ""):
			continue
		}
		f.add(gapsOfScheme(&s, f.today)...)
		if err := f.unchecked(Gap{Topic: SchemeGap, Kind: "schemes", ID: s.ID, Partnerships: s.Partnerships}, &s.Meta); err != nil {
			return err
		}
	}
	return nil
}

func (f *gapFinder) pilots(partnership string) error {
	for p, err := range whose(f.tx, &Pilots, partnership, nil) {
		switch {
		case err != nil:
			return err
		case !p.FinalDone.IsZero():
			continue
		}
		f.add(gapsOfPilot(&p)...)
		if err := f.unchecked(Gap{Topic: PilotGap, Kind: "pilots", ID: p.ID, Partnerships: p.Partnerships}, &p.Meta); err != nil {
			return err
		}
	}
	return nil
}

// decisions looks at those that are needed: without a day nobody is reminded.
func (f *gapFinder) decisions(partnership string) error {
	for d, err := range Decisions.By(f.tx, "needed") {
		switch {
		case err != nil:
			return err
		case partnership != "" && len(d.Partnerships) > 0 && !slices.Contains(d.Partnerships, partnership):
			continue
		}
		g := Gap{Topic: DecisionGap, Kind: "decisions", ID: d.ID, Partnerships: d.Partnerships}
		f.add(fieldGaps(g, dated("needed_by", d.NeededBy))...)
	}
	return nil
}

func (f *gapFinder) initiatives(partnership string) error {
	for i, err := range whose(f.tx, &Initiatives, partnership, nil) {
		if err != nil {
			return err
		}
		g := Gap{Topic: WorkGap, Kind: "initiatives", ID: i.ID, Partnerships: i.Partnerships}
		f.add(fieldGaps(g, lack{field: "partnerships", none: len(i.Partnerships) == 0})...)
		if err := f.unchecked(g, &i.Meta); err != nil {
			return err
		}
	}
	return nil
}

func (f *gapFinder) issues(partnership string) error {
	for i, err := range whose(f.tx, &Issues, partnership, nil) {
		switch {
		case err != nil:
			return err
		case i.Status == "closed":
			continue
		}
		if err := f.unchecked(Gap{Topic: WorkGap, Kind: "issues", ID: i.ID, Partnerships: i.Partnerships}, &i.Meta); err != nil {
			return err
		}
	}
	return nil
}
