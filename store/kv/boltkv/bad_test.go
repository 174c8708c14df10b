package boltkv

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// badStore is one way in which a store can be spoilt after it was made.
type badStore struct {
	spoil func(t *testing.T, path string)
	kind  error
	says  string
}

// cutTo leaves the first n bytes; a negative n counts from the high water.
func cutTo(n int64) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		t.Helper()
		to := n
		if n < 0 {
			to += highWater(t, path)
		}
		if err := os.Truncate(path, to); err != nil {
			t.Fatal(err)
		}
	}
}

func highWater(tb testing.TB, path string) int64 {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	m, _, err := readMetas(f)
	if err != nil {
		tb.Fatal(err)
	}
	return int64(m.high) * m.pageSize
}

func cutInHalf(t *testing.T, path string) {
	t.Helper()
	cutTo(highWater(t, path)/2)(t, path)
}

// edit changes the bytes of the file.
func edit(change func(b []byte)) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		t.Helper()
		b := read(t, path)
		change(b)
		write(t, path, b)
	}
}

func zero(from, to int) func(*testing.T, string) {
	return edit(func(b []byte) { clear(b[from:to]) })
}

func flip(at int) func(*testing.T, string) {
	return edit(func(b []byte) { b[at] ^= 0x10 })
}

// alone takes the small file away as well.
func alone(spoil func(*testing.T, string)) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		t.Helper()
		spoil(t, path)
		take(t, sentinelPath(path))
	}
}

func take(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

// becomes puts other bytes in the file's place.
func becomes(content string) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		t.Helper()
		write(t, path, []byte(content))
	}
}

// inBolt changes the file with bbolt itself.
func inBolt(change func(tx *bolt.Tx) error) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		t.Helper()
		db, err := bolt.Open(path, 0o600, &bolt.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(db.Update(change), db.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

func setIdentity(val string) func(*testing.T, string) {
	return inBolt(func(tx *bolt.Tx) error { return tx.Bucket(identityBucket).Put(identityKey, []byte(val)) })
}

func newBolt(t *testing.T, path string) {
	t.Helper()
	take(t, path)
	inBolt(func(tx *bolt.Tx) error { _, err := tx.CreateBucket([]byte("other")); return err })(t, path)
}

func emptyData(tx *bolt.Tx) error {
	if err := tx.DeleteBucket(dataBucket); err != nil {
		return err
	}
	_, err := tx.CreateBucket(dataBucket)
	return err
}

func otherStore(t *testing.T, path string) {
	t.Helper()
	other := newPath(t)
	stored(t, other, 3)
	write(t, path, read(t, other))
}

var badStores = map[string]badStore{
	"emptied":                       {cutTo(0), ErrDamaged, "is empty"},
	"emptied, alone":                {alone(cutTo(0)), ErrDamaged, "is empty"},
	"gone":                          {take, ErrMissing, "is gone, but"},
	"cut to a byte":                 {cutTo(1), ErrDamaged, "written over"},
	"cut to a page":                 {cutTo(4096), ErrDamaged, "cut short"},
	"cut to two pages":              {cutTo(2 * 4096), ErrDamaged, "cut short"},
	"cut to three pages":            {cutTo(3 * 4096), ErrDamaged, "cut short"},
	"cut in half":                   {cutInHalf, ErrDamaged, "cut short"},
	"cut by a byte":                 {cutTo(-1), ErrDamaged, "cut short"},
	"first head page zeroed":        {zero(0, 4096), ErrDamaged, "one of its two head pages"},
	"second head page zeroed":       {zero(4096, 8192), ErrDamaged, "one of its two head pages"},
	"both head pages zeroed":        {zero(0, 8192), ErrDamaged, "written over"},
	"both head pages zeroed, alone": {alone(zero(0, 8192)), ErrForeign, "is not a store"},
	"bit flipped in first head":     {flip(16 + 40), ErrDamaged, "one of its two head pages"},
	"bit flipped in second head":    {flip(4096 + 16 + 48), ErrDamaged, "one of its two head pages"},
	"bits flipped in both heads": {edit(func(b []byte) {
		b[16+40] ^= 1
		b[4096+16+40] ^= 1
	}), ErrDamaged, "both of its head pages"},
	"all but the head zeroed":  {edit(func(b []byte) { clear(b[8192:]) }), ErrDamaged, "damaged"},
	"a text":                   {alone(becomes(strings.Repeat("Dear all,\n", 5000))), ErrForeign, "is not a store"},
	"a text where a store was": {becomes("Dear all,\n"), ErrDamaged, "written over"},
	"another program's":        {alone(newBolt), ErrForeign, "not of this program"},
	"a new database":           {newBolt, ErrDamaged, "emptied"},
	"its keys gone":            {inBolt(emptyData), ErrDamaged, "emptied"},
	"another store":            {otherStore, ErrForeign, "another store"},
	"identity unreadable":      {setIdentity("{"), ErrDamaged, "whose"},
	"identity empty":           {setIdentity("{}"), ErrDamaged, "whose"},
	"newer":                    {setIdentity(`{"format":2,"id":"x"}`), ErrNewer, "newer csp"},
	"another bbolt": {edit(func(b []byte) {
		b[16+4], b[4096+16+4] = 3, 3
		reseal(b, 4096)
	}), ErrForeign, "another version of bbolt"},
}

func TestABadStoreIsASentence(t *testing.T) {
	for name, bad := range badStores {
		t.Run(name, func(t *testing.T) {
			path := newPath(t)
			stored(t, path, 300)
			bad.spoil(t, path)
			before, _ := os.ReadFile(path)
			_, err := Open(path, unsynced)
			if e := wantError(t, err, bad.kind); !strings.Contains(e.Error(), bad.says) {
				t.Errorf("the sentence is %q, want it to say %q", e, bad.says)
			}
			after, errAfter := os.ReadFile(path)
			if !bytes.Equal(before, after) || name == "gone" != errors.Is(errAfter, fs.ErrNotExist) {
				t.Error("opening changed the file")
			}
			if left, err := filepath.Glob(path + "?*"); err != nil || len(left) > 1 {
				t.Errorf("beside the store lies %q, %v", left, err)
			}
		})
	}
}
