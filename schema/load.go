package schema

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A schema file is YAML with up to five keys:
//
//	name: mine
//	extends: conflict                 # or a list; a built-in schema or a file beside this one
//	entities:
//	  Militia: {is: ArmedGroup, says: "…", nouns: [militia], maps: {ftm: Organization}}
//	relations:
//	  opposes:
//	    from: [Agent]                 # types of the subject; left out, any
//	    to: [Agent, Concept]
//	    says: "stands against"
//	    symmetric: true               # or transitive: true, inverse: other-relation
//	    maps: {re3d: Dislikes}
//	    triggers:
//	      - verb: [oppose, resist]
//	      - verb: [fight], with: object
//	names:
//	  - {name: IS-K, type: ArmedGroup, aliases: [ISKP], same: "wikidata:Q1", demonyms: […], in: Afghanistan}
//
// An entry that an extended schema has already is added to: its nouns, maps,
// triggers and aliases join the earlier ones, and its other keys take their
// place. See Trigger for what the kinds and slots mean.

// Load returns a built-in schema by its name, or reads one from a file. Its
// error is an Errors with every mistake found, in the file and in those it
// extends.
func Load(nameOrPath string) (*Schema, error) {
	l := newLoader(nil)
	if data := builtinData(nameOrPath); data != nil {
		return l.load(source{builtin: nameOrPath}, data)
	}
	data, err := os.ReadFile(nameOrPath)
	if err != nil {
		l.report.add(place{file: nameOrPath}, missingHint(nameOrPath), "%s", reason(err))
		return nil, l.report.err()
	}
	return l.load(source{path: nameOrPath}, data)
}

// Parse reads a schema from memory. The file name is for messages, and for
// finding the files it extends, which read returns; a nil read takes them from
// disk. Its errors are those of Load.
func Parse(file string, data []byte, read func(path string) ([]byte, error)) (*Schema, error) {
	return newLoader(read).load(source{path: file}, data)
}

// source is where a schema's text comes from: one of the two is set.
type source struct{ builtin, path string }

// String is the name by which messages call it.
func (s source) String() string {
	if s.builtin != "" {
		return s.builtin + ".yaml"
	}
	return s.path
}

// loader reads a schema and those it extends, each once, and applies them to
// one builder.
type loader struct {
	report *report
	read   func(string) ([]byte, error)
	done   map[source]bool
	open   []source // being read, outermost first: to notice a circle
	b      *builder
}

func newLoader(read func(string) ([]byte, error)) *loader {
	if read == nil {
		read = os.ReadFile
	}
	r := &report{}
	return &loader{report: r, read: read, done: map[source]bool{}, b: newBuilder(r)}
}

func (l *loader) load(src source, data []byte) (*Schema, error) {
	if src.path != "" {
		src.path = filepath.ToSlash(src.path)
	}
	l.file(src, data)
	l.b.check()
	if err := l.report.err(); err != nil {
		return nil, err
	}
	return l.b.finish(), nil
}

// file reads one file, after those it extends.
func (l *loader) file(src source, data []byte) {
	l.open = append(l.open, src)
	defer func() { l.open = l.open[:len(l.open)-1] }()
	l.done[src] = true
	root := l.tree(src, data)
	if root == nil {
		l.b.broken = true
		return
	}
	f := l.b.decodeFile(src.String(), root)
	for _, w := range f.extends {
		l.extend(src, w)
	}
	l.b.apply(f)
}

// tree reads a file's YAML; nil, and reported, where that cannot be.
func (l *loader) tree(src source, data []byte) *node {
	if src.builtin != "" {
		root, errs := builtinTree(src.builtin)
		l.report.errs = append(l.report.errs, errs...)
		return root
	}
	root := readYAML(src.path, data, l.report)
	if root != nil && root.kind == null {
		l.report.add(place{file: src.path}, `"quadrille schema init" writes one to begin with`, "the schema is empty")
	}
	return root
}

// extend reads the schema that src extends by word w.
func (l *loader) extend(src source, w word) {
	next := source{builtin: w.text}
	if !isBuiltin(w.text) {
		next = source{path: w.text}
		if !filepath.IsAbs(w.text) && src.builtin == "" {
			next.path = filepath.ToSlash(filepath.Join(filepath.Dir(src.path), w.text))
		}
	}
	if at := slices.Index(l.open, next); at >= 0 {
		var round []string
		for _, s := range l.open[at:] {
			round = append(round, s.String())
		}
		round = append(round, next.String())
		l.report.add(w.at, "", "schemas extend each other in a circle: %s", strings.Join(round, " -> "))
		return
	}
	if l.done[next] {
		return
	}
	if len(l.open) == maxDepth {
		l.report.add(w.at, "", "more than %d schemas extend each other", maxDepth)
		return
	}
	data := builtinData(next.builtin)
	if next.path != "" {
		var err error
		if data, err = l.read(next.path); err != nil {
			l.report.add(w.at, missingHint(w.text), "cannot extend %q: %s", w.text, reason(err))
			l.b.broken = true
			return
		}
	}
	l.file(next, data)
}

// reason words why a file could not be read, without its name.
func reason(err error) string {
	var pe *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such schema: neither built in nor a file"
	case errors.As(err, &pe):
		return pe.Err.Error()
	}
	return err.Error()
}

// missingHint says what might have been meant by a schema that is not there.
func missingHint(name string) string {
	if near := nearest(name, Builtin()); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "built in are " + strings.Join(Builtin(), " and ")
}
