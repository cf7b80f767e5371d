package infer_test

import (
	"fmt"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/infer"
	"github.com/quadrille-kg/quadrille/schema"
)

func Example() {
	claim := func(id, subject, subjectType, relation, object, objectType string) graph.Claim {
		return graph.Claim{
			ID: id, Relation: &relation, Status: graph.Asserted, Polarity: graph.Positive, Confidence: 0.9,
			Subject: &graph.Argument{Entity: graph.Entity{ID: subject, Name: subject, Type: subjectType}},
			Object:  &graph.Argument{Entity: graph.Entity{ID: object, Name: object, Type: objectType}},
		}
	}
	s, err := schema.Load("general")
	if err != nil {
		fmt.Println(err)
		return
	}
	engine := infer.New([]graph.Claim{
		claim("c1", "Herat", "City", "located-in", "Afghanistan", "Country"),
		claim("c2", "Afghanistan", "Country", "located-in", "Asia", "Region"),
		claim("c3", "Ann", "Person", "child-of", "Bob", "Person"),
	}, s, nil)
	found, _ := engine.All()
	for _, i := range found {
		fmt.Println(i.Subject.Name, i.Relation, i.Object.Name, i.How, i.ClaimIDs(), i.Confidence)
	}
	// Output:
	// Bob parent-of Ann inverse [c3] 0.9
	// Herat located-in Asia transitive [c1 c2] 0.81
}
