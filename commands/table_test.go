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
