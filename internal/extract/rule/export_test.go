package rule

import "github.com/quadrille-kg/quadrille/internal/text"

// Predicate is what a reader is told of one token as the predicate of a claim.
type Predicate struct {
	Status text.Status // that of a claim headed here; a question's is possible
	Claims bool        // a claim is headed here
}

// Predicates returns for every token of an analysed document the status that a
// claim headed there has, or would have.
func (x *Extractor) Predicates(doc *text.Document) [][]Predicate {
	mentions := make([][]int, len(doc.Sentences))
	for i, m := range doc.Mentions {
		mentions[m.Sentence] = append(mentions[m.Sentence], i)
	}
	index := text.NewIndex(doc.Text)
	all := make([][]Predicate, len(doc.Sentences))
	for i := range doc.Sentences {
		s := newSentence(x, doc, index, i, mentions[i])
		s.read()
		all[i] = make([]Predicate, len(s.toks))
		for t := range s.toks {
			st := s.stanceOf(t)
			all[i][t].Status = st.status()
		}
		for _, a := range s.anchors {
			all[i][a].Claims = true
		}
	}
	return all
}
