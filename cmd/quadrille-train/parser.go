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

// parserCmd trains the network and writes its weights.
func parserCmd(args []string) error {
	flags := flag.NewFlagSet("parser", flag.ExitOnError)
	data := flags.String("data", "../shared/data", "`folder` of the corpora")
	out := flags.String("o", "internal/weights/parser.bin", "`file` to write the weights to")
	o := train.Options{Dims: train.DefaultDims, Log: os.Stderr}
	flags.IntVar(&o.Epochs, "epochs", train.DefaultEpochs, "how often to go over the trees")
	flags.DurationVar(&o.Budget, "budget", 0, "train for this long, such as 28m, in place of a number of epochs;\nthe weights then depend on the machine's speed")
	flags.Uint64Var(&o.Seed, "seed", 2, "what everything random depends on")
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
