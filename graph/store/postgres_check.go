package store

import (
	"context"
	"database/sql"
	"fmt"
)

// check does what Store.Check says: every part of a quad has its node, every node as
// many references as it says and the hash of its value, and the numbers that are kept
// are those that are counted. It takes some seconds for a million quads.
func (p *postgres) check(ctx context.Context) error {
	if err := p.usable(); err != nil {
		return err
	}
	c, end, err := p.conn(ctx, true)
	if err != nil {
		return p.server.explain(err)
	}
	defer end()
	var quads, nodes, countedQuads, countedNodes, wrong int64
	err = fetch(ctx, c, `SELECT quads, nodes, (SELECT count(*) FROM quads), (SELECT count(*) FROM nodes),
		(SELECT count(*) FROM nodes n FULL JOIN
			(SELECT h, count(*) n FROM quads q, LATERAL (VALUES (subject_hash), (predicate_hash), (object_hash), (label_hash)) v(h) WHERE h IS NOT NULL GROUP BY h) c
			ON c.h = n.hash WHERE c.n IS DISTINCT FROM n.refs) +
		(SELECT count(*) FROM (SELECT * FROM quadrille_predicates WHERE n <> 0) p FULL JOIN (SELECT predicate_hash h, count(*) n FROM quads GROUP BY 1) c
			ON c.h = p.hash WHERE c.n IS DISTINCT FROM p.n)
		FROM quadrille`, func(scan func(...any) error) error {
		return scan(&quads, &nodes, &countedQuads, &countedNodes, &wrong)
	})
	switch {
	case err != nil:
		return p.server.explain(err)
	case quads != countedQuads || nodes != countedNodes:
		return fmt.Errorf("%w: %d quads and %d values are there, and %d and %d should be", ErrDamaged, countedQuads, countedNodes, quads, nodes)
	case wrong > 0:
		return fmt.Errorf("%w: %d values are counted wrongly, or missing", ErrDamaged, wrong)
	}
	return p.server.explain(fetch(ctx, c, "SELECT n.hash, "+written("n")+" FROM nodes n", func(scan func(...any) error) error {
		var h, w sql.RawBytes
		if err := scan(&h, &w); err != nil {
			return err
		}
		v, err := parseWritten(string(w))
		if err == nil && hashOf(v) != hash(h) {
			err = fmt.Errorf("%w: value %v has the hash of another", ErrDamaged, v)
		}
		return err
	}))
}
