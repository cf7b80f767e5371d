package resolve

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/schema"
)

// Everything is shared out among the cores in these tests.
func init() { fewest = 2 }

func TestSharedOutOrNotTheSameEntities(t *testing.T) {
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	given, surnames := []string{"Ann", "Paul", "Mary", "John"}, []string{"Johnson", "Okafor", "Lee", "Petrov", "Baker"}
	var docs []*Summary
	for i := range 200 {
		d := &Summary{ID: fmt.Sprintf("%064d", i)}
		for range 6 {
			surname := surnames[r.IntN(len(surnames))]
			full := given[r.IntN(len(given))] + " " + surname
			e := Local{Name: full, Type: "Person", Scope: Named, Weight: 1 + r.IntN(3)}
			switch r.IntN(4) {
			case 0:
				e.Name = surname
			case 1:
				e.Aliases = []string{surname}
			case 2:
				e = Local{Name: fmt.Sprint("Front ", r.IntN(30)), Type: "ArmedGroup", Scope: Named, Weight: 1}
			}
			d.Entities = append(d.Entities, e)
		}
		docs = append(docs, d)
	}
	together := All(docs, s, nil)
	defer func(few int) { fewest = few }(fewest)
	fewest = 1 << 30
	alone := All(docs, s, nil)
	if diff := cmp.Diff(alone.Entities(), together.Entities()); diff != "" {
		t.Error(diff)
	}
	for _, d := range docs {
		if diff := cmp.Diff(alone.IDs(d.ID), together.IDs(d.ID)); diff != "" {
			t.Error(d.ID, diff)
		}
	}
}
