//go:build !purego

#include "textflag.h"

DATA wideFeed<>+0(SB)/1, $0x0a
GLOBL wideFeed<>(SB), RODATA|NOPTR, $1
DATA topWord<>+0(SB)/8, $7
GLOBL topWord<>(SB), RODATA|NOPTR, $8

// As feeds_amd64.s, for 64 words of 64 bytes in a step and in three parts, so that what is done for
// each word is little and all else is done for each line:
//
//	64 bytes      -> a word of line feeds, and one of separators, a bit a byte, kept in memory
//	8 such words  -> which of them have a line feed; the separators before each
//	a line feed   -> its place; the separators before its word and those below it in its word
//
// Where in lineMasks the words of separators are, behind those of line feeds, and where it says how many
// separators are before each.
#define SEPARATORS 512
#define BEFORE     1024

// FEEDS puts down the line feeds of the 64 bytes at off, and SEPARATE the separators too.
#define FEEDS(off) \
	PREFETCHT0 1024+off(SI)         \ // the processor's own prefetching ends at every page
	VMOVDQU64  off(SI), Z1          \
	VPCMPEQB   Z1, Z0, K1           \
	VPMINUB    Z1, Z4, Z4           \
	KMOVQ      K1, (off/8)(CX)
#define SEPARATE(off) \
	FEEDS(off)                      \
	VPCMPEQB   Z1, Z3, K2           \
	KMOVQ      K2, (SEPARATORS+off/8)(CX)

// FED takes into AX, from above, a bit for each of eight words: whether it has a line feed.
#define FED(eight) \
	VMOVDQU64 (64*eight)(BX), Z1    \
	VPTESTMQ  Z1, Z1, K1            \
	KMOVW     K1, R11               \
	ORQ       R11, AX               \
	RORQ      $8, AX

// COUNT puts down how many separators are behind each of eight words, which is before the next one.
// Z6 has in all places how many are before the eight.
//
//	        d         c         b         a    the separators of each
//	       +c        +b        +a         0
//	      +b+a        +a        0         0    and so on
#define COUNT(eight) \
	VPOPCNTQ  (SEPARATORS+64*eight)(BX), Z1 \
	VALIGNQ   $7, Z5, Z1, Z2        \
	VPADDQ    Z2, Z1, Z1            \
	VALIGNQ   $6, Z5, Z1, Z2        \
	VPADDQ    Z2, Z1, Z1            \
	VALIGNQ   $4, Z5, Z1, Z2        \
	VPADDQ    Z2, Z1, Z1            \
	VPADDQ    Z6, Z1, Z1            \
	VMOVDQU64 Z1, (BEFORE+8+64*eight)(BX) \
	VPERMQ    Z1, Z7, Z6

// NUL tests whether the least bytes seen, in Z4, are zero anywhere.
#define NUL \
	VPTESTNMB Z4, Z4, K1            \
	VZEROUPPER                      \
	KTESTQ    K1, K1

// func feedsAVX512(ends *int32, room int, src *byte, at, to int, m *lineMasks) (n, next int, nul bool)
TEXT ·feedsAVX512(SB), NOSPLIT, $0-65
	MOVQ ends+0(FP), DI
	MOVQ src+16(FP), SI
	MOVQ at+24(FP), R9
	MOVQ m+40(FP), BX
	SUBQ $4096, room+8(FP)          // another step of line feeds only must fit
	ADDQ R9, SI                     // the word at hand
	XORL R8, R8                     // found so far
	VPBROADCASTB wideFeed<>(SB), Z0
	VPTERNLOGQ   $0xff, Z4, Z4, Z4  // the least byte seen in each place

step:
	MOVQ BX, CX
	LEAQ 512(BX), R12

words:
	FEEDS(0)
	FEEDS(64)
	FEEDS(128)
	FEEDS(192)
	FEEDS(256)
	FEEDS(320)
	FEEDS(384)
	FEEDS(448)
	ADDQ $512, SI
	ADDQ $64, CX
	CMPQ CX, R12
	JLT  words

	XORL AX, AX
	FED(0)
	FED(1)
	FED(2)
	FED(3)
	FED(4)
	FED(5)
	FED(6)
	FED(7)
	TESTQ AX, AX
	JZ    next

	// A word with line feeds, and each of them.
fed:
	TZCNTQ AX, R11
	MOVQ   (BX)(R11*8), R13
	SHLQ   $6, R11
	LEAQ   1(R9)(R11*1), R11        // behind its first byte

line:
	TZCNTQ R13, DX
	ADDQ   R11, DX
	MOVL   DX, (DI)(R8*4)
	INCQ   R8
	BLSRQ  R13, R13
	JNZ    line
	BLSRQ  AX, AX
	JNZ    fed

next:
	ADDQ $4096, R9
	CMPQ R8, room+8(FP)
	JGT  done
	CMPQ R9, to+32(FP)
	JLT  step

done:
	NUL
	SETNE nul+64(FP)
	MOVQ  R8, n+48(FP)
	MOVQ  R9, next+56(FP)
	RET

// func rowsAVX512(ends, counts *int32, room int, src *byte, at, to int, separator byte, total *int, m *lineMasks) (n, next int, nul bool)
TEXT ·rowsAVX512(SB), NOSPLIT, $0-89
	MOVQ ends+0(FP), DI
	MOVQ counts+8(FP), R10
	MOVQ src+24(FP), SI
	MOVQ at+32(FP), R9
	MOVQ total+56(FP), AX
	MOVQ m+64(FP), BX
	SUBQ $4096, room+16(FP)
	ADDQ R9, SI
	XORL R8, R8
	VPBROADCASTB wideFeed<>(SB), Z0
	VPBROADCASTB separator+48(FP), Z3
	VPTERNLOGQ   $0xff, Z4, Z4, Z4
	VPXORQ       Z5, Z5, Z5
	VPBROADCASTQ (AX), Z6           // the separators so far, in all places
	VPBROADCASTQ topWord<>(SB), Z7

step:
	VMOVQ X6, BEFORE(BX)
	MOVQ  BX, CX
	LEAQ  512(BX), R12

words:
	SEPARATE(0)
	SEPARATE(64)
	SEPARATE(128)
	SEPARATE(192)
	SEPARATE(256)
	SEPARATE(320)
	SEPARATE(384)
	SEPARATE(448)
	ADDQ $512, SI
	ADDQ $64, CX
	CMPQ CX, R12
	JLT  words

	XORL AX, AX
	FED(0)
	COUNT(0)
	FED(1)
	COUNT(1)
	FED(2)
	COUNT(2)
	FED(3)
	COUNT(3)
	FED(4)
	COUNT(4)
	FED(5)
	COUNT(5)
	FED(6)
	COUNT(6)
	FED(7)
	COUNT(7)
	TESTQ AX, AX
	JZ    next

fed:
	TZCNTQ AX, R11
	MOVQ   (BX)(R11*8), R13
	MOVQ   R11, R14
	SHLQ   $6, R14
	LEAQ   1(R9)(R14*1), R14

row:
	TZCNTQ  R13, DX
	BZHIQ   DX, SEPARATORS(BX)(R11*8), R15
	POPCNTQ R15, R15
	ADDL    BEFORE(BX)(R11*8), R15
	ADDQ    R14, DX
	MOVL    R15, (R10)(R8*4)
	MOVL    DX, (DI)(R8*4)
	INCQ    R8
	BLSRQ   R13, R13
	JNZ     row
	BLSRQ   AX, AX
	JNZ     fed

next:
	ADDQ $4096, R9
	CMPQ R8, room+16(FP)
	JGT  full
	CMPQ R9, to+40(FP)
	JLT  step

full:
	MOVQ  total+56(FP), AX
	VMOVQ X6, (AX)
	NUL
	SETNE nul+88(FP)
	MOVQ  R8, n+72(FP)
	MOVQ  R9, next+80(FP)
	RET
