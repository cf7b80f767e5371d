package schema

import (
	_ "embed"
	"slices"
)

//go:embed general.yaml
var generalYAML []byte

//go:embed conflict.yaml
var conflictYAML []byte

// builtin holds the schemas that come with the program, by the name that Load
// and extends take.
var builtin = []struct {
	name string
	data []byte
}{
	{"general", generalYAML},
	{"conflict", conflictYAML},
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
