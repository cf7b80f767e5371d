package sparql

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/cayleygraph/quad"

	rdf "github.com/tggo/goRDFlib"
	"github.com/tggo/goRDFlib/term"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// made marks IDs of terms that no quad has: a query computed or wrote them.
const made store.ID = 1 << 62

// terms turns IDs into terms of the engine and back.
type terms struct {
	index *store.Snapshot
	byID  map[store.ID]rdf.Term // what has been asked for
	own   []rdf.Term            // of made IDs
	ids   map[string]store.ID   // of terms, by their keys
}

func newTerms(r *store.Snapshot) *terms {
	return &terms{index: r, byID: map[store.ID]rdf.Term{}, ids: map[string]store.ID{}}
}

// cacheLimit bounds the terms that are remembered.
const cacheLimit = 200_000

// term returns what an ID stands for; nil for none.
func (t *terms) term(id store.ID) rdf.Term {
	switch {
	case id == 0:
		return nil
	case id >= made:
		return t.own[id-made]
	}
	if known, ok := t.byID[id]; ok {
		return known
	}
	if len(t.byID) >= cacheLimit {
		clear(t.byID)
	}
	x := toTerm(t.value(id))
	t.byID[id] = x
	return x
}

// value returns the value that an ID stands for; nil for none.
func (t *terms) value(id store.ID) quad.Value {
	switch {
	case id == 0:
		return nil
	case id >= made:
		return toValue(t.own[id-made])
	}
	v, err := t.index.Value(id)
	if err != nil {
		panic(stop{err})
	}
	return v
}

// id returns the ID of a term, the store's where a quad has it.
func (t *terms) id(x rdf.Term) store.ID {
	key := term.TermKey(x)
	if id, ok := t.ids[key]; ok {
		return id
	}
	id, err := t.index.ID(toValue(x))
	if err != nil {
		panic(stop{err})
	}
	if id == 0 {
		id = made + store.ID(len(t.own))
		t.own = append(t.own, x)
	}
	if len(t.ids) >= cacheLimit && id < made {
		return id
	}
	t.ids[key] = id
	return id
}

const xsd = "http://www.w3.org/2001/XMLSchema#"

// toTerm returns a value of the store as the engine knows it.
func toTerm(v quad.Value) rdf.Term {
	switch v := v.(type) {
	case quad.IRI:
		return rdf.NewURIRefUnsafe(string(v))
	case quad.BNode:
		return rdf.NewBNode(string(v))
	case quad.String:
		return rdf.NewLiteral(string(v))
	case quad.LangString:
		return rdf.NewLiteral(string(v.Value), rdf.WithLang(v.Lang))
	case quad.TypedString:
		typ := string(v.Type)
		if local, short := strings.CutPrefix(typ, "xsd:"); short {
			typ = xsd + local
		}
		return rdf.NewLiteral(string(v.Value), rdf.WithDatatype(rdf.NewURIRefUnsafe(typ)))
	case quad.TypedStringer:
		return toTerm(v.TypedString())
	}
	return rdf.NewLiteral(fmt.Sprint(v))
}

// toValue returns a term of the engine as a value of the store.
func toValue(x rdf.Term) quad.Value {
	switch x := x.(type) {
	case rdf.URIRef:
		return quad.IRI(x.Value())
	case rdf.BNode:
		return quad.BNode(x.Value())
	case rdf.Literal:
		switch {
		case x.Language() != "":
			return quad.LangString{Value: quad.String(x.Lexical()), Lang: x.Language()}
		case x.Datatype().Value() == "" || x.Datatype() == rdf.XSDString:
			return quad.String(x.Lexical())
		}
		return quad.TypedString{Value: quad.String(x.Lexical()), Type: quad.IRI(x.Datatype().Value())}
	}
	return quad.String(x.String())
}

// constant reads a term as the parser leaves it in a pattern: <iri>, a prefixed
// name, a number, true, false, or a string with its language or datatype. It
// returns nil for anything else.
func (s *solver) constant(text string) rdf.Term {
	switch {
	case text == "":
		return nil
	case text[0] == '<' && strings.HasSuffix(text, ">"):
		return rdf.NewURIRefUnsafe(s.resolve(text[1 : len(text)-1]))
	case text[0] == '"' || text[0] == '\'':
		return s.literal(text)
	case text == "true" || text == "false":
		return rdf.NewLiteral(text == "true")
	case strings.ContainsAny(text[:1], "0123456789+-."):
		typ := rdf.XSDInteger
		if strings.ContainsAny(text, "eE") {
			typ = rdf.XSDDouble
		} else if strings.Contains(text, ".") {
			typ = rdf.XSDDecimal
		}
		return rdf.NewLiteral(text, rdf.WithDatatype(typ))
	}
	prefix, local, ok := strings.Cut(text, ":")
	iri, declared := s.prefixes[prefix]
	if !ok || !declared {
		return nil
	}
	return rdf.NewURIRefUnsafe(s.resolve(iri) + unescapeLocal(local))
}

// resolve resolves a relative IRI (RFC 3986, section 5).
func (s *solver) resolve(iri string) string {
	if s.base == "" || hasScheme(iri) {
		return iri
	}
	base, err := url.Parse(s.base)
	if err != nil {
		return iri
	}
	ref, err := url.Parse(iri)
	if err != nil {
		return iri
	}
	return base.ResolveReference(ref).String()
}

// hasScheme reports whether an IRI is absolute.
func hasScheme(iri string) bool {
	i := strings.IndexAny(iri, ":/?#")
	return i > 0 && iri[i] == ':'
}

// unescapeLocal takes the backslashes out of a local name (PN_LOCAL_ESC).
func unescapeLocal(local string) string {
	if !strings.Contains(local, `\`) {
		return local
	}
	var b strings.Builder
	for i := 0; i < len(local); i++ {
		if local[i] == '\\' && i+1 < len(local) {
			i++
		}
		b.WriteByte(local[i])
	}
	return b.String()
}

// literal reads a string in quotes with what follows it.
func (s *solver) literal(text string) rdf.Term {
	body, rest := cutString(text)
	lexical := unescapeString(body)
	if lang, ok := strings.CutPrefix(rest, "@"); ok {
		return rdf.NewLiteral(lexical, rdf.WithLang(lang))
	}
	if name, ok := strings.CutPrefix(rest, "^^"); ok {
		if typ, ok := s.constant(name).(rdf.URIRef); ok {
			return rdf.NewLiteral(lexical, rdf.WithDatatype(typ))
		}
	}
	return rdf.NewLiteral(lexical)
}

// cutString parts a string in one or three quotes from what follows it.
func cutString(text string) (body, rest string) {
	quote := text[:1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(text, triple) {
		quote = triple
	}
	for i := len(quote); i < len(text); i++ {
		if text[i] == '\\' {
			i++
		} else if strings.HasPrefix(text[i:], quote) {
			return text[len(quote):i], text[i+len(quote):]
		}
	}
	return strings.TrimPrefix(text, quote), ""
}

// unescapeString undoes the escapes of a string (ECHAR); \u has been undone.
func unescapeString(body string) string {
	if !strings.Contains(body, `\`) {
		return body
	}
	var b strings.Builder
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' || i+1 == len(body) {
			b.WriteByte(body[i])
			continue
		}
		i++
		if at := strings.IndexByte(`tbnrf"'\`, body[i]); at >= 0 {
			b.WriteByte("\t\b\n\r\f\"'\\"[at])
		} else {
			b.WriteByte('\\') // no escape, which the parser lets nobody write
			b.WriteByte(body[i])
		}
	}
	return b.String()
}
