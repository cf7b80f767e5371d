package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeJSONLD writes View.Graph as JSON-LD 1.1: exactly the quads of the N-Quads
// export. Entities stand in the default graph; each claim that is an edge is a
// named graph with that one edge, and so is each inference, of which the default graph
// tells; each document is a named graph with its claims, its mentions and where it
// came from.
//
//	{"@context": {…},
//	 "@graph": [
//	  {"@id": "id:is-k", "@type": "q:ArmedGroup", "name": "IS-K"},
//	  {"@id": "claim:5f1c…", "@graph": [{"@id": "id:is-k", "rel:opposes": {"@id": "id:taliban"}}]},
//	  {"@id": "doc:9ab2…", "@graph": [{"@id": "claim:5f1c…", "@type": "q:Claim", "status": "asserted", …}]}]}
func writeJSONLD(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	ld := &linked{prefixes: o.Vocabulary.PrefixesOf(v.Graph)}
	graphs := ld.graphs(o.Vocabulary, v.Graph)
	b := bufio.NewWriter(w)
	b.WriteString("{\n\"@context\": ")
	b.Write(ld.context())
	b.WriteString(",\n\"@graph\": [")
	for i, g := range graphs {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n")
		b.Write(g)
	}
	b.WriteString("\n]\n}\n")
	return b.Flush()
}

// term is a short name of a predicate, and how its values are written.
type term struct {
	name string
	iri  quad.IRI
	kind string // "@id", a datatype's short name, or "" for plain strings
}

// terms are in the order in which they stand in a node.
var terms = []term{
	{"name", graph.PrefLabel, ""},
	{"alias", graph.AltLabel, ""},
	{"exactMatch", graph.ExactMatch, "@id"},
	{"link", graph.QLink, ""},
	{"standsFor", graph.QStandsFor, "@id"},
	{"title", graph.Title, ""},
	{"date", graph.Date, "xsd:date"},
	{"author", graph.Creator, ""},
	{"language", graph.Language, ""},
	{"url", graph.PageURL, "@id"},
	{"source", graph.QSource, ""},
	{"subject", graph.QSubject, "@id"},
	{"subjectMention", graph.QSubjectMention, "@id"},
	{"relation", graph.QRelation, "@id"},
	{"open", graph.QOpen, ""},
	{"object", graph.QObject, "@id"},
	{"objectMention", graph.QObjectMention, "@id"},
	{"value", graph.QValue, ""},
	{"status", graph.QStatus, ""},
	{"polarity", graph.QPolarity, ""},
	{"attributedTo", graph.QAttributedTo, "@id"},
	{"time", graph.QTime, ""},
	{"from", graph.QFrom, "xsd:date"},
	{"to", graph.QTo, "xsd:date"},
	{"place", graph.QPlace, "@id"},
	{"confidence", graph.QConfidence, "xsd:decimal"},
	{"extractor", graph.QExtractor, ""},
	{"rule", graph.QRule, ""},
	{"derivedFrom", graph.DerivedFrom, "@id"},
	{"sentence", graph.QSentence, "xsd:integer"},
	{"exact", graph.Exact, ""},
	{"start", graph.Start, "xsd:integer"},
	{"end", graph.End, "xsd:integer"},
	{"refersTo", graph.QRefersTo, "@id"},
}

// linked writes JSON-LD with one set of prefixes.
type linked struct{ prefixes []graph.Prefix }

// context is the @context object: the prefixes, then the terms.
func (ld *linked) context() []byte {
	o := object{}
	o.add("@version", json.RawMessage("1.1"))
	for _, p := range ld.prefixes {
		o.add(p.Name, encoded(p.IRI))
	}
	for _, t := range terms {
		if t.kind == "" {
			o.add(t.name, encoded(ld.compact(t.iri)))
			continue
		}
		def := object{}
		def.add("@id", encoded(ld.compact(t.iri)))
		def.add("@type", encoded(t.kind))
		o.add(t.name, def.bytes())
	}
	return o.bytes()
}

// graphs returns the members of the top @graph: the nodes of the default graph,
// then the named graphs, each sorted by name.
func (ld *linked) graphs(v graph.Vocabulary, g *graph.Graph) [][]byte {
	byLabel := map[quad.IRI][]quad.Quad{}
	for q := range v.Graph(g) {
		label, _ := q.Label.(quad.IRI)
		byLabel[label] = append(byLabel[label], q)
	}
	labels := make([]quad.IRI, 0, len(byLabel))
	for l := range byLabel {
		labels = append(labels, l)
	}
	slices.Sort(labels)
	var all [][]byte
	for _, l := range labels {
		nodes := ld.nodes(byLabel[l])
		if l == "" {
			all = append(all, nodes...)
			continue
		}
		named := object{}
		named.add("@id", encoded(ld.compact(l)))
		named.add("@graph", array(nodes))
		all = append(all, named.bytes())
	}
	return all
}

// nodes writes quads of one graph as node objects, sorted by subject.
func (ld *linked) nodes(quads []quad.Quad) [][]byte {
	bySubject := map[quad.IRI]map[quad.IRI][]quad.Value{}
	var subjects []quad.IRI
	for _, q := range quads {
		s, p := q.Subject.(quad.IRI), q.Predicate.(quad.IRI)
		if bySubject[s] == nil {
			bySubject[s] = map[quad.IRI][]quad.Value{}
			subjects = append(subjects, s)
		}
		if !slices.Contains(bySubject[s][p], q.Object) {
			bySubject[s][p] = append(bySubject[s][p], q.Object)
		}
	}
	slices.Sort(subjects)
	nodes := make([][]byte, len(subjects))
	for i, s := range subjects {
		nodes[i] = ld.node(s, bySubject[s])
	}
	return nodes
}

func (ld *linked) node(subject quad.IRI, properties map[quad.IRI][]quad.Value) []byte {
	o := object{}
	o.add("@id", encoded(ld.compact(subject)))
	if types := properties[graph.RDFType]; types != nil {
		o.add("@type", one(types, func(x quad.Value) []byte { return encoded(ld.compact(x.(quad.IRI))) }))
	}
	for _, t := range terms {
		if values := properties[t.iri]; values != nil {
			o.add(t.name, one(values, func(x quad.Value) []byte { return ld.value(x, t.kind) }))
		}
	}
	for _, p := range others(properties) {
		o.add(ld.compact(p), one(properties[p], func(x quad.Value) []byte { return ld.value(x, "") }))
	}
	return o.bytes()
}

// others returns the predicates for which there is no term, sorted: relations.
func others(properties map[quad.IRI][]quad.Value) []quad.IRI {
	var ps []quad.IRI
	for p := range properties {
		if p != graph.RDFType && !slices.ContainsFunc(terms, func(t term) bool { return t.iri == p }) {
			ps = append(ps, p)
		}
	}
	slices.Sort(ps)
	return ps
}

// value writes an object; where it is not of the kind that the context gives its
// term, it says so itself.
func (ld *linked) value(x quad.Value, kind string) []byte {
	switch x := x.(type) {
	case quad.IRI:
		if kind == "@id" {
			return encoded(ld.compact(x))
		}
		o := object{}
		o.add("@id", encoded(ld.compact(x)))
		return o.bytes()
	case quad.TypedString:
		if t := ld.compact(x.Type); t != kind {
			o := object{}
			o.add("@value", encoded(string(x.Value)))
			o.add("@type", encoded(t))
			return o.bytes()
		}
		if n, err := strconv.Atoi(string(x.Value)); err == nil && kind == "xsd:integer" {
			return encoded(n)
		}
		return encoded(string(x.Value))
	case quad.String:
		if kind == "" {
			return encoded(string(x))
		}
		o := object{}
		o.add("@value", encoded(string(x)))
		return o.bytes()
	}
	return encoded(quad.ToString(x))
}

// compact shortens an IRI by its prefix. What would follow the colon never begins
// with "//", which JSON-LD would take for a whole IRI: the vocabulary escapes it.
func (ld *linked) compact(iri quad.IRI) string {
	for _, p := range ld.prefixes {
		if rest, ok := strings.CutPrefix(string(iri), p.IRI); ok && rest != "" {
			return p.Name + ":" + rest
		}
	}
	return string(iri)
}

// object writes a JSON object with its keys in the order they were added.
type object struct{ b bytes.Buffer }

func (o *object) add(key string, value []byte) {
	if o.b.Len() > 0 {
		o.b.WriteString(", ")
	}
	o.b.Write(encoded(key))
	o.b.WriteString(": ")
	o.b.Write(value)
}

func (o *object) bytes() []byte { return append(append([]byte{'{'}, o.b.Bytes()...), '}') }

func array(values [][]byte) []byte {
	return slices.Concat([]byte("[\n  "), bytes.Join(values, []byte(",\n  ")), []byte("\n]"))
}

// one writes one value as it is, and several as an array.
func one(values []quad.Value, write func(quad.Value) []byte) []byte {
	written := make([][]byte, len(values))
	for i, x := range values {
		written[i] = write(x)
	}
	if len(written) == 1 {
		return written[0]
	}
	return slices.Concat([]byte("["), bytes.Join(written, []byte(", ")), []byte("]"))
}

// encoded is JSON that can also stand within a page: "<" is written by number.
func encoded(x any) []byte {
	b, err := json.Marshal(x)
	if err != nil {
		panic(err) // strings and numbers always can be encoded
	}
	return b
}
