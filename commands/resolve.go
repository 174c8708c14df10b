package commands

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"csp/store"
)

// found is a record that a name means. Rec is a pointer as its kind gives it
// out.
type found struct {
	Kind, ID string
	Rec      any
}

// label is how the record is named in a list or on a button.
func (f found) label(tx *store.Tx) string { return labelOf(tx, f.Kind, f.Rec) }

// asking is a name that somebody typed, and how to ask again with another.
type asking struct {
	Words string
	Kinds []string // the kinds it may be of, the first preferred; none: any
	// Again is the line that asks the same of another name; nil: the name
	// alone.
	Again func(name string) string
	// Add: where nothing is called so, those who keep the register are offered
	// to add one of the first kind.
	Add  bool
	team string // the Slack team in which a mention was typed
}

func (a asking) again(name string) string {
	if a.Again == nil {
		return name
	}
	return a.Again(name)
}

// what names the kinds asked for: partnership, or person or organisation.
func (a asking) what() string {
	var ones []string
	for _, name := range a.Kinds {
		if k, ok := store.KindNamed(name); ok {
			_, one := k.Called()
			ones = append(ones, one)
		}
	}
	if len(ones) == 0 || len(ones) > 3 {
		return "record"
	}
	return strings.Join(ones, " or ")
}

// many is what for several: partnerships; or records, of several kinds.
func (a asking) many() string {
	if len(a.Kinds) == 1 {
		return a.Kinds[0]
	}
	return "records"
}

// namedKinds are the kinds that people ask for by name. Roles and the office
// are told with what they belong to.
var namedKinds = []string{
	"partnerships", "people", "organisations", "plans", "schemes", "pilots", "initiatives",
	"meetings", "actions", "decisions", "issues", "duties",
}

func (a asking) kinds() []string {
	if len(a.Kinds) == 0 {
		return namedKinds
	}
	return a.Kinds
}

func (a asking) wants(kind string) bool { return slices.Contains(a.kinds(), kind) }

// Bounds of a look-up by name, so that no register makes it slow.
const (
	maxNames  = 400 // entries of the name index that one look-up reads
	maxChoose = 8   // buttons to choose among
)

// How well a name matches, best first.
const (
	byID = iota
	byWhole
	byStart
	byLaterWhole
	byLater
	noMatch
)

// resolve finds the one record that a name means: its id, name, alias or
// reference, the beginning of one, or a later word, without regard to case,
// apostrophes and accents. A whole name beats a beginning, which beats a
// later word. Several, or none, is a Problem with buttons to choose or up to
// three near names. What the actor may not read is not found.
func (c *Call) resolve(tx *store.Tx, a asking) (found, error) {
	best, hidden, err := c.matches(tx, a)
	switch {
	case err != nil:
		return found{}, fmt.Errorf("look up name: %w", err)
	case len(best) == 1:
		return best[0], nil
	case len(best) > 1:
		return found{}, c.choose(tx, a, best)
	}
	return found{}, c.unknown(tx, a, hidden)
}

// matches returns the records of the best class that a name matches and the
// actor may read; hidden says that some were left out since they may not.
func (c *Call) matches(tx *store.Tx, a asking) (best []found, hidden bool, err error) {
	r, err := c.rights(tx)
	if err != nil {
		return nil, false, err
	}
	a.team, a.Words = c.Actor.Team, unquoted(a.Words)
	classes, err := classify(tx, a)
	if err != nil {
		return nil, false, err
	}
	for class := range noMatch {
		for _, s := range classes[class] {
			f, err := load(tx, s)
			if err != nil {
				return nil, false, err
			}
			switch ok, err := r.may(Read, about(f.Rec)); {
			case err != nil:
				return nil, false, err
			case ok:
				best = append(best, f)
			default:
				hidden = true
			}
		}
		if len(best) > 0 {
			return best, hidden, nil
		}
	}
	return nil, hidden, nil
}

// classify sorts what a name matches by how well; a record stands in the
// best of its classes only.
func classify(tx *store.Tx, a asking) ([noMatch][]subject, error) {
	var out [noMatch][]subject
	ids, err := a.ids(tx)
	if err != nil || len(ids) > 0 {
		out[byID] = ids
		return out, err
	}
	class := map[subject]int{}
	for _, kind := range a.kinds() {
		if err := classifyKind(tx, kind, a.Words, class); err != nil {
			return out, err
		}
	}
	for s, n := range class {
		out[n] = append(out[n], s)
	}
	for _, ss := range out {
		sortSubjects(ss)
	}
	return out, nil
}

// classifyKind adds the records of one kind that a name matches. The best
// come first, so it stops where the class that was found ends.
func classifyKind(tx *store.Tx, kind, words string, class map[subject]int) error {
	read, best := 0, noMatch
	for h, err := range tx.NamedKind(kind, words) {
		if err != nil {
			return err
		}
		n := classOf(h)
		if read++; read > maxNames || n > best {
			return nil
		}
		best = n
		s := subject{h.Kind, h.ID}
		if was, ok := class[s]; !ok || n < was {
			class[s] = n
		}
	}
	return nil
}

type subject struct{ kind, id string }

func classOf(h store.NameHit) int {
	switch {
	case h.Exact && h.Start:
		return byWhole
	case h.Start:
		return byStart
	case h.Exact:
		return byLaterWhole
	}
	return byLater
}

// ids returns the records whose id was typed, as buttons do: a-marsh, or
// people/a-marsh where two kinds share it. A mention of a person or a channel
// is one of the person's or partnership's.
func (a asking) ids(tx *store.Tx) ([]subject, error) {
	kind, id, slash := strings.Cut(strings.TrimSpace(a.Words), "/")
	if !slash {
		kind, id = "", kind
	}
	if !store.ValidID(id) {
		return a.mentioned(tx)
	}
	var out []subject
	for _, name := range a.kinds() {
		if slash && name != kind {
			continue
		}
		_, err := load(tx, subject{name, id})
		switch {
		case err == nil:
			out = append(out, subject{name, id})
		case !errors.Is(err, store.ErrNotFound):
			return nil, err
		}
	}
	return out, nil
}

// mention is a person or a channel as Slack writes it: <@U0MARSH|alex>,
// <#C0EAST|east>.
var mention = regexp.MustCompile(`^<([@#])([A-Z0-9]+)(?:\|[^<>]*)?>$`)

func (a asking) mentioned(tx *store.Tx) ([]subject, error) {
	m := mention.FindStringSubmatch(strings.TrimSpace(a.Words))
	switch {
	case m == nil:
	case m[1] == "@" && a.wants("people"):
		for _, account := range []string{m[2], a.team + "/" + m[2]} {
			for p, err := range store.People.By(tx, "slack", account) {
				return []subject{{"people", p.ID}}, err
			}
		}
	case m[1] == "#" && a.wants("partnerships"):
		for p, err := range store.Partnerships.By(tx, "channel", m[2]) {
			return []subject{{"partnerships", p.ID}}, err
		}
	}
	return nil, nil
}

func load(tx *store.Tx, s subject) (found, error) {
	k, ok := store.KindNamed(s.kind)
	if !ok {
		return found{}, fmt.Errorf("kind %q: %w", s.kind, store.ErrNotFound)
	}
	rec, err := k.Load(tx, s.id)
	return found{s.kind, s.id, rec}, err
}

// partnership finds the partnership that somebody named. In a partnership's
// own channel its name may be left out, and the reply says so.
func (c *Call) partnership(tx *store.Tx, words string, again func(string) string) (store.Partnership, error) {
	if strings.TrimSpace(words) == "" {
		return c.ownPartnership(tx, again)
	}
	f, err := c.resolve(tx, asking{Words: words, Kinds: []string{"partnerships"}, Again: again})
	if err != nil {
		return store.Partnership{}, err
	}
	return *f.Rec.(*store.Partnership), nil
}

// errNoPartnership: no partnership was named and the channel has none.
var errNoPartnership = errors.New("no partnership named")

// channelPartnerships are the partnerships whose own channel this is and
// that the actor may read.
func (c *Call) channelPartnerships(tx *store.Tx) ([]found, error) {
	if c.Channel == "" {
		return nil, nil
	}
	r, err := c.rights(tx)
	if err != nil {
		return nil, err
	}
	var here []found
	for p, err := range store.Partnerships.By(tx, "channel", c.Channel) {
		if err != nil {
			return nil, err
		}
		ok, err := r.may(Read, about(&p))
		if err != nil {
			return nil, err
		}
		if ok {
			here = append(here, found{"partnerships", p.ID, &p})
		}
	}
	return here, nil
}

func (c *Call) ownPartnership(tx *store.Tx, again func(string) string) (store.Partnership, error) {
	here, err := c.channelPartnerships(tx)
	if err != nil {
		return store.Partnership{}, err
	}
	a := asking{Kinds: []string{"partnerships"}, Again: again}
	switch len(here) {
	case 0:
		return store.Partnership{}, &Problem{
			Says: "Say which partnership.", Then: "Type /csp " + a.again(c.somePartnership(tx)) + ", or /csp list to see them all.",
			Offer: []Button{{Label: "List partnerships", Type: "list"}}, Cause: errNoPartnership,
		}
	case 1:
		p := *here[0].Rec.(*store.Partnership)
		c.Assumed = "You are in its channel, so this is about " + p.Name + "."
		return p, nil
	}
	return store.Partnership{}, c.choose(tx, a, here)
}
