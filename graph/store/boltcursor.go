package store

import (
	"bytes"
	"fmt"

	"go.etcd.io/bbolt"
)

// boltCursor walks a bucket. bbolt finds its way by keys that no checksum covers: where
// one of them is damaged, it looks in the wrong page, and a key that is there seems not
// to be. Such a page shows by the order of the keys around the place that was sought,
// and by that of keys that follow each other. What is out of order is a panic, as other
// damage is for bbolt itself; guard makes an error of it.
type boltCursor struct {
	c    *bbolt.Cursor
	last []byte // where it stands
}

func (c *boltCursor) seek(key []byte) (k, v []byte) {
	if k, v = c.c.Seek(key); k == nil {
		if before, _ := c.c.Last(); before != nil {
			inOrder(before, key)
		}
	} else if !bytes.Equal(k, key) {
		inOrder(key, k)
		if before, _ := c.c.Prev(); before != nil {
			inOrder(before, key)
			k, v = c.c.Next()
		}
	}
	c.last = k
	return k, v
}

func (c *boltCursor) floor(key []byte) (k, v []byte) {
	if k, v = c.c.Seek(key); k == nil {
		k, v = c.c.Last()
	} else if !bytes.Equal(k, key) {
		inOrder(key, k)
		k, v = c.c.Prev()
	}
	if k != nil && !bytes.Equal(k, key) {
		inOrder(k, key)
	}
	c.last = k
	return k, v
}

func (c *boltCursor) next() (k, v []byte) {
	k, v = c.c.Next()
	if k != nil && c.last != nil {
		inOrder(c.last, k)
	}
	c.last = k
	return k, v
}

// inOrder makes sure that one key comes before another.
func inOrder(a, b []byte) {
	if bytes.Compare(a, b) >= 0 {
		panic(fmt.Sprintf("key %x stands before %x", a, b))
	}
}

// absent makes sure that a key is not there that was not found.
func (t *boltTx) absent(sp space, b *bbolt.Bucket, key []byte) {
	if t.misses[sp] == nil {
		t.misses[sp] = &boltCursor{c: b.Cursor()}
	}
	if k, _ := t.misses[sp].seek(key); bytes.Equal(k, key) {
		panic(fmt.Sprintf("key %x is there and is not found", key))
	}
}

// emptyCursor walks a space that a read-only file has not got yet.
type emptyCursor struct{}

func (emptyCursor) seek([]byte) (k, v []byte)  { return nil, nil }
func (emptyCursor) floor([]byte) (k, v []byte) { return nil, nil }
func (emptyCursor) next() (k, v []byte)        { return nil, nil }
