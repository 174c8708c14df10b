package commands

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"csp/store"
)

// isNobody reports whether words say that an owner is not named.
func isNobody(s string) bool {
	switch strings.ToLower(strings.Trim(s, " .,;:()")) {
	case "nobody", "no one", "owner not named", "not named", "owner tbc", "tbc", "owner tba":
		return true
	}
	return false
}

// nameBreaks stand between names: AB and CD, AB & CD, AB/CD.
var nameBreaks = regexp.MustCompile(`(?i)\s+(?:and|with|plus)\s+|\s*[,;&+]\s*(?:and\s+)?`)

var (
	// besideName is what stands in brackets beside a name: Jamie Fox (Housing).
	besideName = regexp.MustCompile(`\(([^()]*)\)`)
	// withOthers are names in brackets: AM (with CR).
	withOthers = regexp.MustCompile(`(?i)\(\s*(and|with|plus)\s+([^()]+)\)`)
	// dotted are initials with full stops: T.L.
	dotted = regexp.MustCompile(`^(?:[A-Z]\.\s?){1,3}[A-Z]\.?$`)
)

// bracketed are the marks that part names, as they stand in brackets, where
// they part none.
var bracketed = strings.NewReplacer(" ", "\ue000", ",", "\ue001", ";", "\ue002", "&", "\ue003", "+", "\ue004", "/", "\ue005")

var unbracketed = strings.NewReplacer("\ue000", " ", "\ue001", ",", "\ue002", ";", "\ue003", "&", "\ue004", "+", "\ue005", "/")

// splitNames takes names apart. An id as buttons have it, people/a-marsh,
// stays whole.
func splitNames(lead string) []string {
	var out []string
	lead = besideName.ReplaceAllStringFunc(withOthers.ReplaceAllString(lead, " $1 $2 "), bracketed.Replace)
	for _, s := range nameBreaks.Split(lead, -1) {
		parts := []string{s}
		if !strings.HasPrefix(strings.TrimSpace(s), "people/") && !strings.Contains(s, "<") {
			parts = strings.Split(s, "/")
		}
		for _, p := range parts {
			whole := unbracketed.Replace(p)
			if p = unbracketed.Replace(strings.Trim(p, " .,;:()-")); p != "" {
				if strings.Count(p, "(") > strings.Count(p, ")") && strings.Count(whole, "(") <= strings.Count(whole, ")") {
					p += ")"
				}
				out = append(out, p)
			}
		}
	}
	return out
}

// lineNames finds whom the names before "to" mean.
func (c *Call) lineNames(tx *store.Tx, lead string) ([]lineName, error) {
	var out []lineName
	for _, words := range splitNames(lead) {
		n, err := c.lineName(tx, words)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// styles are what people are called before their name.
var styles = []string{"cllr", "councillor", "mr", "mrs", "ms", "miss", "dr", "sgt", "pc", "insp", "inspector", "supt", "superintendent", "ch"}

// lineName finds whom one name means: a person, or, when nobody is called so,
// an organisation by its whole name.
func (c *Call) lineName(tx *store.Tx, words string) (lineName, error) {
	out := lineName{Words: words}
	if slices.Contains([]string{"me", "i", "myself"}, strings.ToLower(words)) {
		p, err := c.person(tx)
		if err == nil && p.ID != "" {
			out.People = []*store.Person{&p}
		}
		return out, err
	}
	name, beside := cutBeside(strings.TrimPrefix(words, "@"))
	whole := name
	if dotted.MatchString(name) {
		name = strings.NewReplacer(".", "", " ", "").Replace(name)
	}
	for name != "" {
		best, _, err := c.matches(tx, asking{Words: name, Kinds: []string{"people"}})
		if err != nil {
			return out, err
		}
		for _, f := range best {
			out.People = append(out.People, f.Rec.(*store.Person))
		}
		style, rest, _ := strings.Cut(name, " ")
		if len(best) > 0 || !slices.Contains(styles, strings.ToLower(strings.Trim(style, "."))) {
			break
		}
		name = rest
	}
	var err error
	if len(out.People) == 0 {
		out.People, err = c.byInitial(tx, name)
	}
	if err != nil || len(out.People) > 0 {
		return out, err
	}
	if out.Organisation, err = c.wholeOrganisation(tx, whole); err != nil || out.Organisation == nil || beside == "" {
		return out, err
	}
	somebody, err := c.lineName(tx, beside) // Northshire Police (David Nunn)
	if len(somebody.People) == 1 {
		out.People, out.Organisation = somebody.People, nil
	}
	return out, err
}

// initialName is a surname behind initials: M. Tan, M J Tan.
var initialName = regexp.MustCompile(`^([A-Z])(?:\.\s*|\s+)(?:[A-Z](?:\.\s*|\s+))*(\p{Lu}[\p{L}'-]+)$`)

// byInitial are the people with a surname whose first name begins with an
// initial.
func (c *Call) byInitial(tx *store.Tx, name string) ([]*store.Person, error) {
	m := initialName.FindStringSubmatch(name)
	if m == nil {
		return nil, nil
	}
	found, _, err := c.matches(tx, asking{Words: m[2], Kinds: []string{"people"}})
	var out []*store.Person
	for _, f := range found {
		p := f.Rec.(*store.Person)
		if w := strings.Fields(store.Fold(p.Name)); len(w) > 1 && w[len(w)-1] == store.Fold(m[2]) && strings.HasPrefix(w[0], strings.ToLower(m[1])) {
			out = append(out, p)
		}
	}
	return out, err
}

// cutBeside cuts off what stands in brackets behind a name.
func cutBeside(words string) (name, beside string) {
	at := besideName.FindStringSubmatchIndex(words)
	if at == nil || at[0] == 0 {
		return words, ""
	}
	return onOneLine(words[:at[0]] + " " + words[at[1]:]), strings.TrimSpace(words[at[2]:at[3]])
}

// calledRole is the role in a partnership by which somebody is called, "" when
// words call nobody so.
func calledRole(words string) string {
	switch strings.TrimPrefix(strings.ToLower(strings.Trim(words, " .,;:")), "the ") {
	case "chair", "chairman", "chairwoman", "chairperson":
		return "chair"
	case "vice-chair", "vice chair", "deputy chair":
		return "vice-chair"
	case "secretary", "secretariat", "board secretary":
		return "secretariat"
	}
	return ""
}

// wholeOrganisation is the organisation whose whole name, or short name, words
// are; nil when there is none, or several.
func (c *Call) wholeOrganisation(tx *store.Tx, words string) (*store.Organisation, error) {
	ids := map[string]bool{}
	for h, err := range tx.NamedKind(store.Organisations.Name, words) {
		if err != nil {
			return nil, err
		}
		if !h.Exact || !h.Start {
			break
		}
		ids[h.ID] = true
	}
	if len(ids) != 1 {
		return nil, nil
	}
	for id := range ids {
		o, err := store.Organisations.Get(tx, id)
		if err != nil {
			return nil, err
		}
		if ok, err := c.may(tx, Read, about(&o)); err != nil || !ok {
			return nil, err
		}
		return &o, nil
	}
	return nil, nil
}

// plainVerbs begin a line that names nobody, and stand before "to".
var plainVerbs = []string{
	"write", "report", "speak", "talk", "listen", "respond", "reply", "agree", "continue", "need", "aim", "refer",
	"return", "contribute", "move", "add", "link", "apply", "prepare", "arrange", "remember", "try",
}

// looksNamed reports whether words before "to" may be names that nobody has:
// few of them, in capitals, and no verb.
func looksNamed(lead string) bool {
	w := strings.Fields(lead)
	if len(w) == 0 || len(w) > 8 || slices.Contains(plainVerbs, strings.ToLower(w[0])) {
		return false
	}
	for _, word := range w {
		word = strings.Trim(word, "@<.,;:()&+/-")
		if word == "" || slices.Contains([]string{"and", "of", "the", "with", "de", "van", "for"}, strings.ToLower(word)) {
			continue
		}
		r := []rune(word)[0]
		if unicode.IsLower(r) {
			return len(w) == 1
		}
	}
	return true
}

// partnershipFirst finds the partnership that the first words of a typed line
// name, and the line without them; nil when they name none, or when they name
// a person.
func (c *Call) partnershipFirst(tx *store.Tx, text string) (*store.Partnership, string, error) {
	if ways := waysOf(text); len(ways) > 0 {
		names, err := c.lineNames(tx, ways[0].lead)
		if err != nil {
			return nil, text, err
		}
		if len(names) > 0 && ways[0].hard && names[0].clear() {
			return nil, text, nil
		}
	}
	words := strings.Fields(text)
	for n := min(len(words)-1, maxPartnershipWords); n > 0; n-- {
		if strings.EqualFold(words[n], "to") {
			continue // it is who is to do it
		}
		a := asking{
			Words: strings.Join(words[:n], " "), Kinds: []string{"partnerships"}, team: c.Actor.Team,
			Again: func(name string) string { return "action add " + name + " " + strings.Join(words[n:], " ") },
		}
		best, err := c.begins(tx, a)
		switch {
		case err != nil:
			return nil, text, err
		case len(best) == 1:
			return best[0].Rec.(*store.Partnership), strings.Join(words[n:], " "), nil
		case len(best) > 1 && n == 1:
			return nil, text, c.choose(tx, a, best)
		}
	}
	return nil, text, nil
}

// begins are the records that words mean from their beginning on, and not by
// a later word.
func (c *Call) begins(tx *store.Tx, a asking) ([]found, error) {
	classes, err := classify(tx, a)
	if err != nil {
		return nil, err
	}
	for _, class := range classes[:byLaterWhole] {
		best, err := c.readable(tx, class)
		if err != nil || len(best) > 0 {
			return best, err
		}
	}
	return nil, nil
}

// maxPartnershipWords is how many words of a line may name its partnership.
const maxPartnershipWords = 6
