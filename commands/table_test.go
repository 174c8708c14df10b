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

// Each command that help lists is in one of its groups, and in one alone.
func TestEachCommandIsInAGroupOfHelp(t *testing.T) {
	in := map[string]int{}
	for _, g := range helpGroups {
		for _, name := range g.names {
			in[name]++
		}
	}
	for _, cmd := range Table {
		want := 1
		if cmd.Buttons {
			want = 0
		}
		if in[cmd.Name] != want {
			t.Errorf("%s is in %d groups of help, want %d", cmd.Name, in[cmd.Name], want)
		}
		delete(in, cmd.Name)
	}
	for name := range in {
		t.Errorf("help has a group with %s, which is no command", name)
	}
}
