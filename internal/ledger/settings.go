package ledger

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/quadrille-kg/quadrille/graph"
)

// quadrille.yaml, all of whose keys but the first may be left out:
//
//	format: 1
//	schema: conflict        # built in, or a file: my-schema.yaml
//	base: https://w3id.org/quadrille/kg/
//	backend: bolt           # or a database: postgres://user@host/database?search_path=schema
const (
	settingsFile   = "quadrille.yaml"
	settingsFormat = 1
)

// What the settings are where a workspace does not say.
const (
	DefaultSchema  = "conflict"
	DefaultBase    = graph.DefaultBase
	DefaultBackend = "bolt"
)

// Settings are what a workspace says of itself. The zero value has the defaults.
type Settings struct {
	Schema  string // a built-in name, or a path relative to the workspace
	Base    string // IRI under which entities, claims and documents are named; ends in "/" or "#"
	Backend string // what keeps the index: "bolt", or the postgres:// URL of a database
}

// Served reports whether a server keeps the index, which takes care itself of those who
// read while one writes: then nobody has to wait for anybody in order to read.
func (s Settings) Served() bool {
	return strings.HasPrefix(s.Backend, "postgres://") || strings.HasPrefix(s.Backend, "postgresql://")
}

func (s Settings) withDefaults() Settings {
	if s.Schema == "" {
		s.Schema = DefaultSchema
	}
	if s.Base == "" {
		s.Base = DefaultBase
	}
	if s.Backend == "" {
		s.Backend = DefaultBackend
	}
	return s
}

// check reports the first setting that cannot be.
func (s Settings) check() error {
	if _, err := s.mistake(); err != nil {
		return err
	}
	return nil
}

// mistake returns the key of the first setting that cannot be, and why.
func (s Settings) mistake() (string, error) {
	u, err := url.Parse(s.Base)
	switch {
	case err != nil || u.Scheme == "" || strings.ContainsAny(s.Base, " <>\"{}|\\^`"):
		return "base", fmt.Errorf("base %q is no absolute IRI", s.Base)
	case !strings.HasSuffix(s.Base, "/") && !strings.HasSuffix(s.Base, "#"):
		return "base", fmt.Errorf("base %q must end in / or #", s.Base)
	case s.Served():
		if _, err := url.Parse(s.Backend); err != nil { // it may quote a password
			return "backend", errors.New("the backend is no URL: what stands for itself and is no letter or digit is written %40 and the like, in a password too")
		}
	case s.Backend != DefaultBackend:
		return "backend", fmt.Errorf("unknown backend %q: there are %s and postgres://USER@HOST/DATABASE", s.Backend, DefaultBackend)
	}
	return "", nil
}

// yaml returns the file that holds these settings.
func (s Settings) yaml() string {
	backend := ""
	if s.Backend != DefaultBackend {
		backend = "backend: " + scalar(s.Backend) + "\n"
	}
	return fmt.Sprintf("# A Quadrille workspace. The schema is a built-in one (general, conflict) or a file\n"+
		"# beside this one; base is the IRI under which the graph's own names stand.\n"+
		"format: %d\nschema: %s\nbase: %s\n", settingsFormat, scalar(s.Schema), scalar(s.Base)) + backend
}

// parseSettings reads quadrille.yaml; path is what errors call it.
func parseSettings(data []byte, path string) (Settings, error) {
	f := file{path}
	root, err := f.parse(data)
	if err != nil {
		return Settings{}, err
	}
	var s Settings
	format := 0
	at := map[string]ast.Node{}
	err = f.fields(root, map[string]func(ast.Node) error{
		"format":  func(n ast.Node) (err error) { format, err = f.integer(n); return },
		"schema":  func(n ast.Node) (err error) { s.Schema, err = f.string(n); return },
		"base":    func(n ast.Node) (err error) { s.Base, err = f.string(n); at["base"] = n; return },
		"backend": func(n ast.Node) (err error) { s.Backend, err = f.string(n); at["backend"] = n; return },
	})
	// A newer format may have keys that this one does not know, so it goes first.
	if format > settingsFormat {
		return Settings{}, &FormatError{Path: path, Found: format, Known: settingsFormat}
	}
	if err != nil {
		return Settings{}, err
	}
	if format < 1 {
		return Settings{}, f.mistake(root, `there must be a "format: 1"`, "")
	}
	s = s.withDefaults()
	if key, err := s.mistake(); err != nil {
		return Settings{}, f.mistake(at[key], err.Error(), "")
	}
	return s, nil
}

// Configure replaces the workspace's settings.
func (l *Ledger) Configure(s Settings) error {
	if l.readOnly {
		return ErrReadOnly
	}
	s = s.withDefaults()
	if err := s.check(); err != nil {
		return err
	}
	if err := l.files.write(settingsFile, []byte(s.yaml())); err != nil {
		return fmt.Errorf("writing settings: %w", err)
	}
	l.settings = s
	return nil
}
