//go:build unix

package train

import (
	"syscall"
	"time"
)

// cpuTime is how long the processor has worked for this program: on a shared
// machine the clock on the wall measures the neighbours too.
func cpuTime() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return time.Since(started)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
