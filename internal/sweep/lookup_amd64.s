//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// A row of masks is (128+2) words of 8 bytes; the first is of the block before.
#define ROW 1040
#define DOT   (0*ROW+8)
#define DIGIT (1*ROW+8)
#define WORD  (2*ROW+8)
#define ESC   (6*ROW+8)

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

// Registers of both loops:
//
//	DI  masks            R11 the next dot         AX  the dot's place d
//	SI  text             R12 the last dot         BX CX DX R14  at work
//	R8  table of runs    R13 the end of passed
//	R9  filter           R15 the end of escaped
//	R10 its shift
#define BEGIN \
	MOVQ l+0(FP), AX               \
	MOVQ lookup_masks(AX), DI      \
	MOVQ lookup_text(AX), SI       \
	MOVQ lookup_filter(AX), R9     \
	MOVQ lookup_shift(AX), R10     \
	MOVQ lookup_dots(AX), R11      \
	MOVQ lookup_end(AX), R12       \
	MOVQ lookup_passed(AX), R13    \
	MOVQ lookup_escaped(AX), R15

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
	SHRQ  $32, CX                  \
	XORQ  CX, DX

// FILTER leaves in bit 0 of CX that of R14 and the filter's answer: the three bits that the lowest
// six bits of the hash, the next six and the next say, of the word that its top bits say.
#define FILTER \
	SHRXQ R10, DX, CX              \
	MOVQ  (R9)(CX*8), CX           \
	SHRXQ DX, CX, BX               \
	ANDQ  BX, R14                  \
	SHRQ  $6, DX                   \
	SHRXQ DX, CX, BX               \
	ANDQ  BX, R14                  \
	SHRQ  $6, DX                   \
	SHRXQ DX, CX, CX               \
	ANDQ  R14, CX

// END counts what was written.
#define END \
	MOVQ l+0(FP), AX               \
	SUBQ lookup_passed(AX), R13    \
	SHRQ $1, R13                   \
	MOVQ R13, lookup_k(AX)         \
	SUBQ lookup_escaped(AX), R15   \
	SHRQ $1, R15                   \
	MOVQ R15, lookup_e(AX)

// func lookNames(l *lookup)
TEXT ·lookNames(SB), NOSPLIT, $0-8
	BEGIN
	LEAQ ·runsOf(SB), R8

names:
	SHIFTS
	MOVQ  (WORD-7)(DI)(BX*1), DX
	SHLXQ CX, DX, DX               // DX: word bytes before the dot
	MOVQ  (ESC-7)(DI)(BX*1), R14
	SHLXQ CX, R14, R14             // R14: escapes before it

	// The run of word bytes is behind an escape if the topmost byte that is no word byte is
	// one: if the escapes, as a number, are more than what is neither.
	MOVQ DX, CX
	NOTQ CX
	XORQ R14, CX
	MOVW AX, (R15)
	CMPQ CX, R14
	SBBQ CX, CX                    // -1 if so
	ADDQ CX, CX
	SUBQ CX, R15

	// DX: the bytes of the run before the dot.
	SHRQ $56, DX
	MOVQ runs_before(R8)(DX*8), DX
	MOVQ -8(SI)(AX*1), CX
	ORQ  spaces<>(SB), CX
	ANDQ CX, DX

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
	MOVQ $-1, R14
	FILTER
	ANDL $1, CX
	MOVW AX, (R13)
	LEAQ (R13)(CX*2), R13
	ADDQ $2, R11
	CMPQ R11, R12
	JLS  names
	END
	RET

// func lookQuads(l *lookup)
TEXT ·lookQuads(SB), NOSPLIT, $0-8
	BEGIN
	LEAQ ·quads(SB), R8

quads:
	SHIFTS
	// An escape near enough to reach into the first number.
	MOVQ  (ESC-7)(DI)(BX*1), R14
	SHLXQ CX, R14, R14
	SHRQ  $(64-const_nearQuad), R14
	MOVW  AX, (R15)
	NEGQ  R14                      // carry if not zero
	SBBQ  R14, R14
	ADDQ  R14, R14
	SUBQ  R14, R15

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

	// BX: the part behind it; its dot's bit in CX.
	PUSHQ   R10
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

	// R14: 1 if both dots are there.
	NEGQ R14
	SBBQ R14, R14
	NEGQ R10
	SBBQ R10, R10
	ANDQ R10, R14
	POPQ R10

	HASH(quadKind)
	FILTER
	ANDL $1, CX
	MOVW AX, (R13)
	LEAQ (R13)(CX*2), R13
	ADDQ $2, R11
	CMPQ R11, R12
	JLS  quads
	END
	RET
