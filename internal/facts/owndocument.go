package facts

import (
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
)

// ownDocument gives the document that is made of the file the title, day, author and
// address of the one document of a workspace whose claims the file holds: these are as
// old as that, and were published there. A file with claims of several documents has no
// one title, and is known by its name alone.
func (t *triples) ownDocument() {
	var own quad.Value
	for _, st := range t.all {
		if st.predicate.Value == graph.RDFType && st.object.Value == graph.QDocument {
			if own != nil && own != st.subject.Value {
				return
			}
			own = st.subject.Value
		}
	}
	if own == nil {
		return
	}
	d := &t.r.doc
	for _, st := range t.all {
		if st.subject.Value != own {
			continue
		}
		words, _ := lexical(st.object.Value)
		switch st.predicate.Value {
		case graph.Title:
			d.Title = strings.Join(strings.Fields(words), " ")
		case graph.Creator:
			d.Author = strings.Join(strings.Fields(words), " ")
		case graph.Date:
			if _, err := time.Parse(time.DateOnly, words); err == nil {
				d.Date = words
			}
		case graph.PageURL:
			if iri, ok := st.object.Value.(quad.IRI); ok {
				d.URL = string(iri)
			}
		}
	}
}
