package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/quadrille-kg/quadrille/internal/train"
)

// parserCmd trains the network and writes its weights.
func parserCmd(args []string) error {
	flags := flag.NewFlagSet("parser", flag.ExitOnError)
	data := flags.String("data", "../shared/data", "`folder` of the corpora")
	out := flags.String("o", "internal/weights/parser.bin", "`file` to write the weights to")
	o := train.Options{Dims: train.DefaultDims, Log: os.Stderr, Polish: true}
	flags.IntVar(&o.Epochs, "epochs", train.DefaultEpochs, "how often to go over the trees")
	flags.DurationVar(&o.Budget, "budget", 0, "train for this long, such as 28m, in place of a number of epochs;\nthe weights then depend on the machine's speed")
	flags.Uint64Var(&o.Seed, "seed", 2, "what everything random depends on")
	flags.IntVar(&o.Dims.Hidden, "hidden", o.Dims.Hidden, "size of an LSTM's state; a multiple of 16")
	flags.IntVar(&o.Dims.Layers, "layers", o.Dims.Layers, "number of LSTMs")
	taught := flags.String("teachers", "teachers", "`folder` of the networks to learn from, beside the corpora; \"\" for none")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *taught != "" {
		var err error
		if o.Teachers, err = readTeachers(*taught); err != nil {
			return err
		}
	}
	c, err := train.ReadCorpora(*data)
	if err != nil {
		return fmt.Errorf("reading the corpora: %w", err)
	}
	return trainTo(*out, c, o)
}
