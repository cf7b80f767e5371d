package weights

import _ "embed"

//go:embed morph.bin
var features []byte

// Features returns the table for morph.Load. The bytes must not be changed.
func Features() []byte { return features }
