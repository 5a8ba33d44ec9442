//go:build !purego

#include "textflag.h"

#include "marks512_amd64.h"

// BEFORE and BEHIND move a mask by some bits, with those of the words around it.
#define BEFORE(by, row, x, to) VPSHLDQ $by, (row*ROW-8)(DI), x, to
#define BEHIND(by, row, x, to) VPSHRDQ $by, (row*ROW+8)(DI), x, to

// AND3 and OR3 join two registers to a third.
#define AND3(a, b, to) VPTERNLOGQ $0x80, a, b, to
#define OR3(a, b, to) VPTERNLOGQ $0xfe, a, b, to

// PUT writes eight words of marks, and a bit for each that is not zero.
#define PUT(kind, x) \
	VMOVDQU64 x, (kind*MARKS)(SI)   \
	VPTESTMQ  x, x, K1              \
	KMOVB     K1, (kind*16)(R8)

// GROUPS leaves of a mask the lowest bit of each group of 16 that are all set, Z31 being the
// bits that can be one.
#define GROUPS(x, t) \
	VPSRLQ $1, x, t                \
	VPANDQ t, x, x                 \
	VPSRLQ $2, x, t                \
	VPANDQ t, x, x                 \
	VPSRLQ $4, x, t                \
	VPANDQ t, x, x                 \
	VPSRLQ $8, x, t                \
	AND3(t, Z31, x)

DATA group<>+0(SB)/8, $0x0001000100010001
GLOBL group<>(SB), RODATA|NOPTR, $8

// func marksAVX512(masks *uint64, k *marks, steps int, leave uint64)
TEXT ·marksAVX512(SB), NOSPLIT, $0-32
	MOVQ masks+0(FP), DI
	MOVQ k+8(FP), SI
	MOVQ steps+16(FP), CX
	LEAQ (8*MARKS)(SI), R8 // some
	VPBROADCASTQ leave+24(FP), Z30
	VPBROADCASTQ group<>(SB), Z31
	VPTERNLOGQ   $0xff, Z22, Z22, Z22

	// The run at the end of the word before the first, if it began behind an escape: R9 is 1, and
	// the dots of that word at which such a run ends are the topmost of Z21.
	MOVQ (6*ROW-8)(DI), AX
	ADDQ AX, AX
	MOVQ (2*ROW-8)(DI), BX
	ANDQ BX, AX
	XORL R9, R9
	ADDQ BX, AX
	ADCQ R9, R9
	ANDNQ AX, BX, AX
	ANDQ (0*ROW-8)(DI), AX
	VPBROADCASTQ AX, Z21

	// The groups of the word before the first are the topmost of these eight.
	VMOVDQU64 (3*ROW-64)(DI), Z20
	GROUPS(Z20, Z1)

step:
	// Dots between digits: Z2. Those of names: Z3.
	VMOVDQU64  (0*ROW)(DI), Z0
	VMOVDQU64  (1*ROW)(DI), Z1
	BEFORE(1, 1, Z1, Z2)
	BEHIND(1, 1, Z1, Z3)
	AND3(Z0, Z3, Z2)
	VMOVDQA64  Z0, Z3
	VPTERNLOGQ $0x70, Z2, Z30, Z3 // dots &^ (between & leave)
	PUT(0, Z3)

	// Seconds: those with another dot two to four bytes before and behind.
	VMOVDQU64 (0*ROW-8)(DI), Z6
	VMOVDQU64 (0*ROW+8)(DI), Z9
	VPSHLDQ $2, Z6, Z0, Z4
	VPSHLDQ $3, Z6, Z0, Z5
	VPSHLDQ $4, Z6, Z0, Z6
	OR3(Z4, Z5, Z6)
	VPSHRDQ $2, Z9, Z0, Z7
	VPSHRDQ $3, Z9, Z0, Z8
	VPSHRDQ $4, Z9, Z0, Z9
	OR3(Z7, Z8, Z9)
	AND3(Z6, Z9, Z2)
	PUT(1, Z2)

	// Groups of hexadecimal digits that have none of the same run before them.
	VMOVDQU64 (3*ROW)(DI), Z10
	GROUPS(Z10, Z11)
	VALIGNQ   $7, Z20, Z10, Z11   // those of the words before
	VPSHLDQ   $16, Z11, Z10, Z11
	VPANDNQ   Z10, Z11, Z11
	VMOVDQA64 Z10, Z20
	PUT(2, Z11)

	PAIRS(DI, Z12, Z13, Z14, Z15)
	PUT(3, Z12)

	// What begins escapes, before bytes of labels.
	VMOVDQU64 (2*ROW)(DI), Z16
	VMOVDQU64 (6*ROW)(DI), Z19
	BEHIND(1, 2, Z16, Z15)
	VPANDQ    Z19, Z15, Z15
	PUT(4, Z15)

	// Runs that begin behind these are carried to their ends, see hiding. The sum of a word may
	// carry into the next (K1), and if that has all bits (K2), into the one behind it:
	//
	//	K1          1 0 0 1      of words 0 and 3
	//	moved up    . 1 0 0 1    into 1 and 4, and R9 into 0
	//	K2          0 1 1 0 0    added, what meets all bits ripples on:
	//	differ          ^ ^      into 1, 2 and 3
	BEFORE(1, 6, Z19, Z18)
	VPANDQ    Z16, Z18, Z18
	VPADDQ    Z16, Z18, Z18
	VPCMPUQ   $1, Z16, Z18, K1
	VPCMPEQQ  Z22, Z18, K2
	KMOVB     K1, AX
	KMOVB     K2, BX
	LEAL      (R9)(AX*2), R9
	ADDL      BX, R9
	XORL      R9, BX
	KMOVB     BX, K1
	SHRL      $8, R9
	VPSUBQ    Z22, Z18, K1, Z18
	VPTERNLOGQ $0x20, Z0, Z16, Z18 // ends &^ words & dots
	VPANDQ    Z18, Z3, Z3
	PUT(6, Z3)

	// Second dots two to four bytes behind one of those.
	VALIGNQ   $7, Z21, Z18, Z19
	VMOVDQA64 Z18, Z21
	VPSHLDQ   $2, Z19, Z18, Z3
	VPSHLDQ   $3, Z19, Z18, Z4
	VPSHLDQ   $4, Z19, Z18, Z5
	OR3(Z3, Z4, Z5)
	VPANDQ    Z5, Z2, Z2
	PUT(7, Z2)

	// High bytes with none before them.
	VMOVDQU64 (7*ROW)(DI), Z17
	BEFORE(1, 7, Z17, Z18)
	VPANDNQ   Z17, Z18, Z18
	PUT(5, Z18)

	ADDQ $64, DI
	ADDQ $64, SI
	INCQ R8
	DECQ CX
	JNZ  step
	VZEROUPPER
	RET

// The places of a word's bits, before its base is added.
DATA places<>+0x00(SB)/8, $0x0706050403020100
DATA places<>+0x08(SB)/8, $0x0F0E0D0C0B0A0908
DATA places<>+0x10(SB)/8, $0x1716151413121110
DATA places<>+0x18(SB)/8, $0x1F1E1D1C1B1A1918
DATA places<>+0x20(SB)/8, $0x2726252423222120
DATA places<>+0x28(SB)/8, $0x2F2E2D2C2B2A2928
DATA places<>+0x30(SB)/8, $0x3736353433323130
DATA places<>+0x38(SB)/8, $0x3F3E3D3C3B3A3938
GLOBL places<>(SB), RODATA|NOPTR, $64

// func flattenAVX512(row *[blockWords]uint64, some *[blockWords/64]uint64, places *uint16) (n int)
//
// The bytes of the places that have a bit are pushed together and widened to words, of which eight
// are written whatever there are, or 64: the next ones are written over.
TEXT ·flattenAVX512(SB), NOSPLIT, $0-32
	MOVQ row+0(FP), SI
	MOVQ some+8(FP), R8
	MOVQ places+16(FP), DI
	VMOVDQU64 places<>(SB), Z0
	MOVL $2, DX              // halves of the row
	XORL BX, BX              // the first place of this one

half:
	MOVQ  (R8), CX
	TESTQ CX, CX
	JZ    next

word:
	TZCNTQ        CX, AX
	BLSRQ         CX, CX
	MOVQ          (SI)(AX*8), R9
	KMOVQ         R9, K1
	SHLL          $6, AX
	ADDL          BX, AX
	VPBROADCASTW  AX, Z3
	VPCOMPRESSB.Z Z0, K1, Z1
	VPMOVZXBW     X1, X2
	VPADDW        X3, X2, X2
	VMOVDQU       X2, (DI)
	POPCNTQ       R9, R10
	CMPQ          R10, $8
	JA            many

counted:
	LEAQ  (DI)(R10*2), DI
	TESTQ CX, CX
	JNZ   word

next:
	ADDQ $8, R8
	ADDQ $512, SI
	ADDL $4096, BX
	DECL DX
	JNZ  half
	VZEROUPPER
	SUBQ places+16(FP), DI
	SHRQ $1, DI
	MOVQ DI, n+24(FP)
	RET

many:
	VPMOVZXBW     Y1, Z2
	VPADDW        Z3, Z2, Z2
	VMOVDQU16     Z2, (DI)
	CMPQ          R10, $32
	JLE           counted
	VEXTRACTI64X4 $1, Z1, Y4
	VPMOVZXBW     Y4, Z4
	VPADDW        Z3, Z4, Z4
	VMOVDQU16     Z4, 64(DI)
	JMP           counted
