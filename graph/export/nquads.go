package export

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeNQuads writes every quad of View.Graph once, in the order of NQuads.
func writeNQuads(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	return NQuads(w, o.Vocabulary.Graph(v.Graph))
}

// NQuads writes quads with each term in the canonical form of RDF 1.1 N-Quads
// (https://www.w3.org/TR/rdf12-n-quads/#canonical-quads), one a line, each once, in
// the order in which graph/store gives them (compareQuads), so that part of a graph
// and all of it are written alike. It holds all quads in memory; AppendNQuad does not.
func NQuads(w io.Writer, quads iter.Seq[quad.Quad]) error {
	all := slices.SortedFunc(quads, compareQuads)
	b := bufio.NewWriter(w)
	var line []byte
	for i, q := range all {
		if i > 0 && q == all[i-1] {
			continue
		}
		line = AppendNQuad(line[:0], q)
		if _, err := b.Write(line); err != nil {
			return err
		}
	}
	return b.Flush()
}

// compareQuads compares by subject, predicate, object and label, each by its kind and
// then by its bytes.
func compareQuads(a, b quad.Quad) int {
	return cmp.Or(
		compareTerms(a.Subject, b.Subject), compareTerms(a.Predicate, b.Predicate),
		compareTerms(a.Object, b.Object), compareTerms(a.Label, b.Label),
	)
}

func compareTerms(a, b quad.Value) int {
	ka, ta, wa := termKey(a)
	kb, tb, wb := termKey(b)
	return cmp.Or(cmp.Compare(ka, kb), cmp.Compare(len(ta), len(tb)), cmp.Compare(ta, tb), cmp.Compare(wa, wb))
}

// termKey returns what a term is sorted by: its kind, the language or type of a
// literal, the shorter before the longer, and its characters. No term comes first.
func termKey(x quad.Value) (kind int, tag, words string) {
	switch x := x.(type) {
	case nil:
		return 0, "", ""
	case quad.String:
		return 1, "", string(x)
	case quad.IRI:
		return 2, "", string(x)
	case quad.LangString:
		return 3, x.Lang, string(x.Value)
	case quad.TypedString:
		return 4, string(x.Type), string(x.Value)
	case quad.BNode:
		return 5, "", string(x)
	case quad.TypedStringer:
		ts := x.TypedString()
		return 4, string(ts.Type), string(ts.Value)
	}
	return 6, "", x.String()
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

var plainIRI, plainLiteral = plainBytes()

// plainBytes are those that stand for themselves wherever they are: of IRIs, and of
// literals. What has none but these, as most terms of a graph do, is copied at once.
func plainBytes() (iri, literal [256]bool) {
	for c := ' ' + 1; c < 0x7f; c++ {
		iri[c] = strings.IndexByte("<>\"{}|^`\\", byte(c)) < 0
		literal[c] = c != '"' && c != '\\'
	}
	literal[' '] = true
	return iri, literal
}

func isPlain(s string, table *[256]bool) bool {
	for i := range len(s) {
		if !table[s[i]] {
			return false
		}
	}
	return true
}

// appendIRI escapes what the grammar's IRIREF does not allow.
func appendIRI(b []byte, iri string) []byte {
	b = append(b, '<')
	if isPlain(iri, &plainIRI) {
		return append(append(b, iri...), '>')
	}
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
	if isPlain(s, &plainLiteral) {
		return append(append(b, s...), '"')
	}
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
