package schema

import _ "embed" // the starter file

// starter is a schema with everything in it explained. Lines of explanation
// begin with "# "; a line that begins with "#" and no space, or with more spaces
// than one, is an example to be taken up by deleting the "#".
//
//go:embed starter.yaml
var starter string

// Starter returns the text of a schema file to begin with: it loads as it is,
// extends "conflict", and explains each key beside an example.
func Starter() string { return starter }
