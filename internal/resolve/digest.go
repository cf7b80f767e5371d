package resolve

import (
	"encoding/binary"
	"errors"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// Digest is a document as resolution takes it: what may be met elsewhere, in the
// numbers of a lexicon. What is only described stays in Locals, which are asked for
// where a decision is about them.
type Digest struct {
	ID      string
	Sources []text.Source
	// Hits are the keys of the decisions that were carried out on the document itself.
	Hits []string
	// Packed is what Pack made.
	Packed []byte
	// Locals returns all entities of the document, as in text.Document.Entities.
	Locals func() ([]Local, error)
}

// Pack writes those of a document's entities that others may speak of too, and whom
// persons belong to:
//
//	how many entities the document has, how many of them follow
//	each: index after that of the one before, name, type, weight,
//	      scope and which of the lists follow
//	lists: aliases, links, roles as words, of as indexes, split as a word
//
// All are varints, words as the lexicon numbers them.
func (x *Lexicon) Pack(locals []Local) []byte {
	if slices.ContainsFunc(locals, func(e Local) bool { return e.Split != "" }) {
		return x.packAll(locals) // of which decisions speak
	}
	keep := make([]bool, len(locals))
	n := 0
	for i := range locals {
		e := &locals[i]
		keep[i] = keep[i] || e.Scope != Described
		for _, j := range e.Of {
			if j >= 0 && j < len(keep) {
				keep[j] = true
			}
		}
	}
	for _, k := range keep {
		if k {
			n++
		}
	}
	b := binary.AppendUvarint(nil, uint64(len(locals)))
	b = binary.AppendUvarint(b, uint64(n))
	last := 0
	for i := range locals {
		if !keep[i] {
			continue
		}
		e := &locals[i]
		b = binary.AppendUvarint(b, uint64(i-last))
		last = i
		b = x.appendLocal(b, e, len(locals))
	}
	return b
}

// The lists that a packed entity may have; the scope stands in the lowest bits.
const (
	hasAliases = 4 << iota
	hasLinks
	hasRoles
	hasOf
	hasSplit
)

func (x *Lexicon) appendLocal(b []byte, e *Local, size int) []byte {
	of := slices.DeleteFunc(slices.Clone(e.Of), func(j int) bool { return j < 0 || j >= size })
	flags := uint64(e.Scope)
	for _, f := range []struct {
		has bool
		bit uint64
	}{
		{len(e.Aliases) > 0, hasAliases},
		{len(e.Links) > 0, hasLinks},
		{len(e.Roles) > 0, hasRoles},
		{len(of) > 0, hasOf},
		{e.Split != "", hasSplit},
	} {
		if f.has {
			flags |= f.bit
		}
	}
	word := func(s string, number func(string) int32) { b = binary.AppendUvarint(b, uint64(number(s))) }
	words := func(list []string, number func(string) int32) {
		if len(list) > 0 {
			b = binary.AppendUvarint(b, uint64(len(list)))
			for _, s := range list {
				word(s, number)
			}
		}
	}
	word(e.Name, x.name)
	word(e.Type, x.id)
	b = binary.AppendUvarint(b, uint64(e.Weight))
	b = binary.AppendUvarint(b, flags)
	words(e.Aliases, x.name)
	words(e.Links, x.id)
	words(e.Roles, x.name)
	if len(of) > 0 {
		b = binary.AppendUvarint(b, uint64(len(of)))
		for _, j := range of {
			b = binary.AppendUvarint(b, uint64(j))
		}
	}
	if e.Split != "" {
		word(e.Split, x.id)
	}
	return b
}

// ErrPacked says that bytes are not what Pack writes.
var ErrPacked = errors.New("a document's entities are damaged")

// world is what all documents say, in numbers. A document's entities stand one after
// the other, those of the first document first; member is the number of one.
type world struct {
	words *Lexicon
	texts []string // of the lexicon, as it was at first
	folds []int32
	docs  []Digest // by ID
	sizes []int32  // how many entities each document has
	from  []int32  // where in ents each document begins, and the end
	ents  []ent
	docOf []int32
	more  []more
}

// member is the number of one document's entity.
type member int32

// ent is a Local, with words for strings.
type ent struct {
	index             int32 // its index in the document
	name, typ, weight int32
	more              int32 // where in world.more the rest is; 0 where there is none
	scope             Scope
}

type more struct {
	aliases, links, roles []int32
	of                    []member
	split                 int32
}

// worldOf reads the documents, of those of which whole says so with what they only
// describe.
func worldOf(words *Lexicon, docs []Digest, whole func(*Digest) bool) (*world, error) {
	w := &world{words: words, docs: docs, from: make([]int32, 1, len(docs)+1), sizes: make([]int32, len(docs)), more: make([]more, 1)}
	workers := min(runtime.GOMAXPROCS(0), 1+len(docs)/fewest)
	parts := make([]*world, workers)
	var g errgroup.Group
	for k := range parts {
		p := &world{words: words, docs: docs, sizes: w.sizes, more: make([]more, 1)}
		parts[k] = p
		g.Go(func() error { return p.read(len(docs)*k/workers, len(docs)*(k+1)/workers, whole) })
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	n := 0
	for _, p := range parts {
		n += len(p.ents)
	}
	w.ents, w.docOf = make([]ent, 0, n), make([]int32, 0, n)
	for _, p := range parts {
		w.append(p)
	}
	w.texts, w.folds = words.Entries(0)
	return w, nil
}

// read reads the documents from one on to before another.
func (w *world) read(from, to int, whole func(*Digest) bool) error {
	n := 0
	for i := from; i < to; i++ {
		n += len(w.docs[i].Packed) / 5
	}
	w.ents, w.docOf = make([]ent, 0, n), make([]int32, 0, n)
	for i := from; i < to; i++ {
		packed := w.docs[i].Packed
		if whole(&w.docs[i]) {
			locals, err := w.docs[i].Locals()
			if err != nil {
				return err
			}
			packed = w.words.packAll(locals)
		}
		if err := w.unpack(i, packed); err != nil {
			return err
		}
	}
	return nil
}

// append adds documents that were read apart from those before them.
func (w *world) append(p *world) {
	first, rest := int32(len(w.ents)), int32(len(w.more))-1
	for i := range p.ents {
		if e := &p.ents[i]; e.more != 0 {
			of := p.more[e.more].of
			for k := range of {
				of[k] += member(first)
			}
			e.more += rest
		}
	}
	for _, end := range p.from {
		w.from = append(w.from, first+end)
	}
	w.ents, w.docOf = append(w.ents, p.ents...), append(w.docOf, p.docOf...)
	w.more = append(w.more, p.more[1:]...)
}

// packAll is Pack for all entities.
func (x *Lexicon) packAll(locals []Local) []byte {
	b := binary.AppendUvarint(nil, uint64(len(locals)))
	b = binary.AppendUvarint(b, uint64(len(locals)))
	for i := range locals {
		b = binary.AppendUvarint(b, uint64(min(i, 1)))
		b = x.appendLocal(b, &locals[i], len(locals))
	}
	return b
}

// unpack reads what document i holds.
func (w *world) unpack(i int, packed []byte) error {
	r := reader{data: packed, words: int32(w.words.Len())}
	w.sizes[i] = r.number()
	n, index, first := int(r.number()), int32(0), int32(len(w.ents))
	for range n {
		index += r.number()
		e := ent{index: index, name: r.word(), typ: r.word(), weight: r.number()}
		flags := r.number()
		e.scope = Scope(flags & 3)
		if flags > 3 {
			var m more
			if flags&hasAliases != 0 {
				m.aliases = r.list()
			}
			if flags&hasLinks != 0 {
				m.links = r.list()
			}
			if flags&hasRoles != 0 {
				m.roles = r.list()
			}
			if flags&hasOf != 0 {
				for range r.number() {
					m.of = append(m.of, member(r.number()))
				}
			}
			if flags&hasSplit != 0 {
				m.split = r.word()
			}
			e.more = int32(len(w.more))
			w.more = append(w.more, m)
		}
		if r.bad || index >= w.sizes[i] {
			return ErrPacked
		}
		w.ents = append(w.ents, e)
		w.docOf = append(w.docOf, int32(i))
	}
	if r.bad || len(r.data) > 0 {
		return ErrPacked
	}
	// Whom persons belong to is given by index.
	for _, e := range w.ents[first:] {
		if e.more == 0 {
			continue
		}
		of := w.more[e.more].of
		for k, index := range of {
			j, ok := slices.BinarySearchFunc(w.ents[first:], int32(index), func(e ent, index int32) int { return int(e.index - index) })
			if !ok {
				return ErrPacked
			}
			of[k] = member(first + int32(j))
		}
	}
	w.from = append(w.from, int32(len(w.ents)))
	return nil
}

// reader reads varints.
type reader struct {
	data  []byte
	words int32
	bad   bool
}

func (r *reader) number() int32 {
	if len(r.data) > 0 && r.data[0] < 0x80 {
		n := r.data[0]
		r.data = r.data[1:]
		return int32(n)
	}
	n, size := binary.Uvarint(r.data)
	if size <= 0 || n > 1<<31-1 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return int32(n)
}

func (r *reader) word() int32 {
	n := r.number()
	if n >= r.words {
		r.bad = true
		return 0
	}
	return n
}

func (r *reader) list() []int32 {
	n := int(r.number())
	if n > len(r.data) {
		r.bad = true
		return nil
	}
	out := make([]int32, n)
	for i := range out {
		out[i] = r.word()
	}
	return out
}

// text returns a word.
func (w *world) text(word int32) string {
	if int(word) < len(w.texts) {
		return w.texts[word]
	}
	return w.words.word(word)
}

// fold returns the number of a word's folded form.
func (w *world) fold(word int32) int32 {
	if int(word) < len(w.folds) && w.folds[word] >= 0 {
		return w.folds[word]
	}
	return w.words.fold(word)
}

// members returns the entities of a document: those from the first on to before the
// second.
func (w *world) members(doc int) (from, to member) { return member(w.from[doc]), member(w.from[doc+1]) }

// entire reports whether all entities of a document are there, those too that it only
// describes.
func (w *world) entire(doc int) bool { return w.from[doc+1]-w.from[doc] == w.sizes[doc] }

func (w *world) doc(m member) int { return int(w.docOf[m]) }

func (w *world) rest(m member) *more { return &w.more[w.ents[m].more] }

// told reports whether the document says anything of who somebody is.
func (w *world) told(m member) bool {
	e := &w.ents[m]
	return e.more != 0 && len(w.more[e.more].roles)+len(w.more[e.more].of) > 0
}
