// Package coreftest scores chains of reference for tests that measure them, as
// the shared tasks CoNLL 2011 and 2012 did, and reads the chains that the GUM
// treebank has. Begin at Compare, Read and Gold.Score.
package coreftest

import "fmt"

// Scores are the three measures whose mean is the CoNLL score (Pradhan et al.,
// "Scoring Coreference Partitions of Predicted Mentions", ACL 2014).
type Scores struct {
	MUC   Score // links (Vilain et al. 1995)
	B3    Score // mentions (Bagga and Baldwin 1998)
	CEAFe Score // chains, aligned one to one (Luo 2005, with his similarity phi 4)
}

// Score is a recall and a precision as fractions, so that those of many documents
// add up before they are divided, as the reference scorer does it.
type Score struct{ Recall, Precision Fraction }

// Fraction is a numerator over a denominator.
type Fraction struct{ Num, Den float64 }

func (f Fraction) value() float64 {
	if f.Den == 0 {
		return 0
	}
	return f.Num / f.Den
}

func (f Fraction) plus(o Fraction) Fraction { return Fraction{f.Num + o.Num, f.Den + o.Den} }

// F1 is the harmonic mean of recall and precision, 0 to 1.
func (s Score) F1() float64 {
	r, p := s.Recall.value(), s.Precision.value()
	if r+p == 0 {
		return 0
	}
	return 2 * r * p / (r + p)
}

func (s Score) plus(o Score) Score {
	return Score{s.Recall.plus(o.Recall), s.Precision.plus(o.Precision)}
}

func (s Score) String() string {
	return fmt.Sprintf("P %.3f R %.3f F1 %.3f", s.Precision.value(), s.Recall.value(), s.F1())
}

// Add adds another document's scores.
func (s *Scores) Add(o Scores) {
	s.MUC, s.B3, s.CEAFe = s.MUC.plus(o.MUC), s.B3.plus(o.B3), s.CEAFe.plus(o.CEAFe)
}

// Average is the CoNLL score: the mean of the three F1.
func (s Scores) Average() float64 { return (s.MUC.F1() + s.B3.F1() + s.CEAFe.F1()) / 3 }

func (s Scores) String() string {
	return fmt.Sprintf("MUC %s, B3 %s, CEAFe %s, average %.3f", s.MUC, s.B3, s.CEAFe, s.Average())
}

// Compare scores the predicted chains of one document against the gold ones. A
// chain is a list of mentions, each in one chain of a side at the most; mentions
// of both sides are the same where they are equal. A mention that the other side
// lacks costs what the reference scorer lets it cost: nothing is added to either
// side.
func Compare[M comparable](gold, pred [][]M) Scores {
	return Scores{
		MUC:   Score{links(gold, pred), links(pred, gold)},
		B3:    Score{mentions(gold, pred), mentions(pred, gold)},
		CEAFe: aligned(gold, pred),
	}
}

// chainOf says for each mention which chain it is in.
func chainOf[M comparable](chains [][]M) map[M]int {
	in := map[M]int{}
	for c, chain := range chains {
		for _, m := range chain {
			in[m] = c
		}
	}
	return in
}

// links is the MUC recall: of the links that hold each chain of key together, how
// many are left when it is cut as resp cuts it.
func links[M comparable](key, resp [][]M) Fraction {
	in := chainOf(resp)
	var f Fraction
	for _, chain := range key {
		parts, alone := map[int]bool{}, 0
		for _, m := range chain {
			if c, ok := in[m]; ok {
				parts[c] = true
			} else {
				alone++
			}
		}
		f.Num += float64(len(chain) - len(parts) - alone)
		f.Den += float64(len(chain) - 1)
	}
	return f
}

// mentions is the B-cubed recall: for each mention of key, the part of its chain
// that resp has together with it.
func mentions[M comparable](key, resp [][]M) Fraction {
	in := chainOf(resp)
	var f Fraction
	for _, chain := range key {
		shared := make([]float64, len(resp))
		for _, m := range chain {
			if c, ok := in[m]; ok {
				shared[c]++
			}
		}
		for _, n := range shared {
			f.Num += n * n / float64(len(chain))
		}
		f.Den += float64(len(chain))
	}
	return f
}

// aligned is CEAF with entity similarity phi 4: twice what two chains share, over
// the sum of their sizes, for the best alignment of chains.
func aligned[M comparable](gold, pred [][]M) Score {
	in := chainOf(pred)
	similar := make([][]float64, len(gold))
	for g, chain := range gold {
		similar[g] = make([]float64, len(pred))
		for _, m := range chain {
			if c, ok := in[m]; ok {
				similar[g][c] += 2 / float64(len(chain)+len(pred[c]))
			}
		}
	}
	best := assign(similar)
	return Score{Fraction{best, float64(len(gold))}, Fraction{best, float64(len(pred))}}
}
