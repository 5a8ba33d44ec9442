//go:build !purego

#include "textflag.h"

#include "masks_amd64.h"

// BEFORE and BEHIND move a mask by some bits, with those of the words around it.
#define BEFORE(by, row, x, t, to) \
	VPSLLQ  $by, x, to                \
	VMOVDQU (row*ROW-8)(DI), t        \
	VPSRLQ  $(64-by), t, t            \
	VPOR    t, to, to
#define BEHIND(by, row, x, t, to) \
	VPSRLQ  $by, x, to                \
	VMOVDQU (row*ROW+8)(DI), t        \
	VPSLLQ  $(64-by), t, t            \
	VPOR    t, to, to

// NEAR leaves in to the places two to four bytes from those of x and of y, the words beside it.
#define NEAR(here, there, x, y, t, to) \
	here $2, x, to                    \
	here $3, x, t                     \
	VPOR t, to, to                    \
	here $4, x, t                     \
	VPOR t, to, to                    \
	there $62, y, t                   \
	VPOR t, to, to                    \
	there $61, y, t                   \
	VPOR t, to, to                    \
	there $60, y, t                   \
	VPOR t, to, to

// GROUPS leaves of a mask the lowest bit of each group of 16 that are all set, Y15 being the
// bits that can be one.
#define GROUPS(x, t) \
	VPSRLQ $1, x, t                   \
	VPAND  t, x, x                    \
	VPSRLQ $2, x, t                   \
	VPAND  t, x, x                    \
	VPSRLQ $4, x, t                   \
	VPAND  t, x, x                    \
	VPSRLQ $8, x, t                   \
	VPAND  t, x, x                    \
	VPAND  Y15, x, x

// AFTERANOTHER leaves of c, in x, those that have one of x two to five bits below.
#define AFTERANOTHER(c, x, t) \
	VPSLLQ $2, x, t                   \
	VPSLLQ $3, x, x                   \
	VPOR   t, x, x                    \
	VPSLLQ $2, x, t                   \
	VPOR   t, x, x                    \
	VPAND  c, x, x

// HIDDEN is hiding.next and what hangs on it, for a word: R9 carries, R10 is what the word before hid.
#define HIDDEN(at) \
	MOVQ  (2*ROW+at)(DI), AX          \
	MOVQ  (6*ROW+at)(DI), BX          \
	MOVQ  (6*ROW+at-8)(DI), CX        \
	SHRQ  $63, CX                     \
	LEAQ  (CX)(BX*2), BX              \
	ANDQ  AX, BX                      \ // word bytes behind escapes
	ORQ   R9, BX                      \
	XORL  R9, R9                      \
	ADDQ  AX, BX                      \
	ADCQ  R9, R9                      \
	ANDNQ BX, AX, AX                  \
	ANDQ  (0*ROW+at)(DI), AX          \ // dots at which their runs end
	MOVQ  (0*MARKS+at)(SI), BX        \
	ANDQ  AX, BX                      \
	MOVQ  BX, (6*MARKS+at)(SI)        \
	LEAQ  (AX*2), BX                  \
	ORQ   AX, BX                      \
	LEAQ  (AX*4), CX                  \
	ORQ   CX, BX                      \
	SHLQ  $2, BX                      \ // two to four bytes behind these
	MOVQ  R10, CX                     \
	SHRQ  $60, CX                     \
	ORQ   CX, BX                      \
	SHRQ  $1, CX                      \
	ORQ   CX, BX                      \
	SHRQ  $1, CX                      \
	ORQ   CX, BX                      \
	MOVQ  AX, R10                     \
	ANDQ  (1*MARKS+at)(SI), BX        \
	MOVQ  BX, (7*MARKS+at)(SI)

// HAS adds to AX a bit for each of four words of marks that is not zero.
#define HAS(from) \
	VPCMPEQQ  from(SI), Y14, Y0       \
	VMOVMSKPD Y0, BX                  \
	SHLQ      $4, AX                  \
	ORQ       BX, AX

DATA lowest<>+0(SB)/8, $0x0001000100010001
GLOBL lowest<>(SB), RODATA|NOPTR, $8

// func marksAVX2(masks *uint64, k *marks, leave uint64)
//
// As marks512_amd64.s, with four words at a time. Words with escapes are looked at one by one.
TEXT ·marksAVX2(SB), NOSPLIT, $0-24
	MOVQ masks+0(FP), DI
	MOVQ k+8(FP), SI
	MOVL $32, R8
	VPBROADCASTQ leave+16(FP), Y13
	VPXOR        Y14, Y14, Y14
	VPBROADCASTQ lowest<>(SB), Y15

	// The run at the end of the word before the first, if it began behind an escape.
	MOVQ  (6*ROW-8)(DI), AX
	ADDQ  AX, AX
	MOVQ  (2*ROW-8)(DI), BX
	ANDQ  BX, AX
	XORL  R9, R9
	ADDQ  BX, AX
	ADCQ  R9, R9
	ANDNQ AX, BX, R10
	ANDQ  (0*ROW-8)(DI), R10

step:
	// Dots between digits: Y2. Those of names: Y3.
	VMOVDQU (0*ROW)(DI), Y0
	VMOVDQU (1*ROW)(DI), Y1
	BEFORE(1, 1, Y1, Y4, Y2)
	BEHIND(1, 1, Y1, Y4, Y3)
	VPAND   Y0, Y2, Y2
	VPAND   Y3, Y2, Y2
	VPAND   Y13, Y2, Y3
	VPANDN  Y0, Y3, Y3
	VMOVDQU Y3, (0*MARKS)(SI)

	// Seconds: those with another dot two to four bytes before and behind.
	VMOVDQU (0*ROW-8)(DI), Y4
	NEAR(VPSLLQ, VPSRLQ, Y0, Y4, Y5, Y6)
	VMOVDQU (0*ROW+8)(DI), Y4
	NEAR(VPSRLQ, VPSLLQ, Y0, Y4, Y5, Y7)
	VPAND   Y6, Y2, Y2
	VPAND   Y7, Y2, Y2
	VMOVDQU Y2, (1*MARKS)(SI)

	// Groups of hexadecimal digits that have none of the same run before them.
	VMOVDQU (3*ROW)(DI), Y0
	GROUPS(Y0, Y1)
	VMOVDQU (3*ROW-8)(DI), Y2
	GROUPS(Y2, Y1)
	VPSLLQ  $16, Y0, Y1
	VPSRLQ  $48, Y2, Y2
	VPOR    Y1, Y2, Y2
	VPANDN  Y0, Y2, Y2
	VMOVDQU Y2, (2*MARKS)(SI)

	// Colons: those right behind another, and those that are afterAnother twice.
	VMOVDQU (4*ROW)(DI), Y0
	BEFORE(1, 4, Y0, Y4, Y1)
	VPAND   Y0, Y1, Y1
	VMOVDQA Y0, Y2
	AFTERANOTHER(Y0, Y2, Y3)
	AFTERANOTHER(Y0, Y2, Y3)
	VPOR    Y1, Y2, Y2
	VMOVDQU Y2, (3*MARKS)(SI)

	// What begins escapes, before bytes of labels.
	VMOVDQU (2*ROW)(DI), Y0
	VMOVDQU (6*ROW)(DI), Y1
	BEHIND(1, 2, Y0, Y4, Y2)
	VPAND   Y1, Y2, Y2
	VMOVDQU Y2, (4*MARKS)(SI)

	// High bytes with none before them.
	VMOVDQU (7*ROW)(DI), Y2
	BEFORE(1, 7, Y2, Y4, Y3)
	VPANDN  Y2, Y3, Y3
	VMOVDQU Y3, (5*MARKS)(SI)

	// Runs behind escapes, if one begins here or began before.
	BEFORE(1, 6, Y1, Y4, Y2)
	VPTEST  Y0, Y2
	JNZ     hidden
	MOVQ    R9, AX
	ORQ     R10, AX
	JNZ     hidden
	VMOVDQU Y14, (6*MARKS)(SI)
	VMOVDQU Y14, (7*MARKS)(SI)

next:
	ADDQ $32, DI
	ADDQ $32, SI
	DECQ R8
	JNZ  step

	// Which words of each kind are not zero, from the last: bits of a word.
	MOVQ k+8(FP), SI
	LEAQ (8*MARKS)(SI), DI
	MOVL $16, R8

kind:
	XORL AX, AX
	HAS(480)
	HAS(448)
	HAS(416)
	HAS(384)
	HAS(352)
	HAS(320)
	HAS(288)
	HAS(256)
	HAS(224)
	HAS(192)
	HAS(160)
	HAS(128)
	HAS(96)
	HAS(64)
	HAS(32)
	HAS(0)
	NOTQ AX
	MOVQ AX, (DI)
	ADDQ $512, SI
	ADDQ $8, DI
	DECQ R8
	JNZ  kind
	VZEROUPPER
	RET

hidden:
	HIDDEN(0)
	HIDDEN(8)
	HIDDEN(16)
	HIDDEN(24)
	JMP  next
