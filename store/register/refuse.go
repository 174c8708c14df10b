package register

import (
	"errors"

	"csp/store"
)

// isRefusal reports whether a record was refused for what it says, and not
// because the store failed.
func isRefusal(err error) bool { return errors.Is(err, store.ErrTaken) }

// refused notes why the store would not take a record.
func (in *importer) refused(r Record, err error) {
	in.problem(r, r.Line, "", err.Error(), "")
}
