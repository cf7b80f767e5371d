package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/internal/conllu"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Build reads files, folders and "-" (BuildOptions.Stdin), as Add does.
func (w *Workspace) Build(ctx context.Context, paths []string, opt *BuildOptions) (*Report, error) {
	if opt == nil {
		opt = &BuildOptions{}
	}
	if opt.From != "" && opt.From != "conllu" {
		return nil, fmt.Errorf("there is no form %q", opt.From)
	}
	var inputs []Input
	for _, p := range paths {
		inputs = append(inputs, w.expand(p, opt)...)
	}
	return w.Add(ctx, inputs, opt)
}

// expand returns the inputs that a path stands for; one that cannot be read
// fails when it is loaded.
func (w *Workspace) expand(path string, opt *BuildOptions) []Input {
	if path == "-" {
		return []Input{w.input("-", "", opt, func() (io.ReadCloser, error) {
			if opt.Stdin == nil {
				return nil, errors.New("there is no standard input")
			}
			return io.NopCloser(opt.Stdin), nil
		})}
	}
	var out []Input
	err := filepath.WalkDir(path, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || p != path && !d.Type().IsRegular() {
			return err
		}
		out = append(out, w.input(p, w.origin(p), opt, func() (io.ReadCloser, error) { return os.Open(p) }))
		return nil
	})
	if err != nil {
		return []Input{{Name: path, Load: func(context.Context) ([]*text.Document, error) { return nil, err }}}
	}
	return out
}

func (w *Workspace) input(name, origin string, opt *BuildOptions, open func() (io.ReadCloser, error)) Input {
	return Input{Name: name, Load: func(context.Context) ([]*text.Document, error) {
		f, err := open()
		if err != nil {
			return nil, err
		}
		defer f.Close()
		source := text.Source{Name: filepath.Base(name), Origin: origin}
		if opt.From == "conllu" {
			return trees(f, source, opt.Date)
		}
		data, err := io.ReadAll(f)
		if err != nil {
			return nil, err
		}
		if !utf8.Valid(data) || strings.TrimSpace(string(data)) == "" {
			return nil, errors.New("it is no text")
		}
		d := &text.Document{Sources: []text.Source{source}, Date: opt.Date, Text: string(data)}
		d.ID = contentID(d)
		return []*text.Document{d}, nil
	}}
}

// trees reads the documents of a CoNLL-U file. Where it holds several, each has
// an origin of its own.
func trees(r io.Reader, source text.Source, date string) (docs []*text.Document, err error) {
	for d, err := range conllu.Read(r) {
		if err != nil {
			return nil, err
		}
		s := source
		if len(d.Sources) > 0 && d.Sources[0].Name != "" {
			s.Name = d.Sources[0].Name
		}
		if len(docs) > 0 && s.Origin != "" {
			s.Origin += fmt.Sprintf("#%d", len(docs)+1)
		}
		d.Sources, d.Date = []text.Source{s}, date
		d.ID = contentID(&d)
		docs = append(docs, &d)
	}
	return docs, nil
}

func contentID(d *text.Document) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n%q\n%q\n", d.Title, d.Date, d.Text)
	return hex.EncodeToString(h.Sum(nil))
}
