//go:build !purego

#include "textflag.h"
#include "consts.h"

// CONSTS loads what EXP reads: Y15 to Y5.
#define CONSTS \
	LEAQ consts<>(SB), DX; \
	VBROADCASTSS 0(DX), Y14; \
	VBROADCASTSS 4(DX), Y13; \
	VBROADCASTSS 8(DX), Y12; \
	VBROADCASTSS 12(DX), Y11; \
	VBROADCASTSS 16(DX), Y15; \
	VBROADCASTSS 20(DX), Y10; \
	VBROADCASTSS 24(DX), Y9; \
	VBROADCASTSS 28(DX), Y8; \
	VBROADCASTSS 32(DX), Y7; \
	VBROADCASTSS 36(DX), Y6; \
	VPBROADCASTD 40(DX), Y5

// EXP sets Y2 to e to the Y0, and uses up Y0 and Y1. See exp in plain.go.
#define EXP \
	VMINPS Y14, Y0, Y0; \
	VMAXPS Y13, Y0, Y0; \
	VMULPS Y12, Y0, Y0; \
	VROUNDPS $0, Y0, Y1; \
	VSUBPS Y1, Y0, Y0; \
	VMULPS Y11, Y0, Y0; \
	VCVTPS2DQ Y1, Y1; \
	VMOVAPS Y6, Y2; \
	VFMADD213PS Y7, Y0, Y2; \
	VFMADD213PS Y8, Y0, Y2; \
	VFMADD213PS Y9, Y0, Y2; \
	VFMADD213PS Y10, Y0, Y2; \
	VFMADD213PS Y15, Y0, Y2; \
	VFMADD213PS Y15, Y0, Y2; \
	VPADDD Y5, Y1, Y1; \
	VPSLLD $23, Y1, Y1; \
	VMULPS Y1, Y2, Y2

// FOUR does the same to four registers, side by side.
#define FOUR(op, x, a, b, c, d) \
	op x, a, a; \
	op x, b, b; \
	op x, c, c; \
	op x, d, d

// HORNER4 takes a step of exp's polynomial in Y8 to Y11, with the constant in Y12.
#define HORNER4 \
	VFMADD213PS Y12, Y0, Y8; \
	VFMADD213PS Y12, Y1, Y9; \
	VFMADD213PS Y12, Y2, Y10; \
	VFMADD213PS Y12, Y3, Y11

// SIGMOID4 sets Y8 to Y11 to the sigmoids of Y0 to Y3, and uses up Y0 to Y7 and Y12.
// Y13 holds ones, Y14 and Y15 the bounds of exp, DX the constants. It does what
// SIGMOID would do to each, but a step waits for the one before it, and four chains of
// them side by side fill the time. The sign is turned as log2(e) is multiplied with.
#define SIGMOID4 \
	FOUR(VMINPS, Y14, Y0, Y1, Y2, Y3); \
	FOUR(VMAXPS, Y15, Y0, Y1, Y2, Y3); \
	VBROADCASTSS 44(DX), Y12; \
	FOUR(VMULPS, Y12, Y0, Y1, Y2, Y3); \
	VROUNDPS $0, Y0, Y4; \
	VROUNDPS $0, Y1, Y5; \
	VROUNDPS $0, Y2, Y6; \
	VROUNDPS $0, Y3, Y7; \
	VSUBPS Y4, Y0, Y0; \
	VSUBPS Y5, Y1, Y1; \
	VSUBPS Y6, Y2, Y2; \
	VSUBPS Y7, Y3, Y3; \
	VBROADCASTSS 12(DX), Y12; \
	FOUR(VMULPS, Y12, Y0, Y1, Y2, Y3); \
	VCVTPS2DQ Y4, Y4; \
	VCVTPS2DQ Y5, Y5; \
	VCVTPS2DQ Y6, Y6; \
	VCVTPS2DQ Y7, Y7; \
	VBROADCASTSS 36(DX), Y8; \
	VMOVAPS Y8, Y9; \
	VMOVAPS Y8, Y10; \
	VMOVAPS Y8, Y11; \
	VBROADCASTSS 32(DX), Y12; \
	HORNER4; \
	VBROADCASTSS 28(DX), Y12; \
	HORNER4; \
	VBROADCASTSS 24(DX), Y12; \
	HORNER4; \
	VBROADCASTSS 20(DX), Y12; \
	HORNER4; \
	VMOVAPS Y13, Y12; \
	HORNER4; \
	HORNER4; \
	VPBROADCASTD 40(DX), Y12; \
	FOUR(VPADDD, Y12, Y4, Y5, Y6, Y7); \
	VPSLLD $23, Y4, Y4; \
	VPSLLD $23, Y5, Y5; \
	VPSLLD $23, Y6, Y6; \
	VPSLLD $23, Y7, Y7; \
	VMULPS Y4, Y8, Y8; \
	VMULPS Y5, Y9, Y9; \
	VMULPS Y6, Y10, Y10; \
	VMULPS Y7, Y11, Y11; \
	FOUR(VADDPS, Y13, Y8, Y9, Y10, Y11); \
	VDIVPS Y8, Y13, Y8; \
	VDIVPS Y9, Y13, Y9; \
	VDIVPS Y10, Y13, Y10; \
	VDIVPS Y11, Y13, Y11

// func cell8(gates *float32, gate int, before, c, tc, h *float32, n int)
//
// First all states, then what becomes of them, four groups of eight at a time.
TEXT ·cell8(SB), NOSPLIT, $0-56
	MOVQ gates+0(FP), AX
	MOVQ gate+8(FP), BX
	MOVQ before+16(FP), R8
	MOVQ c+24(FP), SI
	MOVQ n+48(FP), CX
	LEAQ (BX)(BX*2), R10
	LEAQ consts<>(SB), DX
	VBROADCASTSS 0(DX), Y14
	VBROADCASTSS 4(DX), Y15
	VBROADCASTSS 16(DX), Y13

loop:
	VMOVUPS (AX), Y0
	VMOVUPS (AX)(BX*1), Y1
	VMOVUPS (AX)(BX*2), Y2
	VMOVUPS (AX)(R10*1), Y3
	VADDPS Y2, Y2, Y2
	SIGMOID4
	VADDPS Y10, Y10, Y10
	VSUBPS Y13, Y10, Y10
	VMOVUPS Y8, (AX)
	VMOVUPS Y9, (AX)(BX*1)
	VMOVUPS Y10, (AX)(BX*2)
	VMOVUPS Y11, (AX)(R10*1)
	VMULPS Y10, Y8, Y8
	VFMADD231PS (R8), Y9, Y8
	VMOVUPS Y8, (SI)
	ADDQ $32, AX
	ADDQ $32, R8
	ADDQ $32, SI
	DECQ CX
	JNZ  loop

	MOVQ gates+0(FP), AX
	MOVQ c+24(FP), SI
	MOVQ tc+32(FP), DI
	MOVQ h+40(FP), R9
	MOVQ n+48(FP), CX
	ADDQ R10, AX
	SUBQ $4, CX
	JLT  rest

four:
	VMOVUPS (SI), Y0
	VMOVUPS 32(SI), Y1
	VMOVUPS 64(SI), Y2
	VMOVUPS 96(SI), Y3
	VADDPS Y0, Y0, Y0
	VADDPS Y1, Y1, Y1
	VADDPS Y2, Y2, Y2
	VADDPS Y3, Y3, Y3
	SIGMOID4
	VADDPS Y8, Y8, Y8
	VADDPS Y9, Y9, Y9
	VADDPS Y10, Y10, Y10
	VADDPS Y11, Y11, Y11
	FOUR(VSUBPS, Y13, Y8, Y9, Y10, Y11)
	VMOVUPS Y8, (DI)
	VMOVUPS Y9, 32(DI)
	VMOVUPS Y10, 64(DI)
	VMOVUPS Y11, 96(DI)
	VMULPS (AX), Y8, Y8
	VMULPS 32(AX), Y9, Y9
	VMULPS 64(AX), Y10, Y10
	VMULPS 96(AX), Y11, Y11
	VMOVUPS Y8, (R9)
	VMOVUPS Y9, 32(R9)
	VMOVUPS Y10, 64(R9)
	VMOVUPS Y11, 96(R9)
	ADDQ $128, AX
	ADDQ $128, SI
	ADDQ $128, DI
	ADDQ $128, R9
	SUBQ $4, CX
	JGE  four

rest:
	ADDQ $4, CX
	JZ   done

one:
	VMOVUPS (SI), Y0
	VADDPS Y0, Y0, Y0
	VMOVUPS Y0, Y1
	VMOVUPS Y0, Y2
	VMOVUPS Y0, Y3
	SIGMOID4
	VADDPS Y8, Y8, Y8
	VSUBPS Y13, Y8, Y8
	VMOVUPS Y8, (DI)
	VMULPS (AX), Y8, Y8
	VMOVUPS Y8, (R9)
	ADDQ $32, AX
	ADDQ $32, SI
	ADDQ $32, DI
	ADDQ $32, R9
	DECQ CX
	JNZ  one

done:
	VZEROUPPER
	RET

// func logistic8(y, x *float32, n int, scale, mul, add float32)
//
// y = mul/(1+exp(scale*x)) + add
TEXT ·logistic8(SB), NOSPLIT, $0-36
	MOVQ y+0(FP), BX
	MOVQ x+8(FP), AX
	MOVQ n+16(FP), CX
	CONSTS

loop:
	VBROADCASTSS scale+24(FP), Y3
	VMULPS (AX), Y3, Y0
	EXP
	VADDPS Y15, Y2, Y2
	VBROADCASTSS mul+28(FP), Y3
	VDIVPS Y2, Y3, Y2
	VBROADCASTSS add+32(FP), Y3
	VADDPS Y3, Y2, Y2
	VMOVUPS Y2, (BX)
	ADDQ $32, AX
	ADDQ $32, BX
	DECQ CX
	JNZ  loop
	VZEROUPPER
	RET

// func exp8(y, x *float32, n int)
TEXT ·exp8(SB), NOSPLIT, $0-24
	MOVQ y+0(FP), BX
	MOVQ x+8(FP), AX
	MOVQ n+16(FP), CX
	CONSTS

loop:
	VMOVUPS (AX), Y0
	EXP
	VMOVUPS Y2, (BX)
	ADDQ $32, AX
	ADDQ $32, BX
	DECQ CX
	JNZ  loop
	VZEROUPPER
	RET

// func axpy8(y, x *float32, n int, a float32)
TEXT ·axpy8(SB), NOSPLIT, $0-28
	MOVQ y+0(FP), BX
	MOVQ x+8(FP), AX
	MOVQ n+16(FP), CX
	VBROADCASTSS a+24(FP), Y0

loop:
	VMOVUPS (BX), Y1
	VFMADD231PS (AX), Y0, Y1
	VMOVUPS Y1, (BX)
	ADDQ $32, AX
	ADDQ $32, BX
	DECQ CX
	JNZ  loop
	VZEROUPPER
	RET

// func dot8(a, b *float32, n int) float32
TEXT ·dot8(SB), NOSPLIT, $0-28
	MOVQ a+0(FP), AX
	MOVQ b+8(FP), BX
	MOVQ n+16(FP), CX
	VXORPS Y0, Y0, Y0

loop:
	VMOVUPS (AX), Y1
	VFMADD231PS (BX), Y1, Y0
	ADDQ $32, AX
	ADDQ $32, BX
	DECQ CX
	JNZ  loop
	VEXTRACTF128 $1, Y0, X1
	VADDPS X1, X0, X0
	VMOVHLPS X0, X0, X1
	VADDPS X1, X0, X0
	VPSHUFD $1, X0, X1
	VADDSS X1, X0, X0
	VMOVSS X0, ret+24(FP)
	VZEROUPPER
	RET
