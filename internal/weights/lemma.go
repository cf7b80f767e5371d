package weights

import _ "embed"

//go:embed lemma.bin
var lemmas []byte

// Lemmas returns the table for lemma.Load. The bytes must not be changed.
func Lemmas() []byte { return lemmas }
