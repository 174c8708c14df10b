package commands

import (
	"errors"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// A decision that is recorded as taken may be one that the register has as
// needed. Words alone do not tell, so it is asked: a guess takes nothing.

// errAlike: a decision sounds like one that is still to be taken.
var errAlike = errors.New("a decision that is needed sounds like it")

// maxAlike is how many decisions one is asked about.
const maxAlike = 3

// alike are the decisions still to be taken which a new one may be: of the same
// side about the same scheme or pilot, or in like words; the likeliest first.
// Those that the one who asks may not take are left out.
func (d *draft) alike(now *store.Decision) ([]store.Decision, error) {
	out, _, err := d.alikeOf(now, false)
	return out, err
}

// alikeOf is alike, and those that it may answer all the same: others take
// them, or they only call what they are about by the same word. Of a line that
// was typed those are asked about too.
func (d *draft) alikeOf(now *store.Decision, typed bool) (out, others []store.Decision, err error) {
	seen := map[string]bool{}
	for _, p := range now.Partnerships {
		of, err := store.Partnerships.Get(d.tx, p)
		if err != nil {
			return nil, nil, err
		}
		list, _, err := decisionsIn(d.c, d.tx, &of)
		if err != nil {
			return nil, nil, err
		}
		for i := range list {
			o := &list[i]
			is := d.mayBe(o, now)
			if seen[o.ID] || !toTakeStill(o) || !is && !d.sameMatter(o, now) {
				continue
			}
			right := Record
			if o.Kind == "pcc" {
				right = Keep
			}
			ok, err := d.c.may(d.tx, right, about(o))
			if err != nil {
				return nil, nil, err
			}
			if seen[o.ID] = true; ok && (is || typed) {
				out = append(out, *o)
			} else {
				others = append(others, *o)
			}
		}
	}
	if err := d.c.sortNeeded(d.tx, out); err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(out, func(a, b store.Decision) int { return likeness(b.Text, now.Text) - likeness(a.Text, now.Text) })
	return out[:min(len(out), maxAlike)], others[:min(len(others), maxAlike)], nil
}

// waitingStill says of decisions that are still to be taken that a new one may
// answer them; "" when there is none.
func waitingStill(list []store.Decision) string {
	if len(list) == 0 {
		return ""
	}
	var names []string
	for i := range list {
		names = append(names, strings.TrimSuffix(decisionInShort(&list[i]), "."))
	}
	return "Still to be taken: " + strings.Join(names, "; ") + ". If this answers it, it is to be recorded as taken too: by the office's staff, where it is the commissioner's."
}

// toTakeStill reports whether a decision is still to be taken.
func toTakeStill(d *store.Decision) bool { return !taken(d) && d.Status != "cancelled" }

// mayBe reports whether a decision that is still to be taken may be the one
// that is recorded.
func (d *draft) mayBe(o, now *store.Decision) bool {
	if o.Kind == now.Kind && (o.Scheme != "" && o.Scheme == now.Scheme || o.Pilot != "" && o.Pilot == now.Pilot) {
		return true
	}
	words := contentWords(now.Text)
	if slices.ContainsFunc(d.aboutNames(o), func(name string) bool { return hasWords(words, name) }) {
		return true
	}
	return likeness(o.Text, now.Text) >= likeEnough
}

// aboutNames are the names of the scheme and the pilot that a decision is
// about.
func (d *draft) aboutNames(o *store.Decision) []string {
	var out []string
	if s, ok := linked(d.c, d.tx, &store.Schemes, o.Scheme); ok {
		out = append(out, s.Name)
	}
	if p, ok := linked(d.c, d.tx, &store.Pilots, o.Pilot); ok {
		out = append(out, p.Name)
	}
	return out
}

// sameMatter reports whether a decision and a new one call the scheme or pilot
// of the first by the same part of its name, such as the hub.
func (d *draft) sameMatter(o, now *store.Decision) bool {
	words := contentWords(now.Text)
	return slices.ContainsFunc(d.aboutNames(o), func(name string) bool {
		return sharesWord(words, contentWords(o.Text), contentWords(name))
	})
}

// sharesWord reports whether all the lists have a word in common.
func sharesWord(first []string, others ...[]string) bool {
	return slices.ContainsFunc(first, func(w string) bool {
		for _, list := range others {
			if !slices.ContainsFunc(list, func(o string) bool { return sameStem(w, o) }) {
				return false
			}
		}
		return true
	})
}

// hasWords reports whether words name something by all of its name.
func hasWords(words []string, name string) bool {
	of := contentWords(name)
	return len(of) > 0 && !slices.ContainsFunc(of, func(w string) bool {
		return !slices.ContainsFunc(words, func(o string) bool { return sameStem(w, o) })
	})
}

// likeEnough is how much of the shorter of two texts the other must have, in
// hundredths, to be asked about.
const likeEnough = 60

// likeness is how much of the shorter of two texts the other has, in
// hundredths: of its words, without small ones; 0 when it is a single word of
// several.
func likeness(a, b string) int {
	short, long := contentWords(a), contentWords(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	n := 0
	for _, w := range short {
		if slices.ContainsFunc(long, func(o string) bool { return sameStem(w, o) }) {
			n++
		}
	}
	if n == 0 || n == 1 && len(long) > 1 {
		return 0
	}
	return 100 * n / len(short)
}

// smallWords say nothing of what a decision is about.
var smallWords = []string{"the", "and", "for", "with", "from", "that", "this", "are", "was", "not", "its", "our", "their", "decision", "agreed", "resolved"}

// contentWords are the words of a text that say what it is about, each once.
func contentWords(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(store.Fold(s), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }) {
		if len(w) > 2 && !slices.Contains(smallWords, w) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// sameStem reports whether two words begin alike: renew, renewal and renewing.
func sameStem(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 4 {
		return a == b || b == a+"s"
	}
	return strings.HasPrefix(b, strings.TrimSuffix(a, "e"))
}

// askAlike is the Problem of a new decision that may be one of those: a button
// takes one, another records a new one.
func (d *draft) askAlike(now *store.Decision, list []store.Decision) error {
	var names []string
	p := &Problem{Then: "Is this it? Nothing is recorded yet.", Cause: errAlike}
	for i := range list {
		o := &list[i]
		names = append(names, strings.TrimSuffix(decisionInShort(o), "."))
		line := decideWord + " " + orWord(o.Ref, "decisions/"+o.ID) + " taken"
		if now.Decided != d.c.Today() {
			line += " on " + english.Short(now.Decided)
		}
		if !sameLine(o.Text, now.Text) {
			line += " " + takenAsWord + " " + onOneLine(now.Text)
		}
		p.Offer = append(p.Offer, Button{Label: cutTo("Yes: "+decisionName(o)+" is taken", maxLabel), Type: line})
	}
	p.Says = "This may be a decision that is recorded as needed: " + english.And(names...) + "."
	if len(list) > 1 {
		p.Says = "This may be one of the decisions that are recorded as needed: " + strings.Join(names, "; ") + "."
		p.Then = "Is it one of these? Nothing is recorded yet."
	}
	p.Offer = append(p.Offer, Button{
		Label: "No: record a new decision", Type: decideWord + " " + first(now.Partnerships) + " " + asNewWords + " " + onOneLine(now.Text),
	})
	p.Offer = slices.DeleteFunc(p.Offer, func(b Button) bool { return units(b.Type) > maxButtonValue })
	if len(p.Offer) == 0 {
		p.Then = "The text is too long for a button: type /csp decide to use the form."
	}
	return p
}

// onOneLine is a text on one line, as it can be typed.
func onOneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

const (
	// asNewWords behind the partnership say that a decision is none of those
	// that are needed.
	asNewWords = "as new"
	// takenAsWord stands before what a decision became when it was taken.
	takenAsWord = "as"
)

// cutAsNew takes those words off the head of a text.
func cutAsNew(text string) (rest string, isNew bool) {
	w := strings.Fields(text)
	if len(w) > 2 && strings.EqualFold(w[0]+" "+w[1], asNewWords) {
		return strings.Join(w[2:], " "), true
	}
	return text, false
}

// cutTakenAs splits what stands behind taken: the day, and what was decided.
func cutTakenAs(rest string) (before, text string) {
	w := strings.Fields(rest)
	for i := range w {
		if strings.EqualFold(w[i], takenAsWord) {
			return strings.Join(w[:i], " "), unquoted(strings.Join(w[i+1:], " "))
		}
	}
	return rest, ""
}

// takenInstead takes a decision that is needed with all that was said of a new
// one; what was not said stays as it was.
func takenInstead(id string, said *newDecision) move {
	from := said.Decision
	take := takenMove(id, decisionTaken{
		On: from.Decided, Text: from.Text, Closed: from.Session == "closed", Meeting: from.Meeting, By: from.DecidedBy, Reason: from.Reason,
		Conditions: from.Conditions, Notice: from.Notice, Published: from.Published, Amount: from.Amount, Review: from.Review,
	}).(*decisionMove)
	return &decisionMove{id, func(d *draft, old, now *store.Decision) error {
		if err := take.Change(d, old, now); err != nil {
			return err
		}
		for _, f := range []struct {
			to   *string
			from string
		}{
			{&now.Scheme, from.Scheme},
			{&now.Pilot, from.Pilot},
			{&now.Replaces, from.Replaces},
			{&now.GoesWith, from.GoesWith},
			{&now.URL, from.URL},
			{&now.Source, said.Link},
		} {
			if f.from != "" {
				*f.to = f.from
			}
		}
		if len(from.Options) > 0 {
			now.Options = from.Options
		}
		return nil
	}}
}
