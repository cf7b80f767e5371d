package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
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
		return fmt.Sprintf("%q could be any of these: %s", e.Name, strings.Join(e.Candidates, ", "))
	}
	return fmt.Sprintf("there is no %s %q", e.What, e.Name)
}

// ErrSame says that a merge was asked for of what is one already.
var ErrSame = errors.New("these are one entity already")

// Merge decides that a and b, as people write them, are one entity with a's name,
// for a reason that may be "". It is kept in decisions.yaml. A name that means
// nothing, or several entities, is a *NameError; two that are one already, ErrSame.
func (w *Workspace) Merge(ctx context.Context, a, b, because string) error {
	if w.opt.ReadOnly {
		return ledger.ErrReadOnly
	}
	d := ledger.Decision{Do: ledger.Merge, Names: []string{a, b}, Because: because}
	if err := w.tryMerge(ctx, d); err != nil {
		return err
	}
	if err := w.ledger.Decide(d); err != nil {
		return err
	}
	return w.refresh(ctx)
}

// tryMerge makes sure that a merge would change something.
func (w *Workspace) tryMerge(ctx context.Context, d ledger.Decision) error {
	m, decisions, err := w.resolve(ctx)
	if err != nil {
		return err
	}
	ids := map[string]bool{}
	for _, name := range d.Names {
		id, err := w.one(m, decisions, name)
		if err != nil {
			return err
		}
		ids[id] = true
	}
	if len(ids) < 2 {
		return fmt.Errorf("%w: %s", ErrSame, strings.Join(d.Names, " and "))
	}
	return nil
}

// resolve returns the mapping as it is, resolving anew only where need be.
func (w *Workspace) resolve(ctx context.Context) (*resolve.Mapping, []ledger.Decision, error) {
	if err := w.heal(ctx); err != nil {
		return nil, nil, err
	}
	decisions, err := w.ledger.Decisions()
	if err != nil {
		return nil, nil, err
	}
	if w.mapping == nil {
		w.mapping = w.resolveAll(decisions)
	}
	return w.mapping, decisions, nil
}

// one returns the ID of the only entity that goes by a name.
func (w *Workspace) one(m *resolve.Mapping, decisions []ledger.Decision, name string) (string, error) {
	ids := m.Find(name)
	switch {
	case len(ids) == 1:
		return ids[0], nil
	case len(ids) > 1:
		return "", &NameError{What: "entity", Name: name, Candidates: ids}
	case w.isLocal(name):
		return name, nil
	}
	var names []string
	for _, e := range m.Entities() {
		names = append(names, e.Name)
	}
	return "", &NameError{What: "entity", Name: name, Near: near(name, names)}
}

// isLocal reports whether a name is the ID of some document's own entity.
func (w *Workspace) isLocal(name string) bool {
	for _, r := range w.docs {
		for i := range r.Locals {
			if r.Locals[i].ID == name {
				return true
			}
		}
	}
	return false
}

// Undo takes back the last decision and returns it. ledger.ErrNoDecision where
// there is none.
func (w *Workspace) Undo(ctx context.Context) (ledger.Decision, error) {
	if w.opt.ReadOnly {
		return ledger.Decision{}, ledger.ErrReadOnly
	}
	if err := w.heal(ctx); err != nil {
		return ledger.Decision{}, err
	}
	d, err := w.ledger.Undo(0)
	if err != nil {
		return d, err
	}
	return d, w.refresh(ctx)
}

// Decisions returns what was decided, in order.
func (w *Workspace) Decisions() ([]ledger.Decision, error) { return w.ledger.Decisions() }

// Problems returns the decisions that could not be followed in the last sync.
func (w *Workspace) Problems() []resolve.Problem {
	if w.mapping == nil {
		return nil
	}
	return w.mapping.Problems
}

// Remove takes back what a document contributed, and forgets it. It is named by
// its ID or the beginning of it, or by a source: the name, or the path or URL it
// was read from. A document that has other sources too loses only the one that is
// named. It returns the document's ID; a name that fits none, or several, is a
// *NameError.
func (w *Workspace) Remove(ctx context.Context, name string) (string, error) {
	if w.opt.ReadOnly {
		return "", ledger.ErrReadOnly
	}
	if err := w.heal(ctx); err != nil {
		return "", err
	}
	id, source, err := w.findDocument(name)
	if err != nil {
		return "", err
	}
	b := &builder{w: w, opt: &BuildOptions{}, removals: map[string]bool{}}
	err = b.release(id, func(s text.Source) bool { return source == nil || s == *source })
	if err == nil {
		err = b.flush()
	}
	if err != nil {
		w.forget()
		return "", err
	}
	return id, w.refresh(ctx)
}

// shortestID is how much of an ID will do.
const shortestID = 6

// findDocument returns the document of a name, and the source that is meant, or
// nil where all of it is.
func (w *Workspace) findDocument(name string) (string, *text.Source, error) {
	type hit struct {
		id     string
		source *text.Source
	}
	var byID, byOrigin, byName []hit
	var all []string
	origin := w.origin(name)
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
			case s.Name == name:
				byName = append(byName, hit{id, s})
			}
		}
	}
	for _, hits := range [][]hit{byID, byOrigin, byName} {
		if len(hits) == 1 {
			return hits[0].id, hits[0].source, nil
		}
		if len(hits) > 1 {
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
	}
	return "", nil, &NameError{What: "document", Name: name, Near: near(name, all)}
}

// origin returns a path as sources of this workspace have it.
func (w *Workspace) origin(path string) string {
	if strings.Contains(path, "://") {
		return path
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if dir := w.Dir(); dir != "" {
		if from, err := filepath.Abs(dir); err == nil {
			if rel, err := filepath.Rel(from, abs); err == nil {
				abs = rel
			}
		}
	}
	return filepath.ToSlash(abs)
}

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
