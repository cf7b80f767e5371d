package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/quadrille-kg/quadrille/internal/conllu"
	"github.com/quadrille-kg/quadrille/internal/nlp/lemma"
	"github.com/quadrille-kg/quadrille/internal/nlp/token"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// lemmasCmd makes the table of lemmas from the training treebanks.
func lemmasCmd(args []string) error {
	learn := func(ewt, gum []text.Document) []byte { return lemma.Learn(ewt, gum) }
	return fromTreebanks("lemmas", "internal/weights/lemma.bin", learn, args)
}

// sentencesCmd fits the classifier of sentence ends to the training treebanks.
func sentencesCmd(args []string) error {
	learn := func(ewt, gum []text.Document) []byte { return token.Learn(append(ewt, gum...)) }
	return fromTreebanks("sentences", "internal/weights/split.bin", learn, args)
}

// fromTreebanks runs a command that learns from trees alone: it reads EWT and GUM, and
// writes what learn makes of them.
func fromTreebanks(name, file string, learn func(ewt, gum []text.Document) []byte, args []string) error {
	flags := flag.NewFlagSet(name, flag.ExitOnError)
	data := flags.String("data", "../shared/data", "`folder` of the corpora")
	out := flags.String("o", file, "`file` to write the weights to")
	if err := flags.Parse(args); err != nil {
		return err
	}
	ewt, err := readTrees(filepath.Join(*data, "ud-ewt/*train.conllu"))
	if err != nil {
		return err
	}
	gum, err := readTrees(filepath.Join(*data, "gum/train/*.conllu"))
	if err != nil {
		return err
	}
	b := learn(ewt, gum)
	if err := os.WriteFile(*out, b, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%s: %d kB from %d documents\n", *out, len(b)/1000, len(ewt)+len(gum))
	return nil
}

// readTrees reads the documents of the files that a pattern names, at least one.
func readTrees(pattern string) ([]text.Document, error) {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no files %s", pattern)
	}
	var docs []text.Document
	for _, name := range files { // Glob sorts
		if docs, err = appendTrees(docs, name); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

func appendTrees(docs []text.Document, name string) ([]text.Document, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for doc, err := range conllu.Read(f) {
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		docs = append(docs, doc)
	}
	return docs, nil
}
