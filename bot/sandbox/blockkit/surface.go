package blockkit

// Surface is where blocks stand; their number and some kinds depend on it.
type Surface int

// The surfaces.
const (
	Message Surface = iota
	Modal
	Home
)

// limit is the number of blocks a surface holds.
func (s Surface) limit() int {
	if s == Message {
		return 50
	}
	return 100
}

// ViewMax is the size of a view in bytes that Slack takes (view_too_large).
const ViewMax = 250 * 1000
