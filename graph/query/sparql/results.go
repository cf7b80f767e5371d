package sparql

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/cayleygraph/quad"

	rdf "github.com/tggo/goRDFlib"
	"github.com/tggo/goRDFlib/turtle"

	"github.com/quadrille-kg/quadrille/graph"
)

// WriteJSON writes the answer to a SELECT or an ASK as SPARQL 1.1 Query Results JSON
// (https://www.w3.org/TR/sparql11-results-json/), one solution a line.
func WriteJSON(w io.Writer, res *Result) error {
	if res.Form == Ask {
		return write(w, `{"head":{},"boolean":`, jsonOf(res.True), "}\n")
	}
	vars := res.Vars
	if vars == nil {
		vars = []string{}
	}
	if err := write(w, `{"head":{"vars":`, jsonOf(vars), `},"results":{"bindings":[`); err != nil {
		return err
	}
	for i, row := range res.Rows {
		sep := ",\n"
		if i == 0 {
			sep = "\n"
		}
		if err := write(w, sep, string(Binding(res.Vars, row))); err != nil {
			return err
		}
	}
	return write(w, "]}}\n")
}

// Binding writes one solution as an object of that format.
func Binding(vars []string, row []quad.Value) json.RawMessage {
	var b strings.Builder
	b.WriteByte('{')
	for i, v := range row {
		if v == nil {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteString(jsonOf(vars[i]) + ":" + jsonOf(termJSON(v)))
	}
	return json.RawMessage(b.String() + "}")
}

// jsonTerm is a term in the order of the specification's examples.
type jsonTerm struct {
	Type     string `json:"type"`
	Value    string `json:"value"`
	Lang     string `json:"xml:lang,omitempty"`
	Datatype string `json:"datatype,omitempty"`
}

func termJSON(v quad.Value) jsonTerm {
	switch x := toTerm(v).(type) {
	case rdf.URIRef:
		return jsonTerm{Type: "uri", Value: x.Value()}
	case rdf.BNode:
		return jsonTerm{Type: "bnode", Value: x.Value()}
	case rdf.Literal:
		t := jsonTerm{Type: "literal", Value: x.Lexical(), Lang: x.Language()}
		if lang, ok := v.(quad.LangString); ok {
			t.Lang = lang.Lang // as it was written
		} else if typ := x.Datatype(); typ.Value() != "" && typ != rdf.XSDString {
			t.Datatype = typ.Value()
		}
		return t
	}
	return jsonTerm{Type: "literal", Value: v.String()}
}

// Text returns what SPARQL 1.1 Query Results CSV (https://www.w3.org/TR/sparql11-results-csv-tsv/)
// has for a term: an IRI or a literal's text, bare. "" is what is not bound.
func Text(v quad.Value) string {
	if v == nil {
		return ""
	}
	t := termJSON(v)
	if t.Type == "bnode" {
		return "_:" + t.Value
	}
	return t.Value
}

// WriteTurtle writes quads as Turtle with the vocabulary's prefixes, their labels left out.
func WriteTurtle(w io.Writer, quads []quad.Quad, v graph.Vocabulary) error {
	g := rdf.NewGraph()
	for _, p := range Prefixes(v) {
		g.Bind(p.Name, rdf.NewURIRefUnsafe(p.IRI))
	}
	for _, q := range quads {
		s, ok := toTerm(writable(q.Subject)).(rdf.Subject)
		p, isIRI := toTerm(writable(q.Predicate)).(rdf.URIRef)
		if ok && isIRI {
			g.Add(s, p, toTerm(writable(q.Object)))
		}
	}
	return turtle.Serialize(g, w)
}

// writable percent-encodes what would end an IRI too early: the serializer writes IRIs
// as they are.
func writable(v quad.Value) quad.Value {
	switch v := v.(type) {
	case quad.IRI:
		return quad.IRI(writableIRI(string(v)))
	case quad.TypedString:
		return quad.TypedString{Value: v.Value, Type: quad.IRI(writableIRI(string(v.Type)))}
	}
	return v
}

func writableIRI(iri string) string {
	bad := func(r rune) bool { return r <= ' ' || r == 0x7f || strings.ContainsRune("<>\"{}|^`\\", r) }
	if !strings.ContainsFunc(iri, bad) {
		return iri
	}
	var b strings.Builder
	for _, r := range iri {
		if bad(r) {
			fmt.Fprintf(&b, "%%%02X", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func write(w io.Writer, parts ...string) error {
	for _, p := range parts {
		if _, err := io.WriteString(w, p); err != nil {
			return err
		}
	}
	return nil
}

func jsonOf(x any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(x) // strings, lists of them and truth values can be encoded
	return strings.TrimSuffix(b.String(), "\n")
}
