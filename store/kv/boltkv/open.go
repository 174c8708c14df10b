package boltkv

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Options say how to open a file; the zero value is right.
type Options struct {
	// Timeout is how long to wait for a process that holds the file: 0 means
	// 5 seconds, a nanosecond means to try once.
	Timeout time.Duration
	// Host names this machine, so that a store copied from another is known
	// (Foreign). Empty: it is not looked at.
	Host string
	// Program is what the note beside the store calls this process; empty
	// means the name it was started under.
	Program string
	// MaxSize is how many bytes the file may grow to, against a mistake that
	// fills the disk; 0 means 8 GiB.
	MaxSize int64
	// MustExist makes no new store: where there has never been one, the answer
	// is ErrMissing.
	MustExist bool
	// UnsafeNoSync leaves out every sync: a power cut may then destroy the
	// file. For tests alone.
	UnsafeNoSync bool

	// networkName stands in for the function of that name in tests.
	networkName func(dir string) (string, error)
}

func (o Options) withDefaults() Options {
	if o.Timeout == 0 {
		o.Timeout = 5 * time.Second
	}
	if o.Program == "" {
		o.Program = filepath.Base(os.Args[0])
	}
	if o.MaxSize == 0 {
		o.MaxSize = 8 << 30
	}
	o.MaxSize = min(o.MaxSize, math.MaxInt)
	if o.networkName == nil {
		o.networkName = networkName
	}
	return o
}

// Open opens the store at path. It makes a new one only where there has never
// been one, and not with opts.MustExist; everything else that stands in the way is an *Error. The pages are
// looked at before bbolt may touch them.
func Open(path string, opts Options) (*Engine, error) {
	opts = opts.withDefaults()
	path, err := locate(path, opts)
	if err != nil {
		return nil, err
	}
	f, err := acquire(path, opts)
	if err != nil {
		return nil, err
	}
	if _, err := inspect(f, path, true); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	db, err := openBolt(f, path, opts)
	if err != nil {
		return nil, err
	}
	e := &Engine{
		db: db, file: f, path: path, host: opts.Host,
		turn:   make(chan struct{}, 1),
		commit: (*bolt.Tx).Commit,
	}
	if err := e.moveIn(opts); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return e, nil
}

// locate makes path absolute and looks at the folder that it is in.
func locate(path string, opts Options) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("locate store: %w", err)
	}
	if st, err := os.Lstat(path); err == nil && st.Mode()&fs.ModeSymlink != 0 {
		link := path
		if path, err = filepath.EvalSymlinks(link); err != nil {
			return "", &Error{
				link, fmt.Sprintf("the store %s is a link to a file that is not there", link),
				"bring that file back, or look at the path in CSP_STORE", ErrMissing, err,
			}
		}
	}
	dir := filepath.Dir(path)
	st, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", &Error{
			path, fmt.Sprintf("the folder %s for the store does not exist", dir),
			fmt.Sprintf("make it with mkdir -p %s, or look at the path in CSP_STORE", dir), ErrMissing, err,
		}
	case err != nil:
		return "", system(path, "open", err)
	case !st.IsDir():
		return "", &Error{
			path, fmt.Sprintf("%s is not a folder", dir),
			"look at the path in CSP_STORE", ErrPlace, nil,
		}
	}
	name, err := opts.networkName(dir)
	if err != nil {
		return "", system(path, "open", err)
	}
	if name != "" {
		return "", &Error{
			path, fmt.Sprintf("the folder %s is on a network file system (%s), where a store is not safe", dir, name),
			"choose a folder on a disk of this machine in CSP_STORE", ErrPlace, nil,
		}
	}
	return path, nil
}

// openBolt gives the locked file to bbolt.
func openBolt(f *os.File, path string, opts Options) (db *bolt.DB, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = errors.Join(damaged(path, "it cannot be opened", fmt.Errorf("%v", p)), f.Close())
		}
	}()
	db, err = bolt.Open(path, 0o600, &bolt.Options{
		Timeout: opts.Timeout,
		// So much address space lets the file grow without being mapped anew,
		// for which a writer would wait for every reader.
		InitialMmapSize: 1 << 30,
		FreelistType:    bolt.FreelistMapType,
		NoStatistics:    true,
		MaxSize:         int(opts.MaxSize),
		NoSync:          opts.UnsafeNoSync,
		OpenFile:        func(string, int, os.FileMode) (*os.File, error) { return f, nil },
	})
	if err != nil {
		return nil, system(path, "open", err)
	}
	return db, nil
}

// moveIn finds out whose store it is and leaves the notes beside it.
func (e *Engine) moveIn(opts Options) error {
	var id identity
	err := e.db.View(func(tx *bolt.Tx) (err error) {
		id, err = readIdentity(tx, e.path)
		return err
	})
	if err != nil {
		return err
	}
	if err := checkSentinel(e.path, id, !opts.UnsafeNoSync); err != nil {
		return system(e.path, "write beside", err)
	}
	if err := noteHolder(e.path, opts.Program); err != nil {
		return system(e.path, "write beside", err)
	}
	if id.Host == "" && e.host != "" {
		id.Host = e.host
		if err := e.db.Update(id.put); err != nil {
			return errors.Join(system(e.path, "write", err), remove(holderPath(e.path)))
		}
	}
	e.identity.Store(&id)
	return nil
}
