package graph

import (
	"strings"

	"github.com/cayleygraph/quad"
)

// Lexical returns the characters of a literal, without its datatype or language;
// "" for what is none.
func Lexical(x quad.Value) string { return lexical(x) }

// TypeID returns the entity type that x names, and false where it names none.
func TypeID(x quad.Value) (string, bool) {
	iri, ok := x.(quad.IRI)
	if !ok {
		return "", false
	}
	local, ok := strings.CutPrefix(string(iri), NS)
	return unescapeIRI(local), ok
}

// EntityPrefix is how the IRIs of all entities begin.
func (v Vocabulary) EntityPrefix() string { return v.base() + entityRoom }

// ClaimPrefix is how the IRIs of all claims begin.
func (v Vocabulary) ClaimPrefix() string { return v.base() + claimRoom }

// AddressOf returns the address that an object of PageURL is, "" for none.
func AddressOf(x quad.Value) string {
	if iri, ok := x.(quad.IRI); ok {
		return string(iri)
	}
	return lexical(x)
}
