package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/quadrille-kg/quadrille/internal/corpus"
	"github.com/quadrille-kg/quadrille/internal/eval"
)

// corpusCmd multiplies texts into a large corpus.
func corpusCmd(args []string) error {
	f := flag.NewFlagSet("corpus", flag.ExitOnError)
	documents := f.Int("documents", 10_000, "how many documents to write")
	words := f.Int("words", 500, "words of a document, to the end of a sentence")
	seed := f.Uint64("seed", 1, "the same seed gives the same documents")
	out := f.String("o", "", "folder to write them to, a thousand in each folder of it")
	f.Usage = func() {
		fmt.Fprintln(f.Output(), "usage: quadrille-train corpus -o DIR [flags] PATH...\n\nPATHs are the texts to multiply: files or folders.")
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return err
	}
	if *out == "" || f.NArg() == 0 {
		return errors.New("give a folder with -o, and texts")
	}
	texts, err := eval.LoadTexts(f.Args()...)
	if err != nil {
		return err
	}
	c, err := corpus.New(texts, *words, *seed)
	if err != nil {
		return err
	}
	for i := range *documents {
		dir := filepath.Join(*out, fmt.Sprintf("%03d", i/1000))
		if i%1000 == 0 {
			if err := os.MkdirAll(dir, 0o777); err != nil {
				return err
			}
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%06d.txt", i)), []byte(c.Document(i)), 0o666); err != nil {
			return err
		}
	}
	return nil
}
