//go:build !purego

#include "go_asm.h"
#include "textflag.h"

#include "masks_amd64.h"

// Rows of masks, behind the word of the block before.
#define DOT   (0*ROW+8)
#define DIGIT (1*ROW+8)
#define WORD  (2*ROW+8)

DATA spaces<>+0(SB)/8, $0x2020202020202020
GLOBL spaces<>(SB), RODATA|NOPTR, $8
DATA mixAfter<>+0(SB)/8, $const_mixAfter
GLOBL mixAfter<>(SB), RODATA|NOPTR, $8
DATA mixAll<>+0(SB)/8, $const_mixAll
GLOBL mixAll<>(SB), RODATA|NOPTR, $8
DATA nameKind<>+0(SB)/8, $const_nameKind
GLOBL nameKind<>(SB), RODATA|NOPTR, $8
DATA quadKind<>+0(SB)/8, $const_quadKind
GLOBL quadKind<>(SB), RODATA|NOPTR, $8

// A filter may be larger than the near caches. So the windows of all places are hashed first, then
// all their words of the filter are fetched, and only then is it asked: the loads go side by side.
//
// Registers of the loops that hash:
//
//	DI  masks            R11 the next dot         AX  the dot's place d
//	SI  text             R12 behind the last      BX CX DX R14  at work
//	R8  table of runs    R13 the end of passed, of which those hashed are written first
//	R9  the next hash
#define BEGIN \
	MOVQ l+0(FP), AX               \
	MOVQ lookupArgs_masks(AX), DI  \
	MOVQ lookupArgs_text(AX), SI   \
	MOVQ lookupArgs_hashed(AX), R9 \
	MOVQ lookupArgs_places(AX), R11 \
	MOVQ lookupArgs_n(AX), R12     \
	LEAQ (R11)(R12*2), R12         \
	MOVQ lookupArgs_passed(AX), R13

// What is at byte d/8 of a row and in the seven bytes before it holds the bits before d:
//
//	byte   d/8-7  ...  d/8-1    d/8
//	bits   ........ .. ........ ddddd^hh     the d%8 bits d are before d, ^ is d
//	shifted left by 8-d%8: the bit before d is on top
#define SHIFTS \
	MOVWLZX (R11), AX              \
	MOVQ    AX, BX                 \
	SHRQ    $3, BX                 \
	MOVL    AX, CX                 \
	NOTL    CX                     \
	ANDL    $7, CX                 \
	INCL    CX

// HASH mixes what is before the dot, in DX, with what is behind it, in BX.
#define HASH(kind) \
	IMULQ mixAfter<>(SB), BX       \
	XORQ  kind<>(SB), DX           \
	XORQ  BX, DX                   \
	IMULQ mixAll<>(SB), DX         \
	MOVQ  DX, CX                   \
	SHRQ  $const_mixShift, CX      \
	XORQ  CX, DX

// ASK leaves in passed, of those hashed, what the filter lets pass: where the three bits are set
// that six bits of each of the hash's lowest bytes say, of the word that its top bits say. Their
// hashes are left too. It counts what was written.
//
//	R9 filter  R10 its shift  R11 the next hash  R12 their end  SI the next place
//	R13 the end of passed  DI that of its hashes
#define ASK \
	MOVQ  l+0(FP), AX              \
	MOVQ  R9, R12                  \
	MOVQ  lookupArgs_filter(AX), R9 \
	MOVQ  lookupArgs_shift(AX), R10 \
	MOVQ  lookupArgs_hashed(AX), R11 \
	MOVQ  R11, DI                  \
	MOVQ  lookupArgs_passed(AX), SI \
	MOVQ  SI, R13                  \
	CMPQ  R11, R12                 \
	JEQ   none                     \
fetch:                             \
	SHRXQ R10, (R11), CX           \
	PREFETCHT0 (R9)(CX*8)          \
	ADDQ  $8, R11                  \
	CMPQ  R11, R12                 \
	JNE   fetch                    \
	MOVQ  DI, R11                  \
ask:                               \
	MOVQ  (R11), DX                \
	MOVQ  DX, (DI)                 \
	SHRXQ R10, DX, CX              \
	MOVQ  (R9)(CX*8), CX           \
	SHRXQ DX, CX, BX               \
	SHRQ  $8, DX                   \
	SHRXQ DX, CX, R14              \
	ANDQ  R14, BX                  \
	SHRQ  $8, DX                   \
	SHRXQ DX, CX, CX               \
	ANDQ  BX, CX                   \
	ANDL  $1, CX                   \
	MOVWLZX (SI), AX               \
	MOVW  AX, (R13)                \
	LEAQ  (R13)(CX*2), R13         \
	LEAQ  (DI)(CX*8), DI           \
	ADDQ  $2, SI                   \
	ADDQ  $8, R11                  \
	CMPQ  R11, R12                 \
	JNE   ask                      \
none:                              \
	MOVQ  l+0(FP), AX              \
	SUBQ  lookupArgs_passed(AX), R13 \
	SHRQ  $1, R13                  \
	MOVQ  R13, lookupArgs_k(AX)

// func lookNamesAVX2(l *lookupArgs)
TEXT ·lookNamesAVX2(SB), NOSPLIT, $0-8
	BEGIN
	LEAQ ·runsOf(SB), R8

names:
	// DX: the bytes of the run of word bytes before the dot.
	SHIFTS
	MOVQ  (WORD-7)(DI)(BX*1), DX
	SHLXQ CX, DX, DX
	SHRQ  $56, DX
	MOVQ  runs_before(R8)(DX*8), DX
	MOVQ  -8(SI)(AX*1), CX
	ORQ   spaces<>(SB), CX
	ANDQ  CX, DX

	// BX: the bytes of the run behind it, of which four bits of the mask tell.
	LEAQ    1(AX), CX
	MOVQ    CX, BX
	SHRQ    $3, BX
	MOVWLZX WORD(DI)(BX*1), BX
	ANDL    $7, CX
	SHRXL   CX, BX, BX
	ANDL    $15, BX
	MOVQ    runs_after(R8)(BX*8), BX
	MOVQ    1(SI)(AX*1), CX
	ORQ     spaces<>(SB), CX
	ANDQ    CX, BX

	HASH(nameKind)
	MOVQ DX, (R9)
	MOVW AX, (R13)
	ADDQ $8, R9
	ADDQ $2, R13
	ADDQ $2, R11
	CMPQ R11, R12
	JNE  names
	ASK
	RET

// func lookQuadsAVX2(l *lookupArgs)
TEXT ·lookQuadsAVX2(SB), NOSPLIT, $0-8
	BEGIN
	LEAQ ·quads(SB), R8

quads:
	SHIFTS
	// DX: the part before the dot; its own dot's bit in R14 if it is there.
	MOVQ  (DIGIT-7)(DI)(BX*1), DX
	SHLXQ CX, DX, DX
	SHRQ  $56, DX
	SHLQ  $4, DX
	MOVQ  (DOT-7)(DI)(BX*1), R14
	SHLXQ CX, R14, R14
	ANDQ  8(R8)(DX*1), R14
	MOVQ  (R8)(DX*1), DX
	ANDQ  -8(SI)(AX*1), DX

	// BX: the part behind it; its dot's bit in R10.
	LEAQ    1(AX), CX
	MOVQ    CX, BX
	SHRQ    $3, BX
	ANDL    $7, CX
	MOVWLZX DOT(DI)(BX*1), R10
	SHRXL   CX, R10, R10
	MOVWLZX DIGIT(DI)(BX*1), BX
	SHRXL   CX, BX, BX
	ANDL    $15, BX
	SHLQ    $4, BX
	ANDQ    (256*16+8)(R8)(BX*1), R10
	MOVQ    (256*16)(R8)(BX*1), BX
	ANDQ    1(SI)(AX*1), BX

	// R14: -1 if both dots are there; of others no hash is kept.
	NEGQ R14
	SBBQ R14, R14
	NEGQ R10
	SBBQ R10, R10
	ANDQ R10, R14

	HASH(quadKind)
	MOVQ DX, (R9)
	MOVW AX, (R13)
	ADDQ R14, R14
	SUBQ R14, R13
	SHLQ $2, R14
	SUBQ R14, R9
	ADDQ $2, R11
	CMPQ R11, R12
	JNE  quads
	ASK
	RET
