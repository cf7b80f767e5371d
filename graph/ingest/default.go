package ingest

import "errors"

// needReader makes sure of an analyser and an extractor, and of the fingerprint
// under which what they read is kept.
func (w *Workspace) needReader() error {
	if w.reader != "" {
		return nil
	}
	if w.opt.Analyser == nil || w.opt.Extractor == nil || w.opt.Reader == "" {
		return errors.New("no analyser is given")
	}
	w.reader = w.opt.Reader + " " + w.schema.Fingerprint()[:16]
	return nil
}
