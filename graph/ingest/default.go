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
	reader, err := w.fingerprint()
	if err != nil {
		return err
	}
	if w.opt.Analyser == nil {
		if w.opt.Analyser, err = nlp.New(w.schema); err != nil {
			return err
		}
	}
	if w.opt.Extractor == nil {
		w.opt.Extractor = rule.New(w.schema)
	}
	w.reader = reader
	return nil
}

// fingerprint names analyser, extractor and schema, without loading them. Its last
// word is the schema's.
func (w *Workspace) fingerprint() (string, error) {
	switch {
	case w.reader != "":
		return w.reader, nil
	case w.opt.Analyser != nil && w.opt.Reader == "":
		return "", errors.New("an analyser is given without the name under which it reads")
	}
	name := w.opt.Reader
	if w.opt.Analyser == nil {
		name = nlp.Version() + " rule-" + rule.Version + " " + program() + " " + name
	}
	return name + " " + w.print[:16], nil
}

// program returns the version of the program, which stands for that of its rules.
func program() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
