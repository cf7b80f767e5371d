// Package conllutest lends treebanks to tests that measure against them.
package conllutest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/conllu"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Treebank returns the documents of the CoNLL-U files that a pattern names below
// shared/data, in the nearest folder above that has any. The test is skipped,
// saying so, where there are none.
func Treebank(t testing.TB, pattern string) []text.Document {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if files, _ := filepath.Glob(filepath.Join(dir, "shared/data", pattern)); len(files) > 0 {
			return read(t, files)
		}
		if dir == filepath.Dir(dir) {
			t.Skipf("no %s in a shared/data above this folder", pattern)
		}
		dir = filepath.Dir(dir)
	}
}

func read(t testing.TB, files []string) []text.Document {
	t.Helper()
	var docs []text.Document
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		for doc, err := range conllu.Read(f) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			docs = append(docs, doc)
		}
		f.Close()
	}
	return docs
}
