package facts

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// triples makes claims of statements. What names, types or links a node makes an
// entity of it; everything else is a claim. Claims that another workspace exported
// (ownclaims.go) keep their status, so that what was only reported there does not
// become a fact here.
type triples struct {
	r     *reading
	all   []*statement
	about map[quad.Value]*node
}

// node is what the statements say of one subject.
type node struct {
	labels  []label
	aliases []string
	types   []quad.IRI
	links   []string
	// claim are the statements about a claim of a workspace, by predicate; nil of
	// anything else.
	claim    map[quad.Value]*statement
	document bool // it is a document of a workspace, or a span of one
}

// label is a name, in a language, by a predicate.
type label struct {
	words, lang string
	rank        int
}

func newTriples(r *reading) *triples { return &triples{r: r, about: map[quad.Value]*node{}} }

func (t *triples) add(st statement) { t.all = append(t.all, &st) }

// The predicates that name, give another name, and link.
var (
	labelPredicates = []quad.Value{
		graph.PrefLabel, quad.IRI("http://www.w3.org/2000/01/rdf-schema#label"), quad.IRI("http://xmlns.com/foaf/0.1/name"),
		quad.IRI("https://schema.org/name"), quad.IRI("http://schema.org/name"), graph.Title, quad.IRI("http://purl.org/dc/elements/1.1/title"),
	}
	aliasPredicates = []quad.Value{
		graph.AltLabel, quad.IRI("https://schema.org/alternateName"), quad.IRI("http://schema.org/alternateName"), quad.IRI("http://xmlns.com/foaf/0.1/nick"),
	}
	linkPredicates = []quad.Value{
		graph.ExactMatch, quad.IRI("http://www.w3.org/2002/07/owl#sameAs"), quad.IRI("https://schema.org/sameAs"), quad.IRI("http://schema.org/sameAs"), graph.QLink,
	}
)

const nsNanopub = "http://www.nanopub.org/nschema#"

// scaffolds are the namespaces of predicates that tell how a file is made, and no
// fact.
var scaffolds = []string{
	nsRDF, "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2004/02/skos/core#",
	"http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#", nsNanopub, graph.NS,
}

func isScaffold(p quad.Value) bool {
	return slices.ContainsFunc(scaffolds, func(ns string) bool { return strings.HasPrefix(string(p.(quad.IRI)), ns) })
}

func (t *triples) node(x quad.Value) *node {
	n := t.about[x]
	if n == nil {
		n = &node{}
		t.about[x] = n
	}
	return n
}

// finish makes claims of all that was added.
func (t *triples) finish() {
	t.findOwn()
	t.ownDocument()
	for _, st := range t.all {
		t.describe(st)
	}
	asides, edges := t.asides(), t.ownEdges()
	for _, st := range t.all {
		n := t.about[st.subject.Value]
		switch {
		case n.document:
		case n.claim != nil:
			if st == n.claim[graph.QSubject] {
				t.ownClaim(n)
			}
		case t.describes(st):
			t.named(st)
		case asides[st.label] || edges[edge{st.subject.Value, st.predicate.Value, st.object.Value}] || isScaffold(st.predicate.Value):
		default:
			t.fact(st)
		}
	}
}

// asides are the graphs of nanopublications that tell how these were made, and those
// of edges that a workspace only inferred.
func (t *triples) asides() map[quad.Value]bool {
	aside := map[quad.Value]bool{}
	for _, st := range t.all {
		switch {
		case st.predicate.Value == quad.IRI(nsNanopub+"hasProvenance"), st.predicate.Value == quad.IRI(nsNanopub+"hasPublicationInfo"):
			aside[st.object.Value] = true
		case st.predicate.Value == graph.RDFType && st.object.Value == graph.QInference:
			aside[st.subject.Value] = true
		}
	}
	return aside
}

// describe takes what a statement says of its subject's name, type and links.
func (t *triples) describe(st *statement) {
	n := t.node(st.subject.Value)
	if n.claim != nil {
		if n.claim[st.predicate.Value] == nil {
			n.claim[st.predicate.Value] = st
		}
		return
	}
	words, lang := lexical(st.object.Value)
	iri, isIRI := st.object.Value.(quad.IRI)
	switch p := st.predicate.Value; {
	case p == graph.RDFType && isIRI:
		n.types = append(n.types, iri)
	case slices.Contains(labelPredicates, p) && words != "":
		n.labels = append(n.labels, label{words, lang, slices.Index(labelPredicates, p)})
	case slices.Contains(aliasPredicates, p) && words != "":
		n.aliases = append(n.aliases, words)
	case slices.Contains(linkPredicates, p) && isIRI:
		n.links = append(n.links, linkOf(iri))
	case slices.Contains(linkPredicates, p) && words != "":
		n.links = append(n.links, words)
	}
}

// describes reports whether a statement names, types or links its subject.
func (t *triples) describes(st *statement) bool {
	p := st.predicate.Value
	_, isIRI := st.object.Value.(quad.IRI)
	if strings.HasPrefix(string(p.(quad.IRI)), nsNanopub) || p == graph.RDFType && st.object.Value == quad.IRI(nsNanopub+"Nanopublication") {
		return false
	}
	return p == graph.RDFType && isIRI || slices.Contains(labelPredicates, p) || slices.Contains(aliasPredicates, p) || slices.Contains(linkPredicates, p)
}

// named makes an entity of what a statement names; a type that the schema has not
// is a claim.
func (t *triples) named(st *statement) {
	m := t.mention(st.subject)
	iri, isType := st.object.Value.(quad.IRI)
	if st.predicate.Value != graph.RDFType || !isType || t.typeOf(iri) != "" || readable(string(iri)) == "" {
		return
	}
	c := newClaim()
	c.Subject, c.Value = m, readable(string(iri))
	t.r.relate(&c, "is-a")
	t.r.claim(c, st.own)
}

// fact makes a claim of a statement.
func (t *triples) fact(st *statement) {
	p := st.predicate.Value.(quad.IRI)
	name, ok := t.r.Vocabulary.RelationID(p)
	if !ok {
		name = local(string(p))
	}
	if kebab(name) == "" {
		t.r.mistake(st.own.start, "the predicate %s has no name", p)
		return
	}
	c := newClaim()
	c.Subject = t.mention(st.subject)
	if words, _ := lexical(st.object.Value); isNode(st.object.Value) {
		c.Object = t.mention(st.object)
	} else if c.Value = words; strings.TrimSpace(words) == "" {
		t.r.mistake(st.own.start, "the value of %s is empty", p)
		return
	}
	t.r.relate(&c, name)
	t.r.claim(c, st.own)
}

// described matches the names that workspaces give to what one document only
// describes: id/gunmen-9ab2c1d0e3f4.
var described = regexp.MustCompile(`/id/.*-[0-9a-f]{12}$`)

// mention returns the mention of a node where it stands.
func (t *triples) mention(x token) int {
	key := "_:" // no IRI begins so
	if b, ok := x.Value.(quad.BNode); ok {
		key += string(b)
	} else {
		key = string(x.Value.(quad.IRI))
	}
	i, known := t.r.entities[key]
	if !known {
		i = t.entity(key, x.Value)
	}
	kind := text.Name
	if isBlank(x.Value) && len(t.node(x.Value).labels) == 0 || described.MatchString(key) {
		kind = text.Nominal // nobody else can speak of it
	}
	return t.r.mention(i, x.span, kind)
}

// entity makes an entity of a node by what the file says of it.
func (t *triples) entity(key string, x quad.Value) int {
	n := t.node(x)
	slices.SortStableFunc(n.labels, func(a, b label) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(langRank(a.lang), langRank(b.lang)))
	})
	name, typ := key, ""
	iri, isIRI := x.(quad.IRI)
	if id, own := t.r.Vocabulary.EntityID(x); own {
		name = id
	} else if isIRI {
		name = cmp.Or(readable(key), key)
		n.links = append(n.links, linkOf(iri))
	} else if strings.HasPrefix(key, "_: ") {
		name = "unnamed"
	}
	for _, of := range n.types {
		if typ = t.typeOf(of); typ != "" {
			break
		}
	}
	if len(n.labels) > 0 {
		name = n.labels[0].words
	}
	i := t.r.entity(key, name, typ)
	e := &t.r.doc.Entities[i]
	for _, l := range n.labels {
		e.Aliases = append(e.Aliases, l.words)
	}
	e.Aliases = append(e.Aliases, n.aliases...)
	for _, l := range n.links {
		if l != "" {
			e.Links = append(e.Links, l)
		}
	}
	return i
}

// langRank puts English before no language, and that before all others.
func langRank(lang string) int {
	switch {
	case lang == "en" || strings.HasPrefix(lang, "en-"):
		return 0
	case lang == "":
		return 1
	}
	return 2
}

// typeOf returns the schema's type that a class is by its name.
func (t *triples) typeOf(class quad.IRI) string { return t.r.typeOf(local(string(class))) }

// linkOf writes an IRI as links are written; "" for one that leads nowhere.
func linkOf(iri quad.IRI) string {
	for _, wikidata := range []string{"http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/", "https://www.wikidata.org/wiki/"} {
		if id, ok := strings.CutPrefix(string(iri), wikidata); ok {
			return "wikidata:" + id
		}
	}
	if strings.HasPrefix(string(iri), "http://") || strings.HasPrefix(string(iri), "https://") {
		return string(iri)
	}
	return ""
}

func isBlank(x quad.Value) bool { _, ok := x.(quad.BNode); return ok }

func isNode(x quad.Value) bool { _, ok := x.(quad.IRI); return ok || isBlank(x) }

// lexical returns a literal's characters and language; nothing of other terms.
func lexical(x quad.Value) (words, lang string) {
	switch x := x.(type) {
	case quad.String:
		return string(x), ""
	case quad.LangString:
		return string(x.Value), strings.ToLower(x.Lang)
	case quad.TypedString:
		return string(x.Value), ""
	}
	return "", ""
}
