// Package weights embeds what was trained: the parser's weights, whose format is
// set down in internal/nlp/parse.
package weights

import _ "embed" // for the files below

//go:embed parser.bin
var parser []byte

// Parser returns the weights for parse.Load. They must not be changed.
func Parser() []byte { return parser }
