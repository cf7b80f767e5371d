package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/quadrille-kg/quadrille/internal/mat"
	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
	"github.com/quadrille-kg/quadrille/internal/train"
)

// evalCmd prints what a network gets right, and how fast.
func evalCmd(args []string) error {
	flags := flag.NewFlagSet("eval", flag.ExitOnError)
	data := flags.String("data", "../shared/data", "`folder` of the corpora")
	file := flags.String("weights", "internal/weights/parser.bin", "`file` of weights")
	if err := flags.Parse(args); err != nil {
		return err
	}
	b, err := os.ReadFile(*file)
	if err != nil {
		return err
	}
	began := time.Now()
	m, err := parse.Load(b)
	if err != nil {
		return fmt.Errorf("reading %s: %w", *file, err)
	}
	loaded := time.Since(began)
	c, err := train.ReadCorpora(*data)
	if err != nil {
		return fmt.Errorf("reading the corpora: %w", err)
	}
	fmt.Printf("weights    %.2f MB, loaded in %.0f ms\n", float64(len(b))/1e6, loaded.Seconds()*1e3)
	fmt.Printf("EWT dev    %v (gold tokens, predicted tags, labels without subtypes, punctuation counted)\n", train.ScoreTrees(m, c.Dev))
	fmt.Printf("GUM dev    %v (likewise)\n", train.ScoreTrees(m, c.DevGUM))
	fmt.Printf("UNER dev   %v (person, organisation, place; exact span and type)\n", train.ScoreNames(m, c.DevNames))
	fmt.Printf("speed      %.0f words/s on one core with %s\n", train.Speed(m, c.Dev), mat.Kernels())
	return nil
}
