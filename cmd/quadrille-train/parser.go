package main

import (
	"flag"
	"fmt"
	"os"
	"time"

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
