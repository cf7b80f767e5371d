//go:build !unix

package train

import "time"

// cpuTime is the time on the wall where the system has no better.
func cpuTime() time.Duration { return time.Since(started) }
