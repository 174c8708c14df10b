package commands

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"

	"github.com/agnivade/levenshtein"
)

func sortSubjects(ss []subject) {
	slices.SortFunc(ss, func(a, b subject) int {
		return cmp.Or(cmp.Compare(kindOrder(a.kind), kindOrder(b.kind)), cmp.Compare(a.id, b.id))
	})
}

// kindOrder is a kind's place when a name means several: what people ask for
// most comes first.
func kindOrder(kind string) int { return slices.Index(namedKinds, kind) }

// choose is the Problem of a name that means several records.
func (c *Call) choose(tx *store.Tx, a asking, fs []found) error {
	p := &Problem{
		Says: fmt.Sprintf("“%s” matches %s.", typed(a.Words), english.Count(len(fs), a.what(), a.many())),
		Then: "Choose one:",
	}
	if a.Words == "" {
		p.Says = "This channel belongs to " + english.Count(len(fs), "partnership", "partnerships") + "."
	}
	if len(fs) > maxChoose {
		p.Then = "Type more of the name, or choose one of the first:"
		fs = fs[:maxChoose]
	}
	for _, f := range fs {
		p.Offer = append(p.Offer, Button{Label: f.label(tx), Type: a.again(c.sureName(a, f, fs))})
	}
	return p
}

// sureName is what to type so that only this record is meant.
func (c *Call) sureName(a asking, f found, among []found) string {
	if a.Again == nil && c.Desk.find(f.ID) != nil {
		return f.Kind + "/" + f.ID // the id alone would be a command
	}
	for _, o := range among {
		if o.ID == f.ID && o.Kind != f.Kind {
			return f.Kind + "/" + f.ID
		}
	}
	return f.ID
}

// unknown is the Problem of a name that means nothing, or nothing that the
// one who asks may see, with near names.
func (c *Call) unknown(tx *store.Tx, a asking, hidden bool) error {
	if hidden && !c.Actor.Guest && !c.Actor.Stranger {
		return c.refused(Read)
	}
	if err := c.noSuchReference(tx, a.Words); err != nil {
		return err
	}
	near, err := c.near(tx, a)
	if err != nil {
		return fmt.Errorf("look up near names: %w", err)
	}
	p := c.noneCalled(tx, a, near, hidden)
	if len(near) == 0 && !hidden && !c.Actor.Guest && !c.Actor.Stranger {
		p.Offer = append(p.Offer, c.searchOffer(tx, a.Words)...)
		p.Offer = append(p.Offer, c.addOffer(tx, a)...)
	}
	return p
}

// noneCalled says that no record is called so, and offers near ones. To a
// guest it says the same of what is not there and of what is hidden.
func (c *Call) noneCalled(tx *store.Tx, a asking, near []found, hidden bool) *Problem {
	what := "No " + a.what()
	if len(a.Kinds) == 0 {
		what = "Nothing"
	}
	p := &Problem{Refused: hidden, Then: "Did you mean:"}
	switch {
	case c.Actor.Stranger:
		p.Says = fmt.Sprintf("%s that you may see is called “%s”. %s", what, typed(a.Words), onlyOwn)
	case c.Actor.Guest:
		p.Says = fmt.Sprintf("%s that you may see is called “%s”. Guests see only the partnerships of the channels they are in.", what, typed(a.Words))
	case mention.MatchString(a.Words):
		p.Says = "No " + a.what() + " in the register has that Slack account or channel."
	default:
		p.Says = fmt.Sprintf("%s is called “%s”.", what, typed(a.Words))
	}
	switch {
	case len(near) > 0:
	case c.Actor.Stranger:
		p.Then = "Mention @csp and write actions."
	case c.Actor.Guest:
		p.Then = "Type /csp list to see them."
	default:
		l := listOf(a.Kinds)
		p.Then = "Type /csp " + l.line + " to see " + l.what + ", or /csp search and a word to look everywhere."
		p.Offer = []Button{l.button()}
	}
	for _, f := range near {
		p.Offer = append(p.Offer, Button{Label: f.label(tx), Type: a.again(c.sureName(a, f, near))})
	}
	return p
}

// listed is the list of what is of a kind.
type listed struct{ line, what, label string }

func (l listed) button() Button { return Button{Label: l.label, Type: l.line} }

// listOf is the list in which to look for a name of such kinds: that of the
// first.
func listOf(kinds []string) listed {
	kind := store.Partnerships.Name
	if len(kinds) > 0 {
		kind = kinds[0]
	}
	switch kind {
	case "people":
		return listed{"who", "the people to meet", "People to meet"}
	case "meetings":
		return listed{"boards", "the boards to come", "Boards to come"}
	case "actions":
		return listed{"actions", "the open actions", "Open actions"}
	case "plans", "schemes", "pilots", "initiatives", "issues", "duties", "decisions":
		return listed{kind, "the " + kind, "List " + kind}
	}
	return listed{"list", "the partnerships", "List partnerships"}
}

// searchOffer looks for words everywhere, where there are any.
func (c *Call) searchOffer(tx *store.Tx, words string) []Button {
	q := typed(words)
	if store.Fold(q) == "" || mention.MatchString(q) || !c.listed(tx, c.Desk.find(searchWord)) {
		return nil
	}
	return []Button{{Label: cutTo("Search for “"+q+"”", maxLabel), Type: searchWord + " " + q}}
}

// addOffer adds a record of the name that was asked for, where that was wished.
func (c *Call) addOffer(tx *store.Tx, a asking) []Button {
	q := typed(a.Words)
	if !a.Add || store.Fold(q) == "" || mention.MatchString(q) || !c.listed(tx, c.Desk.find(addWord)) {
		return nil
	}
	k, _ := store.KindNamed(a.Kinds[0])
	_, one := k.Called()
	return []Button{{Label: cutTo("Add “"+q+"” as a new "+one, maxLabel), Type: addWord + " " + one + " " + q}}
}

// Bounds of the search for near names.
const (
	maxNear     = 3    // suggestions, and the edit distance they lie within
	nearShare   = 3    // and no more than one letter in three is another
	nearEntries = 3000 // entries of the name index that are compared
)

// near returns up to three records with a name within edit distance 3 of
// what was typed. It reads at most nearEntries names: those that begin
// likewise first, then the others from each letter on.
func (c *Call) near(tx *store.Tx, a asking) ([]found, error) {
	q := []rune(store.Fold(a.Words))
	if len(q) < 2 || len(q) > said {
		return nil, nil
	}
	n := nearest{q: string(q), allow: min(maxNear, len(q)/nearShare), best: map[subject]int{}, left: nearEntries}
	// A reference that is nearly right is another action, so none is offered.
	kinds := slices.DeleteFunc(slices.Clone(a.kinds()), func(k string) bool { return k == "actions" || k == "decisions" })
	for _, start := range beginnings(q) {
		for _, kind := range kinds {
			if err := n.scan(tx, kind, start, n.left/(2*len(kinds))); err != nil {
				return nil, err
			}
		}
	}
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
	for i, l := range letters {
		for j, kind := range kinds {
			if err := n.scan(tx, kind, string(l), n.left/((len(letters)-i)*len(kinds)-j)); err != nil {
				return nil, err
			}
		}
	}
	return c.readable(tx, n.ranked())
}

// beginnings are the ways a name may begin whose beginning was mistyped.
func beginnings(q []rune) []string {
	out := []string{string(q[:min(3, len(q))]), string(q[:2])}
	if len(q) > 2 {
		out = append(out, string([]rune{q[1], q[0]}), string(q[1:3]))
	}
	return out
}

// readable loads the first three of the subjects that the actor may read.
func (c *Call) readable(tx *store.Tx, subjects []subject) ([]found, error) {
	r, err := c.rights(tx)
	if err != nil {
		return nil, err
	}
	var out []found
	for _, s := range subjects {
		f, err := load(tx, s)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		ok, err := r.may(Read, about(f.Rec))
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, f)
		}
		if len(out) == maxNear {
			break
		}
	}
	return out, nil
}

// nearest collects the names nearest to q.
type nearest struct {
	q     string
	allow int
	best  map[subject]int // twice the distance, and one more of a later word
	left  int             // entries that may still be read
}

func (n *nearest) scan(tx *store.Tx, kind, start string, limit int) error {
	for h, err := range tx.NamedKind(kind, start) {
		if err != nil {
			return err
		}
		if limit--; limit < 0 {
			return nil
		}
		n.left--
		d := n.distance(h.Name)
		if d > n.allow {
			continue
		}
		if d *= 2; !h.Start {
			d++ // a later word is meant less often than the first
		}
		s := subject{h.Kind, h.ID}
		if was, ok := n.best[s]; !ok || d < was {
			n.best[s] = d
		}
	}
	return nil
}

// distance compares q with as many words of a name as q has.
func (n *nearest) distance(name string) int {
	spaces := 0
	for i := range len(n.q) {
		if n.q[i] == ' ' {
			spaces++
		}
	}
	for i := range len(name) {
		if name[i] == ' ' {
			if spaces--; spaces < 0 {
				name = name[:i]
				break
			}
		}
	}
	if d := len(name) - len(n.q); d > 4*maxNear || -d > 4*maxNear {
		return maxNear + 1
	}
	d := slips(n.q, name)
	if len(n.q) > 2 && len(n.q) < len(name) && d > n.allow && n.q[:2] == name[:2] && slips(n.q, name[:len(n.q)]) == 1 {
		return 1 // the beginning of a name
	}
	if d > n.allow && len(n.q) > 2 && strings.Contains(name, n.q) {
		return n.allow // a part of one
	}
	return d
}

// slips is how many letters were mistyped; two that changed places are one.
func slips(typed, meant string) int {
	d := levenshtein.ComputeDistance(typed, meant)
	for i := 1; d == 2 && len(typed) == len(meant) && i < len(typed); i++ {
		if typed[:i-1]+typed[i:i+1]+typed[i-1:i]+typed[i+1:] == meant {
			return 1
		}
	}
	return d
}

// ranked returns what was found, nearest first, without what is much farther
// away than the nearest.
func (n *nearest) ranked() []subject {
	far := 2*maxNear + 1
	for _, d := range n.best {
		far = min(far, d+3)
	}
	var out []subject
	for s, d := range n.best {
		if d <= far {
			out = append(out, s)
		}
	}
	sortSubjects(out)
	slices.SortStableFunc(out, func(a, b subject) int { return n.best[a] - n.best[b] })
	return out
}

// nearWords are up to three commands that a mistyped word may have meant, the
// nearest first. Before a reference the word is rather one that takes one, so
// those may be farther off.
func (c *Call) nearWords(tx *store.Tx, word, rest string) []*Command {
	far := map[*Command]int{}
	var out []*Command
	first, _, _ := strings.Cut(rest, " ")
	numbered := len(references(first)) > 0
	for _, cmd := range c.Desk.table {
		allow := 1
		if len(cmd.Name) > 5 || numbered && strings.HasPrefix(cmd.Usage, "REFERENCE") {
			allow = 2
		}
		d := wordDistance(strings.ToLower(word), cmd.Name, allow)
		if d >= 0 && c.listed(tx, cmd) {
			far[cmd] = d
			out = append(out, cmd)
		}
	}
	slices.SortStableFunc(out, func(a, b *Command) int { return far[a] - far[b] })
	return out[:min(len(out), maxNear)]
}

// wordDistance is how many edits a command word is from what was typed; -1
// when that is more than are allowed.
func wordDistance(typed, word string, allow int) int {
	if len(typed) < 3 || len(typed)-len(word) > allow || len(word)-len(typed) > allow {
		return -1
	}
	if d := slips(typed, word); d <= allow {
		return d
	}
	return -1
}
