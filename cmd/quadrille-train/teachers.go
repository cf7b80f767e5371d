package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
	"github.com/quadrille-kg/quadrille/internal/train"
)

// teachersCmd trains the networks that the one in the program learns from. A teacher
// whose file is there already is not trained again.
func teachersCmd(args []string) error {
	flags := flag.NewFlagSet("teachers", flag.ExitOnError)
	data := flags.String("data", "../shared/data", "`folder` of the corpora")
	out := flags.String("o", "teachers", "`folder` to write their weights to")
	if err := flags.Parse(args); err != nil {
		return err
	}
	c, err := train.ReadCorpora(*data)
	if err != nil {
		return fmt.Errorf("reading the corpora: %w", err)
	}
	if err := os.MkdirAll(*out, 0o755); err != nil {
		return err
	}
	for i, o := range train.Teachers {
		name := filepath.Join(*out, fmt.Sprintf("%d.bin", i+1))
		if _, err := os.Stat(name); err == nil {
			fmt.Fprintf(os.Stderr, "%s is there\n", name)
			continue
		}
		o.Log = os.Stderr
		if err := trainTo(name, c, o); err != nil {
			return err
		}
	}
	return nil
}

// trainTo trains a network and writes its weights to a file.
func trainTo(name string, c *train.Corpora, o train.Options) error {
	began := time.Now()
	w, err := train.Run(c, o)
	if err != nil {
		return err
	}
	b := w.Bytes()
	if err := os.WriteFile(name, b, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%s: %.1f MB after %.1f minutes\n", name, float64(len(b))/1e6, time.Since(began).Minutes())
	return nil
}

// readTeachers reads the weights in a folder, in the order of their names.
func readTeachers(dir string) ([]*parse.Weights, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.bin")) // sorted
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no teachers in %s; train them with: quadrille-train teachers -o %s", dir, dir)
	}
	var all []*parse.Weights
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		w, err := parse.ReadWeights(b)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		all = append(all, w)
	}
	return all, nil
}
