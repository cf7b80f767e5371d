// Package coref says which mentions of a document are about the same thing: names
// and their short forms, acronyms, appositions, relative pronouns, definite
// descriptions ("the group"), and pronouns. Begin at Resolver.Resolve.
//
// It works in passes, the surest first. What says so outright (the same name, an
// acronym in brackets, an apposition) joins mentions to chains; then descriptions
// and pronouns, in the order of the text, each look for the chain that fits them
// best. Names that differ are never joined on likeness alone.
package coref

import (
	"slices"

	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/tree"
	"github.com/quadrille-kg/quadrille/schema"
)

// Resolver finds chains of reference. It is immutable and safe for concurrent use.
type Resolver struct {
	schema *schema.Schema
	listed map[string]*schema.Name // by plain name or alias
	folded map[string]*schema.Name // by name in lower case
	people map[string]*schema.Name // by adjective or people
}

// New returns a resolver that knows the schema's names.
func New(s *schema.Schema) *Resolver {
	n := 3 * len(s.Names)
	r := &Resolver{schema: s, listed: make(map[string]*schema.Name, n), folded: make(map[string]*schema.Name, n), people: make(map[string]*schema.Name, n)}
	for _, n := range s.Names {
		to := n
		if same := r.listed[plain(n.Name)]; same != nil {
			to = same // two entries of one name are one
		}
		for _, a := range append([]string{n.Name}, n.Aliases...) {
			put(r.listed, plain(a), to)
			put(r.folded, fold(a), to)
		}
		for _, d := range n.Demonyms {
			put(r.people, plain(d), to)
		}
	}
	return r
}

// put keeps the first name of a key.
func put(m map[string]*schema.Name, key string, n *schema.Name) {
	if _, ok := m[key]; !ok {
		m[key] = n
	}
}

// Resolve fills doc.Entities from doc.Mentions, and gives every mention its
// Entity and its entity's Type; a mention that stands alone has an entity of its
// own. Entities come in the order of their first mentions.
//
// Mentions of names and of earlier sentences may come with an Entity of another
// reading, any number from 0 up: those of one number are taken to be of one thing.
func (r *Resolver) Resolve(doc *text.Document) {
	d := newReading(r, doc)
	d.settleTypes()
	d.joinKnown()
	d.joinNames()
	d.joinAliases()
	d.joinAcronyms()
	d.joinAppositions()
	d.joinRelatives()
	d.hear()
	for i := range d.info {
		switch m := d.info[i]; {
		case m.kind == text.Nominal && d.chain[i] == i && !d.joined[i]:
			d.describe(i)
		case m.kind == text.Pronoun && !d.joined[i]:
			d.pronoun(i)
		}
	}
	d.joinHeadlines()
	d.entities()
}

// reading is the resolution of one document.
type reading struct {
	*Resolver
	doc   *text.Document
	trees []*tree.Tree
	info  []info           // of each mention
	at    [][]int          // for each sentence, its mentions
	nouns map[string][]int // mentions by the lemma of their head
	// head finds a sentence's mention by its head token; -1 for none.
	head [][]int

	chain  []int  // for each mention, one nearer to its chain's first; union-find
	joined []bool // mentions that were joined to another, or have been
	facts  []facts
	voices voices
}

func newReading(r *Resolver, doc *text.Document) *reading {
	d := &reading{Resolver: r, doc: doc, info: make([]info, len(doc.Mentions)), at: make([][]int, len(doc.Sentences)), head: make([][]int, len(doc.Sentences))}
	for i := range doc.Sentences {
		d.trees = append(d.trees, tree.Of(doc.Sentences[i].Tokens))
		d.head[i] = slices.Repeat([]int{-1}, len(doc.Sentences[i].Tokens))
	}
	for i := range doc.Mentions {
		m := &doc.Mentions[i]
		d.at[m.Sentence] = append(d.at[m.Sentence], i)
		if d.head[m.Sentence][m.Head] < 0 {
			d.head[m.Sentence][m.Head] = i
		}
		d.chain = append(d.chain, i)
	}
	d.joined = make([]bool, len(doc.Mentions))
	d.nouns = make(map[string][]int)
	d.facts = make([]facts, len(doc.Mentions))
	for i := range doc.Mentions {
		d.info[i] = d.read(i)
		d.facts[i] = d.factsOf(i)
		if d.info[i].kind != text.Pronoun {
			d.nouns[d.info[i].lemma] = append(d.nouns[d.info[i].lemma], i)
		}
	}
	return d
}

// find returns the first mention of i's chain.
func (d *reading) find(i int) int {
	for d.chain[i] != i {
		d.chain[i] = d.chain[d.chain[i]]
		i = d.chain[i]
	}
	return i
}

// join makes the chains of two mentions one, and reports whether it did: chains
// that are known to be of different things stay apart.
func (d *reading) join(i, j int) bool {
	a, b := d.find(i), d.find(j)
	if a == b {
		return true
	}
	if d.apart(a, b) {
		return false
	}
	if b < a {
		a, b = b, a
	}
	d.chain[b] = a
	d.joined[i], d.joined[j] = true, true
	d.facts[a] = d.facts[a].with(d.facts[b])
	return true
}

// apart reports whether two chains, given by their first mentions, cannot be one:
// two listed names, or two full names of persons.
func (d *reading) apart(a, b int) bool {
	x, y := &d.facts[a], &d.facts[b]
	return x.listed != nil && y.listed != nil && (x.listed != y.listed || x.people != y.people) ||
		x.person != "" && y.person != "" && !sameFullName(x.person, y.person)
}
