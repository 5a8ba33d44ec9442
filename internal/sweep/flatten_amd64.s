//go:build !purego

#include "textflag.h"

// Rows of masks, see class_amd64.s.
#define ROW 1040

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

// FLATTEN writes the places of the bits of mask behind list, and moves that on. The bytes of
// the places that have a bit are pushed together and widened to words, of which 32 are
// written whatever there are: the next ones are written over.
#define FLATTEN(mask, list, done) \
	KMOVQ         mask, K1           \
	VPCOMPRESSB.Z Z0, K1, Z1         \
	VPMOVZXBW     Y1, Z2             \
	VPADDW        Z3, Z2, Z2         \
	VMOVDQU16     Z2, (list)         \
	POPCNTQ       mask, R10          \
	CMPQ          R10, $32           \
	JLE           done               \
	VEXTRACTI64X4 $1, Z1, Y4         \
	VPMOVZXBW     Y4, Z4             \
	VPADDW        Z3, Z4, Z4         \
	VMOVDQU16     Z4, 64(list)       \
done:                                \
	LEAQ          (list)(R10*2), list

// func flattenAVX512(f *flattening)
//
// What is a name's dot and what an address's second is as in [Sweeper.dotAnchors].
TEXT ·flattenAVX512(SB), NOSPLIT, $0-8
	MOVQ f+0(FP), R15
	MOVQ 0(R15), SI   // the masks; from here on the word of dots at hand
	MOVQ 8(R15), CX   // words
	MOVQ 16(R15), DI  // names
	MOVQ 24(R15), R8  // quads
	MOVQ 32(R15), DX  // all bits where dots between digits are no names'
	ADDQ $8, SI

	VMOVDQU64    places<>(SB), Z0
	VPXORQ       Z3, Z3, Z3          // 64 times the word
	MOVL         $64, AX
	VPBROADCASTW AX, Z5

word:
	// Between digits: R13.
	MOVQ (SI), AX
	MOVQ ROW(SI), R12
	MOVQ R12, R13
	MOVQ (ROW-8)(SI), R10
	MOVQ (ROW+8)(SI), R11
	SHLQ $1, R10, R12
	SHRQ $1, R11, R13
	ANDQ R12, R13
	ANDQ AX, R13

	// Names' dots: R12.
	MOVQ R13, R12
	ANDQ DX, R12
	NOTQ R12
	ANDQ AX, R12
	FLATTEN(R12, DI, names)

	// Seconds: R13, those with another dot two to four bytes before and behind.
	MOVQ -8(SI), R10
	MOVQ 8(SI), R11
	MOVQ AX, BX
	SHLQ $2, R10, BX
	MOVQ AX, R12
	SHLQ $3, R10, R12
	ORQ  R12, BX
	MOVQ AX, R12
	SHLQ $4, R10, R12
	ORQ  R12, BX
	ANDQ BX, R13
	MOVQ AX, BX
	SHRQ $2, R11, BX
	MOVQ AX, R12
	SHRQ $3, R11, R12
	ORQ  R12, BX
	SHRQ $4, R11, AX
	ORQ  AX, BX
	ANDQ BX, R13
	FLATTEN(R13, R8, quads)

	VPADDW Z5, Z3, Z3
	ADDQ   $8, SI
	DECQ   CX
	JNZ    word
	VZEROUPPER
	MOVQ DI, 16(R15)
	MOVQ R8, 24(R15)
	RET
