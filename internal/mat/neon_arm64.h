// The instructions of NEON on four float32 that Go's assembler has no names for,
// encoded by hand. Arguments are numbers of V registers, in the order of Go's
// assembler: the destination comes last, and VFSUB4(m, n, d) is d = n - m. The
// comments give the names in Arm's manual ("Arm Architecture Reference Manual for
// A-profile architecture", C7.2).

// FMLA Vd.4S, Vn.4S, Vm.S[0]: d += n times the first float of m, fused.
#define VFMLAS4(m, n, d) WORD $(0x4F801000 | (m)<<16 | (n)<<5 | (d))

// FMUL Vd.4S, Vn.4S, Vm.S[0]
#define VFMULS4(m, n, d) WORD $(0x4F809000 | (m)<<16 | (n)<<5 | (d))

// FADD Vd.4S, Vn.4S, Vm.4S
#define VFADD4(m, n, d) WORD $(0x4E20D400 | (m)<<16 | (n)<<5 | (d))

// FSUB Vd.4S, Vn.4S, Vm.4S
#define VFSUB4(m, n, d) WORD $(0x4EA0D400 | (m)<<16 | (n)<<5 | (d))

// FMUL Vd.4S, Vn.4S, Vm.4S
#define VFMUL4(m, n, d) WORD $(0x6E20DC00 | (m)<<16 | (n)<<5 | (d))

// FDIV Vd.4S, Vn.4S, Vm.4S
#define VFDIV4(m, n, d) WORD $(0x6E20FC00 | (m)<<16 | (n)<<5 | (d))

// FMAX Vd.4S, Vn.4S, Vm.4S
#define VFMAX4(m, n, d) WORD $(0x4E20F400 | (m)<<16 | (n)<<5 | (d))

// FMIN Vd.4S, Vn.4S, Vm.4S
#define VFMIN4(m, n, d) WORD $(0x4EA0F400 | (m)<<16 | (n)<<5 | (d))

// FNEG Vd.4S, Vn.4S
#define VFNEG4(n, d) WORD $(0x6EA0F800 | (n)<<5 | (d))

// FRINTN Vd.4S, Vn.4S: to the nearest whole number, of two the even one.
#define VFRINTN4(n, d) WORD $(0x4E218800 | (n)<<5 | (d))

// FCVTNS Vd.4S, Vn.4S: to int32, rounded like FRINTN.
#define VFCVTNS4(n, d) WORD $(0x4E21A800 | (n)<<5 | (d))
