package query

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
)

// Parse reads a query:
//
//	query    = triple { "," triple } { ";" modifier }
//	triple   = term relation term [ "[" condition { "," condition } "]" ]
//	term     = variable | name
//	relation = variable | name [ "+" ] { "|" name [ "+" ] }
//	variable = "?" [ letters ] | "_"
//	name     = word { word } | "'" … "'" | `"` … `"`
//	modifier = "order by" variable [ "desc" ] { "," … } | "limit" number | "count" [ "by" variable { "," … } ]
//
// Where says what the conditions are. A modifier in capitals needs no semicolon.
//
// Where a triple's words can be parted in several ways, the parting is taken
// whose names are known and whose relation is longest. Its errors are *SyntaxError.
func Parse(text string, names Lexicon) (*Query, error) {
	q, err := parse(text, names)
	if s, ok := err.(*SyntaxError); ok && strings.Contains(text, "\n") {
		at := FaultAt(text, len(string([]rune(text)[:s.Column-1])), "")
		s.Line, s.Column = at.Line, at.Column
	}
	return q, err
}

// parse counts columns through all lines.
func parse(text string, names Lexicon) (*Query, error) {
	tokens, err := scan(text)
	if err != nil {
		return nil, err
	}
	p := parser{text: text, names: names, entities: map[string][]graph.Entity{}, near: map[string][]string{}}
	q := &Query{}
	tokens, rest := splitModifiers(tokens)
	start, depth := 0, 0
	for i := 0; i <= len(tokens); i++ {
		if i < len(tokens) {
			switch tokens[i].kind {
			case opening:
				depth++
			case closing:
				depth--
			}
			if tokens[i].kind != comma || depth > 0 {
				continue
			}
		}
		column := p.endColumn()
		if len(rest) > 0 {
			column = rest[0].column
		}
		if i < len(tokens) {
			column = tokens[i].column
		}
		t, err := p.triple(tokens[start:i], column)
		if err != nil {
			return nil, err
		}
		q.Triples = append(q.Triples, *t)
		start = i + 1
	}
	for _, t := range q.Triples {
		for _, v := range []string{t.Subject.Var, t.Relation.Var, t.Object.Var} {
			if named(v) && !slices.Contains(q.Vars, v) {
				q.Vars = append(q.Vars, v)
			}
		}
	}
	if err := q.check(text); err != nil {
		return nil, err
	}
	return q, p.modifiers(q, rest)
}

// named reports whether a variable is one that answers are given for.
func named(v string) bool { return v != "" && v != anonymous }

// anonymous is the variable that is another wherever it stands.
const anonymous = "_"

// check refuses a variable that is to be an entity and a relation at once.
func (q *Query) check(text string) error {
	for _, t := range q.Triples {
		for _, u := range q.Triples {
			if v := t.Relation.Var; named(v) && (v == u.Subject.Var || v == u.Object.Var) {
				column := len([]rune(text[:strings.Index(text, "?"+v)])) + 1
				return &SyntaxError{Query: text, Column: column, Msg: fmt.Sprintf("?%s cannot be both a relation and an entity", v)}
			}
		}
	}
	return nil
}

// parser parts triples, and remembers names it has looked up.
type parser struct {
	text     string
	names    Lexicon
	entities map[string][]graph.Entity
	near     map[string][]string
}

func (p *parser) fail(t token, near []string, format string, args ...any) error {
	return &SyntaxError{Query: p.text, Column: t.column, Msg: fmt.Sprintf(format, args...), Near: near}
}

// endColumn is the column after the query.
func (p *parser) endColumn() int { return len([]rune(p.text)) + 1 }

// triple parts the tokens between two commas; end is the column after them.
func (p *parser) triple(ts []token, end int) (*Triple, error) {
	at := slices.IndexFunc(ts, func(t token) bool { return t.kind == opening || t.kind == closing })
	if at < 0 {
		return p.bare(ts, end)
	}
	closed := slices.IndexFunc(ts[at:], func(t token) bool { return t.kind == closing }) + at
	switch {
	case ts[at].kind == closing:
		return nil, p.fail(ts[at], nil, "the bracket ] closes nothing")
	case closed < at:
		return nil, p.fail(ts[at], nil, "the bracket [ is not closed")
	case closed < len(ts)-1:
		return nil, p.fail(ts[closed+1], nil, "after the conditions a comma or the end is expected, not %q", ts[closed+1].written())
	}
	t, err := p.bare(ts[:at], ts[at].column)
	if err != nil {
		return nil, err
	}
	t.Where, err = p.where(ts[at+1 : closed])
	return t, err
}

// bare parts the tokens of a triple without its conditions.
func (p *parser) bare(ts []token, end int) (*Triple, error) {
	if len(ts) < 3 {
		at := token{column: end}
		if len(ts) > 0 {
			at = ts[0]
		}
		return nil, p.fail(at, nil, "a pattern is a subject, a relation and an object, as in '?who opposes Taliban'")
	}
	best, known := [2]int{}, -1
	for i := 1; i < len(ts)-1; i++ {
		for j := i + 1; j < len(ts); j++ {
			if _, ok := p.relation(ts[i:j]); !ok {
				continue
			}
			n := p.known(ts[:i]) + p.known(ts[j:])
			if n > known || n == known && j-i > best[1]-best[0] {
				best, known = [2]int{i, j}, n
			}
		}
	}
	if known < 0 {
		return nil, p.noRelation(ts)
	}
	if err := p.alternatives(ts, best[0], best[1]); err != nil {
		return nil, err
	}
	t := &Triple{}
	t.Relation, _ = p.relation(ts[best[0]:best[1]])
	var err error
	if t.Subject, err = p.term(ts[:best[0]]); err != nil {
		return nil, err
	}
	t.Object, err = p.term(ts[best[1]:])
	return t, err
}

// alternatives explains what stands beside a relation, parted from it by a bar, and is
// none.
func (p *parser) alternatives(ts []token, from, to int) error {
	begin, end := -1, 0
	switch {
	case ts[to].kind == bar && to+2 < len(ts):
		for begin, end = to+1, to+2; end < len(ts)-1 && p.known(ts[end:]) == 0; end++ {
		}
	case ts[from-1].kind == bar && from > 2:
		for begin, end = from-2, from-1; begin > 1 && p.known(ts[:begin]) == 0; begin-- {
		}
	}
	if begin < 0 {
		return nil
	}
	meant := joined(ts[begin:end])
	_, near := p.names.Relation(strings.TrimSuffix(meant, "+"))
	return p.fail(ts[begin], near, "no relation %q", meant)
}

// noRelation explains why no part of a triple is a relation: what stands between
// the longest names known at either end must have been meant as one.
func (p *parser) noRelation(ts []token) error {
	i, j := 1, len(ts)-1
	for n := len(ts) - 2; n > 1; n-- {
		if p.known(ts[:n]) == 1 {
			i = n
			break
		}
	}
	for n := i + 1; n < len(ts)-1; n++ {
		if p.known(ts[n:]) == 1 {
			j = n
			break
		}
	}
	meant := joined(ts[i:j])
	_, near := p.names.Relation(strings.TrimSuffix(meant, "+"))
	return p.fail(ts[i], near, "no relation %q", meant)
}

// relation reads tokens as a relation, if they are one.
func (p *parser) relation(ts []token) (Relation, bool) {
	if len(ts) == 1 && ts[0].kind == variable {
		return Relation{Var: ts[0].text}, true
	}
	var r Relation
	start := 0
	for i := 0; i <= len(ts); i++ {
		if i < len(ts) && ts[i].kind != bar {
			continue
		}
		name := joined(ts[start:i])
		many := strings.HasSuffix(name, "+")
		id, _ := p.names.Relation(strings.TrimSuffix(name, "+"))
		if id == "" || slices.ContainsFunc(ts[start:i], func(t token) bool { return t.kind == variable }) {
			return Relation{}, false
		}
		r.Alternatives = append(r.Alternatives, Alternative{id, many})
		start = i + 1
	}
	return r, true
}

// known returns 1 where the tokens are a variable or a name that is known.
func (p *parser) known(ts []token) int {
	if _, err := p.term(ts); err != nil {
		return 0
	}
	return 1
}

func (p *parser) term(ts []token) (Term, error) {
	if len(ts) == 1 && ts[0].kind == variable {
		return Term{Var: ts[0].text}, nil
	}
	for i, t := range ts {
		if t.kind == variable && i > 0 || t.kind == bar {
			return Term{}, p.fail(t, nil, "%q cannot stand within a name: put the name in quotes", t.written())
		}
		if t.kind == variable {
			return Term{}, p.fail(ts[1], nil, "a relation is missing before %q", joined(ts[1:]))
		}
	}
	name := joined(ts)
	found, ok := p.entities[name]
	if !ok {
		found, p.near[name] = p.names.Entity(name)
		p.entities[name] = found
	}
	if len(found) == 0 {
		return Term{}, p.fail(ts[0], p.near[name], "no entity %q", name)
	}
	return Term{Entities: found}, nil
}

func joined(ts []token) string {
	words := make([]string, len(ts))
	for i, t := range ts {
		words[i] = t.written()
	}
	return strings.Join(words, " ")
}
