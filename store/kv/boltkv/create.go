package boltkv

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// staleAfter is the age at which an unfinished file is nobody's any more: it
// takes well under a second to make one.
const staleAfter = time.Hour

// create makes a new store at path, aside and whole before it appears there.
// That somebody else made one meanwhile is no error. Where the small file says
// that a store existed, or with opts.MustExist, it refuses.
func create(path string, opts Options) error {
	switch _, err := os.Stat(sentinelPath(path)); {
	case err == nil:
		return &Error{
			path, fmt.Sprintf("the store %s is gone, but %s says that there was one", path, sentinelPath(path)),
			fmt.Sprintf("put it back, bring back the last backup with csp restore FILE, or delete %s to begin with an empty one", sentinelPath(path)),
			ErrMissing, nil,
		}
	case !errors.Is(err, fs.ErrNotExist):
		return system(path, "look beside", err)
	}
	if opts.MustExist {
		return &Error{
			path, fmt.Sprintf("there is no store at %s", path),
			"look at CSP_STORE, or make one with csp import FILE", ErrMissing, nil,
		}
	}
	sweep(path)
	temp, err := createAside(path, opts)
	if err != nil {
		return system(path, "make", err)
	}
	err = publish(temp, path)
	if err != nil {
		err = errors.Join(err, remove(temp))
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		return system(path, "make", err)
	}
	if opts.UnsafeNoSync {
		return nil
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return system(path, "make", err)
	}
	return nil
}

// createAside makes an empty store under another name in the same folder.
func createAside(path string, opts Options) (temp string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+tempMark)
	if err != nil {
		return "", err
	}
	err = f.Close()
	if err == nil {
		err = amendFile(f.Name(), opts, func(*identity) (identity, error) { return newIdentity(opts.Host), nil })
	}
	if err == nil && !opts.UnsafeNoSync {
		err = syncFile(f.Name())
	}
	if err != nil {
		return "", errors.Join(err, remove(f.Name()))
	}
	return f.Name(), nil
}

// amendFile opens a file that nobody else knows of and writes its identity; an
// empty file becomes a store. The identity given is nil if there is none.
func amendFile(path string, opts Options, change func(*identity) (identity, error)) error {
	db, err := bolt.Open(path, 0o600, &bolt.Options{
		Timeout:      time.Second,
		FreelistType: bolt.FreelistMapType,
		NoSync:       opts.UnsafeNoSync,
	})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bolt.Tx) error {
		var old *identity
		if tx.Bucket(identityBucket) != nil {
			id, err := readIdentity(tx, path)
			if err != nil {
				return err
			}
			old = &id
		}
		if _, err := tx.CreateBucketIfNotExists(dataBucket); err != nil {
			return err
		}
		id, err := change(old)
		if err != nil {
			return err
		}
		return id.put(tx)
	})
	return errors.Join(err, db.Close())
}

// sweep removes what a killed process left half made. What cannot be removed is
// only untidy.
func sweep(path string) {
	dir, prefix := filepath.Dir(path), filepath.Base(path)+tempMark
	names, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, name := range names {
		if !strings.HasPrefix(name.Name(), prefix) {
			continue
		}
		if st, err := name.Info(); err == nil && time.Since(st.ModTime()) > staleAfter {
			_ = os.Remove(filepath.Join(dir, name.Name()))
		}
	}
}

// link gives a file a second name and takes the first away; it never replaces.
func link(from, to string) error {
	if err := os.Link(from, to); err != nil {
		return err
	}
	return os.Remove(from)
}
