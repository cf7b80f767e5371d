// Package storetest makes graphs of the shape that reading news gives, of any
// size, for benchmarks of the store and of what stands on it. Begin at Documents.
package storetest

import (
	"encoding/hex"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// What the graphs are like: as many claims a document as an article of five
// hundred words gives, and names that are found over and over, a few of them
// nearly everywhere.
const (
	claimsPerDocument = 25
	entityCount       = 20_000
	base              = Base
	xsd               = "http://www.w3.org/2001/XMLSchema#"
)

// Base is the IRI under which all names of the made graphs stand, as graph.Vocabulary
// has them.
const Base = "https://example.org/graph/"

// Vocabulary of the made graphs.
const (
	RDFType  = quad.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
	Derived  = quad.IRI("http://www.w3.org/ns/prov#wasDerivedFrom")
	exact    = quad.IRI("http://www.w3.org/ns/oa#exact")
	start    = quad.IRI("http://www.w3.org/ns/oa#start")
	end      = quad.IRI("http://www.w3.org/ns/oa#end")
	pref     = quad.IRI("http://www.w3.org/2004/02/skos/core#prefLabel")
	alt      = quad.IRI("http://www.w3.org/2004/02/skos/core#altLabel")
	title    = quad.IRI("http://purl.org/dc/terms/title")
	date     = quad.IRI("http://purl.org/dc/terms/date")
	ontology = "https://w3id.org/quadrille/ns#"
)

// Document is one document's part of a graph: some fourteen quads a claim.
type Document struct {
	IRI    quad.IRI
	Claims []quad.IRI
	Quads  []quad.Quad
}

// Documents makes the given number of documents; equal seeds make equal graphs.
func Documents(n int, seed uint64) iter.Seq[Document] {
	return func(yield func(Document) bool) {
		m := &maker{rand: rand.New(rand.NewPCG(seed, 0)), named: map[int]bool{}}
		for range n {
			if !yield(m.document()) {
				return
			}
		}
	}
}

// Quads makes a graph of at least n quads, document by document.
func Quads(n int, seed uint64) iter.Seq[Document] {
	return func(yield func(Document) bool) {
		for d := range Documents(math.MaxInt, seed) {
			if n -= len(d.Quads); !yield(d) || n <= 0 {
				return
			}
		}
	}
}

// Entity returns the IRI of the i-th entity; those with low numbers are in many claims.
func Entity(i int) quad.IRI { return quad.IRI(base + "id/" + name(i, "-")) }

// Relation returns the IRI of the i-th of twenty relations.
func Relation(i int) quad.IRI { return quad.IRI(base + "rel/" + relations[i%len(relations)]) }

var relations = strings.Fields(`opposes attacked killed arrested accused met-with supports supplied
	member-of leader-of located-in based-in visited signed-with controls sanctioned rejected
	cooperates-with works-for responsible-for`)

var syllables = strings.Fields("ka mo ran del is tu ber ga lo shi vet nor am pol dra cen yu hal zi tor")

type maker struct {
	rand  *rand.Rand
	named map[int]bool // entities whose names have been written
}

func (m *maker) document() Document {
	d := Document{IRI: quad.IRI(base + "doc/" + m.hash(32))}
	add := func(s, p quad.IRI, o quad.Value) {
		d.Quads = append(d.Quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: d.IRI})
	}
	add(d.IRI, RDFType, q("Document"))
	add(d.IRI, title, quad.String(m.words(8)))
	add(d.IRI, date, typed(fmt.Sprintf("20%02d-%02d-%02d", m.rand.IntN(25), 1+m.rand.IntN(12), 1+m.rand.IntN(28)), "date"))
	add(d.IRI, q("source"), quad.String("article-"+strconv.Itoa(m.rand.IntN(1e6))+".txt"))
	for i := range claimsPerDocument {
		m.claim(&d, add, i)
	}
	return d
}

func (m *maker) claim(d *Document, add func(s, p quad.IRI, o quad.Value), i int) {
	c := quad.IRI(base + "claim/" + m.hash(10))
	d.Claims = append(d.Claims, c)
	s, o, rel := m.entity(d), m.entity(d), Relation(m.rand.IntN(len(relations)))
	from := i*120 + m.rand.IntN(60)
	add(c, RDFType, q("Claim"))
	add(c, q("subject"), s)
	add(c, q("relation"), rel)
	add(c, q("object"), o)
	status := [...]string{"asserted", "asserted", "asserted", "reported", "possible", "denied"}[m.rand.IntN(6)]
	add(c, q("status"), quad.String(status))
	add(c, q("confidence"), typed(fmt.Sprintf("0.%02d", 50+m.rand.IntN(50)), "decimal"))
	add(c, q("extractor"), quad.String("rule"))
	add(c, q("open"), quad.String(strings.ReplaceAll(string(rel[len(base)+len("rel/"):]), "-", " ")))
	add(c, Derived, d.IRI)
	add(c, exact, quad.String(m.words(6+m.rand.IntN(14))))
	add(c, start, typed(strconv.Itoa(from), "integer"))
	add(c, end, typed(strconv.Itoa(from+50+m.rand.IntN(60)), "integer"))
	add(c, q("sentence"), typed(strconv.Itoa(i), "integer"))
	if status == "asserted" {
		d.Quads = append(d.Quads, quad.Quad{Subject: s, Predicate: rel, Object: o, Label: c})
	}
}

// entity draws an entity, low numbers far more often, and writes its names when
// it first appears.
func (m *maker) entity(d *Document) quad.IRI {
	i := int(math.Pow(float64(entityCount), m.rand.Float64())) - 1
	e := Entity(i)
	if !m.named[i] {
		m.named[i] = true
		types := [...]string{"Person", "Organization", "ArmedGroup", "Country", "City"}
		d.Quads = append(d.Quads,
			quad.Quad{Subject: e, Predicate: RDFType, Object: q(types[i%len(types)])},
			quad.Quad{Subject: e, Predicate: pref, Object: quad.String(name(i, " "))},
			quad.Quad{Subject: e, Predicate: alt, Object: quad.String(name(i, ""))})
	}
	return e
}

// name makes a name of a number, and different names of different numbers.
func name(i int, between string) string {
	n := len(syllables)
	word := func(k int) string { return syllables[k%n] + syllables[k/n%n] }
	return word(i) + between + word(i/n/n+i) + between + strconv.Itoa(i)
}

func (m *maker) words(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		for range 1 + m.rand.IntN(3) {
			b.WriteString(syllables[m.rand.IntN(len(syllables))])
		}
	}
	return b.String()
}

// hash returns random bytes in hexadecimal, as the hashes in IRIs look.
func (m *maker) hash(bytes int) string {
	b := make([]byte, bytes)
	for i := range b {
		b[i] = byte(m.rand.Uint32())
	}
	return hex.EncodeToString(b)
}

func q(name string) quad.IRI { return quad.IRI(ontology + name) }

func typed(text, typ string) quad.Value {
	return quad.TypedString{Value: quad.String(text), Type: quad.IRI(xsd + typ)}
}
