//go:build !purego

package mat

import "golang.org/x/sys/cpu"

// fast says whether this machine has what the assembly needs.
var fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA

const kernels = "AVX2 and FMA"
