//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package store

import (
	"os"
	"syscall"
)

// errNoMemory is what mapping a file fails with where address space is limited.
var errNoMemory error = syscall.ENOMEM

// release lets go of a file and of its lock, which closing alone does not do
// while the file is mapped.
func release(f *os.File) {
	_ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) // the file may not have been locked yet
	f.Close()
}
