package commands

import (
	"bytes"
	"reflect"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// news is one thing that is new since a brief.
type news struct {
	weight newsWeight
	kind   string // of the record
	ref    string // of an action that is new and not due yet
	says   Text
}

// newsWeight orders what is new, the weightiest first.
type newsWeight int

// What weighs how much. What is below newsLight is always told.
const (
	newsDecision newsWeight = iota
	newsChair
	newsPlan
	newsBoard
	newsClosed  // an action that was done or cancelled
	newsOverdue // an action whose day has passed since
	newsAsked   // a decision that is needed
	newsLight
	newsAction
	newsMoney // schemes and pilots
	newsOther
)

// newsOf says what became of a record after a revision; nil when it is as it
// was, was only checked, or nothing in it is worth telling.
func (b *briefing) newsOf(f found, rev uint64) (*news, error) {
	whole, err := b.changeOf(subject{f.Kind, f.ID}, rev)
	if err != nil || bytes.Equal(whole.Entry.Before, whole.Entry.After) {
		return nil, err
	}
	was, _, err := versions(&whole)
	if err != nil {
		return nil, err
	}
	see, err := b.historySight(b.tx, f)
	if err != nil {
		return nil, err
	}
	n := &news{weight: newsOther, kind: f.Kind}
	if err := b.sayNews(n, f.Rec, was, see, rev); err != nil || len(n.says) > 0 {
		return n, err
	}
	if n.says != nil {
		return nil, nil
	}
	if n.says = b.factsNews(f, was, see); n.says == nil {
		return nil, nil
	}
	return n, nil
}

// sayNews says what is new of a record where there are words for it: nil where
// there are none, empty where another line says it.
func (b *briefing) sayNews(n *news, rec, was any, see sight, rev uint64) (err error) {
	switch r := rec.(type) {
	case *store.Decision:
		old, _ := was.(*store.Decision)
		n.weight, n.says = b.decisionNews(old, r)
	case *store.Role:
		old, _ := was.(*store.Role)
		n.weight = roleWeight(r)
		n.says, err = b.roleNews(old, r, rev)
	case *store.Plan:
		n.weight = newsPlan
		if was == nil {
			n.says = Join(B("New plan: "+planName(b.tx, r)), T(comma(periodWords(r.From, r.Until))+"."))
		}
	case *store.Meeting:
		old, _ := was.(*store.Meeting)
		n.weight = newsBoard
		n.says, err = b.boardNews(old, r, see)
	case *store.Action:
		old, _ := was.(*store.Action)
		err = b.actionNews(n, old, r)
	case *store.Scheme:
		n.weight = newsMoney
		if was == nil {
			n.says = Join(B("New scheme: "+r.Name), T(comma(r.Amount.Pounds())+comma(periodWords(r.From, r.Until))+"."))
		}
	case *store.Pilot:
		n.weight = newsMoney
	case *store.Issue:
		if old, _ := was.(*store.Issue); old != nil && old.Status != "closed" && r.Status == "closed" {
			n.says = Join(B("No longer an open issue: "), T(sentence(r.Text)))
		}
	}
	return err
}

// untold are the fields that say nothing to who is briefed, or that are told
// in words of their own.
var untold = []string{
	"channel", "prefix", "confirmed", "slack", "minutes_long", "series", "corrections", "recorded", "papers_sent", "attendance", "agenda", "minutes", "minutes_url",
	"first_due", "closed", "closed_by", "updates", "goes_with",
}

// newsFields is how many facts of a record one line tells.
const newsFields = 3

// factsNews says which facts of a record are new, as far as they may be seen;
// nil when none is.
func (b *briefing) factsNews(f found, was any, see sight) Text {
	name := sinceName(b.tx, f)
	if was == nil {
		k, _ := store.KindNamed(f.Kind)
		_, one := k.Called()
		return Join(B("New "+one+": "+strings.TrimPrefix(name, "Issue: ")), T("."))
	}
	k, _ := store.KindNamed(f.Kind)
	var said []string
	for _, fd := range k.Fields() {
		if !see.shows(fd.Name) || slices.Contains(untold, fd.Name) || slices.Contains(lastFields, fd.Name) {
			continue
		}
		before, after := see.words(fd, was), see.words(fd, f.Rec)
		if before == after {
			continue
		}
		said = append(said, factNews(f.Kind, fd, before, after, see.more(fd, was, f.Rec)))
	}
	if len(said) == 0 {
		return nil
	}
	more := ""
	if n := len(said) - newsFields; n > 0 {
		said, more = said[:newsFields], ", and "+english.Count(n, "more fact is", "more facts are")+" new"
	}
	return Join(B(name), T(": "+strings.Join(said, ", ")+more+"."))
}

// factNews says how one fact is now, and how it was.
func factNews(kind string, f store.Field, before, after, added string) string {
	label := gapField(kind, f.Name)
	after, before = strings.TrimSuffix(cutTo(after, shortText), "."), strings.TrimSuffix(cutTo(before, shortText), ".")
	switch {
	case f.Name == wordsField && before != "" && after != "":
		return "the words are now “" + after + "” (they were “" + before + "”)"
	case f.Type == store.GroupField:
		return "the " + label + " changed"
	case added != "":
		return "added to the " + label + ": " + strings.TrimSuffix(cutTo(added, shortText), ".")
	case before == "":
		return "the " + label + " is recorded: " + after
	case after == "":
		return "the " + label + " is no longer recorded (it was " + before + ")"
	}
	return "the " + label + " is now " + after + " (it was " + before + ")"
}

// decisionNews says that a decision was taken, is asked for, was put off or is
// published; nil of anything else.
func (b *briefing) decisionNews(old, d *store.Decision) (newsWeight, Text) {
	rest := func(more string) Text {
		return T(strings.TrimSpace(joined(". ", orWord(d.Ref, d.Notice), sentence(d.Text)) + more + closedSession(d.Session)))
	}
	amount := ""
	if d.Amount.Known {
		amount = " Amount: " + d.Amount.Pounds() + "."
	}
	by := map[string]string{"board": "The board", "pcc": "The commissioner"}[d.Kind]
	newly := func(status string) bool { return d.Status == status && (old == nil || old.Status != status) }
	switch {
	case taken(d) && (old == nil || !taken(old)):
		head := "Decided"
		if by != "" {
			head = by + " decided"
		}
		if !d.Decided.IsZero() {
			head += " " + when(d.Decided)
		}
		return newsDecision, Join(B(head+": "), rest(amount))
	case newly("cancelled"):
		return newsDecision, Join(B("A decision no longer stands: "), rest(" It was recorded by mistake."))
	case newly("deferred"):
		return newsDecision, Join(B("Put off: "), rest(""))
	case old != nil && old.Published.IsZero() && !d.Published.IsZero():
		return newsDecision, Join(B("Published "+when(d.Published)+": "), rest(amount))
	case newly("needed"):
		needed := ""
		if !d.NeededBy.IsZero() {
			needed = " Needed by " + english.Short(d.NeededBy) + "."
		}
		return newsAsked, Join(B(orWord(strings.ToLower(by), "somebody")+" is asked to decide: "), rest(needed+amount))
	}
	return newsDecision, nil
}

// oneLineOfActions puts several new actions on one line.
func oneLineOfActions(all []news) []news {
	var refs []string
	at := -1
	for i := range all {
		if all[i].ref != "" {
			refs = append(refs, all[i].ref)
			at = max(at, 0)
			if len(refs) == 1 {
				at = i
			}
		}
	}
	if len(refs) < 4 {
		return all
	}
	slices.Sort(refs)
	line := news{weight: newsAction, kind: store.Actions.Name, says: Join(B(english.Thousands(len(refs))+" new actions: "), T(english.And(refs...)+". They stand below, under Open actions."))}
	rest := slices.DeleteFunc(slices.Clone(all), func(n news) bool { return n.ref != "" })
	return slices.Insert(rest, at, line)
}

// sortsOf counts things by their sorts: 2 schemes, 1 issue and 1 person.
func sortsOf(list []news) string {
	var kinds []string
	counts := map[string]int{}
	for _, n := range list {
		if counts[n.kind]++; counts[n.kind] == 1 {
			kinds = append(kinds, n.kind)
		}
	}
	var said []string
	for _, name := range kinds {
		many, one := name, name
		if k, ok := store.KindNamed(name); ok {
			many, one = k.Called()
		}
		said = append(said, english.Count(counts[name], one, many))
	}
	return english.And(said...)
}

// sameList reports whether two lists hold the same.
func sameList[T any](a, b []T) bool { return reflect.DeepEqual(a, b) || len(a)+len(b) == 0 }
