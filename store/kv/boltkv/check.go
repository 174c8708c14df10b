package boltkv

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Report is what a whole file was found to hold.
type Report struct {
	ID      string    // whose it is
	Created time.Time // when that store was first made
	Keys    int       // keys that engines see
	Size    int64     // bytes
	Pages   int       // pages in the tree and free ones
	Free    int       // pages that may be used again
	Kept    string    // of a Restore: where what stood there before is kept; "": nothing did
}

// Check looks at every page of the open store while it is in use; Updates wait
// meanwhile. A damaged file is an *Error. What the values should be is for the
// layer above to know.
func (e *Engine) Check(ctx context.Context) (r Report, err error) {
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return Report{}, ctx.Err()
	}
	err = e.view(ctx, func(*tx) error {
		// No Update runs and this View holds its pages, so what lies in the
		// file is one state.
		r, err = report(e.file, e.path, e.id())
		return err
	})
	return r, err
}

// report inspects an open file.
func report(f *os.File, path string, id identity) (Report, error) {
	t, err := inspect(f, path, false)
	return Report{id.ID, id.Created, t.keys, t.size, t.pages, t.free, ""}, err
}

// Verify looks at every page of a store that is not open, such as a backup, and
// changes nothing. What is wrong is an *Error.
func Verify(path string) (Report, error) {
	f, err := os.Open(path)
	if err != nil {
		return Report{}, openBackup(path, err)
	}
	defer f.Close()
	r, err := report(f, path, identity{})
	if err != nil {
		return Report{}, err
	}
	id, err := boltVerify(path)
	if err != nil {
		return Report{}, err
	}
	r.ID, r.Created = id.ID, id.Created
	return r, nil
}

// boltVerify lets bbolt check a file itself, and reads whose it is.
func boltVerify(path string) (id identity, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = damaged(path, "it cannot be opened", fmt.Errorf("%v", p))
		}
	}()
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: time.Second, PreLoadFreelist: true})
	if err != nil {
		return identity{}, system(path, "open", err)
	}
	defer db.Close()
	err = db.View(func(tx *bolt.Tx) error {
		var first error
		// The channel has to be read to its end, or the check never ends.
		for err := range tx.Check() {
			if first == nil {
				first = damaged(path, err.Error(), err)
			}
		}
		if first != nil {
			return first
		}
		id, err = readIdentity(tx, path)
		return err
	})
	return id, err
}
