package commands

import (
	"slices"
	"strings"

	"csp/store"
)

// examples are a command's examples as they work on this register: where the
// partnership of one is not in it, with one that is; left out where it finds
// nothing all the same. Those of a command that writes are not tried, and name
// what is here.
func (c *Call) examples(tx *store.Tx, cmd *Command) []string {
	here := c.somePartnership(tx)
	var out []string
	for _, ex := range cmd.Examples {
		if cmd.Read == nil { // it may write, so it is not tried
			out = append(out, c.exampleNames(tx, c.onThisRegister(tx, ex, here)))
			continue
		}
		ours := strings.NewReplacer("durham", here, "darlington", here).Replace(ex)
		for _, line := range []string{ex, ours} {
			r := c.Request
			r.Text = line
			try := c.Desk.read(c, r)
			if c.finds(tx, try) {
				if !slices.Contains(out, line) {
					out = append(out, line)
				}
				break
			}
		}
	}
	return out
}

// Those whom examples name, and the reference in them.
var (
	examplePeople = []string{"Adrian Green", "Keith Wanley"}
	exampleRefs   = []string{"DAR-26-001", "DAR-26-002"}
)

// exampleNames is an example with names of this register: where those in it
// are of nobody here, with the first people that the one who asks may read, and
// with an open action of theirs to read. Where there is none it stays.
func (c *Call) exampleNames(tx *store.Tx, line string) string {
	var people []string
	for p, err := range store.People.All(tx) {
		if err != nil || len(people) == len(examplePeople) {
			break
		}
		if slices.Contains(examplePeople, p.Name) {
			people = examplePeople
			break
		}
		if ok, err := c.may(tx, Read, about(&p)); err == nil && ok {
			people = append(people, p.Name)
		}
	}
	var swap []string
	for i, name := range people {
		swap = append(swap, examplePeople[i], name)
	}
	for a, err := range store.Actions.By(tx, "open") {
		if err != nil {
			break
		}
		if ok, err := c.may(tx, Read, about(&a)); err == nil && ok && a.Ref != "" {
			swap = append(swap, exampleRefs[0], a.Ref, exampleRefs[1], a.Ref)
			break
		}
	}
	return strings.NewReplacer(swap...).Replace(line)
}

// onThisRegister is an example with a partnership that this register has.
func (c *Call) onThisRegister(tx *store.Tx, ex, here string) string {
	for _, p := range []string{"durham", "darlington"} {
		if _, err := store.Partnerships.Get(tx, p); err != nil {
			ex = strings.ReplaceAll(ex, p, here)
		}
	}
	return ex
}
