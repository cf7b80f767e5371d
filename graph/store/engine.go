package store

// A space is one sorted key space of the store.
type space uint8

// The spaces. Below, an id is eight bytes, big-endian; enc is a value as
// values.go writes it.
//
//	state   "head"              -> format, next id, quads, values, checksum
//	meta    bucket 0 key        -> checksum, what the caller keeps there
//	values  id                  -> checksum, quads by direction, enc
//	terms   enc, shortened      -> id, checksum
//	spol    s p o l             -> block of the quads from here on, see block.go
//	posl, ospl, lspo            -> the same quads in other orders
const (
	spaceState space = iota
	spaceMeta
	spaceValues
	spaceTerms
	spaceSPOL
	spacePOSL
	spaceOSPL
	spaceLSPO
	spaceCount
)

var spaceNames = [spaceCount]string{"state", "meta", "values", "terms", "spol", "posl", "ospl", "lspo"}

// An engine keeps sorted key spaces: in a file (bolt) or in memory (ram). Its
// transactions are snapshots; one writes at a time while any number read.
type engine interface {
	begin(write bool) (txn, error)
	// guard runs fn and turns the faults of a damaged file into an error.
	guard(fn func() error) error
	flush() error
	size() int64 // bytes the data takes, on disk or in memory
	close() error
}

// A txn is one transaction. Slices it gives out are read only and live as long
// as it does; slices given to put must stay unchanged as long.
type txn interface {
	get(sp space, key []byte) []byte // nil for none
	put(sp space, key, value []byte) error
	del(sp space, key []byte) error
	cursor(sp space) cursor
	commit() error
	rollback() // also after commit, where it does nothing
}

// A cursor walks one space. All its methods return nil past either end. It is
// good until the space is next written; seek makes it good again.
type cursor interface {
	seek(key []byte) (k, v []byte)  // the first key not below this one
	floor(key []byte) (k, v []byte) // the last key not above this one
	next() (k, v []byte)
}
