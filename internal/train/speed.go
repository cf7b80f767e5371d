package train

import (
	"runtime"
	"slices"
	"time"

	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
)

// Speed returns how many words a second a model reads of gold sentences on one
// core: the median of several rounds, each of them in pieces of the length of a
// news article, as the program reads them.
func Speed(m *parse.Model, gold []Sentence) float64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const rounds, article = 7, 40
	var rates []float64
	for range rounds {
		sents, words := tokens(gold), 0
		began := time.Now()
		for i := 0; i < len(sents); i += article {
			m.Annotate(sents[i:min(i+article, len(sents))])
		}
		took := time.Since(began).Seconds()
		for i := range sents {
			words += len(sents[i].Tokens)
		}
		rates = append(rates, float64(words)/took)
	}
	return median(rates)
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}
