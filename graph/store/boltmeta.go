package store

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
)

// bbolt's file begins with two pages that say, of its last two transactions, where the
// data begins; of either the one with the higher number and a right checksum counts.
// So a file whose newest such page is damaged opens as it was a transaction ago, and
// says nothing. Here both have to be right: what is derived is better made anew than
// believed to be whole.
//
// Each has a page header of 16 bytes and then, in the machine's byte order: magic,
// version, page size and flags of 4 bytes each; root, sequence, freelist, length and
// transaction of 8 bytes each; and the FNV-1a sum of all that.
const (
	metaHead = 16
	metaSize = 56 // up to the checksum
)

// checkMetas makes sure that both pages of a file with pages of this size are as they
// were written.
func checkMetas(f io.ReaderAt, pageSize int) error {
	page := make([]byte, metaHead+metaSize+8)
	for i := range int64(2) {
		if _, err := f.ReadAt(page, i*int64(pageSize)); err != nil {
			return fmt.Errorf("%w: its page %d cannot be read: %v", ErrDamaged, i, err)
		}
		sum := fnv.New64a()
		sum.Write(page[metaHead : metaHead+metaSize])
		if sum.Sum64() != binary.NativeEndian.Uint64(page[metaHead+metaSize:]) {
			return fmt.Errorf("%w: its page %d has a wrong checksum", ErrDamaged, i)
		}
	}
	return nil
}
