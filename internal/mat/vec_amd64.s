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

// SIGMOID sets Y2 to the sigmoid of -Y0.
#define SIGMOID \
	EXP; \
	VADDPS Y15, Y2, Y2; \
	VDIVPS Y2, Y15, Y2

// TANH sets Y2 to the hyperbolic tangent of -Y0.
#define TANH \
	VADDPS Y0, Y0, Y0; \
	SIGMOID; \
	VADDPS Y2, Y2, Y2; \
	VSUBPS Y15, Y2, Y2

// NEGATE sets Y0 to minus the eight floats at M.
#define NEGATE(M) \
	VXORPS Y1, Y1, Y1; \
	VSUBPS M, Y1, Y0

// func cell8(gates *float32, gate int, before, c, tc, h *float32, n int)
TEXT ·cell8(SB), NOSPLIT, $0-56
	MOVQ gates+0(FP), AX
	MOVQ gate+8(FP), BX
	MOVQ before+16(FP), R8
	MOVQ c+24(FP), SI
	MOVQ tc+32(FP), DI
	MOVQ h+40(FP), R9
	MOVQ n+48(FP), CX
	LEAQ (BX)(BX*2), R10
	CONSTS

loop:
	NEGATE(0(AX))
	SIGMOID
	VMOVUPS Y2, (AX)
	VMOVAPS Y2, Y3
	NEGATE((AX)(BX*2))
	TANH
	VMOVUPS Y2, (AX)(BX*2)
	VMULPS Y2, Y3, Y3
	NEGATE((AX)(BX*1))
	SIGMOID
	VMOVUPS Y2, (AX)(BX*1)
	VFMADD231PS (R8), Y2, Y3
	VMOVUPS Y3, (SI)
	VXORPS Y1, Y1, Y1
	VSUBPS Y3, Y1, Y0
	TANH
	VMOVUPS Y2, (DI)
	VMOVAPS Y2, Y4
	NEGATE((AX)(R10*1))
	SIGMOID
	VMOVUPS Y2, (AX)(R10*1)
	VMULPS Y4, Y2, Y2
	VMOVUPS Y2, (R9)
	ADDQ $32, AX
	ADDQ $32, R8
	ADDQ $32, SI
	ADDQ $32, DI
	ADDQ $32, R9
	DECQ CX
	JNZ  loop
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
