package boltkv

import (
	"bytes"
	"fmt"
)

// page is the bytes of one page, with those that follow on from it.
type page struct {
	id uint64
	b  []byte
}

func (p page) flags() uint16 { return order.Uint16(p.b[8:]) }
func (p page) count() int    { return int(order.Uint16(p.b[10:])) }

// element gives the record of the i-th key and where it begins, which is what
// the positions in it count from.
func (p page) element(i int) (rec []byte, at uint64, err error) {
	at = uint64(pageHeader + i*elementSize)
	if at+elementSize > uint64(len(p.b)) {
		return nil, 0, fmt.Errorf("page %d has room for less than its %d keys", p.id, p.count())
	}
	return p.b[at : at+elementSize], at, nil
}

// cut gives n bytes of the page from an offset.
func (p page) cut(at, n uint64) ([]byte, error) {
	if at+n > uint64(len(p.b)) {
		return nil, fmt.Errorf("page %d has a key or value that reaches past its end", p.id)
	}
	return p.b[at : at+n], nil
}

// checkOrder holds the i-th key of a page to its neighbours: above the one
// before it, or at least at lo, and below hi. A nil bound is none.
func (p page) checkOrder(i int, key, before, lo, hi []byte) error {
	switch {
	case i == 0 && lo != nil && bytes.Compare(key, lo) < 0,
		i > 0 && bytes.Compare(key, before) <= 0,
		hi != nil && bytes.Compare(key, hi) >= 0:
		return fmt.Errorf("page %d has its keys out of order", p.id)
	}
	return nil
}

// visitor is given the buckets that a tree holds.
type visitor func(key, val []byte, depth int) error

// tree walks the tree under a page, all of whose keys lie between the bounds,
// calls visit for the buckets in it, and counts its keys. Each depth has one
// buffer, so visit must go on at the depth that it is given.
func (w *walker) tree(id uint64, lo, hi []byte, depth int, visit visitor) (keys int, err error) {
	p, err := w.page(id, depth)
	if err != nil {
		return 0, err
	}
	switch p.flags() {
	case leafPage:
		return w.leaf(p, lo, hi, depth, visit)
	case branchPage:
		return w.branch(p, lo, hi, depth, visit)
	}
	return 0, fmt.Errorf("page %d should hold keys and does not", id)
}

// child is one entry of a branch page.
type child struct {
	key []byte
	id  uint64
}

func (w *walker) branch(p page, lo, hi []byte, depth int, visit visitor) (keys int, err error) {
	if p.count() == 0 {
		return 0, fmt.Errorf("page %d leads nowhere", p.id)
	}
	children := make([]child, p.count())
	var before []byte
	for i := range children {
		rec, at, err := p.element(i)
		if err != nil {
			return 0, err
		}
		key, err := p.cut(at+uint64(order.Uint32(rec)), uint64(order.Uint32(rec[4:])))
		if err != nil {
			return 0, err
		}
		if err := p.checkOrder(i, key, before, lo, hi); err != nil {
			return 0, err
		}
		children[i], before = child{key, order.Uint64(rec[8:])}, key
	}
	if w.quick && w.isLeaf(children[0].id) {
		// A tree has all its leaves at one depth.
		for _, c := range children {
			if err := w.use(c.id, 0); err != nil {
				return 0, err
			}
		}
		return 0, nil
	}
	for i, c := range children {
		end := hi
		if i+1 < len(children) {
			end = children[i+1].key
		}
		n, err := w.tree(c.id, c.key, end, depth+1, visit)
		if err != nil {
			return 0, err
		}
		keys += n
	}
	return keys, nil
}

// isLeaf looks at the head of a page alone.
func (w *walker) isLeaf(id uint64) bool {
	var b [pageHeader]byte
	if id >= w.meta.high {
		return false
	}
	_, err := w.r.ReadAt(b[:], int64(id)*w.meta.pageSize)
	return err == nil && page{id, b[:]}.flags() == leafPage
}

func (w *walker) leaf(p page, lo, hi []byte, depth int, visit visitor) (keys int, err error) {
	var before []byte
	for i := range p.count() {
		rec, at, err := p.element(i)
		if err != nil {
			return 0, err
		}
		at += uint64(order.Uint32(rec[4:]))
		key, err := p.cut(at, uint64(order.Uint32(rec[8:])))
		if err != nil {
			return 0, err
		}
		val, err := p.cut(at+uint64(len(key)), uint64(order.Uint32(rec[12:])))
		if err != nil {
			return 0, err
		}
		if err := p.checkOrder(i, key, before, lo, hi); err != nil {
			return 0, err
		}
		before = key
		switch order.Uint32(rec) {
		case 0:
			keys++
		case bucketFlag:
			if err := visit(key, val, depth+1); err != nil {
				return 0, err
			}
		default:
			return 0, fmt.Errorf("page %d holds something that is neither key nor bucket", p.id)
		}
	}
	return keys, nil
}
