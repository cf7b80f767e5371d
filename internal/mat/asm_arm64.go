//go:build !purego

package mat

// Every arm64 machine that Go runs on has NEON with fused multiply-add.
const fast = true

const kernels = "NEON"
