package ingest

import (
	"hash/maphash"
	"maps"
	"slices"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// rows tells which rows, messages and files of archives a build came by, so that
// those are known that a collection has no more.
type rows struct {
	seed  maphash.Seed
	seen  map[uint64]bool   // origins, by their hash
	ended map[string]string // collections that were read whole: their origins, and their names as they were given
}

func newRows() *rows {
	return &rows{seed: maphash.MakeSeed(), seen: map[uint64]bool{}, ended: map[string]string{}}
}

func (r *rows) see(origin string) {
	if origin != "" {
		r.seen[maphash.String(r.seed, origin)] = true
	}
}

// gone returns the collection of an origin that has it no more, "" for none.
func (r *rows) gone(w *Workspace, origin string) (collection string) {
	if r.seen[maphash.String(r.seed, origin)] {
		return ""
	}
	for i, c := range origin {
		if c == '#' && r.ended[origin[:i]] != "" && w.partOf(origin, origin[:i]) {
			return origin[:i]
		}
	}
	return ""
}

// sweep finds what the collections that were read whole have no more. It is counted,
// or, where that is wished, forgotten.
func (b *builder) sweep() error {
	if len(b.rows.ended) == 0 {
		return nil
	}
	collections := map[string]string{} // of what they have no more
	for origin, ids := range b.w.origins {
		if c := b.rows.gone(b.w, origin); len(ids) > 0 && c != "" {
			collections[origin] = c
		}
	}
	gone := slices.Sorted(maps.Keys(collections))
	if !b.opt.Prune {
		for _, origin := range gone {
			c := collections[origin]
			b.report.Gone = append(b.report.Gone, b.rows.ended[c]+origin[len(c):])
		}
		return nil
	}
	for _, origin := range gone {
		out := Outcome{Input: b.rows.ended[collections[origin]], Status: Removed, Documents: slices.Clone(b.w.origins[origin])}
		for _, id := range out.Documents {
			out.Sources = append(out.Sources, b.shown(id, origin))
			if err := b.release(id, func(s text.Source) bool { return s.Origin == origin }); err != nil {
				return err
			}
		}
		b.waiting = append(b.waiting, waiting{out, 1})
		if err := b.flushInTime(); err != nil {
			return err
		}
	}
	return nil
}

// shown returns the name by which a document's source of an origin is shown.
func (b *builder) shown(id, origin string) string {
	if r := b.w.docs[id]; r != nil {
		for _, s := range r.Sources {
			if s.Origin == origin {
				return s.Name
			}
		}
	}
	return origin
}
