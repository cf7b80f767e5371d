//go:build !unix

package store

import "errors"

// errNoMemory matches nothing: no address space is reserved here.
var errNoMemory = errors.New("no address space")
