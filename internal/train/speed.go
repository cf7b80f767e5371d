package train

import (
	"runtime"
	"slices"
	"time"

	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
)

var started = time.Now()

// Speed returns how many words a model reads in a second of one core's time: the
// median of several rounds over gold sentences, in pieces of the length of a news
// article, as the program reads them.
func Speed(m *parse.Model, gold []Sentence) float64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const rounds, article = 5, 40
	var rates []float64
	for range rounds {
		sents, words := tokens(gold), 0
		began := cpuTime()
		for i := 0; i < len(sents); i += article {
			m.Annotate(sents[i:min(i+article, len(sents))])
		}
		took := cpuTime() - began
		for i := range sents {
			words += len(sents[i].Tokens)
		}
		rates = append(rates, float64(words)/took.Seconds())
	}
	slices.Sort(rates)
	return rates[rounds/2]
}
