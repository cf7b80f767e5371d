package ingest

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/collect"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// What a collection holds is found by its origin: "posts.csv#17" is a row of "posts.csv",
// and "docs.zip#posts.csv#17" one of "docs.zip#posts.csv", too. But a file may have a "#"
// in its own name: "minutes#2.txt" is no message of a mailbox "minutes".

// partOf reports whether an origin is that of a row, a message or the like of the
// collection that has the other.
func (w *Workspace) partOf(origin, collection string) bool {
	key, ok := strings.CutPrefix(origin, collection+"#")
	switch {
	case !ok || collection == "":
		return false
	case collect.FormOf(collection) != "":
		return true
	case w.isPart(collection):
		return false // the row "posts.csv#1" holds nothing, and "posts.csv#1#7" is another row
	case isURL.MatchString(origin):
		return true
	}
	for i := len(collection) + 1; i <= len(origin); i++ {
		if (i == len(origin) || origin[i] == '#') && w.onDisk(origin[:i]) {
			return false // a file of its own
		}
	}
	return w.onDisk(collection) || !collect.Known(key)
}

// isPart reports whether an origin is that of a part of a collection, and not that of a
// file with a "#" in its name.
func (w *Workspace) isPart(origin string) bool {
	for i, c := range origin {
		if whole := origin[:i]; c == '#' && (isURL.MatchString(whole) || collect.FormOf(whole) != "" || w.onDisk(whole)) {
			return !w.onDisk(origin)
		}
	}
	return false
}

// onDisk reports whether there is a file that has an origin.
func (w *Workspace) onDisk(origin string) bool {
	path := filepath.FromSlash(origin)
	if !filepath.IsAbs(path) {
		path = filepath.Join(w.Dir(), path)
	}
	_, err := os.Lstat(path)
	return err == nil
}

// meaning is what a name stands for when it is taken out: sources, and the documents
// that have them.
type meaning struct {
	documents []string // IDs, sorted
	source    func(text.Source) bool
}

// meant returns what a name stands for when it is taken out: a document, one source of
// it, or all that a collection holds.
func (w *Workspace) meant(name string) (*meaning, error) {
	hits, _ := w.hits(name)
	byID := len(hits) > 0 && hits[0].source == nil
	origins := w.collections(name, hits)
	switch {
	case byID || len(origins) == 0:
		id, source, err := w.findDocument(name)
		return &meaning{[]string{id}, func(s text.Source) bool { return source == nil || s == *source }}, err
	case len(origins) > 1:
		return nil, &NameError{What: "document", Name: name, Candidates: origins}
	}
	m := &meaning{source: func(s text.Source) bool { return s.Origin == origins[0] || w.partOf(s.Origin, origins[0]) }}
	for id, r := range w.docs {
		if slices.ContainsFunc(r.Sources, m.source) {
			m.documents = append(m.documents, id)
		}
	}
	slices.Sort(m.documents)
	return m, nil
}

// collections returns the origins of the collections that have a name, sorted: by where
// they were read, or else by what their files are called. Where there are any, hits of
// the same kind, which have the name themselves, are among them.
func (w *Workspace) collections(name string, hits []hit) []string {
	own := []string{name}
	if o := w.origin(name); o != name && !(isURL.MatchString(name) && strings.Contains(name, "#")) { // a URL's own origin has lost what tells a row
		own = append(own, o)
	}
	byOrigin, byName := map[string]bool{}, map[string]bool{}
	for _, r := range w.docs {
		for _, s := range r.Sources {
			for _, o := range own {
				if w.partOf(s.Origin, o) {
					byOrigin[o] = true
				}
			}
			if key, ok := strings.CutPrefix(s.Name, name+"#"); ok {
				if o, ok := strings.CutSuffix(s.Origin, "#"+key); ok && w.partOf(s.Origin, o) {
					byName[o] = true
				}
			}
		}
	}
	found := byOrigin
	if len(found) == 0 && !slices.ContainsFunc(hits, func(h hit) bool { return h.source != nil && slices.Contains(own, h.source.Origin) }) {
		found = byName
	}
	if len(found) == 0 {
		return nil
	}
	for _, h := range hits {
		if h.source != nil && h.source.Origin != "" && (len(byOrigin) == 0 || slices.Contains(own, h.source.Origin)) {
			found[h.source.Origin] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}
