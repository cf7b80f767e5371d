package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/quadrille-kg/quadrille/internal/eval"
	"github.com/quadrille-kg/quadrille/internal/train"
)

// confidenceCmd fits the confidence of claims to readers' verdicts.
func confidenceCmd(args []string) error {
	f := flag.NewFlagSet("confidence", flag.ExitOnError)
	judged := f.String("judged", "testdata/judged", "folder of the lists of verdicts")
	out := f.String("o", "internal/extract/rule/confidence.txt", "file to write")
	f.Usage = func() {
		fmt.Fprintln(f.Output(), "usage: quadrille-train confidence [flags] PATH...\n\nPATHs are the texts that the lists are about: files or folders.")
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return err
	}
	lists, err := eval.LoadJudgedDir(*judged)
	if err != nil {
		return err
	}
	texts, err := eval.LoadTexts(f.Args()...)
	if err != nil {
		return err
	}
	table, r, err := train.Confidence(lists, texts)
	if err != nil {
		return err
	}
	fmt.Printf("%d claims, %d right; %d that were judged are no longer read\n", r.Claims, r.Right, r.Missing)
	fmt.Printf("cross-validated: log loss %.3f\n", r.Loss)
	for _, b := range r.Bins {
		if b.Claims > 0 {
			fmt.Printf("  from %.1f: mean %.3f, right %.3f of %d\n", b.From, b.Mean, float64(b.Right)/float64(b.Claims), b.Claims)
		}
	}
	return os.WriteFile(*out, []byte(table), 0o666)
}
