package ingest

import (
	"errors"
	"runtime/debug"

	"github.com/quadrille-kg/quadrille/internal/extract/rule"
	"github.com/quadrille-kg/quadrille/internal/nlp"
)

// needReader makes sure of an analyser and an extractor, and of the fingerprint
// under which what they read is kept. Weights are loaded only here, for a
// workspace that is only looked at needs none.
func (w *Workspace) needReader() error {
	if w.reader != "" {
		return nil
	}
	if w.opt.Analyser != nil && w.opt.Reader == "" {
		return errors.New("an analyser is given without the name under which it reads")
	}
	name := w.opt.Reader
	if w.opt.Analyser == nil {
		a, err := nlp.New(w.schema)
		if err != nil {
			return err
		}
		w.opt.Analyser = a
		name = a.Version() + " rule-" + rule.Version + " " + program() + " " + name
	}
	if w.opt.Extractor == nil {
		w.opt.Extractor = rule.New(w.schema)
	}
	w.reader = name + " " + w.print[:16]
	return nil
}

// program returns the version of the program, which stands for that of its rules.
func program() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
