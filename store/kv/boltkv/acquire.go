package boltkv

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// retry is how long to wait before trying a lock again.
const retry = 20 * time.Millisecond

// acquire opens the file and takes its lock, waiting for it if need be, and
// makes the store first where there has never been one.
func acquire(path string, opts Options) (*os.File, error) {
	deadline := time.Now().Add(opts.Timeout)
	for {
		f, err := tryAcquire(path)
		if errors.Is(err, fs.ErrNotExist) {
			if err := create(path, opts); err != nil {
				return nil, err
			}
			f, err = tryAcquire(path)
		}
		if f != nil {
			return f, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, system(path, "open", err)
		}
		if !time.Now().Before(deadline) {
			return nil, locked(path)
		}
		<-time.After(retry)
	}
}

// tryAcquire opens an existing file and tries its lock once; nil and no error
// means that somebody else has it.
func tryAcquire(path string) (*os.File, error) {
	// Opening a pipe would wait for its other end, so look first.
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, &Error{
			path, fmt.Sprintf("%s is not a file", path),
			"look at the path in CSP_STORE", ErrForeign, nil,
		}
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	held, err := tryLock(f)
	if err == nil && held {
		// Between opening and locking, a restore may have put another file in
		// its place.
		opened, errOpened := f.Stat()
		there, errThere := os.Stat(path)
		if errOpened == nil && errThere == nil && os.SameFile(opened, there) {
			return f, nil
		}
	}
	return nil, errors.Join(err, f.Close())
}

// wholeUpTo is the size up to which Open looks at every page. In a larger file
// it looks at those that lead to others, so that a million records open at once;
// a damaged leaf then shows when it is read.
const wholeUpTo = 64 << 20

// inspect looks at the pages of a store without mapping it: all, or with quick
// and a large file, those that lead to others. Then the tally counts no keys.
func inspect(f *os.File, path string, quick bool) (tally, error) {
	st, err := f.Stat()
	if err != nil {
		return tally{}, system(path, "look at", err)
	}
	if st.Size() == 0 {
		e := damaged(path, "it is empty", nil)
		e.Hint = "bring back the last backup with csp restore FILE, or delete it if it never held anything"
		return tally{}, e
	}
	m, states, err := readMetas(f)
	if err != nil {
		return tally{}, damaged(path, "it cannot be read", err)
	}
	best, worst := max(states[0], states[1]), min(states[0], states[1])
	if best != goodMeta {
		return tally{}, headless(path, best)
	}
	if need := m.high * uint64(m.pageSize); uint64(st.Size()) < need {
		return tally{}, damaged(path, fmt.Sprintf("it is cut short, %d bytes of at least %d", st.Size(), need), nil)
	}
	if worst != goodMeta {
		e := damaged(path, "one of its two head pages is broken, and its last change may be lost", nil)
		e.Hint = fmt.Sprintf("bring back the last backup with csp restore FILE, or do without that change with csp restore %s --force", path)
		return tally{}, e
	}
	t, err := walk(f, m, st.Size(), quick && st.Size() > wholeUpTo)
	if err != nil {
		return tally{}, damaged(path, err.Error(), err)
	}
	return t, nil
}

// headless is the Error for a file without one sound meta page.
func headless(path string, best metaState) *Error {
	_, err := os.Stat(sentinelPath(path))
	switch {
	case best == otherMeta:
		return &Error{
			path, fmt.Sprintf("%s is a database of another version of bbolt", path),
			"run the csp that made it, or bring back a backup with csp restore FILE", ErrForeign, nil,
		}
	case best == badMeta:
		return damaged(path, "both of its head pages are broken", nil)
	case err == nil:
		return damaged(path, "its head has been written over", nil)
	}
	return &Error{
		path, fmt.Sprintf("%s is not a store", path),
		"look at the path in CSP_STORE", ErrForeign, nil,
	}
}
