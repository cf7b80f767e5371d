package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/schema"
)

func TestContradictions(t *testing.T) {
	conflict, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"said and denied", []string{"Russia attacked Kyiv", "Russia attacked Kyiv denied", "Russia attacked Odesa"}, "Russia attacked Kyiv: 1 for, 1 against"},
		{"reported by one, denied by another", []string{"A attacked B reported by:BBC", "A attacked B denied by:FSB"}, "A attacked B: 1 for, 1 against"},
		{"no direction", []string{"B allied-with A", "A allied-with B denied"}, "B allied-with A: 1 for, 1 against"},
		{"the other way round is another thing", []string{"B attacked A", "A attacked B denied"}, ""},
		{"of different years", []string{"A attacked B 2021", "A attacked B denied 2022"}, ""},
		{"of one year, and another", []string{"A attacked B 2021", "A attacked B denied 2022", "A attacked B 2022"}, "A attacked B: 1 for, 1 against"},
		{"of any time", []string{"A attacked B 2021", "A attacked B denied"}, "A attacked B: 1 for, 1 against"},
		{"in the text's own words, and of a value", []string{"A ~hail B", "A ~hail B denied", `A has-role "chief"`, `A has-role "chief" denied`}, "A hail B: 1 for, 1 against; A has-role chief: 1 for, 1 against"},
		{"most said first", []string{"A attacked B", "A attacked B denied", "C attacked B", "C attacked B", "C attacked B denied"}, "C attacked B: 2 for, 1 against; A attacked B: 1 for, 1 against"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, x := range Contradictions(Of(graphOf(test.lines...), &Selection{Schema: conflict})) {
				subject, object := x.Subject.Name, x.Object.Name
				got = append(got, fmt.Sprintf("%s %s %s: %d for, %d against", subject, x.Relation+x.Open, object, len(x.For), len(x.Against)))
			}
			if s := strings.Join(got, "; "); s != test.want {
				t.Errorf("got  %s\nwant %s", s, test.want)
			}
		})
	}
}
