package ingest

import "github.com/quadrille-kg/quadrille/internal/collect"

// listing are the files of a path that were there to be read when the build began, and
// whose turn has not come: in the order in which a walk comes to them. Hours may pass
// until then, and what is gone meanwhile must not pass for what never was.
type listing []string

// upTo takes a file off the list, and what stands before it there: the walk has come to
// the file without coming to those, so they are gone, and it returns them.
func (l *listing) upTo(name string) (gone []string) {
	n := 0
	for n < len(*l) && collect.Order((*l)[n], name) < 0 {
		n++
	}
	gone, *l = (*l)[:n], (*l)[n:]
	if len(*l) > 0 && (*l)[0] == name {
		*l = (*l)[1:]
	}
	return gone
}

// gone says of files that they are. It reports whether more is wanted.
func (s *sources) gone(names []string) bool {
	for _, name := range names {
		if !s.fail(name, "", collect.ErrGone) {
			return false
		}
	}
	return true
}
