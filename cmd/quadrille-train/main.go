// Quadrille-train makes the weights that quadrille reads English with, and
// measures them. It reads the corpora that shared/data holds; NOTICE names them.
//
//	quadrille-train teachers -data ../shared/data -o teachers
//	quadrille-train parser -data ../shared/data -o internal/weights/parser.bin -teachers teachers
//	quadrille-train lemmas -data ../shared/data -o internal/weights/lemma.bin
//	quadrille-train features -data ../shared/data -o internal/weights/morph.bin
//	quadrille-train sentences -data ../shared/data -o internal/weights/split.bin
//	quadrille-train confidence ../shared/data/re3d ../shared/data/gum ../shared/data/mine
//	quadrille-train corpus -o corpus ../shared/data/re3d ../shared/data/mine ../shared/data/gum
//	quadrille-train eval -data ../shared/data
//	quadrille-train eval -trees test.conllu,other.conllu -names test.iob2
//
// Weights come out the same to the byte whenever they are made, on any amd64
// machine with AVX2.
package main

import (
	"fmt"
	"os"
)

var commands = []struct {
	name, says string
	run        func(args []string) error
}{
	{"teachers", "train the networks that the parser learns from", teachersCmd},
	{"parser", "train the tagger, parser and name finder", parserCmd},
	{"lemmas", "make the table of lemmas", lemmasCmd},
	{"features", "make the table of words with features of their own", featuresCmd},
	{"sentences", "fit the classifier of sentence ends", sentencesCmd},
	{"confidence", "fit the confidence of claims to readers' verdicts", confidenceCmd},
	{"corpus", "multiply texts into a large corpus, to measure with", corpusCmd},
	{"eval", "measure the reading of the development parts, or of other files", evalCmd},
}

func main() {
	if len(os.Args) > 1 {
		for _, c := range commands {
			if c.name != os.Args[1] {
				continue
			}
			if err := c.run(os.Args[2:]); err != nil {
				fmt.Fprintln(os.Stderr, "quadrille-train: error:", err)
				os.Exit(1)
			}
			return
		}
		fmt.Fprintf(os.Stderr, "quadrille-train: error: no command %q\n", os.Args[1])
	}
	fmt.Fprintln(os.Stderr, "usage: quadrille-train COMMAND [flags], where COMMAND is one of")
	for _, c := range commands {
		fmt.Fprintf(os.Stderr, "  %-10s %s\n", c.name, c.says)
	}
	fmt.Fprintln(os.Stderr, "quadrille-train COMMAND -h lists the flags")
	os.Exit(2)
}
