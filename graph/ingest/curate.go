package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// ErrSame says that a merge was asked for of what is one already.
var ErrSame = errors.New("these are one entity already")

// ErrDecided says that a decision stands already.
var ErrDecided = errors.New("that is decided already")

// UnfollowedError says that a decision was not made, since it cannot be followed.
type UnfollowedError struct{ resolve.Problem }

func (e *UnfollowedError) Error() string { return e.Problem.String() }

// Merge decides that a and b, as people write them, are one entity with a's name,
// for a reason that may be "". It is kept in decisions.yaml. A name that means
// nothing, or several entities, is a *NameError; two that are one already, ErrSame.
func (w *Workspace) Merge(ctx context.Context, a, b, because string) error {
	var ids []string
	for _, name := range []string{a, b} {
		e, err := w.Entity(ctx, name)
		if err != nil {
			return err
		}
		ids = append(ids, e.ID)
	}
	if ids[0] == ids[1] {
		return fmt.Errorf("%w: %s and %s", ErrSame, a, b)
	}
	d := ledger.Decision{Do: ledger.Merge, Because: because}
	for i, name := range []string{a, b} {
		named, err := w.naming(ctx, name, ids[i])
		if err != nil {
			return err
		}
		d.Names = append(d.Names, named)
	}
	return w.Decide(ctx, d)
}

// Decide writes decisions at the end of decisions.yaml and brings the graph in
// line. Where one of them cannot be followed none is made, and the error is an
// *UnfollowedError; where the last word on the same matter is the same, ErrDecided.
func (w *Workspace) Decide(ctx context.Context, decisions ...ledger.Decision) error {
	unfollowed, err := w.decide(ctx, decisions, true)
	if err == nil && len(unfollowed) > 0 {
		return &UnfollowedError{unfollowed[0]}
	}
	return err
}

// DecideEach is Decide but that those decisions are made which can be followed; the
// others come back.
func (w *Workspace) DecideEach(ctx context.Context, decisions ...ledger.Decision) ([]resolve.Problem, error) {
	return w.decide(ctx, decisions, false)
}

func (w *Workspace) decide(ctx context.Context, decisions []ledger.Decision, all bool) ([]resolve.Problem, error) {
	if w.opt.ReadOnly {
		return nil, ledger.ErrReadOnly
	}
	if err := w.heal(ctx); err != nil {
		return nil, err
	}
	made, err := w.ledger.Decisions()
	if err != nil {
		return nil, err
	}
	decisions = slices.DeleteFunc(slices.Clone(decisions), func(d ledger.Decision) bool { return stands(d, made) })
	if len(decisions) == 0 {
		return nil, ErrDecided
	}
	if err := w.ledger.Decide(decisions...); err != nil {
		return nil, err
	}
	if err := w.refresh(ctx); err != nil {
		return nil, err
	}
	unfollowed := slices.DeleteFunc(slices.Clone(w.Problems()), func(p resolve.Problem) bool {
		return !slices.ContainsFunc(decisions, func(d ledger.Decision) bool { return d.Key() == p.Decision.Key() })
	})
	if len(unfollowed) == 0 {
		return nil, nil
	}
	if err := w.takeBack(decisions, unfollowed, all); err != nil {
		return nil, err
	}
	return unfollowed, w.refresh(ctx)
}

// takeBack undoes the decisions that were just made, all of them or those that
// cannot be followed.
func (w *Workspace) takeBack(decisions []ledger.Decision, unfollowed []resolve.Problem, all bool) error {
	now, err := w.ledger.Decisions()
	if err != nil {
		return err
	}
	for _, d := range slices.Backward(now[max(0, len(now)-len(decisions)):]) {
		if all || slices.ContainsFunc(unfollowed, func(p resolve.Problem) bool { return p.Decision.Key() == d.Key() }) {
			if _, err := w.ledger.Undo(d.Line); err != nil {
				return err
			}
		}
	}
	return nil
}

// stands reports whether a decision was made before and not been made otherwise
// since.
func stands(d ledger.Decision, made []ledger.Decision) bool {
	for _, m := range slices.Backward(made) {
		switch {
		case m.Key() == d.Key():
			return true
		case sameMatter(m, d):
			return false
		}
	}
	return false
}

// sameMatter reports whether two decisions are about the same thing, so that the
// later one may undo what the earlier one does.
func sameMatter(a, b ledger.Decision) bool {
	if a.AboutClaims() || b.AboutClaims() {
		return a.AboutClaims() && b.AboutClaims() && slices.Equal(a.Names, b.Names) && slices.Equal(a.In, b.In) &&
			a.Quote == b.Quote && a.Status == b.Status
	}
	return true
}

// Entity returns the entity that goes by a name as people write it: an ID, a name,
// an alias, or words with which a single name ends. A *NameError where none does,
// or several.
func (w *Workspace) Entity(ctx context.Context, name string) (*resolve.Entity, error) {
	m, err := w.resolve(ctx)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(name) == "" {
		return nil, &NameError{What: "entity", Name: name}
	}
	ids := m.Find(name)
	if len(ids) > 1 {
		return nil, &NameError{What: "entity", Name: name, Candidates: ids}
	}
	if len(ids) == 1 {
		return m.Entity(ids[0]), nil
	}
	if local, err := w.local(name); local != nil || err != nil {
		if err != nil {
			return nil, err
		}
		return local.Entity(), nil
	}
	described, err := w.described(name)
	if err != nil {
		return nil, err
	}
	switch len(described) {
	case 0:
	case 1:
		return described[0].Entity(), nil
	default:
		e := &NameError{What: "entity", Name: name}
		for _, l := range described {
			e.Candidates = append(e.Candidates, l.ID)
		}
		slices.Sort(e.Candidates)
		return nil, e
	}
	g := &graph.Graph{}
	for _, e := range m.Entities() {
		g.Entities = append(g.Entities, graph.Profile{Entity: e.Entity})
	}
	found, near := view.Find(g, name)
	if len(found) == 1 {
		return m.Entity(found[0].ID), nil
	}
	return nil, &NameError{What: "entity", Name: name, Near: near[:min(3, len(near))]}
}

// naming returns how a decision names an entity: as the person wrote it, where
// replaying finds it by that, or else by its name or ID.
func (w *Workspace) naming(ctx context.Context, said, id string) (string, error) {
	m, err := w.resolve(ctx)
	if err != nil {
		return "", err
	}
	e := m.Entity(id)
	if e == nil || e.Local { // others may be described by the same words
		return id, nil
	}
	names := []string{said, e.Name}
	if said == id { // people read names more easily
		slices.Reverse(names)
	}
	for _, n := range names {
		if slices.Equal(m.Find(n), []string{id}) {
			return n, nil
		}
	}
	return id, nil
}

// described returns what documents describe by these words and nobody names.
func (w *Workspace) described(words string) (out []*resolve.Local, err error) {
	folded := resolve.Fold(words)
	for id := range w.docs {
		locals, err := w.localsOf(id)
		if err != nil {
			return nil, err
		}
		for i := range locals {
			if l := &locals[i]; l.ID != "" && resolve.Fold(l.Name) == folded {
				out = append(out, l)
			}
		}
	}
	return out, nil
}

// Naming returns the entity that goes by a name as Entity finds it, and how a
// decision is to name it.
func (w *Workspace) Naming(ctx context.Context, name string) (string, *resolve.Entity, error) {
	e, err := w.Entity(ctx, name)
	if err != nil {
		return "", nil, err
	}
	named, err := w.naming(ctx, name, e.ID)
	return named, e, err
}

// Meaning returns the entity that goes by a name as Entity finds it, and how a
// decision about it alone is to name it: what is only described in one document by
// the words there and the document, unless others are described so too.
func (w *Workspace) Meaning(ctx context.Context, name string) (said string, in []string, e *resolve.Entity, err error) {
	said, e, err = w.Naming(ctx, name)
	if err != nil || !e.Local {
		return said, nil, e, err
	}
	for id := range w.docs {
		if !resolve.IsLocalOf(e.ID, id) {
			continue
		}
		locals, err := w.localsOf(id)
		if err != nil {
			return "", nil, nil, err
		}
		same, found := 0, -1
		for i := range locals {
			if locals[i].ID == e.ID {
				found = i
			}
		}
		for i := range locals {
			if found >= 0 && locals[i].ID != "" && resolve.Fold(locals[i].Name) == resolve.Fold(locals[found].Name) {
				same++
			}
		}
		if same == 1 {
			return locals[found].Name, []string{w.nameOf(id)}, e, nil
		}
	}
	return said, nil, e, nil
}

// local returns the document's own entity of that ID, or nil.
func (w *Workspace) local(id string) (*resolve.Local, error) {
	for doc := range w.docs {
		if !resolve.IsLocalOf(id, doc) {
			continue
		}
		locals, err := w.localsOf(doc)
		if err != nil {
			return nil, err
		}
		for i := range locals {
			if locals[i].ID == id {
				return &locals[i], nil
			}
		}
	}
	return nil, nil
}

// resolve returns the mapping as it is, resolving anew only where need be.
func (w *Workspace) resolve(ctx context.Context) (*resolve.Mapping, error) {
	if err := w.heal(ctx); err != nil {
		return nil, err
	}
	if w.mapping == nil {
		stamp, err := w.ledger.Stamp()
		if err != nil {
			return nil, err
		}
		if err := w.judge(ctx, stamp.Words); err != nil {
			return nil, err
		}
		if w.mapping, err = w.resolveAll(w.decisions); err != nil {
			return nil, err
		}
	}
	return w.mapping, nil
}

// Undo takes back the decision that stands on a line of decisions.yaml, or the last
// one for 0, and returns it. ledger.ErrNoDecision where there is none.
func (w *Workspace) Undo(ctx context.Context, line int) (ledger.Decision, error) {
	if w.opt.ReadOnly {
		return ledger.Decision{}, ledger.ErrReadOnly
	}
	if err := w.heal(ctx); err != nil {
		return ledger.Decision{}, err
	}
	d, err := w.ledger.Undo(line)
	if err != nil {
		return d, err
	}
	return d, w.refresh(ctx)
}

// Decisions returns what was decided, in order.
func (w *Workspace) Decisions() ([]ledger.Decision, error) { return w.ledger.Decisions() }

// Unfollowed returns the decisions that cannot be followed, and why.
func (w *Workspace) Unfollowed(ctx context.Context) ([]resolve.Problem, error) {
	m, err := w.resolve(ctx)
	if err != nil {
		return nil, err
	}
	return m.Problems, nil
}

// Problems returns the decisions that could not be followed in the last sync.
func (w *Workspace) Problems() []resolve.Problem {
	if w.mapping == nil {
		return nil
	}
	return w.mapping.Problems
}

// Rejected returns the claims that a person rejected, which are not in the graph,
// by document.
func (w *Workspace) Rejected(ctx context.Context) iter.Seq2[graph.Claim, error] {
	return func(yield func(graph.Claim, error) bool) {
		if err := w.load(); err != nil {
			yield(graph.Claim{}, err)
			return
		}
		sharing := w.sharing()
		for _, id := range slices.Sorted(maps.Keys(w.indexed)) {
			if w.indexed[id].Rejected == 0 {
				continue
			}
			claims, err := w.rejectedOf(id, sharing)
			if err != nil {
				yield(graph.Claim{}, err)
				return
			}
			for _, c := range claims {
				if !yield(c, ctx.Err()) {
					return
				}
			}
		}
	}
}

func (w *Workspace) rejectedOf(id string, sharing *sharing) ([]graph.Claim, error) {
	got, rejected, err := w.decided(id)
	if err != nil {
		return nil, err
	}
	if w.indexOnly && got.Header.Checksum != w.indexed[id].Checksum { // whose entities are others
		return nil, fmt.Errorf("%s: it was read anew since the index was made", w.sourceOf(id))
	}
	got.Document.Claims = rejected
	b, err := w.bodyOf(id)
	if err != nil {
		return nil, err
	}
	ents, err := sharing.entities(b.IDs, b.Locals)
	if err != nil {
		return nil, err
	}
	claims, err := resolve.Claims(got.Document, ents)
	slices.SortStableFunc(claims, inText)
	return claims, err
}

// ForClaim returns the decision to do something about one claim of the graph. It
// names the claim as its document does.
func (w *Workspace) ForClaim(do ledger.Action, c *graph.Claim) (ledger.Decision, error) {
	if err := w.load(); err != nil {
		return ledger.Decision{}, err
	}
	r := w.indexed[c.Evidence.Document]
	if r == nil {
		return ledger.Decision{}, fmt.Errorf("%w: %s", ledger.ErrNotFound, c.Evidence.Document)
	}
	got, _, err := w.decided(c.Evidence.Document)
	if err != nil {
		return ledger.Decision{}, err
	}
	d := got.Document
	called := func(a *graph.Argument) string {
		for i := range d.Mentions {
			if m := &d.Mentions[i]; m.Span.Start == a.Mention.Start && m.Span.End == a.Mention.End && m.Entity >= 0 {
				if e := d.Entities[m.Entity].Name; resolve.Fold(e) != "" {
					return e
				}
			}
		}
		return a.Name
	}
	status := c.Status
	if c.Decided != nil {
		status = c.Decided.Status
	}
	out := ledger.Decision{
		Do: do, Names: []string{called(c.Subject), c.RelationOf()}, In: []string{w.nameOf(c.Evidence.Document)},
		Quote: strings.Join(strings.Fields(c.Evidence.Text), " "), Status: string(status),
	}
	if c.Relation == nil {
		out.Names[1] = c.Open
	}
	switch {
	case c.Object != nil:
		out.Names = append(out.Names, called(c.Object))
	case c.Value != "":
		out.Names = append(out.Names, c.Value)
	}
	return out, nil
}

// nameOf returns the name by which a decision finds a document: its source's, or,
// where others have that too, the beginning of its ID.
func (w *Workspace) nameOf(id string) string {
	name := id[:min(12, len(id))]
	sources := w.docs[id].Sources
	if len(sources) == 0 {
		return name
	}
	for other, r := range w.docs {
		if other != id && slices.ContainsFunc(r.Sources, func(s text.Source) bool { return s.Name == sources[0].Name }) {
			return name
		}
	}
	return sources[0].Name
}

// decided returns a document after what a person decided of it was carried out, and
// the claims that were rejected. It fails with ErrNoText where the document is elsewhere.
func (w *Workspace) decided(id string) (*ledger.Record, []text.Claim, error) {
	got, err := w.ledger.Get(id)
	if errors.Is(err, ledger.ErrNotFound) && w.indexOnly && w.indexed[id] != nil {
		return nil, nil, w.noText(id)
	}
	if err != nil {
		return nil, nil, err
	}
	return got, w.edits.Apply(got.Document).Rejected, nil
}

// readDecisions reads what a person decided; words are those of the truth by which
// the documents' records were made.
func (w *Workspace) readDecisions(words string) error {
	decisions, err := w.ledger.Decisions()
	if err != nil {
		return err
	}
	w.decisions, w.edits, w.judgedBy = decisions, &resolve.Edits{}, words
	if len(decisions) > 0 {
		w.edits = w.resolver().Edits(decisions)
	}
	return nil
}

// judge reads the decisions, and notes anew the documents of which others hold than
// when they were noted. words are those of the truth as it is now.
func (w *Workspace) judge(ctx context.Context, words string) error {
	if w.judgedBy == words && words != "" {
		return nil
	}
	if err := w.readDecisions(words); err != nil {
		return err
	}
	var ids []string
	print := w.edits.Prints()
	for id, r := range w.docs {
		p, err := print(id, r.Sources, func() ([]resolve.Local, error) { return w.localsOf(id) })
		if err != nil {
			return err
		}
		if r.Edits != p {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return w.readRecords(ctx, ids)
}
