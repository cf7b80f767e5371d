package schema

import (
	_ "embed" // the built-in schemas
	"slices"
	"sync"
)

//go:embed general.yaml
var generalYAML []byte

//go:embed conflict.yaml
var conflictYAML []byte

// builtin holds the schemas that come with the program, by the name that Load
// and extends take. The tree of each is read once.
var builtin = []builtinSchema{
	{"general", generalYAML, sync.OnceValues(func() (*node, Errors) { return readBuiltin("general.yaml", generalYAML) })},
	{"conflict", conflictYAML, sync.OnceValues(func() (*node, Errors) { return readBuiltin("conflict.yaml", conflictYAML) })},
}

type builtinSchema struct {
	name string
	data []byte
	tree func() (*node, Errors)
}

func readBuiltin(file string, data []byte) (*node, Errors) {
	r := &report{}
	return readYAML(file, data, r), r.errs
}

// builtinTree returns the tree of a built-in schema.
func builtinTree(name string) (*node, Errors) {
	for _, b := range builtin {
		if b.name == name {
			return b.tree()
		}
	}
	return nil, nil
}

// Builtin lists the names of the built-in schemas, "general" first.
func Builtin() []string {
	names := make([]string, len(builtin))
	for i, b := range builtin {
		names[i] = b.name
	}
	return names
}

// builtinData returns the text of a built-in schema, or nil.
func builtinData(name string) []byte {
	for _, b := range builtin {
		if b.name == name {
			return b.data
		}
	}
	return nil
}

// isBuiltin reports whether name is a built-in schema's.
func isBuiltin(name string) bool { return slices.Contains(Builtin(), name) }
