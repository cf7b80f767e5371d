// Package eval scores what Quadrille reads against what people read: hand
// annotations of whole texts, re3d's relations, CaRB's open tuples, PLOVER's
// events, MINE's essays and the factuality of UDS. Each file is one of them: what
// its gold looks like, how it is read, and the measure. Begin at Report.
//
// Nothing here reads a text. A gold file says which texts it wants read, and is
// handed what was made of them.
package eval

import (
	"cmp"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
)

// Text is a text that a gold file speaks of, under the name by which claims are
// found again.
type Text struct{ Name, Text string }

// Reading is what was read of the texts. Claims come as the texts have them.
type Reading struct {
	Claims   []graph.Claim
	Entities []graph.Profile
}

// bySource returns the claims of each text, by the name of their source.
func (r *Reading) bySource() map[string][]*graph.Claim {
	by := map[string][]*graph.Claim{}
	for i := range r.Claims {
		c := &r.Claims[i]
		by[c.Evidence.Source] = append(by[c.Evidence.Source], c)
	}
	return by
}

// Report is the outcome of one measure.
type Report struct {
	Scores   []Score
	Mistakes []Mistake // the worst first
}

// Score is one line of figures. Those that a measure does not have are nil.
type Score struct {
	What      string   `json:"score"`
	Precision *float64 `json:"precision,omitempty"`
	Recall    *float64 `json:"recall,omitempty"`
	F1        *float64 `json:"f1,omitempty"`
	AUC       *float64 `json:"auc,omitempty"`
	Right     int      `json:"right"` // how many of the gold were found
	Said      int      `json:"said,omitempty"`
	Gold      int      `json:"gold"`
}

// Mistake is one thing that was missed, or said and not so.
type Mistake struct {
	Kind   string  `json:"mistake"` // "missed core", "forbidden"
	Cost   float64 `json:"cost"`    // the worst mistakes have the highest
	Want   string  `json:"want,omitempty"`
	Got    string  `json:"got,omitempty"`
	Text   string  `json:"text"` // the words it is about
	Source string  `json:"source,omitempty"`
}

// Count is how often there is a kind of mistake.
type Count struct {
	Kind string `json:"kind"`
	N    int    `json:"count"`
}

// Kinds counts the mistakes by kind, the most frequent first.
func (r *Report) Kinds() []Count {
	n := map[string]int{}
	for _, m := range r.Mistakes {
		n[m.Kind]++
	}
	var kinds []Count
	for kind, count := range n {
		kinds = append(kinds, Count{kind, count})
	}
	slices.SortFunc(kinds, func(a, b Count) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Kind, b.Kind)) })
	return kinds
}

// sorted puts the worst mistakes first; equals stay in the order of the texts.
func (r *Report) sorted() *Report {
	slices.SortStableFunc(r.Mistakes, func(a, b Mistake) int { return cmp.Compare(b.Cost, a.Cost) })
	return r
}

func (r *Report) mistake(m Mistake) { r.Mistakes = append(r.Mistakes, m) }

// recall is a score of which only the share that was found is known.
func recall(what string, right, gold int) Score {
	return Score{What: what, Recall: ratio(right, gold), Right: right, Gold: gold}
}

// full is a score of hits on both sides: hit of what was said, right of the gold.
// The two differ where several claims say one thing of the gold.
func full(what string, hit, said, right, gold int) Score {
	s := Score{What: what, Precision: ratio(hit, said), Recall: ratio(right, gold), Right: right, Said: said, Gold: gold}
	f := harmonic(*s.Precision, *s.Recall)
	s.F1 = &f
	return s
}

func ratio(n, of int) *float64 {
	r := 0.0
	if of > 0 {
		r = float64(n) / float64(of)
	}
	return &r
}

// harmonic is F1, the harmonic mean of precision and recall.
func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// short writes a claim on a line, as people would: "opposes(IS-K, Taliban) denied".
func short(c *graph.Claim) string {
	relation := c.RelationOf()
	if relation == "" {
		relation = "“" + c.Open + "”"
	}
	object := c.Value
	if c.Object != nil {
		object = c.Object.Name
	}
	s := relation + "(" + c.Subject.Name + ", " + object + ")"
	if c.Status != graph.Asserted {
		s += " " + string(c.Status)
	}
	return s
}
