package query

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// reports is a graph of claims with status, speaker, time and confidence.
func reports() *graph.Graph {
	g := graphOfLines([]string{
		"IS-K attacked Crocus_Hall", "IS-K attacked Kabul reported", "Russia attacked IS-K reported", "Ukraine attacked Russia denied",
		"Taliban attacked IS-K possible", "IS-K attacked Kabul", "IS-K opposes Taliban",
	})
	g.Documents = []graph.Document{{ID: "d1", Title: "one", Date: "2024-03-22"}}
	times := []*graph.Time{
		{Text: "in March 2024", From: "2024-03-01", To: "2024-03-31"},
		{Text: "in 2021", From: "2021-01-01", To: "2021-12-31"},
		{Text: "since 2023", From: "2023-01-01"},
		nil, nil,
		{Text: "in 2022", From: "2022-01-01", To: "2022-12-31"},
		nil,
	}
	for i := range g.Claims {
		c := &g.Claims[i]
		c.Time, c.Confidence = times[i], 0.5+float64(i)/20
		if c.Status == graph.Reported {
			c.Speaker = &c.Subject.Entity
		}
	}
	return g
}

func TestConditions(t *testing.T) {
	g := reports()
	names := view.NamesOf(g, nil)
	for _, test := range []struct {
		query string
		want  []string
	}{
		{"?a attacked ?b", []string{"is-k crocus-hall", "is-k kabul"}},
		{"?a attacked ?b [asserted]", []string{"is-k crocus-hall", "is-k kabul"}},
		{"?a attacked ?b [reported]", []string{"is-k kabul", "russia is-k"}},
		{"?a attacked ?b [Reported|denied]", []string{"is-k kabul", "russia is-k", "ukraine russia"}},
		{"?a attacked ?b [any]", []string{"is-k crocus-hall", "is-k kabul", "russia is-k", "taliban is-k", "ukraine russia"}},
		{"?a attacked ?b [in 2022]", []string{"is-k kabul"}},
		{"?a attacked ?b [since 2024]", []string{"is-k crocus-hall"}},
		{"?a attacked ?b [any, since 2024-03-25]", []string{"is-k crocus-hall", "russia is-k"}},
		// A claim without a time counts as of the day of its document.
		{"?a attacked ?b [any; in 2024-03-22]", []string{"is-k crocus-hall", "russia is-k", "taliban is-k", "ukraine russia"}},
		{"?a attacked ?b [any until 2021]", []string{"is-k kabul"}},
		{"?a attacked ?b [any, confidence >= 0.7]", []string{"is-k kabul", "taliban is-k"}},
		{"?a attacked ?b [reported, by Russia]", []string{"russia is-k"}},
		// What the author states has no speaker: who asks for one asks for any status.
		{"?a attacked ?b [by Russia]", []string{"russia is-k"}},
		{"?a attacked ?b [asserted, by Russia]", nil},
		{"?a ?r ?b [denied]", []string{"ukraine attacked russia"}},
		{"IS-K ?r ?b [reported]", []string{"attacked kabul"}},
		{"?a attacked ?b [reported], ?b opposes ?c", []string{"russia is-k taliban"}},
		{"Ukraine attacked+ ?b [any]", []string{"crocus-hall", "is-k", "kabul", "russia"}},
	} {
		q, err := Parse(test.query, names)
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
			continue
		}
		for name, qs := range stores(t, g) {
			got := answers(t, q, qs, nil)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s on %s (-want +got):\n%s", test.query, name, diff)
			}
		}
	}
}

func TestModifiers(t *testing.T) {
	g := worldGraph()
	names := view.NamesOf(g, nil)
	for query, want := range map[string]string{
		"?a opposes ?b; order by ?b":                                "russia is-k|is-k taliban",
		"?a opposes ?b; order by ?a desc":                           "russia is-k|is-k taliban",
		"?a opposes ?b ORDER BY ?a DESC LIMIT 1":                    "russia is-k",
		"?a opposes ?b; limit 1":                                    "is-k taliban",
		"?a opposes ?b; count":                                      "2",
		"?a located-in+ ?b COUNT":                                   "12",
		"?a located-in+ ?b; count by ?b":                            "asia 6|central-asia 2|russia 2|afghanistan 1|moscow 1",
		"?a located-in+ ?b; count by ?b; limit 1":                   "asia 6",
		"?a located-in+ ?b; count by ?b; order by count, ?b":        "afghanistan 1|moscow 1|central-asia 2|russia 2|asia 6",
		"?a located-in+ ?b; count by ?b; order by ?b desc; limit 2": "russia 2|moscow 1",
	} {
		q, err := Parse(query, names)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		for name, qs := range stores(t, g) {
			got := answers(t, q, qs, nil)
			if s := strings.Join(got, "|"); s != want {
				t.Errorf("%s on %s: %s, want %s", query, name, s, want)
			}
		}
	}
}

func TestConditionErrors(t *testing.T) {
	names := view.NamesOf(worldGraph(), nil)
	for _, test := range []struct{ query, want, hint string }{
		{"?a attacked ?b [reportd]", `column 17: no condition "reportd"`, "did you mean reported?"},
		{"?a attacked ?b []", "column 18: there is no condition in the brackets", ""},
		{"?a attacked ?b [asserted", "column 16: the bracket [ is not closed", ""},
		{"?a attacked ?b ]", "column 16: the bracket ] closes nothing", ""},
		{"?a attacked ?b [any] ?c", `column 22: after the conditions a comma or the end is expected, not "?c"`, ""},
		{"?a attacked ?b [since last year]", "column 17: since needs a day, a month or a year, as in since 2022-03", ""},
		{"?a attacked ?b [since 2023, until 2022]", "column 1: no time is both since 2023 and until 2022", ""},
		{"?a attacked ?b [confidence high]", "column 17: confidence needs a number from 0 to 1, as in confidence 0.8", ""},
		{"?a attacked ?b [by Talban]", `column 20: no entity "Talban"`, "did you mean Taliban?"},
		{"?a attacked ?b; limt 3", `column 17: "limt" is not understood after the pattern`, "did you mean limit?"},
		{"?a attacked ?b; limit many", "column 17: limit needs a number above zero, as in 'limit 10'", ""},
		{"?a attacked ?b; order by ?c", "column 26: ?c is not among what is answered", ""},
		{"?a attacked ?b; order by name", "column 26: answers are ordered by variables, as in 'order by ?who desc', not by \"name\"", ""},
		{"?a attacked ?b; count by ?c", "column 26: ?c is not in the pattern", ""},
		{"?a attacked|oposes ?b", `column 13: no relation "oposes"`, "did you mean opposes?"},
		{"?a oposes|attacked Taliban", `column 4: no relation "oposes"`, "did you mean opposes?"},
		{"?a attacked ?b,\n?b attacked Talban", `line 2, column 13: no entity "Talban"`, "did you mean Taliban?"},
	} {
		_, err := Parse(test.query, names)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%q: error %v, want a syntax error", test.query, err)
			continue
		}
		if err.Error() != test.want || syntax.Hint() != test.hint {
			t.Errorf("%q: error %q, hint %q; want %q, %q", test.query, err, syntax.Hint(), test.want, test.hint)
		}
	}
}
