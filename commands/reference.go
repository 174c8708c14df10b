package commands

import (
	"regexp"
	"strconv"
	"strings"

	"csp/store"
)

// looseRef is a reference as people type it: DAR-26-001, dar 26 1, dar26-1,
// dar-d-26-4.
var looseRef = regexp.MustCompile(`^([A-Z][A-Z0-9]{0,7}?)[ -]*(D)?[ -]*(\d\d)[ -]*(\d{1,6})$`)

// references are the references that what was typed may be, as they are
// written.
func references(typed string) []string {
	m := looseRef.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(typed)))
	if m == nil {
		return nil
	}
	year, _ := strconv.Atoi(m[3]) // the form leaves nothing it could refuse
	n, _ := strconv.Atoi(m[4])
	if n == 0 {
		return nil
	}
	if m[2] == "" {
		return []string{store.MakeRef(m[1], year, n)}
	}
	return []string{store.MakeRef(m[1]+"-D", year, n), store.MakeRef(m[1]+"D", year, n)}
}

// byReference finds the action or decision with a typed reference; ok is
// false when what was typed is none. A reference of a known prefix that was
// never given out is a Problem; to people from outside the office so is one that
// they may not see, in the same words.
func (c *Call) byReference(tx *store.Tx, typed string) (f found, ok bool, err error) {
	refs := references(typed)
	hidden := false
	for _, ref := range refs {
		f, ok, err := refRecord(tx, ref)
		if err != nil {
			return found{}, false, err
		}
		if !ok {
			continue
		}
		if ok, err = c.may(tx, Read, about(f.Rec)); err != nil || ok {
			return f, true, err
		}
		if hidden = true; !c.outside() {
			break
		}
	}
	for _, ref := range refs {
		if hidden && !c.outside() {
			break
		}
		if none, err := c.noneHas(tx, ref, hidden); none != nil || err != nil {
			return found{}, false, orProblem(err, none)
		}
	}
	if hidden {
		return found{}, false, c.unknown(tx, asking{Words: typed}, true)
	}
	return found{}, false, nil
}

// noneHas is the Problem of a reference that nothing has which the one who asks
// may see; nil when it begins as no partnership's do that they read. Which was
// given out last is said to those from whom nothing is hidden.
func (c *Call) noneHas(tx *store.Tx, ref string, hidden bool) (*Problem, error) {
	prefix, year, _, _ := store.ParseRef(ref)
	p, ok, err := c.prefixed(tx, strings.TrimSuffix(prefix, "-D"))
	if err != nil || !ok {
		return nil, err
	}
	all := about(&p)
	all.Closed, all.Undecided = true, true
	sees, err := c.may(tx, Read, all)
	if err != nil {
		return nil, err
	}
	none := &Problem{
		Says: "Nothing has the reference " + ref + ".", Then: "To find the right one:", Refused: hidden,
		Offer: []Button{referencesOf(&p, prefix), {Label: "Search for " + ref, Type: searchWord + " " + ref}},
	}
	if c.outside() {
		none.Says = "Nothing that you may see has the reference " + ref + "."
	}
	if !sees {
		return none, nil
	}
	last, err := tx.LastRef(prefix, year)
	if err != nil {
		return nil, err
	}
	none.Then = "None has been given out for " + p.Name + " in " + strconv.Itoa(year) + "."
	if last > 0 {
		none.Then = "The last one of " + strconv.Itoa(year) + " is " + store.MakeRef(prefix, year, last) + "."
	}
	return none, nil
}

// prefixed finds the partnership with a prefix that the one who asks may
// read.
func (c *Call) prefixed(tx *store.Tx, prefix string) (store.Partnership, bool, error) {
	for p, err := range store.Partnerships.By(tx, "prefix", prefix) {
		if err != nil {
			return p, false, err
		}
		ok, err := c.may(tx, Read, about(&p))
		return p, ok, err
	}
	return store.Partnership{}, false, nil
}

func refRecord(tx *store.Tx, ref string) (found, bool, error) {
	for a, err := range store.Actions.By(tx, "ref", ref) {
		return found{"actions", a.ID, &a}, true, err
	}
	for d, err := range store.Decisions.By(tx, "ref", ref) {
		return found{"decisions", d.ID, &d}, true, err
	}
	return found{}, false, nil
}

// referencesOf lists what has the references of a prefix.
func referencesOf(p *store.Partnership, prefix string) Button {
	word, label := "actions", "Actions in "
	if strings.HasSuffix(prefix, "-D") {
		word, label = "decisions", "Decisions of "
	}
	return Button{Label: label + areaOf(p), Type: word + " " + p.ID}
}

// spelledRef is what nobody types but for a reference: QQQ-26-999, qqq 26 1.
var spelledRef = regexp.MustCompile(`\d\d[ -]+\d{1,6}$`)

// noSuchReference is the Problem of a reference that begins as no
// partnership's do, with those that are one letter away; nil when what was typed
// is no reference. To people from outside the office it is as unknown as what
// they may not see.
func (c *Call) noSuchReference(tx *store.Tx, words string) error {
	refs := references(words)
	if len(refs) == 0 || !spelledRef.MatchString(words) || c.Actor.Guest || c.Actor.Stranger {
		return nil
	}
	for _, ref := range refs {
		f, ok, err := refRecord(tx, ref)
		if err == nil && ok {
			ok, err = c.may(tx, Read, about(f.Rec))
		}
		if err != nil {
			return err
		}
		if ok {
			return &Problem{
				Says: "This does not go with " + ref + ".", Then: "To open it:",
				Offer: []Button{{Label: cutTo(f.label(tx), maxLabel), Type: f.Kind + "/" + f.ID}},
			}
		}
	}
	prefix, year, n, _ := store.ParseRef(refs[0])
	begins := strings.TrimSuffix(prefix, "-D")
	none := &Problem{Says: "The reference " + refs[0] + " is not known: none begins with " + begins + "."}
	kind := store.Actions.Name
	if begins != prefix {
		kind = store.Decisions.Name
	}
	none.Then = "To find the right one, type /csp " + listOf([]string{kind}).line + "."
	for p, err := range store.Partnerships.All(tx) {
		if err != nil {
			return err
		}
		other, err := store.PrefixOf(tx, p)
		if err != nil {
			return err
		}
		ok, err := c.may(tx, Read, about(&p))
		if err != nil {
			return err
		}
		if !ok || len(none.Offer) >= 2*maxNear || slips(begins, other) > 1 {
			continue
		}
		like := other + strings.TrimPrefix(prefix, begins)
		f, ok, err := refRecord(tx, store.MakeRef(like, year, n))
		if err == nil && ok {
			ok, err = c.may(tx, Read, about(f.Rec))
		}
		if err != nil {
			return err
		}
		if ok {
			none.Offer = append(none.Offer, Button{Label: "Open " + cutTo(f.label(tx), maxLabel-5), Type: c.Desk.shows(f.Kind).Name + " " + store.MakeRef(like, year, n)})
		}
		none.Offer = append(none.Offer, referencesOf(&p, like))
	}
	if len(none.Offer) == 0 {
		none.Offer = []Button{listOf([]string{kind}).button()}
	}
	return none
}
