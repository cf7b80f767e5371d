//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package store

import (
	"errors"
	"os"
)

// errNoMemory matches nothing: no address space is reserved here.
var errNoMemory = errors.New("no address space")

// release lets go of a file and of its lock.
func release(f *os.File) { f.Close() }
