package query

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	cayleyquery "github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/cayley/query/graphql"
	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
)

// Found is what a query of Gizmo or GraphQL found. Its values are strings, numbers and
// truth values, nil, []any and map[string]any, as JSON has them; IRIs are written with
// the prefixes of the vocabulary, <rel:opposes>, as these languages read them.
type Found struct {
	// Rows are the results of Gizmo: each once, sorted. GraphQL has one, its answer.
	Rows []any
	// More says that there is more than Options.Max.
	More bool
	// Unknown are the IRIs of the query that no quad has.
	Unknown []quad.IRI
}

// ErrMemory says that a program took more memory than it is given.
var ErrMemory = errors.New("the program takes too much memory")

// Gizmo runs a program of Cayley's Gizmo, JavaScript with paths over the graph: g.V(…),
// g.M() and g.emit(…). It ends with the context, after Options.Max results, and when it
// has taken a gigabyte. A program that is not understood fails with a *SyntaxError.
func Gizmo(ctx context.Context, qs cayley.QuadStore, program string, opts *Options) (*Found, error) {
	o := options(opts)
	s := newShort(qs, o.Vocabulary)
	session := gizmo.NewSession(s)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watched := watchMemory(ctx, cancel)
	defer func() { cancel(nil); <-watched }()
	// The names of the vocabulary are known to g.IRI as well. A session runs one program
	// only, for it is interrupted at its end; so this is the program's first line.
	var names strings.Builder
	for _, p := range o.Vocabulary.Prefixes() {
		fmt.Fprintf(&names, "g.addNamespace(%q, %q);", p.Name, p.IRI)
	}
	found := &Found{}
	seen := map[string]bool{}
	err := each(ctx, session, names.String()+"\n"+program, func(x any) {
		if found.More {
			return
		}
		v := s.plain(x)
		key := jsonOf(v)
		switch {
		case seen[key]:
		case len(found.Rows) == o.Max:
			found.More = true
			cancel(errEnough)
		default:
			seen[key] = true
			found.Rows = append(found.Rows, v)
		}
	})
	if cause := context.Cause(ctx); cause != nil && !found.More {
		if errors.Is(cause, ErrMemory) {
			return nil, cause
		}
		return nil, ctx.Err()
	}
	if err != nil && !found.More {
		return nil, gizmoFault(program, err)
	}
	sortByJSON(found.Rows)
	found.Unknown = s.unknown
	return found, nil
}

var errEnough = errors.New("that is enough")

// each runs a program and hands its results on.
func each(ctx context.Context, session *gizmo.Session, program string, take func(any)) error {
	it, err := session.Execute(ctx, program, cayleyquery.Options{Collation: cayleyquery.Raw})
	if err != nil {
		return err
	}
	defer it.Close()
	for it.Next(ctx) {
		r, ok := it.Result().(*gizmo.Result)
		switch {
		case !ok || r.Meta:
		case r.Tags != nil:
			take(r.Tags)
		default:
			take(r.Val)
		}
	}
	return it.Err()
}

// memoryLimit is how much the heap may grow while a program runs.
const memoryLimit = 1 << 30

// watchMemory ends the context when the heap has grown too much. The channel is closed
// when it is done.
func watchMemory(ctx context.Context, cancel context.CancelCauseFunc) <-chan struct{} {
	done := make(chan struct{})
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	limit := sample[0].Value.Uint64() + memoryLimit
	go func() {
		defer close(done)
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if metrics.Read(sample); sample[0].Value.Uint64() > limit {
				cancel(ErrMemory)
				return
			}
		}
	}()
	return done
}

// GraphQL answers a query of Cayley's GraphQL: { nodes(id: <id:is-k>) { id <rel:opposes> { id } } }.
// It ends with the context, and with ErrValues where more than Options.Max values would
// have to be written, for Cayley has nothing to give before it has all. A query that is not understood fails with a *SyntaxError.
func GraphQL(ctx context.Context, qs cayley.QuadStore, text string, opts *Options) (*Found, error) {
	o := options(opts)
	s := newShort(qs, o.Vocabulary)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s.enough = func() { cancel(errEnough) }
	s.left = o.Max
	q, err := graphql.Parse(strings.NewReader(text))
	if err != nil {
		return nil, graphqlFault(text, err)
	}
	data, err := q.Execute(ctx, s)
	switch {
	case errors.Is(context.Cause(ctx), errEnough):
		return nil, fmt.Errorf("%w: more than %d", ErrValues, o.Max)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, err
	}
	return &Found{Rows: []any{s.plain(data)}, Unknown: s.unknown}, nil
}

// ErrValues says that a tree of answers has more values than Options.Max.
var ErrValues = errors.New("the answer has too many values")

func options(opts *Options) Options {
	o := Options{}
	if opts != nil {
		o = *opts
	}
	if o.Max <= 0 {
		o.Max = defaultMax
	}
	return o
}

// short is a store in which the names of the vocabulary may be short: <rel:opposes>.
type short struct {
	cayley.QuadStore
	prefixes []graph.Prefix
	unknown  []quad.IRI
	left     int    // values that may be written yet
	enough   func() // is told when there are none left; nil for no bound
}

func newShort(qs cayley.QuadStore, v graph.Vocabulary) *short {
	return &short{QuadStore: qs, prefixes: v.Prefixes()}
}

// ValueOf finds a value by its short or its whole name.
func (s *short) ValueOf(v quad.Value) cayley.Ref {
	iri, ok := v.(quad.IRI)
	if !ok {
		return s.QuadStore.ValueOf(v)
	}
	full := s.full(iri)
	ref := s.QuadStore.ValueOf(full)
	if ref == nil && !slices.Contains(s.unknown, full) {
		s.unknown = append(s.unknown, full)
	}
	return ref
}

// NameOf counts what is written.
func (s *short) NameOf(ref cayley.Ref) quad.Value {
	if s.enough != nil {
		if s.left--; s.left < 0 {
			s.enough()
		}
	}
	return s.QuadStore.NameOf(ref)
}

func (s *short) full(iri quad.IRI) quad.IRI {
	prefix, local, ok := strings.Cut(string(iri), ":")
	for _, p := range s.prefixes {
		if ok && p.Name == prefix {
			return quad.IRI(p.IRI + local)
		}
	}
	return iri
}

// Short writes an IRI with the prefixes of a vocabulary, where it has one for it.
func Short(v graph.Vocabulary, iri quad.IRI) string {
	return (&short{prefixes: v.Prefixes()}).name(iri)
}

func (s *short) name(iri quad.IRI) string {
	for _, p := range s.prefixes {
		if local, ok := strings.CutPrefix(string(iri), p.IRI); ok && local != "" {
			return p.Name + ":" + local
		}
	}
	return string(iri)
}

// plain turns what a language returns into what JSON can hold.
func (s *short) plain(x any) any {
	switch x := x.(type) {
	case nil:
		return nil
	case cayley.Ref:
		return s.plain(s.QuadStore.NameOf(x))
	case map[string]cayley.Ref:
		out := map[string]any{}
		for k, v := range x {
			out[k] = s.plain(v)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for k, v := range x {
			out[s.key(k)] = s.plain(v)
		}
		return out
	case []map[string]any:
		out := make([]any, len(x))
		for i, v := range x {
			out[i] = s.plain(v)
		}
		sortByJSON(out)
		return out
	case []any:
		out := make([]any, len(x))
		for i, v := range x {
			out[i] = s.plain(v)
		}
		return out
	case []quad.Value:
		out := make([]any, len(x))
		for i, v := range x {
			out[i] = s.plain(v)
		}
		sortByJSON(out)
		return out
	case string: // an IRI that has been through JavaScript
		if iri, ok := strings.CutPrefix(x, "<"); ok && strings.HasSuffix(iri, ">") {
			return s.plain(quad.IRI(iri[:len(iri)-1]))
		}
	case quad.IRI:
		return "<" + s.name(x) + ">"
	case quad.Value:
		return native(x)
	}
	return x
}

// key shortens the names of fields that are IRIs.
func (s *short) key(k string) string {
	if strings.Contains(k, "://") {
		return s.name(quad.IRI(k))
	}
	return k
}

// native returns a literal as JSON has it: numbers and truth values as such.
func native(v quad.Value) any {
	if t, ok := v.(quad.TypedString); ok {
		text := string(t.Value)
		switch local := string(t.Type[strings.LastIndexAny(string(t.Type), "#:")+1:]); local {
		case "integer", "decimal", "double":
			if f, err := strconv.ParseFloat(text, 64); err == nil {
				return f
			}
		case "boolean":
			if b, err := strconv.ParseBool(text); err == nil {
				return b
			}
		}
		return text
	}
	switch n := v.Native().(type) {
	case string, bool, int, int64, float64:
		return n
	}
	return plainText(v)
}

func jsonOf(x any) string {
	data, err := json.Marshal(x)
	if err != nil {
		return fmt.Sprint(x) // what JavaScript may return and JSON cannot hold
	}
	return string(data)
}

func sortByJSON(rows []any) {
	keys := make(map[int]string, len(rows))
	order := make([]int, len(rows))
	for i, r := range rows {
		keys[i], order[i] = jsonOf(r), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(keys[a], keys[b]) })
	sorted := make([]any, len(rows))
	for i, at := range order {
		sorted[i] = rows[at]
	}
	copy(rows, sorted)
}

var (
	gizmoSyntax  = regexp.MustCompile(`Line (\d+):(\d+) ([^\n(]*)`)
	gizmoRuntime = regexp.MustCompile(`(?s)^(.*?) at [^\n]*?:?(\d+):(\d+)\(\d+\)`)
	gizmoMember  = regexp.MustCompile(`has no member '(\w+)'`)
	graphqlPlace = regexp.MustCompile(`\((\d+):(\d+)\) ([^\n]*)`)
)

// gizmoWords are the methods of paths, for those who misspell one.
var gizmoWords = strings.Fields(`all addNamespace and as back both count difference emit except filter follow followR
	followRecursive forEach getLimit has hasR in intersect is iri labelContext labels limit map or out order save saveOpt
	saveOptR saveR skip tag tagArray tagValue toArray toValue union unique V Vertex M Morphism`)

func gizmoFault(program string, err error) error {
	msg := err.Error()
	m := gizmoSyntax.FindStringSubmatch(msg)
	if m != nil {
		return placed(program, 1, m[1], m[2], strings.TrimSpace(m[3]))
	}
	fault := FaultAt(program, 0, "%s", firstLine(msg))
	if m = gizmoRuntime.FindStringSubmatch(msg); m != nil {
		fault = placed(program, 1, m[2], m[3], firstLine(m[1]))
	}
	if m = gizmoMember.FindStringSubmatch(msg); m != nil {
		fault.Near = nearest(m[1], gizmoWords)
	}
	return fault
}

func graphqlFault(text string, err error) error {
	m := graphqlPlace.FindStringSubmatch(err.Error())
	if m == nil {
		return FaultAt(text, 0, "%s", firstLine(err.Error()))
	}
	return placed(text, 0, m[1], m[2], m[3])
}

// placed is a fault whose place has been found in a message, which counts some lines
// that are not in the text.
func placed(text string, ahead int, line, column, msg string) *SyntaxError {
	l, _ := strconv.Atoi(line) // digits alone
	c, _ := strconv.Atoi(column)
	return &SyntaxError{Query: text, Line: max(1, l-ahead), Column: max(1, c), Msg: msg}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
