//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// func amongAVX2(groups *group, mask uint64, places *int, hashes *uint64, n int) (k int)
//
// First each hash is made into what is kept of it and its group's place, in its own stead, and the
// group is fetched; then all are looked at. A group is eight prints in one register.
//
//	SI groups  R8 mask  DI places  R9 hashes  CX n  R10 at hand  R11 k
TEXT ·amongAVX2(SB), NOSPLIT, $0-48
	MOVQ groups+0(FP), SI
	MOVQ mask+8(FP), R8
	MOVQ places+16(FP), DI
	MOVQ hashes+24(FP), R9
	MOVQ n+32(FP), CX
	MOVQ $const_mixPrint, R13
	XORL R10, R10
	XORL R11, R11

locate:
	MOVQ  (R9)(R10*8), DX
	MULXQ R13, AX, BX
	XORQ  BX, AX
	MOVQ  AX, (R9)(R10*8)
	SHRQ  $32, AX
	ANDQ  R8, AX
	SHLQ  $5, AX
	PREFETCHT0 (SI)(AX*1)
	INCQ  R10
	CMPQ  R10, CX
	JNE   locate

	XORL   R10, R10

look:
	MOVQ    (R9)(R10*8), AX
	MOVL    AX, BX
	ORL     $1, BX
	SHRQ    $32, AX
	VMOVD   BX, X0
	VPBROADCASTD X0, Y0
	MOVQ    (DI)(R10*8), DX
	MOVQ    DX, (DI)(R11*8)

group:
	ANDQ     R8, AX
	MOVQ     AX, BX
	SHLQ     $5, BX
	XORL     DX, DX
	VPCMPEQD (SI)(BX*1), Y0, Y1
	VPTEST   Y1, Y1
	SETNE    DX
	ADDQ     DX, R11
	CMPL     28(SI)(BX*1), $0
	JNE      full

next:
	INCQ R10
	CMPQ R10, CX
	JNE  look
	VZEROUPPER
	MOVQ R11, k+40(FP)
	RET

full: // so the search goes on in the group behind it
	INCQ  AX
	TESTL DX, DX
	JEQ   group
	JMP   next
