package store

import (
	"bytes"
	"hash/maphash"
	"sync"
	"sync/atomic"
)

// ram keeps the spaces in memory, each as a treap: a search tree that is kept
// level by giving every key a priority by chance. Nodes are copied before they
// are changed, so a reader keeps the trees of the moment it began.
type ram struct {
	mu     sync.Mutex // held by the writing transaction
	trees  atomic.Pointer[forest]
	closed atomic.Bool
	last   atomic.Uint64 // number of the last transaction
}

type forest struct {
	roots [spaceCount]*leaf
	bytes int64
}

type leaf struct {
	key, value  []byte
	prio        uint64
	owner       uint64 // number of the transaction that made it and may change it in place
	left, right *leaf
}

func newRAM() *ram {
	e := &ram{}
	e.trees.Store(&forest{})
	return e
}

func (e *ram) begin(write bool) (txn, error) {
	if write {
		e.mu.Lock()
	}
	if e.closed.Load() {
		if write {
			e.mu.Unlock()
		}
		return nil, ErrClosed
	}
	return &ramTx{ram: e, number: e.last.Add(1), forest: *e.trees.Load(), write: write}, nil
}

func (e *ram) guard(fn func() error) error { return fn() }
func (e *ram) flush() error                { return nil }
func (e *ram) size() int64                 { return e.trees.Load().bytes }

func (e *ram) close() error {
	e.closed.Store(true)
	e.trees.Store(&forest{})
	return nil
}

// ramTx is a transaction: its own forest, which commit makes everybody's.
type ramTx struct {
	ram    *ram
	number uint64
	forest forest
	write  bool
	ended  bool
}

func (t *ramTx) commit() error {
	t.ram.trees.Store(&t.forest)
	t.rollback()
	return nil
}

func (t *ramTx) rollback() {
	if t.write && !t.ended {
		t.ram.mu.Unlock()
	}
	t.ended = true
}

func (t *ramTx) get(sp space, key []byte) []byte {
	for n := t.forest.roots[sp]; n != nil; {
		switch c := bytes.Compare(key, n.key); {
		case c == 0:
			return n.value
		case c < 0:
			n = n.left
		default:
			n = n.right
		}
	}
	return nil
}

var seed = maphash.MakeSeed()

func (t *ramTx) put(sp space, key, value []byte) error {
	n := &leaf{key: bytes.Clone(key), value: value, prio: maphash.Bytes(seed, key), owner: t.number}
	t.forest.roots[sp] = t.insert(t.forest.roots[sp], n)
	return nil
}

func (t *ramTx) del(sp space, key []byte) error {
	if t.get(sp, key) != nil {
		t.forest.roots[sp] = t.remove(t.forest.roots[sp], key)
	}
	return nil
}

// own returns a node that this transaction may change.
func (t *ramTx) own(n *leaf) *leaf {
	if n == nil || n.owner == t.number {
		return n
	}
	c := *n
	c.owner = t.number
	return &c
}

func (t *ramTx) insert(root, n *leaf) *leaf {
	if root == nil {
		t.forest.bytes += n.size()
		return n
	}
	root = t.own(root)
	switch c := bytes.Compare(n.key, root.key); {
	case c == 0:
		t.forest.bytes += n.size() - root.size()
		root.value = n.value
	case c < 0:
		root.left = t.insert(root.left, n)
		if root.left.prio > root.prio {
			l := root.left
			root.left, l.right = l.right, root
			return l
		}
	default:
		root.right = t.insert(root.right, n)
		if root.right.prio > root.prio {
			r := root.right
			root.right, r.left = r.left, root
			return r
		}
	}
	return root
}

// remove takes away a key that is there.
func (t *ramTx) remove(root *leaf, key []byte) *leaf {
	c := bytes.Compare(key, root.key)
	if c == 0 {
		t.forest.bytes -= root.size()
		return t.join(root.left, root.right)
	}
	root = t.own(root)
	if c < 0 {
		root.left = t.remove(root.left, key)
	} else {
		root.right = t.remove(root.right, key)
	}
	return root
}

// join makes one tree of two, all of whose keys are in order.
func (t *ramTx) join(l, r *leaf) *leaf {
	switch {
	case l == nil:
		return r
	case r == nil:
		return l
	case l.prio > r.prio:
		l = t.own(l)
		l.right = t.join(l.right, r)
		return l
	}
	r = t.own(r)
	r.left = t.join(l, r.left)
	return r
}

// size is what a node takes: its bytes, and about a hundred for itself.
func (n *leaf) size() int64 { return int64(len(n.key) + len(n.value) + 100) }

func (t *ramTx) cursor(sp space) cursor { return &ramCursor{tx: t, space: sp} }

// ramCursor looks for its place anew with each step, so it needs no care when the
// tree changes under it.
type ramCursor struct {
	tx    *ramTx
	space space
	at    *leaf
}

func (c *ramCursor) give(n *leaf) (k, v []byte) {
	c.at = n
	if n == nil {
		return nil, nil
	}
	return n.key, n.value
}

func (c *ramCursor) seek(key []byte) (k, v []byte) {
	return c.give(c.above(func(n *leaf) bool { return bytes.Compare(n.key, key) >= 0 }))
}

func (c *ramCursor) next() (k, v []byte) {
	if c.at == nil {
		return nil, nil
	}
	key := c.at.key
	return c.give(c.above(func(n *leaf) bool { return bytes.Compare(n.key, key) > 0 }))
}

// above returns the first node for which in is true; it is false below that and
// true from there on.
func (c *ramCursor) above(in func(n *leaf) bool) (found *leaf) {
	for n := c.tx.forest.roots[c.space]; n != nil; {
		if in(n) {
			found, n = n, n.left
		} else {
			n = n.right
		}
	}
	return found
}

func (c *ramCursor) floor(key []byte) (k, v []byte) {
	var found *leaf
	for n := c.tx.forest.roots[c.space]; n != nil; {
		if bytes.Compare(n.key, key) <= 0 {
			found, n = n, n.right
		} else {
			n = n.left
		}
	}
	return c.give(found)
}
