package store

import (
	"bytes"
	"context"
	"fmt"
	"iter"
)

// Under returns the metadata of all buckets whose names begin with a prefix of ASCII,
// sorted by bucket and key. An error ends the loop.
func (s *Store) Under(prefix string) iter.Seq2[Entry, error] {
	if s.server != nil {
		return inPages(func(after *Entry) ([]Entry, error) { return s.server.someUnder(prefix, after) })
	}
	return inPages(func(after *Entry) ([]Entry, error) { return s.someUnder(prefix, after) })
}

// atOnce is how many entries are read in one transaction, so that none lasts long, and
// few are in memory.
const atOnce = 1000

// inPages hands on what some returns of what comes after an entry, nil for none, until
// there is no more.
func inPages(some func(after *Entry) ([]Entry, error)) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		var last *Entry
		for {
			es, err := some(last)
			if err != nil {
				yield(Entry{}, err)
				return
			}
			for _, e := range es {
				if !yield(e, nil) {
					return
				}
			}
			if len(es) < atOnce {
				return
			}
			last = &es[len(es)-1]
		}
	}
}

// someUnder returns the entries that come next after one, of those whose buckets and keys,
// with a zero byte between, begin with a prefix.
func (s *Store) someUnder(prefix string, after *Entry) (es []Entry, err error) {
	from := []byte(prefix)
	if after != nil {
		from = append(metaKey(after.Bucket, after.Key), 0)
	}
	err = s.view(func(tx txn) error {
		c := tx.cursor(spaceMeta)
		for k, v := c.seek(from); bytes.HasPrefix(k, []byte(prefix)) && len(es) < atOnce; k, v = c.next() {
			bucket, key, whole := bytes.Cut(k, []byte{0})
			if !whole {
				return fmt.Errorf("%w: metadata %q is in no bucket", ErrDamaged, k)
			}
			value, err := openEntry(k, v)
			if err != nil {
				return err
			}
			es = append(es, Entry{Bucket: string(bucket), Key: string(key), Value: value})
		}
		return nil
	})
	return es, err
}

// someUnder does what that of a Store does.
func (p *postgres) someUnder(prefix string, after *Entry) (es []Entry, err error) {
	if err := p.usable(); err != nil || p.blank.Load() {
		return nil, err
	}
	ctx := context.Background()
	c, end, err := p.conn(ctx, false)
	if err != nil {
		return nil, p.server.explain(err)
	}
	defer end()
	where := "bucket >= " + literal(prefix)
	if after != nil {
		where = "(bucket, key) > (" + literal(after.Bucket) + ", " + literal(after.Key) + ")"
	}
	if beyond := successor(prefix); beyond != "" {
		where += " AND bucket < " + literal(beyond)
	}
	err = fetch(ctx, c, fmt.Sprintf("SELECT bucket, key, value FROM quadrille_entries WHERE %s ORDER BY bucket, key LIMIT %d", where, atOnce), func(scan func(...any) error) error {
		var bucket, key []byte
		e := Entry{Value: []byte{}}
		err := scan(&bucket, &key, &e.Value)
		e.Bucket, e.Key = string(bucket), string(key)
		es = append(es, e)
		return err
	})
	return es, p.server.explain(err)
}
