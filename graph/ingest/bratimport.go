package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/brat"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Annotated is what came of a folder of annotations.
type Annotated struct {
	Texts, Changed int
	// Made are the decisions that annotators' corrections come to, Unfollowed those
	// among them that were not made, since they cannot be followed.
	Made       []ledger.Decision
	Unfollowed []resolve.Problem
	// Notes say what was passed over, file and line first. Failed are the files that
	// could not be read at all, by what was wrong.
	Notes  []string
	Failed []error
}

// ImportBrat compares the annotations below a folder, as brat keeps them, with the
// copies of what was exported there (BratCopies), and decides what annotators
// corrected: a relation that is gone is rejected, a new one added, one whose note
// gives another status accepted as that; a span of another type gives its entity
// that type, and one whose note names somebody else means that one. What the graph
// has gained or lost since is left alone. Where there is no copy nothing is rejected.
// because is the reason of each decision; "" says that it was corrected in brat. A
// text that the workspace has not is left out and named.
func (w *Workspace) ImportBrat(ctx context.Context, dir, because string) (*Annotated, error) {
	if w.opt.ReadOnly {
		return nil, ledger.ErrReadOnly
	}
	g, err := w.Graph(ctx)
	if err != nil {
		return nil, err
	}
	files, err := annFiles(dir)
	if err != nil {
		return nil, err
	}
	if because == "" {
		because = "corrected in brat"
	}
	out := &Annotated{}
	texts := map[string]*BratText{}
	for t, err := range w.Brat(ctx, g) {
		if err != nil {
			return nil, err
		}
		texts[t.Text] = t
	}
	types := map[string][]string{} // what annotators say entities are, by ID
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c := &comparison{w: w, out: out, file: file, because: because, types: types}
		if err := c.read(texts); err != nil {
			out.Failed = append(out.Failed, fmt.Errorf("%s: %w", file, err))
			continue
		}
		made := len(out.Made)
		if err := c.compare(ctx); err != nil {
			return nil, err
		}
		out.Texts++
		if len(out.Made) > made {
			out.Changed++
		}
	}
	if err := w.retyped(ctx, out, types, because); err != nil {
		return nil, err
	}
	if len(out.Made) == 0 {
		return out, nil
	}
	out.Unfollowed, err = w.DecideEach(ctx, out.Made...)
	if errors.Is(err, ErrDecided) {
		out.Made, err = nil, nil
	}
	return out, err
}

// BratCopies is the folder, below one that was exported for brat, of what was
// written there, by which it is told later what an annotator changed. Its name begins
// with a point, so that brat passes over it.
const BratCopies = ".quadrille"

// annFiles lists the standoff files below a folder, or that one file.
func annFiles(dir string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == BratCopies {
			return fs.SkipDir
		}
		if err == nil && !d.IsDir() && filepath.Ext(path) == ".ann" {
			files = append(files, path)
		}
		return err
	})
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s holds no .ann files", dir)
	}
	return files, err
}

// comparison is of one text as it is annotated with what the graph has of it.
type comparison struct {
	w       *Workspace
	out     *Annotated
	file    string
	because string
	ours    *BratText        // what the graph has
	before  *brat.Annotation // what annotators began with
	theirs  *brat.Annotation // what they made of it
	doc     *text.Document
	index   *text.Index
	in      string              // how decisions name the document
	types   map[string][]string // what annotators say entities are, by ID
}

// read reads an annotation, and finds the document that it is about.
func (c *comparison) read(texts map[string]*BratText) error {
	words, err := os.ReadFile(strings.TrimSuffix(c.file, ".ann") + ".txt")
	if err != nil {
		return err
	}
	if c.ours = texts[string(words)]; c.ours == nil {
		return errors.New("the workspace has no such text: build it first")
	}
	if c.theirs, err = readAnn(c.file); err != nil {
		return err
	}
	c.before, err = readAnn(filepath.Join(filepath.Dir(c.file), BratCopies, filepath.Base(c.file)))
	if errors.Is(err, fs.ErrNotExist) {
		c.note("there is no copy of what was exported: nothing is rejected")
		c.before, err = c.inBoth(), nil
	}
	if err != nil {
		return fmt.Errorf("the copy of what was exported: %w", err)
	}
	c.index = text.NewIndex(c.ours.Text)
	for _, s := range c.theirs.Spans {
		if s.Span.End > c.index.Len() {
			return fmt.Errorf("a span ends at %d, and the text at %d", s.Span.End, c.index.Len())
		}
		if got := c.index.Slice(s.Span); strings.Join(strings.Fields(got), "") != strings.Join(strings.Fields(s.Text), "") {
			return fmt.Errorf("the words at %d to %d are %q, not %q", s.Span.Start, s.Span.End, got, s.Text)
		}
	}
	if c.doc, err = c.w.Document(c.ours.Document); err != nil {
		return err
	}
	c.in = c.w.nameOf(c.ours.Document)
	return nil
}

func readAnn(file string) (*brat.Annotation, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return brat.Read(f)
}

// inBoth is what the graph and the annotators have both: all that can be said to
// have been before them.
func (c *comparison) inBoth() *brat.Annotation {
	out := *c.ours.Annotation
	theirs := map[tie]bool{}
	for _, r := range c.theirs.Relations {
		theirs[c.tie(c.theirs, r)] = true
	}
	out.Relations = slices.DeleteFunc(slices.Clone(out.Relations), func(r brat.Relation) bool { return !theirs[c.tie(&out, r)] })
	return &out
}

func (c *comparison) compare(ctx context.Context) error {
	for _, l := range c.theirs.Left {
		c.note("line %d: %ss are passed over", l.Line, l.What)
	}
	if err := c.relations(); err != nil {
		return err
	}
	c.spans(ctx)
	return nil
}

func (c *comparison) note(format string, args ...any) {
	c.out.Notes = append(c.out.Notes, c.file+": "+fmt.Sprintf(format, args...))
}

func (c *comparison) decide(d ledger.Decision) {
	d.Because = c.because
	if !slices.ContainsFunc(c.out.Made, func(m ledger.Decision) bool { return m.Key() == d.Key() }) {
		c.out.Made = append(c.out.Made, d)
	}
}

// spans decides what they say that spans are, and whom they mean.
func (c *comparison) spans(ctx context.Context) {
	was := c.pairs()
	for i, s := range c.theirs.Spans {
		if was[i] < 0 {
			if c.before.Find(s.Span) < 0 && c.ours.Annotation.Find(s.Span) < 0 {
				c.newSpan(ctx, i)
			}
			continue
		}
		b := &c.before.Spans[was[i]]
		e := c.ours.meant(b)
		if e == nil {
			continue
		}
		if s.Type != b.Type && s.Type != e.Type {
			c.types[e.ID] = append(c.types[e.ID], s.Type)
		}
		if s.Note != "" && s.Note != b.Note && !goesBy(e, s.Note) {
			c.decide(ledger.Decision{
				Do: ledger.Split, Names: []string{c.called(s.Span, e.Name)}, Mentions: []string{flat(s.Text)},
				In: []string{c.in}, Quote: flat(c.sentences(s.Span)), To: s.Note,
			})
		}
	}
}

// pairs tells of each of their spans which it was before, -1 for a new one. Where
// words mean several ("the two rivals"), several spans lie at one place: each stays
// that has its type and its note, and those that are left go in their order.
func (c *comparison) pairs() []int {
	left := map[text.Span][]int{} // of before, by place
	for j, b := range c.before.Spans {
		left[b.Span] = append(left[b.Span], j)
	}
	was := make([]int, len(c.theirs.Spans))
	pair := func(i int, fits func(b *brat.Span) bool) {
		at := c.theirs.Spans[i].Span
		k := slices.IndexFunc(left[at], func(j int) bool { return fits(&c.before.Spans[j]) })
		if was[i] = -1; k >= 0 {
			was[i] = left[at][k]
			left[at] = slices.Delete(left[at], k, k+1)
		}
	}
	for i, s := range c.theirs.Spans {
		pair(i, func(b *brat.Span) bool { return b.Type == s.Type && b.Note == s.Note })
	}
	for i := range was {
		if was[i] < 0 {
			pair(i, func(*brat.Span) bool { return true })
		}
	}
	return was
}

// meant is the entity that a span stood for when it was exported; nil where the
// graph has changed so much that nobody can say.
func (t *BratText) meant(b *brat.Span) *graph.Profile {
	var here []*graph.Profile
	for i, s := range t.Annotation.Spans {
		switch {
		case s.Span != b.Span:
		case s.Type == b.Type && s.Note == b.Note:
			return t.entities[i]
		default:
			here = append(here, t.entities[i])
		}
	}
	if len(here) == 1 {
		return here[0]
	}
	return nil
}

// newSpan gives what was not read its type, where relations make it an entity.
func (c *comparison) newSpan(ctx context.Context, i int) {
	s := c.theirs.Spans[i]
	used := slices.ContainsFunc(c.theirs.Relations, func(r brat.Relation) bool { return r.From == i || r.To == i })
	r, _ := utf8.DecodeRuneInString(s.Text)
	switch {
	case !used:
		c.note("%q at %d is in no relation, and passed over", s.Text, s.Span.Start)
	case unicode.IsUpper(r) && c.w.schema.Type(s.Type) != nil:
		if _, err := c.w.Entity(ctx, s.Text); err != nil {
			c.decide(ledger.Decision{Do: ledger.Type, Names: []string{flat(s.Text)}, To: s.Type})
		}
	}
}

// called is what the document calls what is mentioned at a place.
func (c *comparison) called(at text.Span, other string) string {
	for i := range c.doc.Mentions {
		if m := &c.doc.Mentions[i]; m.Span == at && m.Entity >= 0 {
			return c.doc.Entities[m.Entity].Name
		}
	}
	return other
}

// sentences are those that a place is in.
func (c *comparison) sentences(at text.Span) string {
	for _, s := range c.doc.Sentences {
		if s.Span.Overlaps(at) {
			at = at.Cover(s.Span)
		}
	}
	return c.index.Slice(at)
}

// tie is a relation by its places.
type tie struct {
	relation string
	from, to text.Span
}

func (c *comparison) tie(a *brat.Annotation, r brat.Relation) tie {
	t := tie{r.Type, a.Spans[r.From].Span, a.Spans[r.To].Span}
	if rel := c.w.schema.Relation(r.Type); rel != nil && rel.Symmetric && t.to.Start < t.from.Start {
		t.from, t.to = t.to, t.from
	}
	return t
}

// relations decides which claims the text makes.
func (c *comparison) relations() error {
	before := c.byTie(c.before)
	ours := c.byTie(c.ours.Annotation)
	for _, r := range c.theirs.Relations {
		t := c.tie(c.theirs, r)
		status, _, err := readNote(r.Note)
		if err != nil {
			c.note("%v", err)
			before[t] = nil
			continue
		}
		// Of several relations between the same words, each stays that has its note.
		was := slices.IndexFunc(before[t], func(b brat.Relation) bool { return b.Note == r.Note })
		if was < 0 && len(before[t]) > 0 {
			was = 0
		}
		note := r.Note
		if was >= 0 {
			note = before[t][was].Note
			before[t] = slices.Delete(before[t], was, was+1)
			if note == r.Note {
				continue
			}
		}
		switch mine := ours[t]; {
		case len(mine) == 0 && was < 0:
			c.add(r)
		case len(mine) > 0:
			if err := c.restate(t, note, status); err != nil {
				return err
			}
		}
	}
	for i, r := range c.ours.Annotation.Relations {
		gone := slices.ContainsFunc(before[c.tie(c.ours.Annotation, r)], func(b brat.Relation) bool { return b.Note == r.Note })
		for _, claim := range c.ours.claims[i] {
			if !gone {
				continue
			}
			d, err := c.w.ForClaim(ledger.Reject, claim)
			if err != nil {
				return err
			}
			c.decide(d)
		}
	}
	return nil
}

// byTie gathers relations by their places.
func (c *comparison) byTie(a *brat.Annotation) map[tie][]brat.Relation {
	out := map[tie][]brat.Relation{}
	for _, r := range a.Relations {
		t := c.tie(a, r)
		out[t] = append(out[t], r)
	}
	return out
}

// restate accepts the claims of a relation that had a note with the status that an
// annotator gives them.
func (c *comparison) restate(t tie, note string, status graph.Status) error {
	for i, r := range c.ours.Annotation.Relations {
		if c.tie(c.ours.Annotation, r) != t || r.Note != note {
			continue
		}
		for _, claim := range c.ours.claims[i] {
			if claim.Status == status {
				continue // only the speaker is another
			}
			d, err := c.w.ForClaim(ledger.Accept, claim)
			if err != nil {
				return err
			}
			if status != graph.Asserted {
				d.As = string(status)
			}
			c.decide(d)
		}
	}
	return nil
}

// add adds a claim that was not read.
func (c *comparison) add(r brat.Relation) {
	rel := c.w.schema.Relation(r.Type)
	if rel == nil {
		_, near := view.NamesOf(&graph.Graph{}, c.w.schema).Relation(r.Type)
		hint := ""
		if len(near) > 0 {
			hint = ": did you mean " + strings.Join(near, " or ") + "?"
		}
		c.note("the schema has no relation %q%s", r.Type, hint)
		return
	}
	from, to := c.theirs.Spans[r.From], c.theirs.Spans[r.To]
	status, speaker, _ := readNote(r.Note) // which was read before
	quote := flat(c.index.Slice(from.Span.Cover(to.Span)))
	if strings.Count(flat(c.ours.Text), quote) > 1 {
		quote = flat(c.sentences(from.Span.Cover(to.Span)))
	}
	d := ledger.Decision{
		Do: ledger.Add, Names: []string{flat(from.Text), rel.ID, flat(to.Text)}, In: []string{c.in}, Quote: quote, Speaker: speaker, By: "brat",
	}
	if status != graph.Asserted {
		d.Status = string(status)
	}
	c.decide(d)
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// retyped gives entities the types that annotators agree on.
func (w *Workspace) retyped(ctx context.Context, out *Annotated, types map[string][]string, because string) error {
	ids := make([]string, 0, len(types))
	for id := range types {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		said := slices.Compact(slices.Sorted(slices.Values(types[id])))
		e, err := w.Entity(ctx, id)
		if err != nil {
			return err
		}
		name, in, _, err := w.Meaning(ctx, id)
		switch {
		case err != nil:
			return err
		case len(said) > 1:
			out.Notes = append(out.Notes, fmt.Sprintf("%s is given several types, %s, and keeps its own", e.Name, strings.Join(said, ", ")))
		case w.schema.Type(said[0]) == nil:
			out.Notes = append(out.Notes, fmt.Sprintf("the schema has no type %q; %s stays of the type %s", said[0], e.Name, e.Type))
		default:
			out.Made = append(out.Made, ledger.Decision{Do: ledger.Type, Names: []string{name}, In: in, To: said[0], Because: because})
		}
	}
	return nil
}
