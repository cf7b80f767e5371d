package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
)

// Meta returns the value that Apply has set for a key, or nil for none.
func (s *Store) Meta(bucket, key string) (value []byte, err error) {
	if s.server != nil {
		return s.server.meta(bucket, key)
	}
	err = s.view(func(tx txn) (err error) {
		k := metaKey(bucket, key)
		if v := tx.get(spaceMeta, k); v != nil {
			value, err = openEntry(k, v)
		}
		return err
	})
	return value, err
}

// Entries returns a bucket's metadata, sorted by key. An error ends the loop.
func (s *Store) Entries(bucket string) iter.Seq2[Entry, error] {
	if s.server != nil {
		return s.server.entries(bucket)
	}
	prefix := string(metaKey(bucket, ""))
	return inPages(func(after *Entry) ([]Entry, error) { return s.someUnder(prefix, after) })
}

// sealEntry returns a piece of metadata as it is stored: after the crc32c of key and
// value, little-endian.
func sealEntry(key, value []byte) []byte {
	v := make([]byte, 4, 4+len(value))
	binary.LittleEndian.PutUint32(v, checksum(key, value))
	return append(v, value...)
}

// openEntry returns a copy of what sealEntry was given.
func openEntry(key, sealed []byte) ([]byte, error) {
	if len(sealed) < 4 || binary.LittleEndian.Uint32(sealed) != checksum(key, sealed[4:]) {
		return nil, fmt.Errorf("%w: metadata %q has a wrong checksum", ErrDamaged, key)
	}
	return append([]byte{}, sealed[4:]...), nil
}

// Stats are a store's sizes.
type Stats struct {
	Quads  int64
	Values int64 // distinct IRIs, literals and blank nodes
	Bytes  int64 // of the file, or of memory
}

// Stats returns the store's sizes; it takes no longer for a large one.
func (s *Store) Stats() (st Stats, err error) {
	if s.server != nil {
		return s.server.stats(context.Background())
	}
	err = s.view(func(tx txn) error {
		h, err := readHead(tx)
		st = Stats{Quads: int64(h.quads), Values: int64(h.values), Bytes: s.engine.size()}
		return err
	})
	return st, err
}
