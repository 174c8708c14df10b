package boltkv

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
)

// identityFormat is the format of the file as a whole: its buckets and their
// meaning. What lies in the data bucket has formats of its own.
const identityFormat = 1

// identity is the record inside the file that says whose it is. It lives in a
// bucket of its own, out of reach of the keys.
type identity struct {
	Format   int       `json:"format"`
	ID       string    `json:"id"`
	Created  time.Time `json:"created"`
	Host     string    `json:"host"`
	Restored time.Time `json:"restored,omitzero"`
	// Used is set by the first commit that writes a key, so that a store that
	// has been emptied is told from one that is new.
	Used bool `json:"used,omitzero"`
}

var identityKey = []byte("store")

func newIdentity(host string) identity {
	return identity{Format: identityFormat, ID: rand.Text(), Created: now(), Host: host}
}

// now is the machine's clock, to the second. It is written down for people and
// decides nothing.
func now() time.Time { return time.Now().UTC().Truncate(time.Second) }

// put writes the record.
func (id identity) put(tx *bolt.Tx) error {
	val, err := json.Marshal(id)
	if err != nil {
		return err
	}
	b, err := tx.CreateBucketIfNotExists(identityBucket)
	if err != nil {
		return err
	}
	return b.Put(identityKey, val)
}

// readIdentity finds the record in the file at path, open as tx's.
func readIdentity(tx *bolt.Tx, path string) (identity, error) {
	b := tx.Bucket(identityBucket)
	if b == nil || tx.Bucket(dataBucket) == nil {
		if _, err := os.Stat(sentinelPath(path)); err == nil {
			return identity{}, damaged(path, "it has been emptied", nil)
		}
		return identity{}, notOurs(path)
	}
	var id identity
	if err := json.Unmarshal(b.Get(identityKey), &id); err != nil || id.ID == "" {
		return identity{}, damaged(path, "it does not say whose it is", err)
	}
	if id.Format > identityFormat {
		return identity{}, &Error{
			path, fmt.Sprintf("the store %s was made by a newer csp (format %d, this one knows %d)", path, id.Format, identityFormat),
			"run the newer csp, or bring back a backup from before with csp restore FILE", ErrNewer, nil,
		}
	}
	if id.Used && isEmpty(tx.Bucket(dataBucket)) {
		return identity{}, damaged(path, "it has been emptied", nil)
	}
	return id, nil
}

// isEmpty says whether b holds nothing. A page that cannot be read holds
// something; that it is damaged shows when it is read.
func isEmpty(b *bolt.Bucket) bool {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() { _ = recover() }()
	key, _ := b.Cursor().First()
	return key == nil
}

// notOurs is the Error for a bbolt file that another program made.
func notOurs(path string) *Error {
	return &Error{
		path, fmt.Sprintf("%s is a database, but not of this program", path),
		"look at the name of the file and at CSP_STORE", ErrForeign, nil,
	}
}

// sentinel is the small file beside a store that says that one existed. With
// it, a store that has gone or been emptied is told from one never made.
type sentinel struct {
	About   string    `json:"about"`
	ID      string    `json:"id"`
	Created time.Time `json:"created"`
}

func sentinelPath(path string) string { return path + ".id" }

// writeSentinel makes the small file.
func writeSentinel(path string, id identity, sync bool) error {
	b, err := json.Marshal(sentinel{
		"A csp store lives beside this file. Keep it: without it a lost store would look like a new one.",
		id.ID, id.Created,
	})
	if err != nil {
		return err
	}
	return writeFile(sentinelPath(path), append(b, '\n'), sync)
}

// checkSentinel holds the store to the small file beside it, and makes the file
// again if it has gone.
func checkSentinel(path string, id identity, sync bool) error {
	b, err := os.ReadFile(sentinelPath(path))
	if errors.Is(err, fs.ErrNotExist) {
		return writeSentinel(path, id, sync)
	}
	if err != nil {
		return err
	}
	var s sentinel
	if json.Unmarshal(b, &s) != nil || s.ID == "" {
		// What cannot be read says nothing against the store.
		return writeSentinel(path, id, sync)
	}
	if s.ID != id.ID {
		return &Error{
			path, fmt.Sprintf("%s is another store than the one that was here", path),
			fmt.Sprintf("put the old one back, or delete %s to go on with this one", sentinelPath(path)), ErrForeign, nil,
		}
	}
	return nil
}

// ID is the store's own name, the same for the life of the store and in its
// backups.
func (e *Engine) ID() string { return e.id().ID }

// Restored says when the store was last brought back from a backup; zero if
// never.
func (e *Engine) Restored() time.Time { return e.id().Restored }

// Foreign says whether the file was last used on another machine, so that the
// original may be running there still. It is false where either machine is not
// known.
func (e *Engine) Foreign() bool {
	home := e.id().Host
	return e.host != "" && home != "" && home != e.host
}

// Adopt makes this machine the store's own, so that Foreign is false from now
// on, also after a restart.
func (e *Engine) Adopt(ctx context.Context) error {
	return e.amend(ctx, func(id *identity) { id.Host = e.host })
}

// amend changes the identity record.
func (e *Engine) amend(ctx context.Context, change func(*identity)) error {
	return e.update(ctx, func(t *tx) error { return e.amendIn(t, change) })
}

// amendIn changes the identity record along with whatever else t writes.
func (e *Engine) amendIn(t *tx, change func(*identity)) error {
	next := e.id()
	change(&next)
	t.dirty, t.inside, t.identity = true, true, &next
	err := next.put(t.btx)
	t.inside = false
	return err
}

func (e *Engine) id() identity { return *e.identity.Load() }
