package paper

import "strings"

// The width that a letter of a table takes, and the space beside its text.
const (
	letterWide = 125
	cellSpace  = 216
)

// widths shares the width of the page out among columns: each has room for
// its longest word, and of what is left more where more stands.
func widths(t *Table) []int {
	wide, share := make([]int, len(t.Head)), make([]int, len(t.Head))
	left, all := textWide, 0
	for i, h := range t.Head {
		texts := []string{h}
		for _, row := range t.Rows {
			texts = append(texts, plain(row[i]))
		}
		word := 0
		for _, s := range texts {
			share[i] = min(max(share[i], len(s)), 60)
			for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '/' }) {
				word = max(word, len(w))
			}
		}
		if share[i] > 40 { // sentences, which want more than their longest word
			word = max(word, 16)
		}
		wide[i] = min(word+1, 20)*letterWide + cellSpace
		left -= wide[i]
		all += share[i]
	}
	for i := range wide {
		if left >= 0 {
			wide[i] += left * share[i] / max(all, 1)
		} else {
			wide[i] = wide[i] * textWide / (textWide - left)
		}
	}
	return wide
}
