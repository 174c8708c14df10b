package boltkv

import (
	"bytes"
	"fmt"
	"io"
)

// maxDepth is far more than any file needs: with two keys a page, the tree of
// a file that fills the largest disk is half as deep.
const maxDepth = 64

// tally is what a walk over a sound file counts.
type tally struct {
	keys  int   // in the data bucket
	size  int64 // of the file, in bytes
	pages int
	free  int
}

// walker goes over every page of a file by reading it, never by mapping it: a
// page that points nowhere must end in a sentence and not in a fault. The rules
// are those of bbolt's own check.
type walker struct {
	r     io.ReaderAt
	meta  meta
	used  []bool // by page
	quick bool   // leaves under a branch are not read
	bufs  [][]byte
}

// walk checks the whole tree under m, in a file of size bytes, or with quick all
// but the leaves. What is wrong is answered as a clause.
func walk(r io.ReaderAt, m meta, size int64, quick bool) (tally, error) {
	if m.high < 4 || m.high > uint64(size/m.pageSize) {
		return tally{}, fmt.Errorf("it is %d bytes long and should have %d", size, m.high*uint64(m.pageSize))
	}
	w := &walker{r: r, meta: m, used: make([]bool, m.high), quick: quick}
	w.used[0], w.used[1] = true, true
	t := tally{size: size, pages: int(m.high)}
	free, err := w.freelist()
	if err != nil {
		return tally{}, err
	}
	_, err = w.tree(m.root, nil, nil, 0, func(key, val []byte, depth int) error {
		n, err := w.bucket(val, depth)
		if bytes.Equal(key, dataBucket) {
			t.keys = n
		}
		return err
	})
	if err != nil {
		return tally{}, err
	}
	for _, id := range free {
		if err := w.use(id, 0); err != nil {
			return tally{}, err
		}
		t.free++
	}
	if m.freelist != noFreelist && !quick {
		for id, used := range w.used {
			if !used {
				return tally{}, fmt.Errorf("page %d is lost", id)
			}
		}
	}
	return t, nil
}

// noFreelist in a meta page: the free pages are not written down.
const noFreelist = 1<<64 - 1

// use marks a page and those that follow on from it; no page has two uses.
func (w *walker) use(id uint64, overflow uint32) error {
	if id < 2 || id >= w.meta.high || uint64(overflow) >= w.meta.high-id {
		return fmt.Errorf("page %d with %d more lies outside it", id, overflow)
	}
	for i := id; i <= id+uint64(overflow); i++ {
		if w.used[i] {
			return fmt.Errorf("page %d is used twice", i)
		}
		w.used[i] = true
	}
	return nil
}

// page reads one page whole and marks it. The bytes are good until the next
// page of the same depth.
func (w *walker) page(id uint64, depth int) (page, error) {
	if depth >= maxDepth {
		return page{}, fmt.Errorf("page %d lies too deep", id)
	}
	for len(w.bufs) <= depth {
		w.bufs = append(w.bufs, make([]byte, w.meta.pageSize))
	}
	if id >= w.meta.high {
		return page{}, fmt.Errorf("page %d lies outside it", id)
	}
	at := int64(id) * w.meta.pageSize
	p := page{id, w.bufs[depth][:w.meta.pageSize]}
	if _, err := w.r.ReadAt(p.b, at); err != nil {
		return page{}, fmt.Errorf("page %d cannot be read: %w", id, err)
	}
	if got := order.Uint64(p.b); got != id {
		return page{}, fmt.Errorf("page %d says that it is page %d", id, got)
	}
	overflow := order.Uint32(p.b[12:])
	if err := w.use(id, overflow); err != nil || overflow == 0 {
		return p, err
	}
	whole := (int64(overflow) + 1) * w.meta.pageSize
	if int64(cap(p.b)) < whole {
		w.bufs[depth] = make([]byte, whole)
	}
	p.b = w.bufs[depth][:whole]
	if _, err := w.r.ReadAt(p.b, at); err != nil {
		return page{}, fmt.Errorf("page %d cannot be read: %w", id, err)
	}
	return p, nil
}

// freelist gives the ids of the free pages.
func (w *walker) freelist() ([]uint64, error) {
	if w.meta.freelist == noFreelist {
		return nil, nil
	}
	p, err := w.page(w.meta.freelist, 0)
	if err != nil {
		return nil, err
	}
	if p.flags() != freelistPage {
		return nil, fmt.Errorf("page %d should be the list of free pages", p.id)
	}
	n, list := uint64(p.count()), p.b[pageHeader:]
	if n == 0xFFFF {
		n, list = order.Uint64(list), list[8:]
	}
	if n > uint64(len(list)/8) {
		return nil, fmt.Errorf("page %d lists %d free pages, more than fit in it", p.id, n)
	}
	ids := make([]uint64, n)
	for i := range ids {
		ids[i] = order.Uint64(list[8*i:])
	}
	return ids, nil
}

// bucket walks the bucket whose record is val and counts its keys.
func (w *walker) bucket(val []byte, depth int) (keys int, err error) {
	if len(val) < bucketSize {
		return 0, fmt.Errorf("a bucket's record is %d bytes long", len(val))
	}
	nested := func(_, val []byte, depth int) error {
		_, err := w.bucket(val, depth)
		return err
	}
	if root := order.Uint64(val); root != 0 {
		return w.tree(root, nil, nil, depth, nested)
	}
	// A small bucket is a page inside its own record.
	inline := page{0, val[bucketSize:]}
	if len(inline.b) < pageHeader || inline.flags() != leafPage {
		return 0, fmt.Errorf("a small bucket holds no page of keys")
	}
	return w.leaf(inline, nil, nil, depth, nested)
}
