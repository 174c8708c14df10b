package commands

import "testing"

// Each command stands in the table once, and no two answer to one word: help
// would list it twice, and a word would lead to the first alone.
func TestEachWordIsOneCommand(t *testing.T) {
	of := map[string]string{}
	for _, c := range Table {
		for _, word := range append([]string{c.Name}, c.Aliases...) {
			if other, taken := of[word]; taken {
				t.Errorf("%q is %s and %s", word, other, c.Name)
			}
			of[word] = c.Name
		}
	}
}

// Each command names a group of help that there is, and each group has one.
func TestEachCommandIsInAGroupOfHelp(t *testing.T) {
	in := map[string]int{}
	for _, cmd := range Table {
		in[cmd.about()]++
		if cmd.About != "" && cmd.about() != cmd.About {
			t.Errorf("%s is about %q, which is no group of help", cmd.Name, cmd.About)
		}
	}
	for _, g := range helpGroups {
		if in[g.word] == 0 {
			t.Errorf("no command is about %s", g.word)
		}
	}
}
