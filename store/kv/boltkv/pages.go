package boltkv

import (
	"encoding/binary"
	"hash/fnv"
	"io"
)

// What bbolt's file looks like, as far as it is looked at here. Numbers are in
// the machine's own byte order.
const (
	magic       = 0xED0CDAED
	fileVersion = 2

	pageHeader  = 16 // id 8, flags 2, count 2, overflow 4
	elementSize = 16
	metaSize    = 64
	bucketSize  = 16 // root page 8, sequence 8

	branchPage   = 0x01
	leafPage     = 0x02
	metaPage     = 0x04
	freelistPage = 0x10

	bucketFlag = 0x01

	minPageSize = 1 << 10
	maxPageSize = 1 << 24
)

var order = binary.NativeEndian

// meta is one of the two pages that say where everything is. A commit writes
// the older of the two, so that there is always a whole one.
type meta struct {
	pageSize int64
	root     uint64
	freelist uint64
	high     uint64 // the first page that was never used
	tx       uint64
}

// metaState is what was found where a meta page belongs.
type metaState int

const (
	noMeta    metaState = iota // nothing that looks like one
	badMeta                    // one whose checksum, or head, does not fit
	otherMeta                  // one of another version of bbolt
	goodMeta
)

// parseMeta reads the meta page, the id-th of the two, at the beginning of b.
func parseMeta(b []byte, id uint64) (meta, metaState) {
	if len(b) < pageHeader+metaSize {
		return meta{}, noMeta
	}
	sound := order.Uint64(b) == id && order.Uint16(b[8:]) == metaPage
	b = b[pageHeader : pageHeader+metaSize]
	sum := fnv.New64a()
	sum.Write(b[:metaSize-8])
	sound = sound && sum.Sum64() == order.Uint64(b[metaSize-8:])
	switch {
	case order.Uint32(b) != magic:
		return meta{}, noMeta
	case !sound:
		return meta{}, badMeta
	case order.Uint32(b[4:]) != fileVersion:
		return meta{}, otherMeta
	}
	m := meta{
		pageSize: int64(order.Uint32(b[8:])),
		root:     order.Uint64(b[16:]),
		freelist: order.Uint64(b[32:]),
		high:     order.Uint64(b[40:]),
		tx:       order.Uint64(b[48:]),
	}
	if m.pageSize < minPageSize || m.pageSize > maxPageSize || m.pageSize&(m.pageSize-1) != 0 {
		return meta{}, badMeta
	}
	return m, goodMeta
}

// readMetas finds both meta pages and the newer of the sound ones.
func readMetas(r io.ReaderAt) (newest meta, states [2]metaState, err error) {
	first, states0, err := readMeta(r, 0, 0)
	if err != nil {
		return meta{}, states, err
	}
	states[0] = states0
	var second meta
	if states[0] == goodMeta {
		second, states[1], err = readMeta(r, 1, first.pageSize)
	} else {
		// Without the first the page size is anybody's guess.
		for at := int64(minPageSize); at <= maxPageSize && err == nil && states[1] != goodMeta; at *= 2 {
			var state metaState
			if second, state, err = readMeta(r, 1, at); state > states[1] {
				states[1] = state
			}
		}
	}
	if states[1] == goodMeta && (states[0] != goodMeta || second.tx > first.tx) {
		return second, states, err
	}
	return first, states, err
}

// readMeta reads the id-th meta page at an offset; past the end there is none.
func readMeta(r io.ReaderAt, id uint64, at int64) (meta, metaState, error) {
	var b [pageHeader + metaSize]byte
	n, err := r.ReadAt(b[:], at)
	if err == io.EOF {
		err = nil
	}
	m, state := parseMeta(b[:n], id)
	return m, state, err
}
