package graph

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// DefaultBase is the base of a graph whose owner has set none.
const DefaultBase = "https://w3id.org/quadrille/kg/"

// Vocabulary writes claims, entities and documents as quads, and reads them
// back. The zero value works. It is safe for concurrent use.
//
// Everything of a graph is named under its base IRI, each name escaped so that
// it can be read back:
//
//	id:    entities   <base>id/is-k
//	rel:   relations  <base>rel/opposes
//	claim: claims     <base>claim/5f1c…
//	doc:   documents  <base>doc/9ab2…, and mentions <base>doc/9ab2…#char=1473,1484 (RFC 5147)
type Vocabulary struct {
	// Base is the IRI that the graph's own names begin with; "" is DefaultBase.
	// It ends in "/", "#" or ":", and is given a "/" where it does not.
	Base string
}

// The rooms under a base.
const (
	entityRoom   = "id/"
	relationRoom = "rel/"
	claimRoom    = "claim/"
	documentRoom = "doc/"
	nanopubRoom  = "np/"
)

// Prefix is a short name for the beginning of an IRI.
type Prefix struct{ Name, IRI string }

// Prefixes lists the prefixes of everything that the vocabulary writes, the
// graph's own first.
func (v Vocabulary) Prefixes() []Prefix {
	base := v.base()
	return []Prefix{
		{"id", base + entityRoom},
		{"rel", base + relationRoom},
		{"claim", base + claimRoom},
		{"doc", base + documentRoom},
		{"q", NS},
		{"dcterms", nsDC},
		{"oa", nsOA},
		{"prov", nsProv},
		{"rdf", nsRDF},
		{"skos", nsSKOS},
		{"xsd", nsXSD},
	}
}

func (v Vocabulary) base() string {
	if v.Base == "" {
		return DefaultBase
	}
	if strings.ContainsAny(v.Base[len(v.Base)-1:], "/#:") {
		return v.Base
	}
	return v.Base + "/"
}

// EntityIRI returns the IRI of the entity of that ID.
func (v Vocabulary) EntityIRI(id string) quad.IRI { return v.iri(entityRoom, id) }

// RelationIRI returns the IRI of the relation of that ID.
func (v Vocabulary) RelationIRI(id string) quad.IRI { return v.iri(relationRoom, id) }

// ClaimIRI returns the IRI of the claim of that ID.
func (v Vocabulary) ClaimIRI(id string) quad.IRI { return v.iri(claimRoom, id) }

// DocumentIRI returns the IRI of the document of that ID.
func (v Vocabulary) DocumentIRI(id string) quad.IRI { return v.iri(documentRoom, id) }

// NanopubIRI returns the IRI of the nanopublication of the claim of that ID.
func (v Vocabulary) NanopubIRI(id string) quad.IRI { return v.iri(nanopubRoom, id) }

// MentionIRI returns the IRI of a span of a document, in code points.
func (v Vocabulary) MentionIRI(document string, start, end int) quad.IRI {
	return v.DocumentIRI(document) + quad.IRI("#char="+strconv.Itoa(start)+","+strconv.Itoa(end))
}

// TypeIRI returns the IRI of an entity type. Types are words of the vocabulary,
// the same in every graph.
func TypeIRI(id string) quad.IRI { return quad.IRI(NS + escapeIRI(id)) }

// EntityID returns the ID of the entity that x names, and false for anything
// that is not an entity of this graph.
func (v Vocabulary) EntityID(x quad.Value) (string, bool) { return v.local(entityRoom, x) }

// RelationID returns the ID of the relation that x names.
func (v Vocabulary) RelationID(x quad.Value) (string, bool) { return v.local(relationRoom, x) }

// ClaimID returns the ID of the claim that x names.
func (v Vocabulary) ClaimID(x quad.Value) (string, bool) { return v.local(claimRoom, x) }

// DocumentID returns the ID of the document that x names.
func (v Vocabulary) DocumentID(x quad.Value) (string, bool) { return v.local(documentRoom, x) }

// mentionMark parts a document's IRI from a span of it.
const mentionMark = "#char="

// MentionOf returns the document and the span, in code points, that x names, and false
// for anything that is no mention.
func (v Vocabulary) MentionOf(x quad.Value) (document string, start, end int, ok bool) {
	iri, isIRI := x.(quad.IRI)
	doc, span, found := strings.Cut(string(iri), mentionMark)
	if !isIRI || !found {
		return "", 0, 0, false
	}
	document, ok = v.local(documentRoom, quad.IRI(doc))
	from, to, _ := strings.Cut(span, ",")
	start, err1 := strconv.Atoi(from)
	end, err2 := strconv.Atoi(to)
	return document, start, end, ok && err1 == nil && err2 == nil
}

func (v Vocabulary) iri(room, id string) quad.IRI {
	return quad.IRI(v.base() + room + escapeIRI(id))
}

func (v Vocabulary) local(room string, x quad.Value) (string, bool) {
	iri, ok := x.(quad.IRI)
	if !ok {
		return "", false
	}
	rest, ok := strings.CutPrefix(string(iri), v.base()+room)
	if !ok {
		return "", false
	}
	id, err := url.PathUnescape(rest)
	return id, err == nil && !strings.Contains(rest, mentionMark)
}

// unescapeIRI undoes escapeIRI; what is not escaped rightly stays as it is.
func unescapeIRI(s string) string {
	if id, err := url.PathUnescape(s); err == nil {
		return id
	}
	return s
}

// escapeIRI makes one path segment of an ID: letters and digits of any script
// stand as they are, so that names stay readable; the rest, above all what could
// end an IRI or turn the direction of writing, is percent-encoded (RFC 3987).
func escapeIRI(id string) string {
	if !strings.ContainsFunc(id, func(r rune) bool { return !staysInIRI(r) }) {
		return id
	}
	var b strings.Builder
	for _, r := range id {
		if staysInIRI(r) {
			b.WriteRune(r)
			continue
		}
		for _, c := range utf8.AppendRune(nil, r) {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func staysInIRI(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '-' || r == '.' || r == '_' || r == '~' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
