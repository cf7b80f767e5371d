package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/quadrille-kg/quadrille/internal/collect"
	"github.com/quadrille-kg/quadrille/internal/conllu"
	"github.com/quadrille-kg/quadrille/internal/fetch"
	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// conlluForm takes the trees of another parser. It does not show by itself.
const conlluForm = "conllu"

// Forms returns the forms of sources that BuildOptions.From may name.
func Forms() []string {
	out := []string{conlluForm}
	for _, c := range collect.Collections {
		out = append(out, c.Name)
	}
	return out
}

// ErrNothing says that a folder holds nothing that can be read.
var ErrNothing = errors.New("there is nothing in it that can be read")

// ErrNoneChosen says that a folder holds nothing that BuildOptions.Include and Exclude
// choose.
var ErrNoneChosen = errors.New("there is nothing in it that the patterns choose")

// ErrChanged says that a file was written to while it was read. What was read of one
// with many documents stands.
var ErrChanged = errors.New("it changed while it was read: build it again")

// Build reads files, folders, URLs (http, https) and "-", which is BuildOptions.Stdin,
// as Add does. The earlier version of a changed file is found by its path, relative to
// the workspace, or by its URL without fragment and credentials; that of a row, a
// message or a file in an archive by that and what tells it from the others:
// "../posts.csv#17". Nothing is fetched but these URLs.
func (w *Workspace) Build(ctx context.Context, paths []string, opt *BuildOptions) (*Report, error) {
	if opt == nil {
		opt = &BuildOptions{}
	}
	s, err := newSources(ctx, paths, opt, w.origin)
	if err != nil {
		return nil, err
	}
	return w.add(ctx, s.inputs, opt, false)
}

// newSources returns the sources that these paths are; origin gives a path as the
// sources of documents have it.
func newSources(ctx context.Context, paths []string, opt *BuildOptions, origin func(path string) string) (*sources, error) {
	if opt.From != "" && !slices.Contains(Forms(), opt.From) {
		return nil, fmt.Errorf("there is no form %q: there is %s", opt.From, strings.Join(Forms(), ", "))
	}
	globs, err := collect.NewGlobs(opt.Include, opt.Exclude)
	if err != nil {
		return nil, err
	}
	s := &sources{origin: origin, opt: opt, globs: globs, paths: paths, listed: map[string]listing{}}
	for _, name := range opt.Output {
		if info, err := os.Stat(name); err == nil {
			s.outputs = append(s.outputs, info)
		}
	}
	s.total, err = s.measure(ctx)
	return s, err
}

// sources are the paths of a build, which are opened one after the other.
type sources struct {
	origin    func(path string) string
	stdinName string // what standard input is called; "" for no name

	opt     *BuildOptions
	globs   *collect.Globs
	paths   []string
	outputs []os.FileInfo // of BuildOptions.Output

	ctx         context.Context
	yield       func(Input) bool
	total, done int64 // bytes; total is 0 where it is not known

	listed map[string]listing // of each path
}

// all hands on the paths, those of a list after those that are given.
func (s *sources) all() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for p, err := range s.given {
			if !yield(p, err) {
				return
			}
		}
		if s.opt.FilesFrom == "" {
			return
		}
		var list io.Reader = s.opt.Stdin
		if s.opt.FilesFrom != "-" {
			f, err := os.Open(s.opt.FilesFrom)
			if err != nil {
				yield(s.opt.FilesFrom, err)
				return
			}
			defer f.Close()
			list = f
		} else if list == nil {
			yield("-", errNoStdin)
			return
		}
		for p, err := range collect.List(list) {
			if err != nil {
				p = s.opt.FilesFrom
			} else if p == "-" {
				err = errors.New("a list cannot name standard input")
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

var errNoStdin = errors.New("there is no standard input")

// measure lists what there is to read, as far as that shows beforehand, and returns how
// many bytes that is, 0 where nobody can know.
func (s *sources) measure(ctx context.Context) (total int64, err error) {
	paths, open := s.all(), false
	if s.opt.FilesFrom == "-" { // a list that can be read but once
		paths, open = s.given, true
	}
	for p, err := range paths {
		switch {
		case p == "-" && err == nil:
			open = true
			continue
		case err == nil && fetch.Is(p):
			total += pageBytes
			continue
		case err == nil:
			p, err = localPath(p)
		}
		if err != nil {
			continue // it is said when its turn has come
		}
		var names listing
		for f := range s.walk(p) {
			if err := ctx.Err(); err != nil {
				return 0, err
			}
			if f.Passed == "" {
				names = append(names, f.Name)
				total += f.Size
			}
		}
		if len(names) > 1 || len(names) == 1 && names[0] != p { // what is gone of one file shows by itself
			s.listed[p] = names
		}
	}
	if open {
		return 0, nil
	}
	return total, nil
}

// given hands on the paths that are no list's.
func (s *sources) given(yield func(string, error) bool) {
	for _, p := range s.paths {
		if !yield(p, nil) {
			return
		}
	}
}

// walk hands on the files of a path.
func (s *sources) walk(path string) iter.Seq[collect.File] {
	known := collect.Known
	switch s.opt.From {
	case "":
	case conlluForm:
		known = func(name string) bool { return slices.Contains([]string{".conllu", ".conll"}, filepath.Ext(name)) }
	default:
		known = func(name string) bool { return collect.FormOf(name) == s.opt.From }
	}
	return collect.Walk(path, s.globs, known)
}

// inputs hands on what the paths hold. What cannot be read fails when it is loaded.
func (s *sources) inputs(ctx context.Context) iter.Seq[Input] {
	return func(yield func(Input) bool) {
		s.ctx, s.yield = ctx, yield
		none := true
		for c := range s.ahead() {
			none = false
			var more bool
			switch {
			case c.err != nil:
				more = s.fail(c.path, "", c.err)
			case c.page != nil:
				more = s.page(&c)
			default:
				more = s.path(c.path)
			}
			if !more {
				return
			}
		}
		if none {
			s.fail(s.opt.FilesFrom, "", errors.New("it names no files"))
		}
	}
}

// emit hands an input on, with the share of all that is done when it is. It reports
// whether more is wanted, as all below do.
func (s *sources) emit(in Input, at int64) bool {
	if s.total > 0 {
		in.share = min(1, float64(s.done+at)/float64(s.total))
	}
	return s.yield(in) && s.ctx.Err() == nil
}

func (s *sources) fail(name, part string, err error) bool {
	return s.emit(Input{Name: name, Part: part, Load: func(context.Context) ([]*text.Document, error) { return nil, err }}, 0)
}

func (s *sources) path(path string) bool {
	if path == "-" {
		return s.stdin()
	}
	path, err := localPath(path)
	if err != nil {
		return s.fail(path, "", err)
	}
	none, left := true, s.listed[path]
	for f := range s.walk(path) {
		if gone := left.upTo(f.Name); len(gone) > 0 {
			none = false
			if !s.gone(gone) {
				return false
			}
		}
		if f.Passed == "" && s.writes(f.Name) {
			f.Passed = "it is written by the same command"
		}
		if f.Passed != "" {
			if !s.emit(Input{Name: f.Name, passed: f.Passed}, 0) {
				return false
			}
			continue
		}
		none = false
		if !s.file(f) {
			return false
		}
		s.done += f.Size
	}
	switch {
	case len(left) > 0:
		return s.gone(left)
	case !none:
		return true
	}
	return s.fail(path, "", s.nothing())
}

// nothing says why nothing of a folder or an archive is read.
func (s *sources) nothing() error {
	if len(s.opt.Include)+len(s.opt.Exclude) > 0 {
		return ErrNoneChosen
	}
	return ErrNothing
}

// writes reports whether a file is one of those that the caller writes.
func (s *sources) writes(name string) bool {
	if len(s.outputs) == 0 {
		return false
	}
	info, err := os.Stat(name)
	return err == nil && slices.ContainsFunc(s.outputs, func(o os.FileInfo) bool { return os.SameFile(info, o) })
}

func (s *sources) stdin() bool {
	if s.opt.Stdin == nil {
		return s.fail("-", "", errNoStdin)
	}
	name, origin := "-", ""
	if s.stdinName != "" {
		name, origin = s.stdinName, s.origin(s.stdinName)
	}
	return s.stream(name, origin, func() (io.ReadCloser, error) { return io.NopCloser(s.opt.Stdin), nil })
}

// file hands on what a file holds.
func (s *sources) file(f collect.File) bool {
	if f.Err != nil {
		return s.fail(f.Name, "", perhapsAddress(f.Name, f.Err))
	}
	info, err := os.Stat(f.Name)
	if err != nil {
		return s.fail(f.Name, "", collect.Gone(err))
	}
	if !info.Mode().IsRegular() && !info.IsDir() {
		return s.stream(f.Name, "", func() (io.ReadCloser, error) { return os.Open(f.Name) })
	}
	form, err := s.form(f.Name)
	if err != nil {
		return s.fail(f.Name, "", collect.Gone(err))
	}
	if form != "" && form != conlluForm {
		return s.collection(f.Name, form, info)
	}
	return s.emit(Input{Name: f.Name, Load: func(context.Context) ([]*text.Document, error) {
		docs, err := s.readFile(f.Name)
		if err == nil && changed(f.Name, info) {
			err = ErrChanged
		}
		return docs, collect.Gone(err)
	}}, f.Size)
}

// form returns which form a file has that may hold many documents, "" where it is
// one document.
func (s *sources) form(name string) (string, error) {
	if s.opt.From != "" {
		return s.opt.From, nil
	}
	if form := collect.FormOf(name); form != "" || read.Known(name) {
		return form, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	head := make([]byte, collect.SniffLen)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return "", err
	}
	return collect.Sniff(head[:n]), nil
}

// changed reports whether a file is not as it was when info was taken of it.
func changed(name string, info os.FileInfo) bool {
	now, err := os.Stat(name)
	return err != nil || now.Size() != info.Size() || !now.ModTime().Equal(info.ModTime())
}

func (s *sources) readFile(name string) ([]*text.Document, error) {
	if s.opt.From == conlluForm {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return s.readTrees(name, f, s.opt.Date)
	}
	d, err := read.File(name, s.opt.reading())
	if err != nil {
		return nil, err
	}
	d.Sources[0].Origin = s.origin(name)
	return []*text.Document{dated(&d, s.opt.Date)}, nil
}

// reading says how sources are read.
func (o *BuildOptions) reading() *read.Options {
	return &read.Options{AnyLanguage: o.AnyLanguage}
}

// dated gives a document that tells no date the one it was given.
func dated(d *text.Document, date string) *text.Document {
	if d.Date == "" && date != "" {
		d.Date = date
		d.ID = read.ID(d)
	}
	return d
}

// readTrees reads the documents of a CoNLL-U file. The second and later ones
// have origins of their own, "trees.conllu#2".
func (s *sources) readTrees(name string, r io.Reader, date string) (docs []*text.Document, err error) {
	source := s.source(name)
	if name == "-" {
		source = text.Source{Name: "standard input"}
	}
	for d, err := range conllu.Read(r) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		s := source
		if len(d.Sources) > 0 && d.Sources[0].Name != "" {
			s.Name = d.Sources[0].Name
		}
		if len(docs) > 0 && s.Origin != "" {
			s.Origin += fmt.Sprintf("#%d", len(docs)+1)
		}
		if _, err := time.Parse(time.DateOnly, d.Date); err != nil {
			d.Date = date // trees may tell a year alone, or anything
		}
		d.Sources, d.URL = []text.Source{s}, read.WebAddress(d.URL)
		d.ID = read.ID(&d)
		docs = append(docs, &d)
	}
	return docs, nil
}
