package boltkv

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"
)

// What can be wrong with a store; an Error wraps one of them.
var (
	// ErrLocked: another process holds the file.
	ErrLocked = errors.New("store is held by another process")
	// ErrMissing: the file, or its folder, is not where it should be.
	ErrMissing = errors.New("store is missing")
	// ErrDamaged: the file is a store, but not a whole one.
	ErrDamaged = errors.New("store is damaged")
	// ErrForeign: the file is something else, or another store than the one
	// that belongs here.
	ErrForeign = errors.New("not the store that belongs here")
	// ErrNewer: a newer program made the file.
	ErrNewer = errors.New("store is of a newer format")
	// ErrPlace: the place does not do for a store: it cannot be written to, or
	// its locks and syncs cannot be trusted.
	ErrPlace = errors.New("not a place for a store")
	// ErrFull: there is no room. What was being written has left nothing.
	ErrFull = errors.New("disk is full")
)

// Error says in one sentence what is wrong with a store and what to do.
type Error struct {
	Path    string // the file
	Problem string // a clause: what is wrong
	Hint    string // a clause: what to do
	Err     error  // one of the errors above
	Cause   error  // what the system or bbolt said, or nil
}

// Error is the sentence.
func (e *Error) Error() string { return e.Problem + "; " + e.Hint }

// Unwrap gives what kind of trouble it is, and its cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Err}
	}
	return []error{e.Err, e.Cause}
}

// damaged is the Error for a file whose insides are wrong; what is a clause
// about the file, such as "it is empty".
func damaged(path, what string, cause error) *Error {
	return &Error{
		Path:    path,
		Problem: fmt.Sprintf("the store %s is damaged: %s", path, what),
		Hint:    "keep a copy of it and bring back the last backup with csp restore FILE",
		Err:     ErrDamaged,
		Cause:   cause,
	}
}

// system turns what the operating system said about a path into an Error.
func system(path, doing string, err error) error {
	var known *Error
	switch {
	case errors.As(err, &known):
		return err
	case noRoom(err):
		return full(path, err)
	case errors.Is(err, syscall.EROFS):
		return &Error{
			path, fmt.Sprintf("cannot %s %s: the disk is mounted read-only", doing, path),
			"mount it for writing, or choose another place in CSP_STORE", ErrPlace, err,
		}
	case errors.Is(err, fs.ErrPermission):
		return &Error{
			path, fmt.Sprintf("cannot %s %s: this user may not", doing, path),
			fmt.Sprintf("give the user that runs csp the right to write in %s", filepath.Dir(path)), ErrPlace, err,
		}
	}
	return fmt.Errorf("%s %s: %w", doing, path, err)
}

// full is the Error for a disk without room.
func full(path string, cause error) *Error {
	return &Error{
		path, fmt.Sprintf("there is no room for the store %s", path),
		"free some space on that disk and do it again", ErrFull, cause,
	}
}

// noRoom recognises the ways in which a system says that a file cannot grow.
func noRoom(err error) bool {
	// bbolt hands this one on as text alone.
	if err != nil && strings.HasPrefix(err.Error(), "file resize error") {
		return true
	}
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) ||
		errors.Is(err, syscall.EFBIG) || errors.Is(err, berrors.ErrMaxSizeReached)
}
