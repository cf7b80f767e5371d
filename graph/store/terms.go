package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"
)

// provisional marks an id that is an index into resolver.unknown until the
// dictionary has been asked.
const provisional = 1 << 63

// A resolver finds the ids of a batch's values: in the cache, else in the
// dictionary, all at once and in its order, else they are new.
type resolver struct {
	cache   *termCache
	pending map[string]int // written form -> index into unknown
	unknown []term
	fresh   map[uint64][]byte // new values by id
	buf     []byte
}

// A term is a value that the cache did not know.
type term struct {
	enc []byte
	key []byte // of the dictionary
	id  uint64 // 0 while it has none
}

// id returns a value's id or a provisional one.
func (r *resolver) id(v quad.Value) (uint64, error) {
	enc, err := appendValue(r.buf[:0], v)
	if err != nil {
		return 0, err
	}
	r.buf = enc
	if id, ok := r.cache.get(enc); ok {
		return id, nil
	}
	i, ok := r.pending[string(enc)]
	if !ok {
		i = len(r.unknown)
		r.pending[string(enc)] = i
		enc = bytes.Clone(enc)
		key := enc
		if len(enc) >= maxTerm {
			key = appendTerm(nil, enc)
		}
		r.unknown = append(r.unknown, term{enc: enc, key: key})
	}
	return provisional | uint64(i), nil
}

// lookUp asks the dictionary for the unknown values, in the order of its keys.
func (r *resolver) lookUp(tx txn) error {
	byKey := make([]*term, len(r.unknown))
	for i := range r.unknown {
		byKey[i] = &r.unknown[i]
	}
	slices.SortFunc(byKey, func(x, y *term) int { return bytes.Compare(x.key, y.key) })
	for _, t := range byKey {
		var err error
		if t.id, err = termID(tx, t.key); err != nil {
			return err
		}
	}
	r.fresh = map[uint64][]byte{}
	return nil
}

// termID returns the id in the dictionary, or 0.
func termID(tx txn, key []byte) (uint64, error) {
	v := tx.get(spaceTerms, key)
	if v == nil {
		return 0, nil
	}
	return openTerm(key, v)
}

// sealTerm returns an id as the dictionary has it: before the crc32c of key and id,
// little-endian.
func sealTerm(key []byte, id uint64) []byte {
	v := binary.BigEndian.AppendUint64(make([]byte, 0, 12), id)
	return binary.LittleEndian.AppendUint32(v, checksum(key, v))
}

// openTerm returns the id that sealTerm was given.
func openTerm(key, sealed []byte) (uint64, error) {
	if len(sealed) != 12 || binary.LittleEndian.Uint32(sealed[8:]) != checksum(key, sealed[:8]) {
		return 0, fmt.Errorf("%w: %q has a wrong checksum in the dictionary", ErrDamaged, key)
	}
	return binary.BigEndian.Uint64(sealed), nil
}

// settle turns a provisional id into the value's own. A value that is not in the
// store gets the next free id, unless a quad with it is to be taken away: then
// it is 0.
func (r *resolver) settle(id uint64, del bool, next *uint64) uint64 {
	t := &r.unknown[id&^provisional]
	if t.id == 0 && !del {
		t.id = *next
		*next++
		r.fresh[t.id] = t.enc
	}
	return t.id
}

// addTerms enters new values into the dictionary, in the order of its keys.
func (r *resolver) addTerms(tx txn, ids []uint64) error {
	ts := make([]term, 0, len(ids))
	for _, id := range ids {
		enc := r.fresh[id]
		ts = append(ts, term{key: appendTerm(nil, enc), id: id})
	}
	slices.SortFunc(ts, func(x, y term) int { return bytes.Compare(x.key, y.key) })
	for _, t := range ts {
		if err := tx.put(spaceTerms, t.key, sealTerm(t.key, t.id)); err != nil {
			return err
		}
	}
	return nil
}

// publish brings the cache up to date after the commit.
func (r *resolver) publish(cache *termCache, counts map[uint64]*[4]int64, dead [][]byte) {
	for _, t := range r.unknown {
		if _, fresh := r.fresh[t.id]; fresh && !grew(counts[t.id]) {
			continue // it came and went within the batch
		}
		if t.id != 0 {
			cache.put(t.enc, t.id)
		}
	}
	for _, enc := range dead {
		cache.drop(enc)
	}
}

func grew(c *[4]int64) bool {
	return c != nil && c[0]+c[1]+c[2]+c[3] > 0
}

// A termCache remembers the ids of values lately written. It has two
// generations: when the young one is full it becomes the old one, and what is
// found there is young again.
type termCache struct {
	young, old map[string]uint64
}

const (
	// cacheSize bounds a generation. Fifty thousand values are the names and
	// offsets of some thousands of documents.
	cacheSize = 50_000
	// cacheLongest leaves out long texts, which hardly ever come twice.
	cacheLongest = 128
)

func (c *termCache) get(enc []byte) (uint64, bool) {
	if id, ok := c.young[string(enc)]; ok {
		return id, true
	}
	id, ok := c.old[string(enc)]
	if ok {
		c.put(enc, id)
	}
	return id, ok
}

func (c *termCache) put(enc []byte, id uint64) {
	if len(enc) > cacheLongest {
		return
	}
	if len(c.young) >= cacheSize {
		c.old, c.young = c.young, nil
	}
	if c.young == nil {
		c.young = map[string]uint64{}
	}
	c.young[string(enc)] = id
}

func (c *termCache) drop(enc []byte) {
	delete(c.young, string(enc))
	delete(c.old, string(enc))
}
