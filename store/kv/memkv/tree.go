package memkv

import (
	"bytes"
	"slices"
	"sort"

	"csp/store/kv"
)

// leafMax is how many items a leaf holds before it is split: small enough to
// copy cheaply at the first change, large enough to keep the list of leaves
// short.
const leafMax = 128

// mark tells trees apart. It has a size so that no two marks are one address.
type mark struct{ _ byte }

// leaf is a run of items in key order, never empty. Only the tree whose mark
// it bears may change it; everybody else copies it first.
type leaf struct {
	owner *mark
	items []kv.Item
}

// tree is an ordered map as a list of leaves. A copy of the struct shares the
// leaves; after share, the next change on either side copies what it touches.
type tree struct {
	leaves []*leaf
	own    *mark // nil: the list and all its leaves are shared
}

// share gives the tree as it is now; later changes to t do not show in it.
func (t *tree) share() tree {
	t.own = nil
	return tree{leaves: t.leaves}
}

// seek finds the first item whose key is not below key: its leaf and its place
// there. Past the end, the leaf is len(t.leaves) and the place 0.
func (t *tree) seek(key []byte) (li, at int, found bool) {
	// The leaf is the last one that begins at or below key.
	li = max(0, sort.Search(len(t.leaves), func(i int) bool {
		return bytes.Compare(t.leaves[i].items[0].Key, key) > 0
	})-1)
	if li == len(t.leaves) {
		return li, 0, false
	}
	at, found = t.leaves[li].seek(key)
	if at == len(t.leaves[li].items) {
		return li + 1, 0, false
	}
	return li, at, found
}

func (l *leaf) seek(key []byte) (at int, found bool) {
	return slices.BinarySearchFunc(l.items, key, func(it kv.Item, key []byte) int {
		return bytes.Compare(it.Key, key)
	})
}

// get returns the tree's own bytes.
func (t *tree) get(key []byte) (val []byte, found bool) {
	li, at, found := t.seek(key)
	if !found {
		return nil, false
	}
	return t.leaves[li].items[at].Value, true
}

// edit makes the leaf at li changeable and returns it.
func (t *tree) edit(li int) *leaf {
	t.take()
	l := t.leaves[li]
	if l.owner != t.own {
		l = &leaf{t.own, slices.Clone(l.items)}
		t.leaves[li] = l
	}
	return l
}

// take makes the list of leaves changeable.
func (t *tree) take() {
	if t.own == nil {
		t.own = new(mark)
		t.leaves = slices.Clone(t.leaves)
	}
}

// put keeps key and val themselves.
func (t *tree) put(key, val []byte) {
	li, at, found := t.seek(key)
	switch {
	case found:
		t.edit(li).items[at].Value = val
		return
	case len(t.leaves) == 0:
		t.take()
		t.leaves = append(t.leaves, &leaf{t.own, []kv.Item{{Key: key, Value: val}}})
		return
	case at == 0 && li > 0:
		// A key between two leaves goes to the end of the left one, so that
		// keys put in order fill it.
		li--
		at = len(t.leaves[li].items)
	}
	l := t.edit(li)
	l.items = slices.Insert(l.items, at, kv.Item{Key: key, Value: val})
	if len(l.items) <= leafMax {
		return
	}
	cut := len(l.items) / 2
	right := &leaf{t.own, slices.Clone(l.items[cut:])}
	l.items = slices.Clone(l.items[:cut])
	t.leaves = slices.Insert(t.leaves, li+1, right)
}

func (t *tree) delete(key []byte) {
	li, at, found := t.seek(key)
	if !found {
		return
	}
	l := t.edit(li)
	l.items = slices.Delete(l.items, at, at+1)
	switch {
	case len(l.items) == 0:
		t.leaves = slices.Delete(t.leaves, li, li+1)
	case li > 0 && len(t.leaves[li-1].items)+len(l.items) <= leafMax/2:
		// Without this, deleting nearly everything would leave as many
		// leaves as there were.
		left := t.edit(li - 1)
		left.items = append(left.items, l.items...)
		t.leaves = slices.Delete(t.leaves, li, li+1)
	}
}
