package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/infer"
	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/graph/outline"
	"github.com/quadrille-kg/quadrille/graph/query"
	"github.com/quadrille-kg/quadrille/graph/query/sparql"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// session asks one graph, in any language.
type session struct {
	env        *Env
	ws         *ingest.Workspace
	lang       string // "" is guessed
	limit      int    // 0 is the languages' own
	timeout    time.Duration
	transitive bool
	inferred   bool   // in patterns, also what follows by the schema
	format     string // "" is chosen by where the output goes

	engine *infer.Engine // of what follows; nil until it is asked
	sight  *sight        // the graph that it follows from

	names    *view.Names              // of all; nil until read
	entities map[string]*graph.Entity // those that were asked for, nil for what is none
}

// language is one in which the graph can be asked.
type language struct {
	name  string
	looks func(string) bool // whether a text is plainly in it
	ask   func(s *session, ctx context.Context, text string) (*answers, error)
}

// languages lists them; the first that a text looks like is taken, and a pattern where
// none is.
var languages = []language{
	{"sparql", sparql.Looks, (*session).sparql},
	{"gizmo", looksGizmo, (*session).gizmo},
	{"graphql", looksGraphQL, (*session).graphql},
	{"pattern", func(string) bool { return true }, (*session).pattern},
}

func languageNames() []string { return []string{"pattern", "sparql", "gizmo", "graphql"} }

func languageOf(name string) *language {
	for i := range languages {
		if languages[i].name == name {
			return &languages[i]
		}
	}
	return nil
}

func looksGizmo(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "g.") || strings.HasPrefix(text, "graph.") || strings.Contains(text, "g.V(") || strings.Contains(text, "g.emit(")
}

func looksGraphQL(text string) bool {
	return strings.HasPrefix(strings.TrimSpace(text), "{")
}

// guess returns the language that a text is in.
func (s *session) guess(text string) *language {
	if s.lang != "" {
		return languageOf(s.lang)
	}
	for i := range languages {
		if languages[i].looks(text) {
			return &languages[i]
		}
	}
	return nil // the last one looks like anything
}

// answers are what a query found, as any form of output wants it.
type answers struct {
	lang    string
	columns []string
	rows    [][]string // for people
	bare    [][]string // for CSV; nil is as rows
	right   map[int]bool
	lines   []any                 // one for each row
	json    func(io.Writer) error // the whole; nil is the lines in a list
	quads   []quad.Quad           // of a graph
	isGraph bool
	noun    string // what is counted below a table
	// inferred is how many of a pattern's answers rest on what follows.
	inferred int
	more     bool
	hint     string // for one who found nothing
}

func (a *answers) empty() bool { return len(a.lines) == 0 && len(a.quads) == 0 }

// ask answers a query within the time it has.
func (s *session) ask(ctx context.Context, text string) (*answers, error) {
	l := s.guess(text)
	if s.inferred && l.name != "pattern" {
		return nil, misuse("--inferred goes with patterns, and this is taken for %s", l.name)
	}
	timed, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	a, err := l.ask(s, timed, text)
	var syntax *query.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, s.badQuery(l, syntax)
	case errors.Is(err, context.DeadlineExceeded):
		return nil, s.tooLong()
	case errors.Is(err, sparql.ErrWork):
		return nil, (&fault{err: err, code: Failed}).hinted("name more of it, or count with COUNT in place of listing")
	case errors.Is(err, query.ErrValues):
		return nil, (&fault{err: err, code: Failed}).hinted("ask for some, as in { nodes(first: 10) { id } }, or raise --limit")
	case errors.Is(err, query.ErrMemory):
		return nil, &fault{err: err, code: Failed}
	case err != nil:
		return nil, err
	}
	a.lang = l.name
	return a, nil
}

func (s *session) badQuery(l *language, e *query.SyntaxError) error {
	f := misuse("the query is not understood at %w\n  %s", e, strings.ReplaceAll(e.Excerpt(), "\n", "\n  "))
	f.hint = e.Hint()
	if f.hint == "" && l.name == "pattern" {
		f.hint = "a pattern is like '?who opposes Taliban'; see \"quadrille query --help\""
	} else if f.hint == "" && s.lang == "" {
		f.hint = fmt.Sprintf("it was taken for %s; --lang says what it is", l.name)
	}
	return f
}

// read gathers the graph's names, once.
func (s *session) read() error {
	if s.names != nil {
		return nil
	}
	names, entities, err := query.Names(s.ws.Store(), s.ws.Vocabulary(), s.ws.Schema())
	if err != nil {
		return err
	}
	s.names, s.entities = names, map[string]*graph.Entity{}
	for i := range entities {
		s.entities[entities[i].ID] = &entities[i]
	}
	return nil
}

// entity returns the entity of an ID, nil where there is none.
func (s *session) entity(id string) *graph.Entity {
	e, asked := s.entities[id]
	if asked || s.names != nil {
		return e
	}
	if p, known, err := outline.Entity(s.ws.Store(), s.ws.Vocabulary(), id); known && err == nil {
		e = &p.Entity
	}
	if s.entities == nil {
		s.entities = map[string]*graph.Entity{}
	}
	s.entities[id] = e
	return e
}

// lexicon knows the names that a pattern may use without reading all that there are.
type lexicon struct {
	s         *session
	guess     bool // whether a name may be a part of one, or misspelled
	relations *view.Names
	err       error
}

func (l *lexicon) Entity(name string) (found []graph.Entity, near []string) {
	var err error
	if l.guess {
		found, near, _, err = l.s.ws.Meant(name)
	} else {
		found, _, err = l.s.ws.Called(name)
	}
	l.err = cmp.Or(l.err, err)
	return found, near
}

func (l *lexicon) Relation(name string) (id string, near []string) { return l.relations.Relation(name) }

// lexicon returns the names that are meant by whole names, and relations of the schema;
// or also those that are guessed, and relations that the graph alone has.
func (s *session) lexicon(guess bool) (*lexicon, error) {
	g := &graph.Graph{}
	if guess {
		own, err := s.ws.OwnRelations()
		if err != nil {
			return nil, err
		}
		for i := range own {
			g.Claims = append(g.Claims, graph.Claim{Relation: &own[i]})
		}
	}
	return &lexicon{s: s, guess: guess, relations: view.WordsOf(g, s.ws.Schema())}, nil
}

// guesses returns all names, or one who guesses them.
func (s *session) guesses() (query.Lexicon, error) {
	if s.names != nil {
		return s.names, nil
	}
	return s.lexicon(true)
}

// parse reads a pattern. Where a part of it is none that goes by a whole name, it is
// guessed: it may be a part of one, or be misspelled.
func (s *session) parse(text string) (q *query.Query, err error) {
	if s.names != nil {
		return query.Parse(text, s.names)
	}
	for _, guess := range []bool{false, true} {
		l, e := s.lexicon(guess)
		if e != nil {
			return nil, e
		}
		if q, err = query.Parse(text, l); err == nil || l.err != nil {
			return q, l.err
		}
	}
	return nil, err
}

// thing is what a variable of a pattern stands for: an entity, or a relation.
func (s *session) thing(id string) (entity *graph.Entity, name string) {
	if e := s.entity(id); e != nil {
		return e, e.Name
	}
	return nil, id
}

// answer is what a pattern gives as JSON lines.
type answer struct {
	Bindings bindings   `json:"bindings"`
	Edges    []restEdge `json:"edges"` // what the answer rests on
	// Inferred is what it rests on besides, with --inferred, where no edges alone
	// make it right.
	Inferred []restInference `json:"inferred,omitempty"`
}

type restEdge struct {
	Subject  string   `json:"subject"`
	Relation string   `json:"relation"`
	Object   string   `json:"object"`
	Claims   []string `json:"claims"`
}

// restInference is what follows from claims, in their order from subject to object.
type restInference struct {
	restEdge
	How graph.How `json:"how"`
}

// bindings is what each variable stands for; JSON sorts the variables.
type bindings map[string]any

func (s *session) options() *query.Options {
	return &query.Options{Vocabulary: s.ws.Vocabulary(), Schema: s.ws.Schema(), Transitive: s.transitive, Max: s.limit}
}

func (s *session) pattern(ctx context.Context, text string) (*answers, error) {
	q, err := s.parse(text)
	if err != nil {
		return nil, err
	}
	opts := s.options()
	if s.inferred {
		if err := s.infer(ctx); err != nil {
			return nil, err
		}
		opts.Inferred = s.engine
	}
	found, err := q.Run(ctx, s.ws.Store().QuadStore(), opts)
	if err != nil {
		return nil, err
	}
	if s.inferred {
		s.env.leftOut(s.sight, &found.Left)
	}
	a := &answers{more: found.More && (s.limit == 0 && q.Limit == 0), noun: "answer", hint: `what is only reported or doubted is asked so: '?a attacked ?b [reported]'`}
	if slices.ContainsFunc(q.Triples, func(t query.Triple) bool { return t.Where != nil }) {
		a.hint = ""
	}
	for i, v := range found.Vars {
		a.columns = append(a.columns, "?"+v)
		if q.Count && i == len(found.Vars)-1 {
			a.columns[i] = "COUNT"
			a.right = map[int]bool{i: true}
		}
	}
	if q.Count {
		a.noun = "group"
	} else {
		a.columns = append(a.columns, "BECAUSE")
	}
	for _, row := range found.Rows {
		if len(row.Inferences) > 0 {
			a.inferred++
		}
		line, cells := s.patternRow(found.Vars, row, q.Count)
		a.lines = append(a.lines, line)
		a.rows = append(a.rows, cells)
	}
	a.json = func(w io.Writer) error { return sparql.WriteJSON(w, s.patternResult(found, q.Count)) }
	return a, nil
}

func (s *session) patternRow(vars []string, row query.Row, counts bool) (any, []string) {
	line := answer{Bindings: bindings{}, Edges: []restEdge{}}
	var cells, because []string
	for i, id := range row.Values {
		if counts && i == len(row.Values)-1 {
			line.Bindings[vars[i]] = json.Number(id)
			return line.Bindings, append(cells, id)
		}
		e, name := s.thing(id)
		cells = append(cells, name)
		line.Bindings[vars[i]] = name
		if e != nil {
			line.Bindings[vars[i]] = e
		}
	}
	if counts {
		return line.Bindings, cells
	}
	for _, e := range row.Edges {
		line.Edges = append(line.Edges, restEdge(e))
		_, subject := s.thing(e.Subject)
		_, object := s.thing(e.Object)
		because = append(because, fmt.Sprintf("%s %s %s", subject, e.Relation, object))
	}
	for i := range row.Inferences {
		f := &row.Inferences[i]
		line.Inferred = append(line.Inferred, restInference{restEdge{f.Subject.ID, f.Relation, f.Object.ID, f.ClaimIDs()}, f.How})
		because = append(because, fmt.Sprintf("%s %s %s (%s, from %s)", f.Subject.Name, f.Relation, f.Object.Name, inferredWords(f, pen(false)), grounds(f)))
	}
	return line, append(cells, strings.Join(because, ", "))
}

// infer reads the whole graph, once, for what follows from it.
func (s *session) infer(ctx context.Context) error {
	if s.engine != nil {
		return nil
	}
	g, err := s.ws.Graph(ctx)
	if err != nil {
		return err
	}
	s.sight = &sight{ws: s.ws, graph: g, names: s.names, schema: s.ws.Schema()}
	s.engine = infer.New(g.Claims, s.ws.Schema(), nil)
	return nil
}

// patternResult writes a pattern's answers as SPARQL has them: entities and relations
// by their IRIs.
func (s *session) patternResult(found *query.Result, counts bool) *sparql.Result {
	v := s.ws.Vocabulary()
	res := &sparql.Result{Form: sparql.Select, Vars: found.Vars}
	for _, row := range found.Rows {
		values := make([]quad.Value, len(row.Values))
		for i, id := range row.Values {
			switch {
			case counts && i == len(row.Values)-1:
				values[i] = quad.TypedString{Value: quad.String(id), Type: "http://www.w3.org/2001/XMLSchema#integer"}
			case s.entity(id) != nil:
				values[i] = v.EntityIRI(id)
			default:
				values[i] = v.RelationIRI(id)
			}
		}
		res.Rows = append(res.Rows, values)
	}
	return res
}

func (s *session) sparql(ctx context.Context, text string) (*answers, error) {
	v := s.ws.Vocabulary()
	res, err := sparql.Run(ctx, s.ws.Store(), text, &sparql.Options{Vocabulary: v, Max: s.limit})
	if err != nil {
		return nil, err
	}
	a := &answers{noun: "answer", more: res.More && s.limit == 0, quads: res.Quads}
	if res.Form == sparql.Construct || res.Form == sparql.Describe {
		a.isGraph, a.noun = true, "quad"
		a.columns = []string{"SUBJECT", "PREDICATE", "OBJECT", "LABEL"}
		for _, q := range res.Quads {
			values := []quad.Value{q.Subject, q.Predicate, q.Object, q.Label}
			a.add(values, v)
			a.lines = append(a.lines, json.RawMessage(sparql.Binding([]string{"subject", "predicate", "object", "graph"}, values)))
		}
	} else {
		a.json = func(w io.Writer) error { return sparql.WriteJSON(w, res) }
	}
	if res.Form == sparql.Ask {
		a.columns, a.noun = []string{"ANSWER"}, ""
		a.rows = [][]string{{strconv.FormatBool(res.True)}}
		a.lines = []any{res.True}
	}
	for _, name := range res.Vars {
		a.columns = append(a.columns, "?"+name)
	}
	for _, row := range res.Rows {
		a.add(row, v)
		a.lines = append(a.lines, sparql.Binding(res.Vars, row))
	}
	if a.empty() {
		a.hint = s.unknownHint(res.Unknown)
	}
	return a, nil
}

// add adds a row of terms, short for people and whole for programs.
func (a *answers) add(row []quad.Value, v graph.Vocabulary) {
	cells, bare := make([]string, len(row)), make([]string, len(row))
	for i, x := range row {
		bare[i] = sparql.Text(x)
		cells[i] = bare[i]
		if iri, ok := x.(quad.IRI); ok {
			cells[i] = query.Short(v, iri)
		}
	}
	a.rows = append(a.rows, cells)
	a.bare = append(a.bare, bare)
}

// unknownHint says which names of a query nothing is known of, and what may have been
// meant.
func (s *session) unknownHint(unknown []quad.IRI) string {
	if len(unknown) == 0 {
		return ""
	}
	names, err := s.guesses()
	if err != nil {
		return ""
	}
	v := s.ws.Vocabulary()
	iri := unknown[0]
	var near []string
	if id, ok := v.RelationID(iri); ok {
		_, ids := names.Relation(id)
		for _, id := range ids {
			near = append(near, query.Short(v, v.RelationIRI(id)))
		}
	} else if id, ok := v.EntityID(iri); ok {
		found, like := names.Entity(id)
		for _, name := range like {
			more, _ := names.Entity(name)
			found = append(found, more...)
		}
		for _, e := range found {
			near = append(near, query.Short(v, v.EntityIRI(e.ID)))
		}
	}
	hint := fmt.Sprintf("nothing in the graph is called %s", query.Short(v, iri))
	if len(near) > 0 {
		hint += "; did you mean " + strings.Join(near, ", or ") + "?"
	}
	return hint
}

func (s *session) gizmo(ctx context.Context, text string) (*answers, error) {
	found, err := query.Gizmo(ctx, s.ws.Store().QuadStore(), text, s.options())
	return s.fromCayley(found, found != nil && len(found.Rows) == 0, err)
}

func (s *session) graphql(ctx context.Context, text string) (*answers, error) {
	found, err := query.GraphQL(ctx, s.ws.Store().QuadStore(), text, s.options())
	if err != nil {
		return nil, err
	}
	nothing := true
	if fields, ok := found.Rows[0].(map[string]any); ok {
		for _, v := range fields {
			nothing = nothing && v == nil
		}
	}
	a, err := s.fromCayley(found, nothing, err)
	if err == nil {
		whole := found.Rows[0]
		a.json = func(w io.Writer) error { return encodeJSON(w, whole) }
	}
	return a, err
}

// fromCayley lays trees of values out as a table: a field within a field is a column
// with both names, and of several values each has a row.
func (s *session) fromCayley(found *query.Found, nothing bool, err error) (*answers, error) {
	if err != nil {
		return nil, err
	}
	a := &answers{noun: "answer", more: found.More && s.limit == 0}
	if nothing {
		a.hint = s.unknownHint(found.Unknown)
		return a, nil
	}
	a.lines = found.Rows
	var flat []map[string]string
	columns := map[string]bool{}
	for _, row := range found.Rows {
		for _, r := range flatten("", row) {
			flat = append(flat, r)
			for k := range r {
				columns[k] = true
			}
		}
	}
	a.columns = slices.Sorted(maps.Keys(columns))
	for _, r := range flat {
		cells := make([]string, len(a.columns))
		for i, c := range a.columns {
			cells[i] = r[c]
		}
		a.rows = append(a.rows, cells)
	}
	return a, nil
}

// flatten returns the rows that a tree of values makes.
func flatten(name string, x any) []map[string]string {
	switch x := x.(type) {
	case nil:
		return []map[string]string{{}}
	case map[string]any:
		rows := []map[string]string{{}}
		for _, k := range slices.Sorted(maps.Keys(x)) {
			full := k
			if name != "" {
				full = name + "." + k
			}
			rows = times(rows, flatten(full, x[k]))
		}
		return rows
	case []any:
		var rows []map[string]string
		for _, v := range x {
			rows = append(rows, flatten(name, v)...)
		}
		return rows
	}
	if name == "" {
		name = "value"
	}
	return []map[string]string{{name: fmt.Sprint(x)}}
}

// times joins every row with every other.
func times(rows, others []map[string]string) []map[string]string {
	var out []map[string]string
	for _, a := range rows {
		for _, b := range others {
			c := maps.Clone(a)
			maps.Copy(c, b)
			out = append(out, c)
		}
	}
	return out
}
