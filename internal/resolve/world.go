package resolve

import (
	"encoding/binary"
	"math"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

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
	more  []more // of the entities that have any; the first is of the others
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
	w := &world{words: words, docs: docs, from: make([]int32, len(docs)+1), sizes: make([]int32, len(docs)), more: make([]more, 1)}
	packed := make([]string, len(docs))
	for i := range docs {
		packed[i] = docs[i].Packed
		if whole(&docs[i]) {
			locals, err := docs[i].Locals()
			if err != nil {
				return nil, err
			}
			packed[i] = words.packAll(locals)
		}
		n, err := entitiesIn(packed[i])
		if err != nil {
			return nil, err
		}
		w.from[i+1] = w.from[i] + int32(n)
	}
	n := w.from[len(docs)]
	w.ents, w.docOf = make([]ent, n), make([]int32, n)
	// Each core reads some documents to where they belong; but how much more there is of
	// their entities is not known beforehand.
	workers := min(runtime.GOMAXPROCS(0), 1+len(docs)/fewest)
	parts := make([]*world, workers)
	var g errgroup.Group
	first := func(k int) int { return len(docs) * k / workers }
	for k := range parts {
		p := *w
		p.more = make([]more, 1, 1+(w.from[first(k+1)]-w.from[first(k)])/8)
		parts[k] = &p
		g.Go(func() error {
			var numbers arena
			for i := first(k); i < first(k+1); i++ {
				if err := p.unpack(i, packed[i], &numbers); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	n = 0
	for _, p := range parts {
		n += int32(len(p.more))
	}
	w.more = slices.Grow(parts[0].more, int(n)-len(parts[0].more))
	for k, p := range parts[1:] {
		rest := int32(len(w.more)) - 1
		ents := w.ents[w.from[first(k+1)]:w.from[first(k+2)]]
		for i := range ents {
			if ents[i].more != 0 {
				ents[i].more += rest
			}
		}
		w.more = append(w.more, p.more[1:]...)
	}
	w.texts, w.folds = words.Entries(0)
	return w, nil
}

// arena is room for short lists of numbers, which are made many at a time.
type arena []int32

func (a *arena) list(n int) []int32 {
	if n > len(*a) {
		*a = make([]int32, max(n, 4096))
	}
	out := (*a)[:n:n]
	*a = (*a)[n:]
	return out
}

// entitiesIn returns how many entities were packed.
func entitiesIn(packed string) (int, error) {
	r := reader{data: packed}
	r.number()
	n := int(r.number())
	if r.bad || n > len(r.data) {
		return 0, ErrPacked
	}
	return n, nil
}

// unpack reads what document i holds to where it belongs in ents.
func (w *world) unpack(i int, packed string, numbers *arena) error {
	r := reader{data: packed, words: int32(w.words.Len()), numbers: numbers}
	w.sizes[i] = r.number()
	r.number()
	index, first := int32(0), w.from[i]
	ents := w.ents[first:w.from[i+1]]
	for k := range ents {
		index += r.number()
		e := &ents[k]
		*e = ent{index: index, name: r.word(), typ: r.word(), weight: r.number()}
		flags := r.number()
		e.scope = Scope(flags & 3)
		if flags > 3 {
			e.more = int32(len(w.more))
			w.more = append(w.more, r.more(flags))
		}
		if r.bad || index >= w.sizes[i] {
			return ErrPacked
		}
		w.docOf[first+int32(k)] = int32(i)
	}
	if r.bad || len(r.data) > 0 {
		return ErrPacked
	}
	// Whom persons belong to is given by index.
	for k := range ents {
		if ents[k].more == 0 {
			continue
		}
		of := w.more[ents[k].more].of
		for k, index := range of {
			j, ok := slices.BinarySearchFunc(ents, int32(index), func(e ent, index int32) int { return int(e.index - index) })
			if !ok {
				return ErrPacked
			}
			of[k] = member(first + int32(j))
		}
	}
	return nil
}

// reader reads varints.
type reader struct {
	data    string
	words   int32
	numbers *arena
	bad     bool
}

func (r *reader) number() int32 {
	if len(r.data) > 0 && r.data[0] < 0x80 {
		n := r.data[0]
		r.data = r.data[1:]
		return int32(n)
	}
	n, size := binary.Uvarint([]byte(r.data[:min(len(r.data), binary.MaxVarintLen64)]))
	if size <= 0 || n > math.MaxInt32 {
		r.bad, r.data = true, ""
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

// count reads how many numbers follow.
func (r *reader) count() int {
	n := int(r.number())
	if n > len(r.data) {
		r.bad = true
		return 0
	}
	return n
}

func (r *reader) list() []int32 {
	out := r.numbers.list(r.count())
	for i := range out {
		out[i] = r.word()
	}
	return out
}

// more reads the lists that follow by these flags.
func (r *reader) more(flags int32) (m more) {
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
		for range r.count() {
			m.of = append(m.of, member(r.number()))
		}
	}
	if flags&hasSplit != 0 {
		m.split = r.word()
	}
	return m
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
