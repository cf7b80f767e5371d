package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeNQuads writes every quad of View.Graph once, sorted by its bytes.
func writeNQuads(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	return NQuads(w, o.Vocabulary.Graph(v.Graph))
}

// NQuads writes quads in the canonical form of RDF 1.1 N-Quads
// (https://www.w3.org/TR/rdf12-n-quads/#canonical-quads), one a line, sorted by
// bytes, each once. It holds all lines in memory; AppendNQuad does not.
func NQuads(w io.Writer, quads iter.Seq[quad.Quad]) error {
	var lines []string
	for q := range quads {
		lines = append(lines, string(AppendNQuad(nil, q)))
	}
	slices.Sort(lines)
	b := bufio.NewWriter(w)
	for _, line := range slices.Compact(lines) {
		if _, err := b.WriteString(line); err != nil {
			return err
		}
	}
	return b.Flush()
}

// AppendNQuad appends a quad's line, newline included.
func AppendNQuad(b []byte, q quad.Quad) []byte {
	for _, x := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if x != nil {
			b = append(appendTerm(b, x), ' ')
		}
	}
	return append(b, '.', '\n')
}

const xsdString = "http://www.w3.org/2001/XMLSchema#string"

func appendTerm(b []byte, x quad.Value) []byte {
	switch x := x.(type) {
	case quad.IRI:
		return appendIRI(b, string(x))
	case quad.BNode:
		return append(append(b, "_:"...), x...)
	case quad.String:
		return appendLiteral(b, string(x))
	case quad.LangString:
		b = appendLiteral(b, string(x.Value))
		return append(append(b, '@'), x.Lang...)
	case quad.TypedString:
		b = appendLiteral(b, string(x.Value))
		if x.Type == xsdString || x.Type == "" {
			return b
		}
		return appendIRI(append(b, "^^"...), string(x.Type))
	case quad.TypedStringer: // quad.Int, quad.Float, quad.Bool and quad.Time
		t := x.TypedString()
		return appendTerm(b, quad.TypedString{Value: t.Value, Type: t.Type.Full()})
	}
	return appendLiteral(b, x.String())
}

// appendIRI escapes what the grammar's IRIREF does not allow.
func appendIRI(b []byte, iri string) []byte {
	b = append(b, '<')
	for _, r := range iri {
		switch {
		case r <= ' ', r == '<', r == '>', r == '"', r == '{', r == '}', r == '|', r == '^', r == '`', r == '\\', unwritable(r):
			b = appendCode(b, r)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '>')
}

func appendLiteral(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		if e, ok := escapes[r]; ok {
			b = append(b, '\\', e)
		} else if unwritable(r) {
			b = appendCode(b, r)
		} else {
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

// escapes are the characters that the canonical form writes with a letter.
var escapes = map[rune]byte{'\b': 'b', '\t': 't', '\n': 'n', '\f': 'f', '\r': 'r', '"': '"', '\\': '\\'}

// unwritable characters are written by number: other control characters, DEL,
// and what XML 1.1 does not call a character.
func unwritable(r rune) bool { return r < ' ' || r == 0x7f || r == 0xfffe || r == 0xffff }

func appendCode(b []byte, r rune) []byte { return fmt.Appendf(b, "\\u%04X", r) }
