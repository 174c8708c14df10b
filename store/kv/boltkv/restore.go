package boltkv

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Restore puts the backup at from in place of the store at to. A store that
// another process has open is ErrLocked. A sound store is replaced only with
// force; force also takes a file whose last change may be lost. What stood at
// to before is kept as to.before-restore, or where there is one already, as
// to.before-restore-2 and so on. The restored store belongs to opts.Host, and
// Restored says when this was done.
func Restore(ctx context.Context, from, to string, force bool, opts Options) (r Report, err error) {
	opts = opts.withDefaults()
	to, err = locate(to, opts)
	if err != nil {
		return Report{}, err
	}
	old, err := holdOld(to, force)
	if err != nil {
		return Report{}, err
	}
	if old != nil {
		// The lock on what was there keeps others out until the new is there.
		defer func() { err = errors.Join(err, old.Close()) }()
	}
	temp, err := copyAside(ctx, from, to, old, force)
	if err != nil {
		return Report{}, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(system(to, "restore", err), remove(temp))
		}
	}()
	var id identity
	err = amendFile(temp, opts, func(old *identity) (identity, error) {
		if old == nil {
			return identity{}, notOurs(from)
		}
		id = *old
		id.Host, id.Restored = opts.Host, now()
		return id, nil
	})
	if err != nil {
		return Report{}, err
	}
	if err = syncFile(temp); err != nil {
		return Report{}, err
	}
	if r, err = Verify(temp); err != nil {
		return Report{}, err
	}
	if r.Kept, err = keepOld(to, old); err != nil {
		return Report{}, err
	}
	if err = os.Rename(temp, to); err != nil {
		return Report{}, err
	}
	if err = syncDir(filepath.Dir(to)); err != nil {
		return Report{}, err
	}
	return r, writeSentinel(to, id, true)
}

// holdOld locks what is at the place of a restore; nil if nothing is. A sound
// store is in the way unless force is given.
func holdOld(to string, force bool) (*os.File, error) {
	f, err := tryAcquire(to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, system(to, "open", err)
	case f == nil:
		return nil, locked(to)
	}
	if t, err := inspect(f, to, false); err == nil && t.keys > 0 && !force {
		return nil, errors.Join(&Error{
			to, fmt.Sprintf("the store %s is sound, and what it holds would go", to),
			"use --force if that is meant", ErrPlace, nil,
		}, f.Close())
	}
	return f, nil
}

// copyAside copies the backup to where it will be looked at and amended.
func copyAside(ctx context.Context, from, to string, old *os.File, force bool) (temp string, err error) {
	src, err := os.Open(from)
	if err != nil {
		return "", openBackup(from, err)
	}
	defer src.Close()
	if err := holdBackup(src, from, old); err != nil {
		return "", err
	}
	if _, err := inspectBackup(src, from, force); err != nil {
		return "", ofBackup(err)
	}
	f, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+tempMark)
	if err != nil {
		return "", system(to, "restore", err)
	}
	if _, err = io.Copy(&ctxWriter{ctx: ctx, w: f}, src); err != nil {
		err = system(to, "restore", err)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, remove(f.Name()))
	}
	return f.Name(), nil
}

// ofBackup is what is wrong with a file that was given as a backup and is none:
// the name that was typed is at fault, not the store's.
func ofBackup(err error) error {
	var e *Error
	if !errors.As(err, &e) || !errors.Is(e.Err, ErrForeign) {
		return err
	}
	return &Error{e.Path, fmt.Sprintf("%s is not a backup", e.Path), "type the name of a file that csp backup wrote", e.Err, e.Cause}
}

// holdBackup sees to it that nobody writes to the backup: it might be somebody's
// live store. It may also be what stands at the place of the restore, which is
// held already.
func holdBackup(src *os.File, from string, old *os.File) error {
	if old != nil {
		a, errA := src.Stat()
		b, errB := old.Stat()
		if errA == nil && errB == nil && os.SameFile(a, b) {
			return nil
		}
	}
	// A backup may lie where there are no locks, and then nobody writes to it.
	if held, err := tryLock(src); err == nil && !held {
		return locked(from)
	}
	return nil
}

// inspectBackup is inspect for a file that is to be restored. With force, one
// broken head page is passed over: the other leads to the change before.
func inspectBackup(f *os.File, path string, force bool) (tally, error) {
	m, states, err := readMetas(f)
	if !force || err != nil || states[0] == states[1] || max(states[0], states[1]) != goodMeta {
		return inspect(f, path, false)
	}
	st, err := f.Stat()
	if err != nil {
		return tally{}, system(path, "look at", err)
	}
	t, err := walk(f, m, st.Size(), false)
	if err != nil {
		return tally{}, damaged(path, err.Error(), err)
	}
	return t, nil
}

// openBackup makes a sentence of why a backup cannot be opened.
func openBackup(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &Error{
			path, fmt.Sprintf("there is no backup %s", path),
			"look at its name", ErrMissing, err,
		}
	}
	return system(path, "open", err)
}

// keepOld gives what stood there a second name before it is replaced, and
// returns it.
func keepOld(to string, old *os.File) (string, error) {
	if old == nil {
		return "", nil
	}
	kept, err := freeName(to + ".before-restore")
	if err != nil {
		return "", err
	}
	if err := os.Link(to, kept); err != nil {
		// Not every file system gives a file two names; then there is a moment
		// without a store, and the small file beside it says so.
		return kept, os.Rename(to, kept)
	}
	return kept, nil
}

// freeName is name, or with -2, -3 and so on the first that nothing has: what an
// earlier restore kept may be the only copy of it.
func freeName(name string) (string, error) {
	free := name
	for n := 2; ; n++ {
		switch _, err := os.Lstat(free); {
		case errors.Is(err, fs.ErrNotExist):
			return free, nil
		case err != nil:
			return "", err
		}
		free = fmt.Sprintf("%s-%d", name, n)
	}
}
