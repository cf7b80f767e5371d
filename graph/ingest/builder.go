package ingest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/quadrille-kg/quadrille/internal/collect"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// builder is one build under way.
type builder struct {
	w        *Workspace
	opt      *BuildOptions
	known    map[string]*record  // as the build began; never changed
	imported bool                // the inputs bring their own trees
	facts    bool                // the inputs are read already
	room     *semaphore.Weighted // for what inputs hold in memory
	rows     *rows
	report   Report

	// What is read but not yet in the ledger, and what follows from it.
	staged   []*ledger.Staged
	sourced  map[string]bool // documents that gain the sources which Workspace.docs has
	fresh    map[string]bool // documents read in this build
	removals map[string]bool
	waiting  []waiting
	since    time.Time
}

// waiting is an input that is done with, but for its flush.
type waiting struct {
	Outcome
	share float64
}

// take puts an input's documents into the ledger.
func (b *builder) take(in Input, l loaded) error {
	if in.ended != "" {
		b.rows.ended[in.ended] = in.Name
		return nil
	}
	out := Outcome{Input: in.Name, Part: in.Part, Status: Unchanged, Err: l.err, Damage: l.damage}
	if in.passed != "" {
		out.Status, out.Err = Passed, errors.New(in.passed)
		b.waiting = append(b.waiting, waiting{out, in.share})
		return b.flushInTime()
	}
	for _, p := range l.pieces {
		if p.err == nil && p.staged == nil && b.w.docs[p.doc.ID] == nil { // it went since the build began
			p = b.analyse(context.Background(), p.doc, p.doc.Sources, p.reader)
		}
		if p.err == nil {
			out.Documents = append(out.Documents, p.doc.ID)
			out.Sources = append(out.Sources, p.doc.Sources[0].Name)
			b.rows.see(p.doc.Sources[0].Origin)
			status, err := b.accept(p)
			if err != nil {
				return err
			}
			out.Status = worse(out.Status, status)
			continue
		}
		var w *writeError
		if errors.As(p.err, &w) {
			return w.error
		}
		out.Err = errors.Join(out.Err, p.err)
	}
	var passed *collect.PassedError
	switch {
	case errors.As(out.Err, &passed):
		out.Status = Passed
	case out.Err != nil:
		out.Status = Failed
	}
	b.waiting = append(b.waiting, waiting{out, in.share})
	return b.flushInTime()
}

// worse returns the status of an input of which parts had these two.
func worse(a, b Status) Status {
	order := []Status{Unchanged, Added, Changed}
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	return a
}

// accept takes one document in: it gains the input's sources, and documents that
// these sources held before lose them.
func (b *builder) accept(p piece) (Status, error) {
	status, err := b.admit(p)
	if err != nil {
		return "", err
	}
	replaced, err := b.replace(p.doc.ID, p.doc.Sources)
	if replaced {
		status = Changed
	}
	return status, err
}

// admit brings a document and its sources into the ledger.
func (b *builder) admit(p piece) (Status, error) {
	id, now := p.doc.ID, b.w.docs[p.doc.ID]
	want := p.doc.Sources
	if now != nil {
		want = union(now.Sources, want)
	}
	if p.staged == nil || b.fresh[id] && now != nil && !b.better(p.reader, now.Reader) { // the ledger has it
		b.w.ledger.Discard(p.staged)
		status := Added
		switch {
		case slices.Equal(now.Sources, want):
			return Unchanged, nil
		case len(now.Sources) == len(want): // one of them tells another author or address
			status = Changed
		}
		b.gain(id, want)
		return status, nil
	}
	if !slices.Equal(p.record.Sources, want) { // they changed since the build began
		b.w.ledger.Discard(p.staged)
		d := *p.doc
		setSources(&d, want)
		if err := b.restage(&ledger.Record{Reader: p.reader, Document: &d}); err != nil {
			return "", err
		}
	} else {
		b.stage(p.staged, p.record)
	}
	b.fresh[id] = true
	b.report.Words += p.record.Words
	if now == nil {
		return Added, nil
	}
	return Changed, nil
}

// stage queues a document for the ledger.
func (b *builder) stage(s *ledger.Staged, r *record) {
	b.staged = append(b.staged, s)
	delete(b.removals, s.ID)
	delete(b.sourced, s.ID) // it has them
	delete(b.w.damaged, s.ID)
	b.w.put(s.ID, r)
}

// gain gives a document sources that it had not. Its file is written when what is queued
// is, and once, for a thousand rows may say the same.
func (b *builder) gain(id string, sources []text.Source) {
	r := *b.w.docs[id]
	r.Sources = sources
	b.w.put(id, &r)
	b.sourced[id] = true
}

// resource writes a document with other sources, after what is queued: it may be among
// that, and a source is not taken from it before another document has it. One that turns
// out damaged is left out from then on.
func (b *builder) resource(id string, sources []text.Source) error {
	if err := b.flush(); err != nil {
		return err
	}
	return b.writeSources(id, sources)
}

func (b *builder) writeSources(id string, sources []text.Source) error {
	got, err := b.w.ledger.Get(id)
	var damage *ledger.DamagedError
	if errors.As(err, &damage) {
		b.w.noteDamage(err)
		b.w.opt.Notice(err.Error())
		b.w.put(id, nil)
		return nil
	}
	if err != nil {
		return err
	}
	setSources(got.Document, sources)
	return b.restage(got)
}

func (b *builder) restage(r *ledger.Record) error {
	s, err := b.w.ledger.Stage(r)
	if err != nil {
		return err
	}
	b.stage(s, b.w.newRecord(s.Header, r.Document))
	return nil
}

// replace takes a document's sources away from all others, and queues those that
// have none left for removal.
func (b *builder) replace(id string, sources []text.Source) (bool, error) {
	replaced := false
	for _, s := range sources {
		for _, old := range slices.Clone(b.w.origins[s.Origin]) {
			if s.Origin == "" || old == id {
				continue
			}
			replaced = true
			if err := b.release(old, func(o text.Source) bool { return o.Origin == s.Origin }); err != nil {
				return replaced, err
			}
		}
	}
	return replaced, nil
}

// release takes sources away from a document, which goes with its last one.
func (b *builder) release(id string, gone func(text.Source) bool) error {
	if r := b.w.docs[id]; r != nil { // nil where its file is damaged
		left := slices.DeleteFunc(slices.Clone(r.Sources), gone)
		if len(left) > 0 {
			return b.resource(id, left)
		}
	}
	delete(b.sourced, id)
	delete(b.w.damaged, id)
	b.removals[id] = true
	delete(b.fresh, id)
	b.w.put(id, nil)
	return nil
}

// Results are written together, for a folder is flushed once for many files,
// but soon enough that progress is seen.
const (
	flushCount = 32
	flushAfter = 200 * time.Millisecond
)

func (b *builder) flushInTime() error {
	if b.since.IsZero() {
		b.since = time.Now()
	}
	if len(b.waiting) < flushCount && time.Since(b.since) < flushAfter {
		return nil
	}
	return b.flush()
}

// flush puts what is queued into the ledger, and only then reports it as done.
// New documents come before old ones go, so that nothing is ever missing.
func (b *builder) flush() error {
	b.since = time.Time{}
	if len(b.staged)+len(b.sourced)+len(b.removals) > 0 {
		if err := b.announce(); err != nil {
			return fmt.Errorf("writing the index: %w", err)
		}
	}
	if err := b.commit(); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(b.sourced)) { // some may just have come
		if err := b.writeSources(id, b.w.docs[id].Sources); err != nil {
			return err
		}
	}
	clear(b.sourced)
	if err := b.commit(); err != nil {
		return err
	}
	if len(b.removals) > 0 {
		if err := b.w.ledger.Remove(slices.Sorted(maps.Keys(b.removals))...); err != nil {
			return err
		}
		clear(b.removals)
	}
	for _, done := range b.waiting {
		b.done(done)
	}
	b.waiting = nil
	return nil
}

// commit puts the documents that are staged into the ledger.
func (b *builder) commit() error {
	if len(b.staged) == 0 {
		return nil
	}
	if err := b.w.ledger.Commit(b.staged...); err != nil {
		return err
	}
	b.staged = nil
	return nil
}

func (b *builder) done(o waiting) {
	r := &b.report
	switch o.Status {
	case Added:
		r.Added++
	case Changed:
		r.Changed++
	case Unchanged:
		r.Unchanged++
	case Failed:
		r.Failed++
	case Removed:
		r.Removed++
	}
	if b.opt.Progress == nil {
		if o.Status != Passed {
			r.Outcomes = append(r.Outcomes, o.Outcome)
		}
		return
	}
	b.opt.Progress(Progress{Done: r.Inputs(), Share: o.share, Last: o.Outcome})
}
