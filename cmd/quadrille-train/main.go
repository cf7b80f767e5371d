// Quadrille-train makes the weights that quadrille reads English with, and
// measures them.
//
//	quadrille-train parser -data ../shared/data -o internal/weights/parser.bin
//	quadrille-train eval -data ../shared/data
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

const usage = `usage:
  quadrille-train parser [flags]   train the tagger, parser and name finder
  quadrille-train eval [flags]     measure their weights on the development parts

Run a command with -h for its flags.
`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "quadrille-train: error:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "parser":
			return trainParser(args[1:])
		case "eval":
			return eval(args[1:])
		}
	}
	fmt.Fprint(os.Stderr, usage)
	os.Exit(2)
	return nil
}

func trainParser(args []string) error {
	flags := flag.NewFlagSet("parser", flag.ExitOnError)
	data := flags.String("data", "../shared/data", "`folder` of the corpora")
	out := flags.String("o", "internal/weights/parser.bin", "`file` to write the weights to")
	o := train.Options{Dims: train.DefaultDims, Log: os.Stderr}
	flags.IntVar(&o.Epochs, "epochs", 0, "how often to go over the trees (default 24)")
	flags.DurationVar(&o.Budget, "budget", 0, "train for this long, such as 28m, in place of a number of epochs")
	flags.Uint64Var(&o.Seed, "seed", 1, "what everything random depends on")
	flags.IntVar(&o.Dims.Hidden, "hidden", o.Dims.Hidden, "size of an LSTM's state; a multiple of 16")
	flags.IntVar(&o.Dims.Layers, "layers", o.Dims.Layers, "number of LSTMs")
	if err := flags.Parse(args); err != nil {
		return err
	}
	c, err := train.ReadCorpora(*data)
	if err != nil {
		return fmt.Errorf("reading the corpora: %w", err)
	}
	began := time.Now()
	w, err := train.Run(c, o)
	if err != nil {
		return err
	}
	b := w.Bytes()
	if err := os.WriteFile(*out, b, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%s: %.1f MB after %.1f minutes\n", *out, float64(len(b))/1e6, time.Since(began).Minutes())
	return nil
}

func eval(args []string) error {
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
		return fmt.Errorf("%s: %w", *file, err)
	}
	loaded := time.Since(began)
	c, err := train.ReadCorpora(*data)
	if err != nil {
		return fmt.Errorf("reading the corpora: %w", err)
	}
	fmt.Printf("weights     %.2f MB, loaded in %.0f ms\n", float64(len(b))/1e6, float64(loaded.Microseconds())/1e3)
	fmt.Printf("EWT dev     %v (gold tokens, predicted tags, no subtypes, punctuation counted)\n", train.ScoreTrees(m, c.Dev))
	fmt.Printf("UNER dev    %v (person, organisation, place; exact span and type)\n", train.ScoreNames(m, c.DevNames))
	fmt.Printf("speed       %.0f words/s on one core (%s)\n", train.Speed(m, c.Dev), mat.Kernels())
	return nil
}
