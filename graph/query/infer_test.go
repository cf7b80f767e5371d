package query

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph/infer"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/schema"
)

const inferring = `
name: test
entities:
  Agent: {says: "somebody"}
relations:
  allied-with: {from: [Agent], to: [Agent], says: "is an ally of", symmetric: true}
  part-of: {from: [Agent], to: [Agent], says: "belongs to", transitive: true}
  has-part: {says: "consists of", inverse: part-of}
  opposes: {from: [Agent], to: [Agent], says: "is against"}
`

func TestInferredAnswers(t *testing.T) {
	s, err := schema.Parse("test.yaml", []byte(inferring), nil)
	if err != nil {
		t.Fatal(err)
	}
	g := graphOfLines([]string{"A allied-with B", "C allied-with A", "A part-of D", "D part-of E", "E part-of F", "E opposes B", "A opposes F", "X part-of Y reported"})
	names := view.NamesOf(g, s)
	engine := infer.New(g.Claims, s, nil)
	for _, test := range []struct {
		query string
		want  []string // values, then what is inferred
	}{
		{"A allied-with ?x", []string{"b", "c | a allied-with c"}},
		{"?x allied-with A", []string{"b | b allied-with a", "c"}},
		{"A part-of ?x", []string{"d", "e | a part-of e", "f | a part-of f"}},
		{"?x part-of F", []string{"a | a part-of f", "d | d part-of f", "e"}},
		{"A part-of F", []string{" | a part-of f"}},
		{"?x has-part A", []string{"d | d has-part a", "e | e has-part a", "f | f has-part a"}},
		{"F ?how ?x", []string{"has-part a | f has-part a", "has-part d | f has-part d", "has-part e | f has-part e"}},
		{"?x ?how C", []string{"a allied-with | a allied-with c"}},
		{"D has-part ?x, ?x allied-with ?y", []string{"a b | d has-part a", "a c | d has-part a, a allied-with c"}},
		{"A part-of ?x, ?x opposes ?y", []string{"e b | a part-of e"}},
		{"?x part-of ?y, ?x opposes ?y", []string{"a f | a part-of f"}},
		{"?x ?how ?y, ?x opposes ?y", []string{"a opposes f", "a part-of f | a part-of f", "e opposes b"}},
		{"A part-of+ ?x", []string{"d", "e", "f"}},
		{"F has-part+ ?x", []string{"a | f has-part e, e has-part d, d has-part a", "d | f has-part e, e has-part d", "e | f has-part e"}},
		{"X part-of ?x", nil},
	} {
		q, err := Parse(test.query, names)
		if err != nil {
			t.Fatal(err)
		}
		for name, qs := range stores(t, g) {
			res, err := q.Run(t.Context(), qs, &Options{Schema: s, Inferred: engine})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, row := range res.Rows {
				line := strings.Join(row.Values, " ")
				var follows []string
				for _, i := range row.Inferences {
					follows = append(follows, i.Subject.ID+" "+i.Relation+" "+i.Object.ID)
				}
				if follows != nil {
					line += " | " + strings.Join(follows, ", ")
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s on %s (-want +got):\n%s", test.query, name, diff)
			}
		}
	}
}

// TestNothingIsInferredUnasked: without Options.Inferred an answer rests on edges
// alone, and what no text states has none.
func TestNothingIsInferredUnasked(t *testing.T) {
	s, err := schema.Parse("test.yaml", []byte(inferring), nil)
	if err != nil {
		t.Fatal(err)
	}
	g := graphOfLines([]string{"A part-of D", "D part-of E"})
	for _, query := range []string{"A part-of E", "?x has-part ?y"} {
		q, err := Parse(query, view.NamesOf(g, s))
		if err != nil {
			t.Fatal(err)
		}
		for name, qs := range stores(t, g) {
			if res, err := q.Run(t.Context(), qs, &Options{Schema: s}); err != nil || len(res.Rows) > 0 {
				t.Errorf("%s on %s: %d rows, %v", query, name, len(res.Rows), err)
			}
		}
	}
}
