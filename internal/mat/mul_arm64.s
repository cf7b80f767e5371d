//go:build !purego

#include "textflag.h"
#include "neon_arm64.h"

// A panel's row fills four registers, so that six rows of sums (24), one row of
// b (4) and four of a's elements are all the 32 there are, and 24 independent
// sums hide the latency of the fused multiply-add on every core we know of. For
// lack of a machine this was counted from Arm's optimisation guides, not measured:
// QEMU proves results, but says nothing of speed.

// STEP adds a's element, in register a, times four registers of b to four sums.
#define STEP(a, b0, b1, b2, b3, c0, c1, c2, c3) \
	VFMLAS4(a, b0, c0); \
	VFMLAS4(a, b1, c1); \
	VFMLAS4(a, b2, c2); \
	VFMLAS4(a, b3, c3)

// func mul6(k int, a *float32, row, col int, b, c *float32, ldc, add int)
//
// Six rows of a by one panel of b. Each of the 24 sums (V0 to V23) grows by one
// fused multiply-add for each step of k, in order.
TEXT ·mul6(SB), NOSPLIT, $0-64
	MOVD k+0(FP), R0
	MOVD a+8(FP), R1
	MOVD row+16(FP), R2
	MOVD col+24(FP), R3
	MOVD b+32(FP), R4
	MOVD c+40(FP), R5
	MOVD ldc+48(FP), R6
	MOVD add+56(FP), R7
	LSL  $1, R2, R8
	ADD  R8, R2, R9
	LSL  $2, R2, R10
	ADD  R10, R2, R11
	MOVD R5, R12
	CBZ  R7, zero
	VLD1 (R5), [V0.S4, V1.S4, V2.S4, V3.S4]
	ADD  R6, R5
	VLD1 (R5), [V4.S4, V5.S4, V6.S4, V7.S4]
	ADD  R6, R5
	VLD1 (R5), [V8.S4, V9.S4, V10.S4, V11.S4]
	ADD  R6, R5
	VLD1 (R5), [V12.S4, V13.S4, V14.S4, V15.S4]
	ADD  R6, R5
	VLD1 (R5), [V16.S4, V17.S4, V18.S4, V19.S4]
	ADD  R6, R5
	VLD1 (R5), [V20.S4, V21.S4, V22.S4, V23.S4]
	B    loop

zero:
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16
	VEOR V16.B16, V16.B16, V16.B16
	VEOR V17.B16, V17.B16, V17.B16
	VEOR V18.B16, V18.B16, V18.B16
	VEOR V19.B16, V19.B16, V19.B16
	VEOR V20.B16, V20.B16, V20.B16
	VEOR V21.B16, V21.B16, V21.B16
	VEOR V22.B16, V22.B16, V22.B16
	VEOR V23.B16, V23.B16, V23.B16

loop:
	VLD1.P 64(R4), [V24.S4, V25.S4, V26.S4, V27.S4]
	FMOVS  (R1), F28
	FMOVS  (R1)(R2), F29
	FMOVS  (R1)(R8), F30
	FMOVS  (R1)(R9), F31
	STEP(28, 24, 25, 26, 27, 0, 1, 2, 3)
	FMOVS  (R1)(R10), F28
	STEP(29, 24, 25, 26, 27, 4, 5, 6, 7)
	FMOVS  (R1)(R11), F29
	STEP(30, 24, 25, 26, 27, 8, 9, 10, 11)
	ADD    R3, R1
	STEP(31, 24, 25, 26, 27, 12, 13, 14, 15)
	SUB    $1, R0
	STEP(28, 24, 25, 26, 27, 16, 17, 18, 19)
	STEP(29, 24, 25, 26, 27, 20, 21, 22, 23)
	CBNZ   R0, loop
	VST1   [V0.S4, V1.S4, V2.S4, V3.S4], (R12)
	ADD    R6, R12
	VST1   [V4.S4, V5.S4, V6.S4, V7.S4], (R12)
	ADD    R6, R12
	VST1   [V8.S4, V9.S4, V10.S4, V11.S4], (R12)
	ADD    R6, R12
	VST1   [V12.S4, V13.S4, V14.S4, V15.S4], (R12)
	ADD    R6, R12
	VST1   [V16.S4, V17.S4, V18.S4, V19.S4], (R12)
	ADD    R6, R12
	VST1   [V20.S4, V21.S4, V22.S4, V23.S4], (R12)
	RET

// func mul1x4(k int, a *float32, col int, b *float32, panel int, c *float32, add int)
//
// One row of a by four panels of b, panel bytes apart: sixteen independent sums,
// each in the same order as in mul6.
TEXT ·mul1x4(SB), NOSPLIT, $0-56
	MOVD k+0(FP), R0
	MOVD a+8(FP), R1
	MOVD col+16(FP), R2
	MOVD b+24(FP), R3
	MOVD panel+32(FP), R4
	MOVD c+40(FP), R5
	MOVD add+48(FP), R6
	ADD  R4, R3, R7
	ADD  R4, R7, R8
	ADD  R4, R8, R9
	MOVD R5, R10
	CBZ  R6, zero
	VLD1.P 64(R5), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1.P 64(R5), [V4.S4, V5.S4, V6.S4, V7.S4]
	VLD1.P 64(R5), [V8.S4, V9.S4, V10.S4, V11.S4]
	VLD1 (R5), [V12.S4, V13.S4, V14.S4, V15.S4]
	B    loop

zero:
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16

loop:
	FMOVS  (R1), F24
	VLD1.P 64(R3), [V16.S4, V17.S4, V18.S4, V19.S4]
	VLD1.P 64(R7), [V20.S4, V21.S4, V22.S4, V23.S4]
	STEP(24, 16, 17, 18, 19, 0, 1, 2, 3)
	VLD1.P 64(R8), [V16.S4, V17.S4, V18.S4, V19.S4]
	STEP(24, 20, 21, 22, 23, 4, 5, 6, 7)
	VLD1.P 64(R9), [V20.S4, V21.S4, V22.S4, V23.S4]
	STEP(24, 16, 17, 18, 19, 8, 9, 10, 11)
	ADD    R2, R1
	SUB    $1, R0
	STEP(24, 20, 21, 22, 23, 12, 13, 14, 15)
	CBNZ   R0, loop
	VST1.P [V0.S4, V1.S4, V2.S4, V3.S4], 64(R10)
	VST1.P [V4.S4, V5.S4, V6.S4, V7.S4], 64(R10)
	VST1.P [V8.S4, V9.S4, V10.S4, V11.S4], 64(R10)
	VST1   [V12.S4, V13.S4, V14.S4, V15.S4], (R10)
	RET

// func mul1(k int, a *float32, col int, b, c *float32, add int)
//
// One row of a by one panel of b.
TEXT ·mul1(SB), NOSPLIT, $0-48
	MOVD k+0(FP), R0
	MOVD a+8(FP), R1
	MOVD col+16(FP), R2
	MOVD b+24(FP), R3
	MOVD c+32(FP), R4
	MOVD add+40(FP), R5
	CBZ  R5, zero
	VLD1 (R4), [V0.S4, V1.S4, V2.S4, V3.S4]
	B    loop

zero:
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16

loop:
	FMOVS  (R1), F24
	VLD1.P 64(R3), [V16.S4, V17.S4, V18.S4, V19.S4]
	ADD    R2, R1
	SUB    $1, R0
	STEP(24, 16, 17, 18, 19, 0, 1, 2, 3)
	CBNZ   R0, loop
	VST1   [V0.S4, V1.S4, V2.S4, V3.S4], (R4)
	RET
