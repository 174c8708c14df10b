package boltkv

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Backup writes the store as it is at this moment, as a file that Open takes,
// while it is in use. Whoever needs to know that the copy is whole uses
// BackupFile.
func (e *Engine) Backup(ctx context.Context, w io.Writer) error {
	return e.view(ctx, func(t *tx) error {
		if err := t.copyTo(w); err != nil {
			return fmt.Errorf("copy store %s: %w", e.path, err)
		}
		return nil
	})
}

// BackupFile makes a copy at path, replacing an older one only when the new one
// is on the disk, has been looked through and holds every key. It refuses to
// write over a store.
func (e *Engine) BackupFile(ctx context.Context, path string) (r Report, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return Report{}, fmt.Errorf("locate backup: %w", err)
	}
	if err := refuseStore(path); err != nil {
		return Report{}, err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+tempMark)
	if err != nil {
		return Report{}, system(path, "write", err)
	}
	temp := f.Name()
	defer func() {
		if err != nil {
			err = errors.Join(system(path, "write", err), remove(temp))
		}
	}()
	keys := 0
	err = e.view(ctx, func(t *tx) error {
		for _, err := range t.Scan(nil, nil) {
			if err != nil {
				return err
			}
			keys++
		}
		return t.copyTo(f)
	})
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return Report{}, err
	}
	if r, err = Verify(temp); err != nil {
		return Report{}, err
	}
	if r.Keys != keys || r.ID != e.ID() {
		return Report{}, damaged(path, fmt.Sprintf("the copy holds %d keys of %d", r.Keys, keys), nil)
	}
	if err = os.Rename(temp, path); err != nil {
		return Report{}, err
	}
	return r, syncDir(filepath.Dir(path))
}

// refuseStore answers with an error if a store lives at path: it has its small
// file beside it, or the note of a process that has it open.
func refuseStore(path string) error {
	for _, beside := range []string{sentinelPath(path), holderPath(path)} {
		if _, err := os.Stat(beside); err == nil {
			return &Error{
				path, fmt.Sprintf("%s is a store itself", path),
				"choose another name for the backup", ErrPlace, nil,
			}
		}
	}
	return nil
}

// copyTo writes the file as it is in this transaction.
func (t *tx) copyTo(w io.Writer) error {
	cw := &ctxWriter{ctx: t.ctx, w: w}
	if _, err := t.btx.WriteTo(cw); err != nil && cw.err == nil {
		return err
	}
	// bbolt hands on some errors as text alone.
	return cw.err
}

// ctxWriter stops writing once its context is cancelled, and remembers why it
// stopped.
type ctxWriter struct {
	ctx context.Context
	w   io.Writer
	err error
}

func (w *ctxWriter) Write(b []byte) (n int, err error) {
	if w.err = w.ctx.Err(); w.err == nil {
		n, w.err = w.w.Write(b)
	}
	return n, w.err
}
