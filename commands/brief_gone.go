package commands

import (
	"slices"

	"csp/store"
)

// goneLooked is how many records that were written a brief looks through for
// those that were deleted. More are written at once by an import alone.
const goneLooked = 5000

// deletedSince tells which records that had to do with the partnership were
// there at a revision and are no longer, the latest first.
func (b *briefing) deletedSince(rev uint64) ([]news, error) {
	var out []news
	seen := map[subject]bool{}
	left := goneLooked
	for set, err := range b.tx.ChangeSets() {
		if err != nil {
			return nil, err
		}
		if set.Number <= rev {
			break
		}
		if left -= set.Size; left < 0 {
			return append(out, news{weight: newsOther, kind: "changes", says: T("So much was written since then that what was deleted before " + b.dayAndTime(&set) + " is not told.")}), nil
		}
		for e, err := range b.tx.Entries(set.Number) {
			if err != nil {
				return nil, err
			}
			s := subject{e.Kind, e.ID}
			if !isNone(e.After) || seen[s] || isBeside(e.Kind) {
				continue
			}
			seen[s] = true
			line, err := b.deletedLine(s, rev)
			if err != nil {
				return nil, err
			}
			if line != nil {
				out = append(out, *line)
			}
		}
	}
	return out, nil
}

// deletedLine tells that a record is deleted, as it was called at a revision;
// nil when it is there, was not there then, or is none of this brief.
func (b *briefing) deletedLine(s subject, rev uint64) (*news, error) {
	whole, err := b.changeOf(s, rev)
	if err != nil || isNone(whole.Entry.Before) || !isNone(whole.Entry.After) {
		return nil, err
	}
	was, _, err := versions(&whole)
	if err != nil {
		return nil, err
	}
	about := about(was)
	if !slices.Contains(about.Partnerships, b.p.ID) && !(about.Wide && s.kind == store.Schemes.Name) {
		return nil, nil
	}
	if ok, err := b.may(b.tx, Read, about); err != nil || !ok {
		return nil, err
	}
	// What is no longer there is found nowhere else in the brief.
	n := &news{weight: newsBoard, kind: s.kind}
	if r, ok := was.(*store.Role); ok {
		n.weight = roleWeight(r)
		n.says = Join(B(orWord(called(b.tx, "people", r.Person), "Somebody not named")), T(" is no longer recorded as "+partOf(r)+"."))
		return n, nil
	}
	n.says = Join(B(sinceName(b.tx, found{s.kind, s.id, was})), T(" is no longer in the register."))
	return n, nil
}

// isBeside reports whether records of a kind are kept beside the register, as
// what was put off is: no brief tells of them.
func isBeside(kind string) bool {
	return slices.ContainsFunc(store.Beside, func(k store.AnyKind) bool {
		name, _ := k.Called()
		return name == kind
	})
}
