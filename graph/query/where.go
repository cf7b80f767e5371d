package query

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
)

// Where are the conditions of a triple, in brackets after it: what the claims behind
// it have to be. A triple without is about edges, which are asserted claims.
//
//	[reported|possible]     the statuses; "any" is all four
//	[since 2022, until 2023-06-30] or [in 2022]
//	[confidence 0.8]        at least
//	[by Putin]              who says so
type Where struct {
	// Statuses are those that match; none given is asserted alone, and any where
	// speakers are asked for.
	Statuses []graph.Status
	// Since and Until are days, months or years, both inclusive; "" is unbounded. A
	// claim matches whose time overlaps them; one without a time counts as of the day
	// of its document.
	Since, Until string
	Confidence   float64
	Speakers     []graph.Entity // none asked for is nil
}

// anyStatus stands for all statuses.
const anyStatus = "any"

// where reads the conditions between two brackets.
func (p *parser) where(ts []token) (*Where, error) {
	w := &Where{}
	if len(ts) == 0 {
		return nil, p.fail(token{column: p.endColumn()}, nil, "there is no condition in the brackets")
	}
	for len(ts) > 0 {
		n, err := p.condition(w, ts)
		if err != nil {
			return nil, err
		}
		ts = ts[n:]
		for len(ts) > 0 && (ts[0].kind == comma || ts[0].kind == bar || ts[0].kind == semicolon) {
			ts = ts[1:]
		}
	}
	if w.Speakers != nil && len(w.Statuses) == 0 {
		w.Statuses = slices.Clone(graph.Statuses) // what the author states has no speaker
	}
	if w.Since != "" && w.Until != "" && !startsBy(w.Since, w.Until) {
		return nil, p.fail(token{column: 1}, nil, "no time is both since %s and until %s", w.Since, w.Until)
	}
	return w, nil
}

var conditions = []string{"asserted", "reported", "possible", "denied", anyStatus, "since", "until", "in", "confidence", "by"}

// condition reads one condition and returns how many tokens it takes.
func (p *parser) condition(w *Where, ts []token) (int, error) {
	head := ts[0]
	key := strings.ToLower(head.text)
	if head.kind == word && key == anyStatus {
		w.Statuses = slices.Clone(graph.Statuses)
		return 1, nil
	}
	if slices.Contains(graph.Statuses, graph.Status(key)) && head.kind == word {
		w.Statuses = append(w.Statuses, graph.Status(key))
		return 1, nil
	}
	n := 1
	for n < len(ts) && ts[n].kind == word {
		n++
	}
	value := joined(ts[1:n])
	switch key {
	case "since", "until", "in":
		if n > 1 {
			value, n = ts[1].text, 2
		}
		if !isDate(value) {
			return 0, p.fail(head, nil, "%s needs a day, a month or a year, as in %s 2022-03", key, key)
		}
		if key != "until" {
			w.Since = value
		}
		if key != "since" {
			w.Until = value
		}
		return n, nil
	case "confidence":
		value = strings.TrimLeft(value, ">= ")
		f, err := strconv.ParseFloat(value, 64)
		if err != nil || f < 0 || f > 1 {
			return 0, p.fail(head, nil, "confidence needs a number from 0 to 1, as in confidence 0.8")
		}
		w.Confidence = f
		return n, nil
	case "by":
		if value == "" {
			return 0, p.fail(head, nil, "by needs the name of who says so")
		}
		t, err := p.term(ts[1:n])
		if err != nil {
			return 0, err
		}
		w.Speakers = t.Entities
		return n, nil
	}
	return 0, p.fail(head, nearest(key, conditions), "no condition %q", head.written())
}

// isDate reports whether s is a day, a month or a year.
func isDate(s string) bool {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// startsBy reports whether a time that is a begins when b has not ended yet. Each is a
// day, a month or a year.
func startsBy(a, b string) bool {
	n := min(len(a), len(b))
	return a[:n] <= b[:n]
}

// claims returns the claims, as edges with themselves for labels, that have the given
// ends and relation, where these are not nil, and fit the conditions. Claims that say
// the same are one edge.
func (s *source) claims(ctx context.Context, w *Where, subject, predicate, object cayley.Ref) ([]edge, error) {
	c, ok := s.claimWords()
	if _, none := predicate.(unread); none || !ok {
		return nil, nil
	}
	// The part with the fewest claims leads to them.
	role, value, least := c.subject, subject, int64(-1)
	for _, part := range []struct{ role, value cayley.Ref }{{c.subject, subject}, {c.object, object}, {c.relation, predicate}} {
		if part.value == nil {
			continue
		}
		n, err := s.qs.QuadIteratorSize(ctx, quad.Object, part.value)
		if err != nil {
			return nil, err
		}
		if least < 0 || n.Size < least {
			role, value, least = part.role, part.value, n.Size
		}
	}
	found, err := s.scan(ctx, nil, role, value)
	if err != nil {
		return nil, err
	}
	var edges []edge
	seen := map[[3]any]int{}
	for _, f := range found {
		e, ok, err := s.claim(ctx, c, w, f.subject, [3]cayley.Ref{subject, predicate, object})
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		key := [3]any{e.subject.Key(), e.predicate.Key(), e.object.Key()}
		if i, ok := seen[key]; ok {
			edges[i].labels = append(edges[i].labels, f.subject)
			continue
		}
		seen[key] = len(edges)
		edges = append(edges, e)
	}
	return edges, nil
}

// claimWords are the store's references to the words that claims are written with; nil
// is one that it has not got.
type claimWords struct{ subject, relation, object, status, polarity, confidence, speaker, from, to, derived, date cayley.Ref }

func (s *source) claimWords() (*claimWords, bool) {
	if s.words == nil {
		ref := func(iri quad.IRI) cayley.Ref { return s.qs.ValueOf(iri) }
		s.words = &claimWords{
			ref(graph.QSubject), ref(graph.QRelation), ref(graph.QObject), ref(graph.QStatus), ref(graph.QPolarity),
			ref(graph.QConfidence), ref(graph.QAttributedTo), ref(graph.QFrom), ref(graph.QTo), ref(graph.DerivedFrom), ref(graph.Date),
		}
	}
	return s.words, s.words.subject != nil && s.words.relation != nil && s.words.object != nil
}

// claim reads a claim, and reports whether it ties two entities as asked.
func (s *source) claim(ctx context.Context, c *claimWords, w *Where, claim cayley.Ref, want [3]cayley.Ref) (e edge, ok bool, err error) {
	quads, err := s.scan(ctx, claim, nil, nil)
	if err != nil {
		return e, false, err
	}
	parts := map[any]cayley.Ref{}
	for _, q := range quads {
		parts[q.predicate.Key()] = q.object
	}
	of := func(word cayley.Ref) cayley.Ref {
		if word == nil {
			return nil
		}
		return parts[word.Key()]
	}
	e = edge{subject: of(c.subject), predicate: of(c.relation), object: of(c.object), labels: []cayley.Ref{claim}}
	for i, got := range []cayley.Ref{e.subject, e.predicate, e.object} {
		if got == nil || want[i] != nil && !same(got, want[i]) {
			return e, false, nil
		}
	}
	text := func(word cayley.Ref) string {
		if ref := of(word); ref != nil {
			return plainText(s.qs.NameOf(ref))
		}
		return ""
	}
	statuses := w.Statuses
	if len(statuses) == 0 {
		statuses = []graph.Status{graph.Asserted}
	}
	if !slices.Contains(statuses, graph.Status(text(c.status))) {
		return e, false, nil
	}
	if w.Confidence > 0 {
		if f, err := strconv.ParseFloat(text(c.confidence), 64); err != nil || f < w.Confidence {
			return e, false, nil
		}
	}
	if w.Speakers != nil {
		id, _ := s.v.EntityID(nameOf(s.qs, of(c.speaker)))
		if !slices.ContainsFunc(w.Speakers, func(e graph.Entity) bool { return e.ID == id }) {
			return e, false, nil
		}
	}
	if w.Since == "" && w.Until == "" {
		return e, true, nil
	}
	from, to := text(c.from), text(c.to)
	if from == "" && to == "" && of(c.derived) != nil && c.date != nil {
		dated, err := s.scan(ctx, of(c.derived), c.date, nil)
		if err != nil || len(dated) == 0 {
			return e, false, err
		}
		from = plainText(s.qs.NameOf(dated[0].object))
		to = from
	}
	return e, w.overlaps(from, to), nil
}

// overlaps reports whether a time, of which one end may be open, meets the conditions.
func (w *Where) overlaps(from, to string) bool {
	if from == "" && to == "" {
		return false
	}
	return (w.Until == "" || from == "" || startsBy(from, w.Until)) && (w.Since == "" || to == "" || startsBy(w.Since, to))
}

func nameOf(qs cayley.QuadStore, ref cayley.Ref) quad.Value {
	if ref == nil {
		return nil
	}
	return qs.NameOf(ref)
}

// plainText returns the text of a literal.
func plainText(v quad.Value) string {
	switch v := v.(type) {
	case quad.String:
		return string(v)
	case quad.TypedString:
		return string(v.Value)
	case quad.TypedStringer:
		return string(v.TypedString().Value)
	}
	return fmt.Sprint(v)
}
