package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// NameError says that a name means nothing in the graph, or more than one thing.
type NameError struct {
	What       string // "entity" or "document"
	Name       string
	Candidates []string // what it could be; none where nothing has the name
	Near       []string // what was probably meant, nearest first
}

func (e *NameError) Error() string {
	if len(e.Candidates) > 0 {
		return fmt.Sprintf("%q may be any of %s", e.Name, e.some())
	}
	return fmt.Sprintf("no %s %q", e.What, e.Name)
}

// mostNamed is how many candidates a message lists: a table may have a million rows.
const mostNamed = 8

func (e *NameError) some() string {
	if more := len(e.Candidates) - mostNamed; more > 1 {
		return fmt.Sprintf("%s and %s more", strings.Join(e.Candidates[:mostNamed], ", "), text.Thousands(more))
	}
	return strings.Join(e.Candidates, ", ")
}

// Remove takes back what a document contributed, and forgets it. It is named by
// its ID or the beginning of it, or by a source: the name, or the path or URL it
// was read from. The name of a table, a mailbox or an archive stands for all that was
// read from it, "posts.csv#17" for one row. A document that has other sources too loses
// only those that are named. It returns the IDs of the documents, sorted; a name that
// fits none, or several, is a *NameError. Of many documents, those that are gone when ctx
// ends stay so.
func (w *Workspace) Remove(ctx context.Context, name string) ([]string, error) {
	if w.opt.ReadOnly {
		return nil, ledger.ErrReadOnly
	}
	if err := w.heal(ctx); err != nil {
		return nil, err
	}
	what, err := w.meant(name)
	if err != nil {
		return nil, err
	}
	b := &builder{w: w, opt: &BuildOptions{}, removals: map[string]bool{}}
	if err := b.remove(ctx, what); err != nil {
		w.forget()
		return nil, err
	}
	return what.documents, w.refresh(ctx)
}

// mostRemoved is how many documents go at once: enough that a folder is seldom flushed,
// and few enough that Ctrl-C is soon heard.
const mostRemoved = 1000

func (b *builder) remove(ctx context.Context, what *meaning) error {
	for _, id := range what.documents {
		err := b.release(id, what.source)
		if err == nil && len(b.removals) >= mostRemoved {
			err = cmp.Or(b.flush(), ctx.Err())
		}
		if err != nil {
			return err
		}
	}
	return b.flush()
}

// shortestID is how much of an ID will do.
const shortestID = 6

// hit is a document that has a name, and the source that is meant, nil where all of
// it is.
type hit struct {
	id     string
	source *text.Source
}

// hits returns what has a name: by its ID, else by where it was read, else by where it
// was published or what the file is called. all are the names of all sources.
func (w *Workspace) hits(name string) (found []hit, all []string) {
	var byID, byOrigin, byName []hit
	origin := w.origin(name)
	for id := range w.damaged { // of which no more than the ID is known
		if len(name) >= shortestID && strings.HasPrefix(id, name) && w.docs[id] == nil {
			byID = append(byID, hit{id, nil})
		}
	}
	for id, r := range w.docs {
		if len(name) >= shortestID && strings.HasPrefix(id, name) {
			byID = append(byID, hit{id, nil})
		}
		for i := range r.Sources {
			s := &r.Sources[i]
			all = append(all, s.Name)
			switch {
			case s.Origin != "" && (s.Origin == name || s.Origin == origin):
				byOrigin = append(byOrigin, hit{id, s})
			case s.Name == name, s.URL != "" && s.URL == name:
				byName = append(byName, hit{id, s})
			}
		}
	}
	for _, found := range [][]hit{byID, byOrigin, byName} {
		if len(found) > 0 {
			return found, all
		}
	}
	return nil, all
}

// findDocument returns the document of a name, and the source that is meant, or
// nil where all of it is.
func (w *Workspace) findDocument(name string) (string, *text.Source, error) {
	hits, all := w.hits(name)
	switch len(hits) {
	case 0:
		return "", nil, &NameError{What: "document", Name: name, Near: near(name, all)}
	case 1:
		return hits[0].id, hits[0].source, nil
	}
	e := &NameError{What: "document", Name: name}
	for _, h := range hits {
		c := h.id[:12]
		if h.source != nil && h.source.Origin != "" {
			c = h.source.Origin
		}
		e.Candidates = append(e.Candidates, c)
	}
	slices.Sort(e.Candidates)
	return "", nil, e
}

// DocumentID returns the ID of a document that a person names as Remove takes it. A name
// that several sources of one document have is that document's.
func (w *Workspace) DocumentID(name string) (string, error) {
	if err := w.load(); err != nil {
		return "", err
	}
	if hits, _ := w.hits(name); len(hits) > 1 && !slices.ContainsFunc(hits, func(h hit) bool { return h.id != hits[0].id }) {
		return hits[0].id, nil
	}
	id, _, err := w.findDocument(name)
	if err == nil && w.docs[id] == nil { // it is damaged: say so as who reads it would
		_, err = w.ledger.Get(id)
	}
	return id, err
}

// DocumentName returns the name by which a decision finds a document that a person
// names as Remove takes it.
func (w *Workspace) DocumentName(name string) (string, error) {
	id, err := w.DocumentID(name)
	if err != nil {
		return "", err
	}
	return w.nameOf(id), nil
}

// origin returns a path as sources of this workspace have it.
func (w *Workspace) origin(path string) string { return originFrom(w.Dir(), path) }

// near returns the names that a misspelled one was probably meant for, nearest
// first, three at most.
func near(name string, names []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	want := resolve.Fold(name)
	var out []candidate
	for _, n := range names {
		f := resolve.Fold(n)
		d := levenshtein.ComputeDistance(want, f)
		if strings.Contains(f, want) && want != "" {
			d = 1
		}
		if d <= len(want)/3+1 {
			out = append(out, candidate{n, d})
		}
	}
	slices.SortFunc(out, func(a, b candidate) int {
		return cmp.Or(a.distance-b.distance, strings.Compare(a.name, b.name))
	})
	out = slices.Compact(out)
	var best []string
	for _, c := range out[:min(3, len(out))] {
		best = append(best, c.name)
	}
	return best
}
