package weights

import _ "embed"

//go:embed split.bin
var split []byte

// Split returns the weights of the sentence classifier; internal/nlp/token
// describes their format. The bytes must not be changed.
func Split() []byte { return split }
