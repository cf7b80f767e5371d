package schema

import (
	"slices"
	"strings"
)

// builder applies files one after the other to a schema, the extended ones
// first, and checks the whole at the end.
type builder struct {
	r      *report
	s      *Schema
	refs   []reference // words that must name something, looked up when all is read
	names  []nameEntry
	fileOf []string // of names: in which file each stands
	broken bool     // a file could not be read: what it would have defined is unknown

	typeAt     map[string]place // where a type's parent was given
	relationAt map[string]place
}

// reference is a word that must be the id of a type or a relation.
type reference struct {
	to   refKind
	word word
}

type refKind string

const (
	typeRef     refKind = "type"
	relationRef refKind = "relation"
)

func newBuilder(r *report) *builder {
	return &builder{
		r:      r,
		s:      &Schema{types: map[string]*Type{}, relations: map[string]*Relation{}},
		typeAt: map[string]place{}, relationAt: map[string]place{},
	}
}

// apply adds a file to what stands already.
func (b *builder) apply(f *file) {
	b.s.Name = f.name
	if f.name == "" {
		b.s.Name = baseName(f.path)
	}
	for _, e := range f.types {
		b.applyType(e)
	}
	for _, e := range f.relations {
		b.applyRelation(e)
	}
	for _, e := range f.names {
		b.names = append(b.names, e)
		b.fileOf = append(b.fileOf, f.path)
	}
}

func baseName(path string) string {
	path = path[strings.LastIndexByte(path, '/')+1:]
	return strings.TrimSuffix(strings.TrimSuffix(path, ".yaml"), ".yml")
}

func (b *builder) applyType(e typeEntry) {
	t := b.s.types[e.id.text]
	if t == nil {
		t = &Type{ID: e.id.text}
		b.s.types[t.ID] = t
		b.s.Types = append(b.s.Types, t)
	}
	if e.is != nil {
		t.Parent = e.is.text
		b.typeAt[t.ID] = e.is.at
		b.refs = append(b.refs, reference{typeRef, *e.is})
	}
	if e.says != nil {
		t.Says = e.says.text
	}
	t.Nouns = addWords(t.Nouns, e.nouns)
	t.Maps = addMaps(t.Maps, e.maps)
}

func (b *builder) applyRelation(e relationEntry) {
	r := b.s.relations[e.id.text]
	if r == nil {
		r = &Relation{ID: e.id.text}
		b.s.relations[r.ID] = r
		b.s.Relations = append(b.s.Relations, r)
	}
	if e.from != nil {
		r.From = b.typeRefs(*e.from)
	}
	if e.to != nil {
		r.To = b.typeRefs(*e.to)
	}
	if e.says != nil {
		r.Says = e.says.text
	}
	if e.inverse != nil {
		r.Inverse = e.inverse.text
		b.refs = append(b.refs, reference{relationRef, *e.inverse})
	}
	if e.symmetric != nil {
		r.Symmetric = *e.symmetric
	}
	if e.transitive != nil {
		r.Transitive = *e.transitive
	}
	if e.event != nil {
		r.Event = &Happening{e.event.typ.text, e.event.called.text}
		b.refs = append(b.refs, reference{typeRef, *e.event.typ})
	}
	r.Maps = addMaps(r.Maps, e.maps)
	r.Triggers = append(r.Triggers, e.triggers...)
}

// typeRefs returns the words as type ids, to be looked up in the end.
func (b *builder) typeRefs(ws []word) []string {
	for _, w := range ws {
		b.refs = append(b.refs, reference{typeRef, w})
	}
	return texts(ws)
}

// check looks up every reference and orders the types, reporting what is
// unknown or goes in a circle, and then the names.
func (b *builder) check() {
	for _, ref := range b.refs {
		b.lookUp(ref)
	}
	b.orderTypes()
	b.mergeNames()
}

// lookUp reports a reference to nothing, unless a file that may define it could
// not be read.
func (b *builder) lookUp(ref reference) {
	w := ref.word
	if w.text == "" || b.broken {
		return
	}
	if ref.to == typeRef && b.s.types[w.text] != nil || ref.to == relationRef && b.s.relations[w.text] != nil {
		return
	}
	b.r.add(w.at, didYouMean(w.text, b.s.ids(ref.to)), "unknown %s %q", ref.to, w.text)
}

// orderTypes puts parents before their children, otherwise in file order.
func (b *builder) orderTypes() {
	const placed, open = 1, 2
	state := map[string]int{}
	var out []*Type
	var visit func(t *Type, way []string)
	visit = func(t *Type, way []string) {
		way = append(way, t.ID)
		switch state[t.ID] {
		case placed:
			return
		case open:
			way = way[slices.Index(way, t.ID):]
			b.r.add(b.typeAt[t.ID], "", "types lie under each other in a circle: %s", strings.Join(way, " is "))
			return
		}
		state[t.ID] = open
		if p := b.s.types[t.Parent]; p != nil {
			visit(p, way)
		}
		state[t.ID] = placed
		out = append(out, t)
	}
	for _, t := range b.s.Types {
		visit(t, nil)
	}
	b.s.Types = out
}

func addWords(to []string, ws []word) []string {
	for _, w := range ws {
		if !slices.Contains(to, w.text) {
			to = append(to, w.text)
		}
	}
	return to
}

func addMaps(to map[string][]string, es []mapEntry) map[string][]string {
	for _, e := range es {
		if to == nil {
			to = map[string][]string{}
		}
		to[e.vocabulary] = addWords(to[e.vocabulary], e.names)
	}
	return to
}
