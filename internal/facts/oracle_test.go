package facts

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	rdflib "github.com/tggo/goRDFlib"
	"github.com/tggo/goRDFlib/turtle"

	"github.com/quadrille-kg/quadrille/graph/export"
)

// ours reads Turtle and returns its triples as sorted N-Triples, blank nodes without
// their names.
func ours(t *testing.T, content string) []string {
	t.Helper()
	r := newReading(content, options(t))
	p := &parser{scanner: scanner{text: content}, r: r, out: newTriples(r), prefixes: map[string]string{}}
	p.read()
	if len(r.mistakes) > 0 {
		t.Fatalf("%s: %v", content, r.mistakes)
	}
	var all []string
	for _, st := range p.out.all {
		q := quad.Quad{Subject: st.subject.Value, Predicate: st.predicate.Value, Object: st.object.Value}
		all = append(all, string(export.AppendNQuad(nil, q)))
	}
	return bare(all)
}

var blankName = regexp.MustCompile(`_:[^ ]*( \d+)?`)

func bare(lines []string) []string {
	for i := range lines {
		lines[i] = blankName.ReplaceAllString(lines[i], "_:")
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// TestTurtleAsAnotherReadsIt gives the signs of the grammar to another reader too.
func TestTurtleAsAnotherReadsIt(t *testing.T) {
	const head = "@prefix : <http://e.org/> .\n@prefix p.q: <http://e.org/pq#> .\nprefix xsd: <http://www.w3.org/2001/XMLSchema#>\nBASE <http://e.org/dir/file>\n"
	for _, content := range []string{
		":s :p :o .", ":s a :o.", "<s> <p> <#o> , <../x> .", ":s :p :o ; :q :r ; .", ":s :p :o ;; :q :r .", "p.q:a.b p.q:c p.q:d.",
		":s :p 1, -2, +3, 4.5, -.5, 1e10, 1.5E-3, .1e1 .", ":s :p true, false .", ":s :p 'a', \"b\"@en, 'c'@en-gb, \"1\"^^xsd:int, \"x\"^^<t> .",
		":s :p \"\"\"long \"quoted\"\nline\"\"\", '''it's''' .", `:s :p "\t\n\r\b\f\"\'\\\u00e9\U0001F600" .`, `:s :p """end\"""" .`,
		"_:a :p _:b.c . _:a :q [] .", "[] :p :o .", "[ :p :o ; :q [ :r 1 ] ] .", "[ :p :o ] :q :r .", ":s :p [ :q :o ] , [ ] .",
		":s :p () .", ":s :p ( 1 'two' ( 3 ) [ :q 4 ] ) .", "( 1 ) :p :o .", "# comment\n:s :p :o # another\n. # last",
		`:s :p :a\~b, :c%20d, :é, :1, :x-y, :a:b .`, ":s\t:p\n:o\r\n.", ":s :p :o .:t :p :u.", "<http://e.org/\\u00e9> :p <http://e.org/\\U0001F600> .",
		":s :p \"\" , '' .", ":a.b :p :c . :d :p 5.", "@base <http://other.org/> . <a> :p <b> .", ":s :p : .", ": : : .",
	} {
		theirs := rdflib.NewGraph()
		if err := turtle.Parse(theirs, strings.NewReader(head+content)); err != nil {
			t.Errorf("%s: the other reader says %v", content, err)
			continue
		}
		var want []string
		theirs.Triples(nil, nil, nil)(func(x rdflib.Triple) bool {
			q := quad.Quad{Subject: termOf(x.Subject), Predicate: termOf(x.Predicate), Object: termOf(x.Object)}
			want = append(want, string(export.AppendNQuad(nil, q)))
			return true
		})
		if diff := cmp.Diff(bare(want), ours(t, head+content)); diff != "" {
			t.Errorf("%s (-the other reader +ours):\n%s", content, diff)
		}
	}
}

// termOf returns another reader's term as ours.
func termOf(x rdflib.Term) quad.Value {
	switch x := x.(type) {
	case rdflib.URIRef:
		return quad.IRI(x.Value())
	case rdflib.BNode:
		return quad.BNode(x.Value())
	case rdflib.Literal:
		if x.Language() != "" {
			return quad.LangString{Value: quad.String(x.Lexical()), Lang: x.Language()}
		}
		return quad.TypedString{Value: quad.String(x.Lexical()), Type: quad.IRI(x.Datatype().Value())}
	}
	return nil
}
