//go:build !purego

#include "textflag.h"
#include "consts.h"
#include "neon_arm64.h"

// Eight floats are two registers here. Both go through each step side by side, so
// that a core that keeps the order of its instructions need not wait either.

// CONSTS loads what EXP reads: V16 to V26.
#define CONSTS \
	MOVD   $consts<>(SB), R8; \
	VLD1R.P 4(R8), [V16.S4]; \
	VLD1R.P 4(R8), [V17.S4]; \
	VLD1R.P 4(R8), [V18.S4]; \
	VLD1R.P 4(R8), [V19.S4]; \
	VLD1R.P 4(R8), [V20.S4]; \
	VLD1R.P 4(R8), [V21.S4]; \
	VLD1R.P 4(R8), [V22.S4]; \
	VLD1R.P 4(R8), [V23.S4]; \
	VLD1R.P 4(R8), [V24.S4]; \
	VLD1R.P 4(R8), [V25.S4]; \
	VLD1R  (R8), [V26.S4]

// HORNER sets the registers q and r to the constant c plus the last value of the
// polynomial, in o and p, times V0 and V1.
#define HORNER(c, o, p, q, r) \
	VMOV  c.B16, q.B16; \
	VMOV  c.B16, r.B16; \
	VFMLA o.S4, V0.S4, q.S4; \
	VFMLA p.S4, V1.S4, r.S4

// EXP sets V4 and V5 to e to the V0 and V1, and uses up V0 to V3, V6 and V7. See
// exp in plain.go.
#define EXP \
	VFMIN4(16, 0, 0); \
	VFMIN4(16, 1, 1); \
	VFMAX4(17, 0, 0); \
	VFMAX4(17, 1, 1); \
	VFMUL4(18, 0, 0); \
	VFMUL4(18, 1, 1); \
	VFRINTN4(0, 2); \
	VFRINTN4(1, 3); \
	VFSUB4(2, 0, 0); \
	VFSUB4(3, 1, 1); \
	VFMUL4(19, 0, 0); \
	VFMUL4(19, 1, 1); \
	VFCVTNS4(2, 2); \
	VFCVTNS4(3, 3); \
	HORNER(V24, V25, V25, V4, V5); \
	HORNER(V23, V4, V5, V6, V7); \
	HORNER(V22, V6, V7, V4, V5); \
	HORNER(V21, V4, V5, V6, V7); \
	HORNER(V20, V6, V7, V4, V5); \
	HORNER(V20, V4, V5, V6, V7); \
	VADD V26.S4, V2.S4, V2.S4; \
	VADD V26.S4, V3.S4, V3.S4; \
	VSHL $23, V2.S4, V2.S4; \
	VSHL $23, V3.S4, V3.S4; \
	VFMUL4(2, 6, 4); \
	VFMUL4(3, 7, 5)

// SIGMOID sets V4 and V5 to the sigmoids of -V0 and -V1.
#define SIGMOID \
	EXP; \
	VFADD4(20, 4, 4); \
	VFADD4(20, 5, 5); \
	VFDIV4(4, 20, 4); \
	VFDIV4(5, 20, 5)

// TANH sets V4 and V5 to the hyperbolic tangents of -V0 and -V1.
#define TANH \
	VFADD4(0, 0, 0); \
	VFADD4(1, 1, 1); \
	SIGMOID; \
	VFADD4(4, 4, 4); \
	VFADD4(5, 5, 5); \
	VFSUB4(20, 4, 4); \
	VFSUB4(20, 5, 5)

// NEGATED sets V0 and V1 to minus the eight floats at p.
#define NEGATED(p) \
	VLD1 (p), [V0.S4, V1.S4]; \
	VFNEG4(0, 0); \
	VFNEG4(1, 1)

// func cell8(gates *float32, gate int, before, c, tc, h *float32, n int)
TEXT ·cell8(SB), NOSPLIT, $0-56
	MOVD gates+0(FP), R0
	MOVD gate+8(FP), R2
	MOVD before+16(FP), R4
	MOVD c+24(FP), R5
	MOVD tc+32(FP), R6
	MOVD h+40(FP), R7
	MOVD n+48(FP), R9
	ADD  R2, R0, R1
	ADD  R2, R1, R2
	MOVD gate+8(FP), R3
	ADD  R3, R2, R3
	CONSTS

	// The gates lie at R0 (input), R1 (forget), R2 (fresh) and R3 (output).
loop:
	NEGATED(R0)
	SIGMOID
	VST1.P [V4.S4, V5.S4], 32(R0)
	VMOV   V4.B16, V28.B16
	VMOV   V5.B16, V29.B16
	NEGATED(R2)
	TANH
	VST1.P [V4.S4, V5.S4], 32(R2)
	VFMUL4(4, 28, 28)
	VFMUL4(5, 29, 29)
	NEGATED(R1)
	SIGMOID
	VST1.P [V4.S4, V5.S4], 32(R1)
	VLD1.P 32(R4), [V0.S4, V1.S4]
	VFMLA  V0.S4, V4.S4, V28.S4
	VFMLA  V1.S4, V5.S4, V29.S4
	VST1.P [V28.S4, V29.S4], 32(R5)
	VFNEG4(28, 0)
	VFNEG4(29, 1)
	TANH
	VST1.P [V4.S4, V5.S4], 32(R6)
	VMOV   V4.B16, V28.B16
	VMOV   V5.B16, V29.B16
	NEGATED(R3)
	SIGMOID
	VST1.P [V4.S4, V5.S4], 32(R3)
	VFMUL4(28, 4, 4)
	VFMUL4(29, 5, 5)
	VST1.P [V4.S4, V5.S4], 32(R7)
	SUB    $1, R9
	CBNZ   R9, loop
	RET

// func logistic8(y, x *float32, n int, scale, mul, add float32)
//
// y = mul/(1+exp(scale*x)) + add
TEXT ·logistic8(SB), NOSPLIT, $0-36
	MOVD  y+0(FP), R0
	MOVD  x+8(FP), R1
	MOVD  n+16(FP), R2
	FMOVS scale+24(FP), F27
	FMOVS mul+28(FP), F28
	FMOVS add+32(FP), F29
	VDUP  V28.S[0], V28.S4
	VDUP  V29.S[0], V29.S4
	CONSTS

loop:
	VLD1.P 32(R1), [V0.S4, V1.S4]
	VFMULS4(27, 0, 0)
	VFMULS4(27, 1, 1)
	EXP
	VFADD4(20, 4, 4)
	VFADD4(20, 5, 5)
	VFDIV4(4, 28, 4)
	VFDIV4(5, 28, 5)
	VFADD4(29, 4, 4)
	VFADD4(29, 5, 5)
	VST1.P [V4.S4, V5.S4], 32(R0)
	SUB    $1, R2
	CBNZ   R2, loop
	RET

// func exp8(y, x *float32, n int)
TEXT ·exp8(SB), NOSPLIT, $0-24
	MOVD y+0(FP), R0
	MOVD x+8(FP), R1
	MOVD n+16(FP), R2
	CONSTS

loop:
	VLD1.P 32(R1), [V0.S4, V1.S4]
	EXP
	VST1.P [V4.S4, V5.S4], 32(R0)
	SUB    $1, R2
	CBNZ   R2, loop
	RET

// func axpy8(y, x *float32, n int, a float32)
TEXT ·axpy8(SB), NOSPLIT, $0-28
	MOVD  y+0(FP), R0
	MOVD  x+8(FP), R1
	MOVD  n+16(FP), R2
	FMOVS a+24(FP), F4

loop:
	VLD1   (R0), [V0.S4, V1.S4]
	VLD1.P 32(R1), [V2.S4, V3.S4]
	VFMLAS4(4, 2, 0)
	VFMLAS4(4, 3, 1)
	VST1.P [V0.S4, V1.S4], 32(R0)
	SUB    $1, R2
	CBNZ   R2, loop
	RET

// func dot8(a, b *float32, n int) float32
//
// Eight sums, added from both ends inwards; see dotPlain.
TEXT ·dot8(SB), NOSPLIT, $0-28
	MOVD a+0(FP), R0
	MOVD b+8(FP), R1
	MOVD n+16(FP), R2
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16

loop:
	VLD1.P 32(R0), [V2.S4, V3.S4]
	VLD1.P 32(R1), [V4.S4, V5.S4]
	VFMLA  V2.S4, V4.S4, V0.S4
	VFMLA  V3.S4, V5.S4, V1.S4
	SUB    $1, R2
	CBNZ   R2, loop
	VFADD4(1, 0, 0)
	VEXT   $8, V0.B16, V0.B16, V1.B16
	VFADD4(1, 0, 0)
	VEXT   $4, V0.B16, V0.B16, V1.B16
	VFADD4(1, 0, 0)
	FMOVS  F0, ret+24(FP)
	RET
