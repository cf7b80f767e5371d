package facts

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

const (
	nsRDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsXSD = "http://www.w3.org/2001/XMLSchema#"
)

// readTriG reads TriG (https://www.w3.org/TR/trig/), of which every Turtle file is
// one. A statement that is wrong is passed over up to its full stop.
func readTriG(r *reading) error {
	p := &parser{scanner: scanner{text: r.content}, r: r, out: newTriples(r), prefixes: map[string]string{}}
	p.read()
	p.out.finish()
	return nil
}

// parser reads statements. Those of one sentence are pending until it has ended well.
type parser struct {
	scanner
	r        *reading
	out      *triples
	prefixes map[string]string
	base     *url.URL
	label    quad.Value // of the graph that is open
	open     bool       // whether one is
	blanks   int
	pending  []statement
	depth    int
}

// read reads all statements.
func (p *parser) read() {
	for p.skip(); !p.done(); p.skip() {
		start := p.pos
		p.pending = p.pending[:0]
		if err := p.statement(); err != nil {
			p.r.mistake(p.pos, "%v", err)
			p.recover(start)
		}
	}
	if p.open {
		p.r.mistake(max(0, len(p.text)-1), "a graph is not closed: there is a { without its }")
	}
}

// deepest is how far brackets may stand within brackets.
const deepest = 200

// skip passes over white space and comments.
func (p *parser) skip() {
	for {
		p.space(" \t\n\r")
		if p.peek() != '#' {
			return
		}
		for !p.done() && p.peek() != '\n' {
			p.pos++
		}
	}
}

// recover goes on after the full stop that ends a wrong statement, or before the
// bracket that ends a graph.
func (p *parser) recover(start int) {
	p.pos = max(p.pos, start+1)
	for ; !p.done(); p.pos++ {
		switch c := p.peek(); {
		case c == '}' && p.open:
			return
		case c == '.' && (p.pos+1 >= len(p.text) || strings.IndexByte(" \t\n\r}", p.text[p.pos+1]) >= 0):
			p.pos++
			return
		}
	}
}

// word reports whether a keyword stands here, in any case, and passes over it.
func (p *parser) word(w string) bool {
	rest := p.text[p.pos:]
	if len(rest) < len(w) || !strings.EqualFold(rest[:len(w)], w) || len(rest) > len(w) && (isAlnum(rest[len(w)]) || rest[len(w)] == ':' || rest[len(w)] == '_') {
		return false
	}
	p.pos += len(w)
	return true
}

func (p *parser) expect(mark byte, of string) error {
	p.skip()
	if p.peek() != mark {
		return fmt.Errorf("%s lacks its %q; here stands %s", of, mark, excerpt(p.text[p.pos:]))
	}
	p.pos++
	return nil
}

// statement reads a directive, the beginning or end of a graph, or triples.
func (p *parser) statement() error {
	switch {
	case p.open && p.peek() == '}':
		p.pos++
		p.open, p.label = false, nil
		p.skip()
		if p.peek() == '.' {
			p.pos++
		}
		return nil
	case p.word("@prefix"):
		return p.prefix(true)
	case p.word("@base"):
		return p.baseIRI(true)
	case p.word("PREFIX"):
		return p.prefix(false)
	case p.word("BASE"):
		return p.baseIRI(false)
	case !p.open && p.word("GRAPH"):
		p.skip()
		name, err := p.node()
		if err != nil {
			return err
		}
		return p.begin(name.Value)
	case !p.open && p.peek() == '{':
		return p.begin(nil)
	}
	return p.triples()
}

func (p *parser) begin(label quad.Value) error {
	if err := p.expect('{', "a graph"); err != nil {
		return err
	}
	p.open, p.label = true, label
	return nil
}

func (p *parser) prefix(stop bool) error {
	p.skip()
	name := p.name(false)
	if p.peek() != ':' {
		return fmt.Errorf("a prefix lacks its colon; here stands %s", excerpt(p.text[p.pos:]))
	}
	p.pos++
	p.skip()
	iri, err := p.iriRef()
	if err != nil {
		return err
	}
	p.prefixes[name] = string(iri)
	if stop {
		return p.expect('.', "@prefix")
	}
	return nil
}

func (p *parser) baseIRI(stop bool) error {
	p.skip()
	iri, err := p.iriRef()
	if err != nil {
		return err
	}
	if p.base, err = url.Parse(string(iri)); err != nil {
		return fmt.Errorf("the base %s is no IRI", iri)
	}
	if stop {
		return p.expect('.', "@base")
	}
	return nil
}

// triples reads a subject with all that is said of it, and its full stop; before a
// brace the subject is a graph's name.
func (p *parser) triples() error {
	alone := p.peek() == '['
	subject, err := p.node()
	if err != nil {
		return err
	}
	p.skip()
	if !p.open && p.peek() == '{' {
		return p.begin(subject.Value)
	}
	if !alone || p.peek() != '.' && p.peek() != '}' {
		if err := p.properties(subject); err != nil {
			return err
		}
	}
	p.skip()
	if p.peek() == '.' {
		p.pos++
	} else if !p.open || p.peek() != '}' {
		return fmt.Errorf("a statement does not end in a full stop; here stands %s", excerpt(p.text[p.pos:]))
	}
	for _, st := range p.pending {
		p.out.add(st)
	}
	return nil
}

// properties reads predicates and objects up to what ends them.
func (p *parser) properties(subject token) error {
	before := -1 // where the subject ends, while it stands right before the predicate
	if subject.end > subject.start {
		before = subject.start
	}
	for {
		p.skip()
		predicate, err := p.verb()
		if err != nil {
			return err
		}
		for {
			p.skip()
			object, err := p.object()
			if err != nil {
				return err
			}
			own := span{predicate.start, object.end}
			if before >= 0 {
				own.start = before
			}
			p.emit(statement{subject: subject, predicate: predicate, object: object, own: own})
			p.skip()
			if p.peek() != ',' {
				break
			}
			p.pos++
		}
		before = -1
		if p.peek() != ';' {
			return nil
		}
		for p.peek() == ';' {
			p.pos++
			p.skip()
		}
		if c := p.peek(); c == '.' || c == ']' || c == '}' || c == 0 {
			return nil
		}
	}
}

func (p *parser) emit(st statement) {
	st.label = p.label
	p.pending = append(p.pending, st)
}

func (p *parser) verb() (token, error) {
	start := p.pos
	if p.word("a") {
		return token{quad.IRI(nsRDF + "type"), span{start, p.pos}}, nil
	}
	iri, err := p.anyIRI()
	return token{iri, span{start, p.pos}}, err
}

// node reads what can be a subject or a graph.
func (p *parser) node() (token, error) {
	start := p.pos
	switch p.peek() {
	case '[':
		return p.bracket()
	case '(':
		return p.list()
	case '_':
		b, err := p.blank()
		return token{b, span{start, p.pos}}, err
	case '"', '\'':
		return token{}, errors.New("a statement begins with a literal")
	}
	iri, err := p.anyIRI()
	return token{iri, span{start, p.pos}}, err
}

// object reads any term.
func (p *parser) object() (token, error) {
	start := p.pos
	c := p.peek()
	switch {
	case c == '"' || c == '\'':
		x, err := p.literal(p.anyIRI)
		return token{x, span{start, p.pos}}, err
	case c == '+' || c == '-' || c == '.' || '0' <= c && c <= '9':
		return p.number()
	case p.word("true"), p.word("false"):
		words := strings.ToLower(p.text[start:p.pos])
		return token{quad.TypedString{Value: quad.String(words), Type: nsXSD + "boolean"}, span{start, p.pos}}, nil
	}
	return p.node()
}

func (p *parser) number() (token, error) {
	start := p.pos
	for !p.done() && (isAlnum(p.peek()) || strings.IndexByte("+-.", p.peek()) >= 0) {
		p.pos++
	}
	for p.pos > start && p.text[p.pos-1] == '.' { // that is the statement's
		p.pos--
	}
	words := p.text[start:p.pos]
	t := "integer"
	if strings.ContainsAny(words, "eE") {
		t = "double"
	} else if strings.Contains(words, ".") {
		t = "decimal"
	}
	if _, err := strconv.ParseFloat(words, 64); err != nil {
		return token{}, fmt.Errorf("%s is no number", excerpt(words))
	}
	return token{quad.TypedString{Value: quad.String(words), Type: quad.IRI(nsXSD + t)}, span{start, p.pos}}, nil
}

// fresh returns a blank node of no name. No label of a file has a space.
func (p *parser) fresh() quad.BNode {
	p.blanks++
	return quad.BNode(fmt.Sprintf(" %d", p.blanks))
}

func (p *parser) deeper() error {
	if p.depth++; p.depth > deepest {
		return errors.New("brackets stand too deep within brackets")
	}
	return nil
}

// bracket reads a blank node with what is said of it.
func (p *parser) bracket() (token, error) {
	start := p.pos
	p.pos++
	defer func() { p.depth-- }()
	if err := p.deeper(); err != nil {
		return token{}, err
	}
	x := p.fresh()
	p.skip()
	if p.peek() != ']' {
		// It is mentioned by its opening bracket, for its end is not known yet.
		if err := p.properties(token{x, span{start, start + 1}}); err != nil {
			return token{}, err
		}
	}
	if err := p.expect(']', "a blank node"); err != nil {
		return token{}, err
	}
	return token{x, span{start, start + 1}}, nil
}

// list reads a collection.
func (p *parser) list() (token, error) {
	start := p.pos
	p.pos++
	defer func() { p.depth-- }()
	if err := p.deeper(); err != nil {
		return token{}, err
	}
	at := span{start, start + 1}
	var head, last quad.Value
	for p.skip(); p.peek() != ')'; p.skip() {
		if p.done() {
			return token{}, errors.New("a list does not end: there is a ( without its )")
		}
		item, err := p.object()
		if err != nil {
			return token{}, err
		}
		cell := p.fresh()
		if head == nil {
			head = cell
		} else {
			p.emit(statement{subject: token{last, at}, predicate: token{quad.IRI(nsRDF + "rest"), at}, object: token{cell, at}, own: item.span})
		}
		p.emit(statement{subject: token{cell, at}, predicate: token{quad.IRI(nsRDF + "first"), at}, object: item, own: item.span})
		last = cell
	}
	p.pos++
	null := quad.IRI(nsRDF + "nil")
	if head == nil {
		return token{null, at}, nil
	}
	p.emit(statement{subject: token{last, at}, predicate: token{quad.IRI(nsRDF + "rest"), at}, object: token{null, at}, own: at})
	return token{head, at}, nil
}

// anyIRI reads an IRI in brackets, or by its prefix.
func (p *parser) anyIRI() (quad.IRI, error) {
	if p.peek() == '<' {
		return p.iriRef()
	}
	start := p.pos
	prefix := p.name(false)
	if p.peek() != ':' {
		p.pos = start
		return "", fmt.Errorf("here no term begins: %s", excerpt(p.text[start:]))
	}
	p.pos++
	ns, known := p.prefixes[prefix]
	if !known {
		p.pos = start
		return "", fmt.Errorf("the prefix %q is not declared", prefix+":")
	}
	return quad.IRI(ns + p.name(true)), nil
}

// iriRef reads an IRI in brackets, and completes it by the base.
func (p *parser) iriRef() (quad.IRI, error) {
	iri, err := p.iri()
	if err != nil || p.base == nil {
		return iri, err
	}
	u, err := url.Parse(string(iri))
	if err != nil || u.IsAbs() {
		return iri, nil
	}
	return quad.IRI(p.base.ResolveReference(u).String()), nil
}
