package boltkv

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// image is a bbolt file of n keys with some freed pages, a long value that
// needs several pages, a small bucket and one bucket inside another.
func image(tb testing.TB, n, pageSize int) []byte {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "image.db")
	db, err := bolt.Open(path, 0o600, &bolt.Options{NoSync: true, PageSize: pageSize})
	if err != nil {
		tb.Fatal(err)
	}
	must := func(err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
	must(db.Update(func(tx *bolt.Tx) error {
		data, err := tx.CreateBucket(dataBucket)
		must(err)
		for i := range n {
			must(data.Put(fmt.Appendf(nil, "key %06d", i), bytes.Repeat([]byte{byte(i)}, i%90)))
		}
		small, err := tx.CreateBucket([]byte("small"))
		must(err)
		must(small.Put([]byte("a"), []byte("b")))
		nested, err := small.CreateBucket([]byte("nested"))
		must(err)
		return nested.Put([]byte("long"), make([]byte, 2*pageSize))
	}))
	must(db.Update(func(tx *bolt.Tx) error {
		for i := n / 4; i < n/2; i++ {
			must(tx.Bucket(dataBucket).Delete(fmt.Appendf(nil, "key %06d", i)))
		}
		return nil
	}))
	must(db.Close())
	b, err := os.ReadFile(path)
	must(err)
	m, _, err := readMetas(bytes.NewReader(b))
	must(err)
	return b[:int64(m.high)*m.pageSize]
}

// check is what Open looks at, over an image.
func check(b []byte) (tally, error) {
	m, states, err := readMetas(bytes.NewReader(b))
	if err != nil {
		return tally{}, err
	}
	if states != [2]metaState{goodMeta, goodMeta} {
		return tally{}, fmt.Errorf("meta pages: %v", states)
	}
	return walk(bytes.NewReader(b), m, int64(len(b)), false)
}

func TestWalkCountsASoundFile(t *testing.T) {
	for _, n := range []int{0, 1, 100, 20_000} {
		got, err := check(image(t, n, 4096))
		if want := n - (n/2 - n/4); err != nil || got.keys != want {
			t.Errorf("a sound file of %d keys: %+v, %v", want, got, err)
		}
	}
}

// reads counts how often a file is read from.
type reads struct {
	io.ReaderAt
	n int
}

func (r *reads) ReadAt(b []byte, at int64) (int, error) {
	r.n++
	return r.ReaderAt.ReadAt(b, at)
}

func TestAQuickWalkLeavesTheLeavesOut(t *testing.T) {
	b := image(t, 8000, 4096)
	r := &reads{ReaderAt: bytes.NewReader(b)}
	m, _, err := readMetas(r)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := walk(r, m, int64(len(b)), true); err != nil || got.pages < 100 || r.n > got.pages/10 {
		t.Errorf("a quick walk read %d times for %d pages, %v", r.n, got.pages, err)
	}
	branch := 0
	for id := range int(m.high) {
		p := page{uint64(id), b[id*4096:]}
		if order.Uint64(p.b) != uint64(id) || p.flags() != branchPage {
			continue
		}
		branch++
		spoilt := bytes.Clone(b)
		order.PutUint64(spoilt[id*4096+pageHeader+8:], m.high+5)
		_, quick := walk(bytes.NewReader(spoilt), m, int64(len(b)), true)
		_, whole := walk(bytes.NewReader(spoilt), m, int64(len(b)), false)
		if (quick == nil) != (whole == nil) {
			t.Errorf("branch page %d leads nowhere: the quick walk says %v, the whole one %v", id, quick, whole)
		}
	}
	if branch == 0 {
		t.Error("the image has no branch page")
	}
}

// boltSays opens an image with bbolt itself and reads all of it.
func boltSays(t *testing.T, b []byte) (err error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mutant.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	db, err := bolt.Open(path, 0o600, &bolt.Options{NoSync: true})
	if err != nil {
		return err
	}
	defer db.Close()
	return db.View(func(tx *bolt.Tx) error {
		for err := range tx.Check() {
			return err
		}
		return nil
	})
}

// TestWhatTheWalkPassesBoltCanRead flips bits in places that matter; what the
// walk lets through must hold no surprise for bbolt.
func TestWhatTheWalkPassesBoltCanRead(t *testing.T) {
	sound := image(t, 400, 4096)
	if err := boltSays(t, sound); err != nil {
		t.Fatalf("the image itself: %v", err)
	}
	m, _, err := readMetas(bytes.NewReader(sound))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(5, 2026))
	passed, refused := 0, 0
	for range 200 {
		b := bytes.Clone(sound)
		// The beginning of a page is where its structure is.
		page := rng.IntN(int(m.high))
		at := page*4096 + rng.IntN(4096>>(2*rng.IntN(4)))
		b[at] ^= 1 << rng.IntN(8)
		if _, err := check(b); err != nil {
			refused++
			continue
		}
		passed++
		if err := boltSays(t, b); err != nil {
			t.Errorf("bit in byte %d of page %d: the walk passes it, bbolt says %v", at%4096, page, err)
		}
	}
	if passed == 0 || refused == 0 {
		t.Errorf("%d images passed and %d were refused: the test shows nothing", passed, refused)
	}
}

// reseal makes both meta pages' checksums right, so that a fuzzer gets past
// them.
func reseal(b []byte, pageSize int) {
	for _, at := range []int{0, pageSize} {
		if len(b) < at+pageHeader+metaSize {
			return
		}
		sum := fnv.New64a()
		sum.Write(b[at+pageHeader : at+pageHeader+metaSize-8])
		order.PutUint64(b[at+pageHeader+metaSize-8:], sum.Sum64())
	}
}

// FuzzWalk puts bytes into a sound image, each by page, place and value, and
// may cut it.
func FuzzWalk(f *testing.F) {
	sound := image(f, 60, minPageSize)
	f.Add([]byte{}, uint16(0xFFFF))
	f.Add([]byte{0, 0, 56, 0xFF, 3, 0, 10, 0xFF}, uint16(0xFFFF))
	f.Add([]byte{2, 0, 10, 0xFF, 2, 0, 11, 0xFF, 4, 0, 12, 1}, uint16(5000))
	f.Fuzz(func(t *testing.T, patch []byte, length uint16) {
		b := bytes.Clone(sound)
		for ; len(patch) >= 4; patch = patch[4:] {
			at := int(patch[0])*minPageSize + int(patch[1])<<8 + int(patch[2])
			b[at%len(b)] = patch[3]
		}
		reseal(b, minPageSize)
		b = b[:min(len(b), int(length))]
		got, err := check(b)
		if err == nil && got.pages*minPageSize > len(b) {
			t.Errorf("%+v counted in %d bytes", got, len(b))
		}
	})
}

func BenchmarkWalk(b *testing.B) {
	img := image(b, 1_000_000, 4096)
	b.SetBytes(int64(len(img)))
	for b.Loop() {
		if _, err := check(img); err != nil {
			b.Fatal(err)
		}
	}
}
