package ingest

import (
	"hash/maphash"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// rows tells which rows, messages and files of archives a build came by, so that
// those are known that a collection has no more.
type rows struct {
	seed  maphash.Seed
	seen  map[uint64]bool // origins, by their hash
	ended map[string]bool // origins of collections that were read whole
}

func newRows() *rows {
	return &rows{seed: maphash.MakeSeed(), seen: map[uint64]bool{}, ended: map[string]bool{}}
}

func (r *rows) see(origin string) {
	if origin != "" {
		r.seen[maphash.String(r.seed, origin)] = true
	}
}

// gone reports whether an origin is of a collection that has it no more.
func (r *rows) gone(origin string) bool {
	if r.seen[maphash.String(r.seed, origin)] {
		return false
	}
	for i, c := range origin {
		if c == '#' && r.ended[origin[:i]] {
			return true
		}
	}
	return false
}

// sweep finds what the collections that were read whole have no more. It is counted,
// or, where that is wished, forgotten.
func (b *builder) sweep() error {
	if len(b.rows.ended) == 0 {
		return nil
	}
	var gone []string
	for origin, ids := range b.w.origins {
		if len(ids) > 0 && b.rows.gone(origin) {
			gone = append(gone, origin)
		}
	}
	slices.Sort(gone)
	if !b.opt.Prune {
		b.report.Gone = gone
		return nil
	}
	for _, origin := range gone {
		ids := slices.Clone(b.w.origins[origin])
		for _, id := range ids {
			if err := b.release(id, func(s text.Source) bool { return s.Origin == origin }); err != nil {
				return err
			}
		}
		b.waiting = append(b.waiting, waiting{Outcome{
			Input: origin[:strings.IndexByte(origin, '#')], Status: Removed, Documents: ids, Sources: []string{origin},
		}, 1})
		if err := b.flushInTime(); err != nil {
			return err
		}
	}
	return nil
}
