package nlp

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// samples are the texts of the sample documents.
func samples(b *testing.B) []string {
	b.Helper()
	files, err := filepath.Glob("../../testdata/documents/*.txt")
	if err != nil || len(files) == 0 {
		b.Skip("no sample documents")
	}
	var all []string
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, string(data))
	}
	return all
}

// BenchmarkAnalyse reads the sample documents from text to chains, each core its own;
// words are what stands between blanks.
func BenchmarkAnalyse(b *testing.B) {
	all, a := samples(b), analyser(b)
	var next, words atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			doc := &text.Document{Text: all[int(next.Add(1))%len(all)]}
			a.Analyse(doc)
			words.Add(int64(len(strings.Fields(doc.Text))))
		}
	})
	b.ReportMetric(float64(words.Load())/b.Elapsed().Seconds(), "words/s")
}
