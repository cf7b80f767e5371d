package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/quadrille-kg/quadrille/internal/mat"
	"github.com/quadrille-kg/quadrille/internal/nlp"
	"github.com/quadrille-kg/quadrille/internal/nlp/lemma"
	"github.com/quadrille-kg/quadrille/internal/nlp/morph"
	"github.com/quadrille-kg/quadrille/internal/nlp/parse"
	"github.com/quadrille-kg/quadrille/internal/train"
	"github.com/quadrille-kg/quadrille/internal/weights"
	"github.com/quadrille-kg/quadrille/schema"
)

// evalCmd prints what the network and the whole analyser get right, and how fast.
func evalCmd(args []string) error {
	flags := flag.NewFlagSet("eval", flag.ExitOnError)
	data := flags.String("data", "../shared/data", "`folder` of the corpora, whose development parts are measured")
	file := flags.String("weights", "internal/weights/parser.bin", "`file` of the network's weights")
	trees := flags.String("trees", "", "CoNLL-U `files`, parted by commas, to measure in place of the development parts")
	names := flags.String("names", "", "`files` of names in UNER's format, likewise")
	if err := flags.Parse(args); err != nil {
		return err
	}
	e, err := newEvaluation(*file)
	if err != nil {
		return err
	}
	if *trees+*names == "" {
		return e.development(*data)
	}
	for _, file := range list(*trees) {
		if err := e.trees(filepath.Base(file), file); err != nil {
			return err
		}
	}
	for _, file := range list(*names) {
		if err := e.names(filepath.Base(file), file); err != nil {
			return err
		}
	}
	return nil
}

func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' })
}

// evaluation is what is measured.
type evaluation struct {
	model    *parse.Model
	analyser *nlp.Analyser
	lemmas   *lemma.Table
	features *morph.Table
}

// newEvaluation loads the network from a file, and all else as it is in the
// program.
func newEvaluation(file string) (*evaluation, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	e := &evaluation{}
	began := time.Now()
	if e.model, err = parse.Load(b); err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	fmt.Printf("weights: %.2f MB, loaded in %.0f ms\n", float64(len(b))/1e6, time.Since(began).Seconds()*1e3)
	s, err := schema.Load("conflict")
	if err != nil {
		return nil, err
	}
	if e.analyser, err = nlp.NewWith(s, b); err != nil {
		return nil, err
	}
	if e.lemmas, err = lemma.Load(weights.Lemmas()); err != nil {
		return nil, err
	}
	e.features, err = morph.Load(weights.Features())
	return e, err
}

// development measures on the development parts of the corpora.
func (e *evaluation) development(data string) error {
	fmt.Println("gold tokens: predicted tags, labels without subtypes, punctuation counted; raw text: F1 as of the CoNLL 2018 shared task")
	if err := e.trees("EWT dev", filepath.Join(data, "ud-ewt", "*dev.conllu")); err != nil {
		return err
	}
	if err := e.trees("GUM dev", filepath.Join(data, "gum", "dev", "*.conllu")); err != nil {
		return err
	}
	return e.names("UNER dev", filepath.Join(data, "uner", "en_ewt-ud-dev.iob2"))
}

// trees measures on the treebank of the files that a pattern names.
func (e *evaluation) trees(name, pattern string) error {
	docs, err := readTrees(pattern)
	if err != nil {
		return err
	}
	gold := train.ScoreGold(e.model, docs, e.lemmas.Annotate, e.features.Annotate)
	fmt.Printf("%s, gold tokens: %v\n", name, gold)
	fmt.Printf("%s, raw text: %v\n", name, train.ScoreRaw(docs, e.analyser.Annotate))
	fmt.Printf("%s, speed of the network: %.0f words/s on one core with %s\n", name, train.Speed(e.model, train.Forms(docs)), mat.Kernels())
	return nil
}

// names measures on a file of names.
func (e *evaluation) names(name, file string) error {
	gold, err := train.ReadNames(file)
	if err != nil {
		return err
	}
	fmt.Printf("%s, names: %v (person, organisation, place; exact span and type)\n", name, train.ScoreNames(e.model, gold))
	return nil
}
