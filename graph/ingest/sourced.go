package ingest

import (
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Who wrote a text and where it was published is no part of its content: the same text
// under two addresses is one document. So each source keeps what it says of that, and
// the document has what the first of its sources says that says anything. When a source
// goes, what it said goes with it.

// tells reports whether a source says anything of author or address.
func tells(s text.Source) bool { return s.Author != "" || s.URL != "" }

// sourced notes with the sources of a document that was just read what it tells of author
// and address, unless they know.
func sourced(d *text.Document) {
	if slices.ContainsFunc(d.Sources, tells) {
		return
	}
	for i := range d.Sources {
		d.Sources[i].Author, d.Sources[i].URL = d.Author, d.URL
	}
}

// setSources gives a document its sources, and what they tell. Where none of them, old
// or new, tells anything, it keeps what it has: its file is from before sources did.
func setSources(d *text.Document, sources []text.Source) {
	old := d.Sources
	d.Sources = sources
	if !slices.ContainsFunc(old, tells) && !slices.ContainsFunc(sources, tells) {
		return
	}
	d.Author, d.URL = "", ""
	for _, s := range sources {
		if d.Author == "" {
			d.Author = s.Author
		}
		if d.URL == "" {
			d.URL = s.URL
		}
	}
}

// union returns the sources of both, sorted, each once: as b has it, which was read
// later.
func union(a, b []text.Source) []text.Source {
	compare := func(x, y text.Source) int {
		if c := strings.Compare(x.Name, y.Name); c != 0 {
			return c
		}
		return strings.Compare(x.Origin, y.Origin)
	}
	if len(b) == 1 && slices.IsSortedFunc(a, compare) { // a row more that says the same
		at, found := slices.BinarySearchFunc(a, b[0], compare)
		if found {
			a = slices.Delete(slices.Clone(a), at, at+1)
		}
		return slices.Insert(slices.Clip(a), at, b[0])
	}
	all := slices.Concat(b, a)
	slices.SortStableFunc(all, compare)
	return slices.CompactFunc(all, func(x, y text.Source) bool { return compare(x, y) == 0 })
}
