package export

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeTurtle writes View.Graph as Turtle does.
func writeTurtle(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	all := slices.SortedFunc(o.Vocabulary.Graph(v.Graph), compareQuads)
	return Turtle(w, func(yield func(quad.Quad, error) bool) {
		for _, q := range all {
			if !yield(q, nil) {
				return
			}
		}
	}, o)
}

// Turtle writes quads that come sorted by subject, as graph/store gives them, as RDF
// 1.1 Turtle, which has no labels. It holds those of one subject at a time. A nil o is
// the zero Options.
func Turtle(w io.Writer, quads iter.Seq2[quad.Quad, error], o *Options) error {
	if o == nil {
		o = &Options{}
	}
	t := newTurtle(w, o.Vocabulary.Prefixes())
	var node []quad.Quad
	labelled := false
	for q, err := range quads {
		if err != nil {
			return err
		}
		labelled = labelled || q.Label != nil
		if len(node) > 0 && node[0].Subject != q.Subject {
			t.nodes(node, "")
			node = node[:0]
		}
		node = append(node, q)
	}
	t.nodes(node, "")
	if labelled {
		o.note("Turtle has no named graphs: edges stand beside their claims, and TriG has them within")
	}
	return t.Flush()
}

// turtle writes nodes in Turtle's form, of which TriG's is an extension.
type turtle struct {
	*bufio.Writer
	prefixes []graph.Prefix
}

// newTurtle begins a file with its prefixes.
func newTurtle(w io.Writer, prefixes []graph.Prefix) *turtle {
	t := &turtle{bufio.NewWriter(w), prefixes}
	for _, p := range t.prefixes {
		t.WriteString("@prefix " + p.Name + ": ")
		t.Write(appendIRI(nil, p.IRI))
		t.WriteString(" .\n")
	}
	return t
}

// statement is a triple in writing.
type statement struct{ subject, predicate, object []byte }

// nodes writes quads, whatever their labels, as triples: subjects sorted, each
// once, with its types before all else.
func (t *turtle) nodes(quads []quad.Quad, indent string) {
	all := make([]statement, len(quads))
	for i, q := range quads {
		all[i] = statement{t.term(q.Subject), t.predicate(q.Predicate), t.term(q.Object)}
	}
	slices.SortFunc(all, func(a, b statement) int {
		return cmp.Or(bytes.Compare(a.subject, b.subject), bytes.Compare(a.predicate, b.predicate), bytes.Compare(a.object, b.object))
	})
	for i, s := range all {
		switch {
		case i == 0 || !bytes.Equal(s.subject, all[i-1].subject):
			if i > 0 {
				t.WriteString(" .\n")
			}
			t.WriteString("\n" + indent)
			t.Write(s.subject)
			t.WriteByte(' ')
			t.Write(s.predicate)
			t.WriteByte(' ')
		case !bytes.Equal(s.predicate, all[i-1].predicate):
			t.WriteString(" ;\n" + indent + "    ")
			t.Write(s.predicate)
			t.WriteByte(' ')
		case !bytes.Equal(s.object, all[i-1].object):
			t.WriteString(", ")
		default:
			continue
		}
		t.Write(s.object)
	}
	if len(all) > 0 {
		t.WriteString(" .\n")
	}
}

// predicate is a term; rdf:type is written as "a", which sorts before all others
// that we write but IRIs, which have no prefix.
func (t *turtle) predicate(x quad.Value) []byte {
	if x == graph.RDFType {
		return []byte("a")
	}
	return t.term(x)
}

// term writes a value, an IRI by its prefix where what follows it needs no escapes.
func (t *turtle) term(x quad.Value) []byte {
	switch x := x.(type) {
	case quad.IRI:
		if short, ok := t.short(x); ok {
			return []byte(short)
		}
	case quad.TypedString:
		if short, ok := t.short(x.Type); ok && x.Type != xsdString {
			return append(append(appendLiteral(nil, string(x.Value)), "^^"...), short...)
		}
	case quad.TypedStringer: // quad.Int, quad.Float, quad.Bool and quad.Time
		ts := x.TypedString()
		return t.term(quad.TypedString{Value: ts.Value, Type: ts.Type.Full()})
	}
	return appendTerm(nil, x)
}

func (t *turtle) short(iri quad.IRI) (string, bool) {
	for _, p := range t.prefixes {
		if rest, ok := strings.CutPrefix(string(iri), p.IRI); ok && isLocalName(rest) {
			return p.Name + ":" + rest, true
		}
	}
	return "", false
}

// isLocalName reports whether s can stand after a prefix as it is: a part of the
// grammar's PN_LOCAL that every reader knows.
func isLocalName(s string) bool {
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_':
		case c == '-' && i > 0:
		default:
			return false
		}
	}
	return s != ""
}
