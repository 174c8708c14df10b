package commands

import (
	"strings"

	"csp/store"
)

// nameWords is how many words a partnership's name may have at the head of a
// line that goes on behind it.
const nameWords = 8

// partnershipAtHead takes a partnership off the head of a line that goes on
// with other words: darlington Renew the plan. Its whole name, an alias or
// its id is asked for, since a guess never writes; the beginning of a name
// will do for the first word where the channel belongs to nobody. Without one
// it is the channel's own partnership, and rest is the whole line.
func (c *Call) partnershipAtHead(tx *store.Tx, line string, again func(string) string) (p store.Partnership, rest string, err error) {
	words := strings.Fields(line)
	here, err := c.channelPartnerships(tx)
	if err != nil {
		return p, "", err
	}
	if name, rest, ok := quotedHead(line); ok {
		if f, ok, err := c.surePartnership(tx, name, len(here) == 0); ok || err != nil {
			if err != nil {
				return p, "", err
			}
			return *f.Rec.(*store.Partnership), rest, nil
		}
		p, err = c.ownPartnership(tx, func(name string) string { return again(name + " " + line) })
		return p, line, err
	}
	for n := min(len(words), nameWords); n > 0; n-- {
		rest := strings.Join(words[n:], " ")
		f, ok, err := c.surePartnership(tx, strings.Join(words[:n], " "), n == 1 && len(here) == 0)
		if err != nil {
			return p, "", err
		}
		if ok {
			return *f.Rec.(*store.Partnership), rest, nil
		}
	}
	switch {
	case len(here) == 0 && len(words) > 0:
		rest = strings.Join(words[1:], " ")
		p, err = c.partnership(tx, words[0], func(name string) string { return again(strings.TrimSpace(name + " " + rest)) })
		return p, rest, err
	case len(here) == 0 && c.Channel == "", len(words) == 0:
		p, err = c.ownPartnership(tx, again)
		return p, "", err
	}
	p, err = c.ownPartnership(tx, func(name string) string { return again(strings.TrimSpace(name + " " + line)) })
	return p, strings.Join(words, " "), err
}

// surePartnership is the one partnership that goes by exactly these words; a
// beginning counts too when it may.
func (c *Call) surePartnership(tx *store.Tx, words string, beginning bool) (found, bool, error) {
	a := asking{Words: words, Kinds: []string{"partnerships"}, team: c.Actor.Team}
	classes, err := classify(tx, a)
	if err != nil {
		return found{}, false, err
	}
	most := byWhole
	if beginning {
		most = byStart
	}
	for class := range most + 1 {
		if len(classes[class]) != 1 {
			if len(classes[class]) > 1 {
				return found{}, false, nil
			}
			continue
		}
		f, err := load(tx, classes[class][0])
		if err != nil {
			return f, false, err
		}
		ok, err := c.may(tx, Read, about(f.Rec))
		return f, ok, err
	}
	return found{}, false, nil
}
