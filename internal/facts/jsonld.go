package facts

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/piprate/json-gold/ld"
)

// readJSONLD reads JSON-LD 1.1. It has no statements that could be shown, so the
// document's text is what the file says as N-Quads, one a line, sorted, with blank
// nodes numbered as the file has them. A context that is elsewhere is not fetched, for
// reading opens no connection.
func readJSONLD(r *reading) error {
	dec := json.NewDecoder(strings.NewReader(r.content))
	var doc any
	if err := dec.Decode(&doc); err != nil {
		return jsonMistake(r, err, dec.InputOffset())
	}
	if dec.More() {
		return fmt.Errorf("line %d: something follows the end of the JSON", r.line(int(dec.InputOffset())))
	}
	options := ld.NewJsonLdOptions("")
	options.ProcessingMode = ld.JsonLd_1_1
	options.DocumentLoader = noLoader{}
	options.Format = "application/n-quads"
	quads, err := toQuads(doc, options)
	if err != nil {
		return err
	}
	lines := strings.SplitAfter(quads, "\n")
	sort.Strings(lines)
	r.setContent(strings.Join(lines, ""))
	return readNQuads(r)
}

// toQuads guards against what makes the library panic.
func toQuads(doc any, options *ld.JsonLdOptions) (quads string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("it is no JSON-LD: %v", p)
		}
	}()
	out, err := ld.NewJsonLdProcessor().ToRDF(doc, options)
	var elsewhere *contextError
	var known *ld.JsonLdError
	switch {
	case errors.As(err, &elsewhere):
		return "", elsewhere
	case errors.As(err, &known):
		if e, ok := known.Details.(error); ok && errors.As(e, &elsewhere) {
			return "", elsewhere
		}
		return "", fmt.Errorf("it is no JSON-LD: %w", err)
	case err != nil:
		return "", err
	}
	quads, _ = out.(string)
	return quads, nil
}

func jsonMistake(r *reading, err error, at int64) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = syntax.Offset
	}
	return fmt.Errorf("line %d: it is no JSON: %w", r.line(int(max(0, at-1))), err)
}

// contextError says that a context is not in the file.
type contextError struct{ url string }

func (e *contextError) Error() string {
	return fmt.Sprintf("its context is at %s, and nothing is fetched: put the context itself into the file", e.url)
}

type noLoader struct{}

func (noLoader) LoadDocument(u string) (*ld.RemoteDocument, error) { return nil, &contextError{u} }
