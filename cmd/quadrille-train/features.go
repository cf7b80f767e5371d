package main

import (
	"github.com/quadrille-kg/quadrille/internal/nlp/morph"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// featuresCmd makes the table of words with features of their own. Where the two
// treebanks differ, EWT's customs are followed.
func featuresCmd(args []string) error {
	learn := func(ewt, gum []text.Document) []byte { return morph.Learn(ewt, gum) }
	return fromTreebanks("features", "internal/weights/morph.bin", learn, args)
}
