package store

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

// A tuple is the four ids of a quad in the order of one index. The label's id is
// 0 where a quad has none.
type tuple [4]uint64

func (t tuple) compare(u tuple) int {
	for i := range t {
		if t[i] != u[i] {
			if t[i] < u[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// An index holds its tuples in blocks of some two hundred. A block's key is its
// first tuple, four big-endian ids; its value is
//
//	crc32c of key and rest, little-endian, 4 bytes
//	for each further tuple:
//	  tag     bits 0-1  the first place where it differs from the one before
//	          bits 2-4  which of the places 1, 2, 3 after that are equal all the same
//	          bits 5-7  the difference at that place, 1 to 7; 0 where it follows
//	  uvarint the difference, where the tag has none
//	  varint  the (signed) difference at each later place that is not equal
//
// Neighbours share most of their ids, so a tuple takes about six bytes.
const (
	// blockSize is what a full block takes: four go into a page of 4096 bytes.
	blockSize = 956
	// blockLimit is how long a block may grow before it is split, and
	// blockFew how few tuples may stay alone after a delete.
	blockLimit = 1300
	blockFew   = 24
)

const keySize = 32

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func appendKey(dst []byte, t tuple) []byte {
	for _, id := range t {
		dst = binary.BigEndian.AppendUint64(dst, id)
	}
	return dst
}

func keyTuple(k []byte) (t tuple) {
	for i := range t {
		t[i] = binary.BigEndian.Uint64(k[8*i:])
	}
	return t
}

// appendDelta writes cur, given the tuple before it, which must be smaller.
func appendDelta(dst []byte, prev, cur tuple) []byte {
	pos := 0
	for prev[pos] == cur[pos] {
		pos++
	}
	at := len(dst)
	tag := byte(pos)
	d := cur[pos] - prev[pos]
	dst = append(dst, 0)
	if d < 8 {
		tag |= byte(d) << 5
	} else {
		dst = binary.AppendUvarint(dst, d)
	}
	for i := pos + 1; i < 4; i++ {
		if cur[i] == prev[i] {
			tag |= 2 << i
			continue
		}
		dst = binary.AppendVarint(dst, int64(cur[i]-prev[i]))
	}
	dst[at] = tag
	return dst
}

// sealBlock returns a block's value: the deltas with their checksum.
func sealBlock(key, deltas []byte) []byte {
	v := make([]byte, 4+len(deltas))
	copy(v[4:], deltas)
	binary.LittleEndian.PutUint32(v, checksum(key, v[4:]))
	return v
}

func checksum(parts ...[]byte) uint32 {
	var c uint32
	for _, p := range parts {
		c = crc32.Update(c, castagnoli, p)
	}
	return c
}

// A block being read; t is the tuple it stands at.
type block struct {
	key  []byte
	rest []byte
	t    tuple
}

// openBlock checks a block and stands at its first tuple.
func openBlock(key, value []byte) (block, error) {
	if len(key) != keySize || len(value) < 4 || binary.LittleEndian.Uint32(value) != checksum(key, value[4:]) {
		return block{}, fmt.Errorf("%w: the block at %x has a wrong checksum", ErrDamaged, key)
	}
	return block{key: key, rest: value[4:], t: keyTuple(key)}, nil
}

// next moves to the next tuple; it reports false at the end.
func (b *block) next() (bool, error) {
	p := b.rest
	if len(p) == 0 {
		return false, nil
	}
	tag := p[0]
	p = p[1:]
	pos := int(tag & 3)
	d := uint64(tag >> 5)
	if d == 0 {
		n := 0
		if d, n = binary.Uvarint(p); n <= 0 {
			return false, fmt.Errorf("%w: the block at %x ends early", ErrDamaged, b.key)
		}
		p = p[n:]
	}
	b.t[pos] += d
	for i := pos + 1; i < 4; i++ {
		if tag&(2<<i) != 0 {
			continue
		}
		d, n := binary.Varint(p)
		if n <= 0 {
			return false, fmt.Errorf("%w: the block at %x ends early", ErrDamaged, b.key)
		}
		b.t[i] += uint64(d)
		p = p[n:]
	}
	b.rest = p
	return true, nil
}

// decodeBlock appends a block's tuples to dst.
func decodeBlock(dst []tuple, key, value []byte) ([]tuple, error) {
	b, err := openBlock(key, value)
	for more := err == nil; more; more, err = b.next() {
		dst = append(dst, b.t)
	}
	return dst, err
}
