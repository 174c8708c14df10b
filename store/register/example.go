package register

import (
	_ "embed"
	"slices"
)

//go:embed example.yaml
var example []byte

// Example returns the example register: what one briefing to a commissioner
// on two partnerships says, with its source and its age, and not a date or a
// sum that it does not give. The caller owns the bytes.
func Example() []byte { return slices.Clone(example) }
