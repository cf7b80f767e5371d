// What the assembly's exp computes with, in the order in which it loads it; see
// exp in plain.go.
DATA consts<>+0(SB)/4, $0x42A00000  // 80
DATA consts<>+4(SB)/4, $0xC2A00000  // -80
DATA consts<>+8(SB)/4, $0x3FB8AA3B  // log2(e)
DATA consts<>+12(SB)/4, $0x3F317218 // ln(2)
DATA consts<>+16(SB)/4, $0x3F800000 // 1
DATA consts<>+20(SB)/4, $0x3F000000 // 1/2
DATA consts<>+24(SB)/4, $0x3E2AAAAB // 1/6
DATA consts<>+28(SB)/4, $0x3D2AAAAB // 1/24
DATA consts<>+32(SB)/4, $0x3C088889 // 1/120
DATA consts<>+36(SB)/4, $0x3AB60B61 // 1/720
DATA consts<>+40(SB)/4, $127
DATA consts<>+44(SB)/4, $0xBFB8AA3B // -log2(e)
GLOBL consts<>(SB), RODATA|NOPTR, $48
