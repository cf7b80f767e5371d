package nlp

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// BenchmarkAnalyse reads the sample documents from text to chains.
func BenchmarkAnalyse(b *testing.B) {
	files, err := filepath.Glob("../../testdata/documents/*.txt")
	if err != nil || len(files) == 0 {
		b.Skip("no sample documents")
	}
	var all []string
	words := 0
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, string(data))
		words += len(strings.Fields(string(data)))
	}
	a := analyser(b)
	for b.Loop() {
		for _, words := range all {
			a.Analyse(&text.Document{Text: words})
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}
