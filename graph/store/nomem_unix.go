//go:build unix

package store

import "syscall"

// errNoMemory is what mapping a file fails with where address space is limited.
var errNoMemory error = syscall.ENOMEM
