// Package quadrille has no code of its own, only the test of its layers. The
// program is cmd/quadrille, the library's front door graph/ingest.
package quadrille

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/quadrille-kg/quadrille/"

// layers is the policy: a package may import those of the lines above its own,
// and none of its own line or below. ARCHITECTURE.md draws the same picture.
var layers = []string{
	"internal/text schema internal/weights internal/mat internal/layout internal/persons internal/pdf internal/fetch",
	"internal/tree internal/conllu internal/brat internal/read graph internal/nlp/token internal/nlp/lemma internal/nlp/morph internal/nlp/parse internal/nlp/date",
	"internal/nlp/mention internal/nlp/coref internal/extract/rule internal/extract/tuple internal/eval graph/view graph/infer graph/store internal/ledger internal/collect",
	"internal/nlp internal/resolve internal/facts graph/query graph/export graph/outline graph/shape",
	"graph/ingest graph/query/sparql internal/train internal/corpus",
	"internal/cli",
	"cmd/quadrille cmd/quadrille-train",
}

// reserved names the packages that alone may import another, so that what is
// behind it can be changed in one place.
var reserved = map[string]string{
	// Cayley's query languages run in one package, over the store of another.
	"github.com/cayleygraph/cayley": "graph/store graph/query",
	"go.etcd.io/bbolt":              "graph/store",
	"github.com/lib/pq":             "graph/store graph/store/pgtest",
	// The program does not link the trainer.
	module + "internal/train": "cmd/quadrille-train",
	// One package puts the weights to use; the trainer fits them.
	module + "internal/weights": "internal/nlp internal/nlp/token internal/train cmd/quadrille-train",
	// Whatever a document says, reading it opens no connection: only what a person
	// named is fetched, and in one place.
	"net/http": "internal/fetch",
	// Terminals are the command line's business.
	"github.com/spf13/cobra":                         "internal/cli",
	"github.com/jedib0t/go-pretty/v6":                "internal/cli",
	"github.com/schollz/progressbar/v3":              "internal/cli",
	"golang.org/x/term":                              "internal/cli cmd/quadrille",
	"github.com/quadrille-kg/quadrille/internal/cli": "cmd/quadrille",
}

func TestImportsGoDownward(t *testing.T) {
	level := map[string]int{}
	for i, line := range layers {
		for pkg := range strings.FieldsSeq(line) {
			level[pkg] = i
		}
	}
	imports := importsOf(t)
	for _, pkg := range slices.Sorted(maps.Keys(imports)) {
		if strings.HasSuffix(pkg, "test") { // treetest: help for tests, which may import what they like
			continue
		}
		own, known := level[pkg]
		if !known {
			t.Errorf("%s has no layer: add it to layers in layers_test.go, and to ARCHITECTURE.md", pkg)
			continue
		}
		for _, imported := range imports[pkg] {
			if dep, ours := strings.CutPrefix(imported, module); ours {
				if at, known := level[dep]; known && at >= own {
					t.Errorf("%s (layer %d) imports %s (layer %d)", pkg, own+1, dep, at+1)
				} else if !known {
					t.Errorf("%s imports %s, which is for tests", pkg, dep)
				}
			}
		}
	}
	for pkg := range level {
		if imports[pkg] == nil {
			t.Errorf("layers names %s, and there is no such package", pkg)
		}
	}
}

func TestReservedImports(t *testing.T) {
	imports := importsOf(t)
	for _, path := range slices.Sorted(maps.Keys(reserved)) {
		allowed := strings.Fields(reserved[path])
		for _, pkg := range slices.Sorted(maps.Keys(imports)) {
			for _, imported := range imports[pkg] {
				if (imported == path || strings.HasPrefix(imported, path+"/")) && !slices.Contains(allowed, pkg) {
					t.Errorf("%s imports %s, which only %q may", pkg, imported, allowed)
				}
			}
		}
	}
}

// importsOf returns what each package of the module imports, whatever the build
// tags; tests may import what they like.
func importsOf(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && path != "." && (strings.HasPrefix(name, ".") || name == "testdata") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(filepath.Dir(path))
		if imports[pkg] == nil {
			imports[pkg] = []string{}
		}
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports[pkg] = append(imports[pkg], imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}
