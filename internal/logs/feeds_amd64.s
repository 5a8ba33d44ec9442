//go:build !purego

#include "textflag.h"

DATA feed<>+0(SB)/1, $0x0a
GLOBL feed<>(SB), RODATA|NOPTR, $1

// FEEDS is one word of 64 bytes at SI+R9. It leaves the line feeds in AX, a bit a byte, and the
// first of them, or 64, in BX; R11 is how many there are.
//
//	ends   ... | first | what the next word writes over
//	        R8 ^
//
// Most words have no line feed or one. So that nothing hangs on which, the end at a first
// one is written always and counted where it is there; the words with more are few, and write the
// others down in a loop.
#define FEEDS \
	PREFETCHT0 1024(SI)(R9*1)      \ // the processor's own prefetching ends at every page
	VMOVDQU   (SI)(R9*1), Y1       \
	VMOVDQU   32(SI)(R9*1), Y2     \
	VPMINUB   Y1, Y4, Y4           \
	VPMINUB   Y2, Y4, Y4           \
	VPCMPEQB  Y1, Y0, Y5           \
	VPCMPEQB  Y2, Y0, Y6           \
	VPMOVMSKB Y5, AX               \
	VPMOVMSKB Y6, R11              \
	SHLQ      $32, R11             \
	ORQ       R11, AX              \
	TZCNTQ    AX, BX               \
	POPCNTQ   AX, R11

// NUL tests whether the least bytes seen, in Y4, are zero anywhere.
#define NUL \
	VPXOR     Y5, Y5, Y5           \
	VPCMPEQB  Y5, Y4, Y4           \
	VPMOVMSKB Y4, AX               \
	VZEROUPPER                     \
	TESTL     AX, AX

// func feedsAVX2(ends *int32, room int, src *byte, at, to int) (n, next int, nul bool)
TEXT ·feedsAVX2(SB), NOSPLIT, $0-57
	MOVQ ends+0(FP), DI
	MOVQ room+8(FP), DX
	MOVQ src+16(FP), SI
	MOVQ at+24(FP), R9  // the word at hand
	MOVQ to+32(FP), CX
	SUBQ $64, DX        // another word of line feeds only must fit
	XORL R8, R8         // found so far
	VPBROADCASTB feed<>(SB), Y0
	VPCMPEQB     Y4, Y4, Y4 // the least byte seen in each place

word:
	FEEDS
	LEAQ 1(BX)(R9*1), BX
	MOVL BX, (DI)(R8*4)
	CMPQ R11, $1
	JA   some
	ADDQ R11, R8

next:
	ADDQ $64, R9
	CMPQ R8, DX
	JGT  done
	CMPQ R9, CX
	JLT  word

done:
	NUL
	SETNE nul+56(FP)
	MOVQ R8, n+40(FP)
	MOVQ R9, next+48(FP)
	RET

some:
	INCQ   R8
	BLSRQ  AX, AX
	JZ     next
	TZCNTQ AX, BX
	LEAQ   1(BX)(R9*1), BX
	MOVL   BX, (DI)(R8*4)
	JMP    some

// func rowsAVX2(ends, counts *int32, room int, src *byte, at, to int, separator byte, total *int) (n, next int, nul bool)
//
// As feedsAVX2; for each line feed, the separators before it are counted beside it:
//
//	separators   ..1....1...1..1.    of this word
//	line feeds   .........1......
//	below it     1111111110000000 &  its two, and the R12 of the words before
TEXT ·rowsAVX2(SB), NOSPLIT, $0-81
	MOVQ ends+0(FP), DI
	MOVQ counts+8(FP), R10
	MOVQ room+16(FP), DX
	MOVQ src+24(FP), SI
	MOVQ at+32(FP), R9
	MOVQ to+40(FP), CX
	MOVQ total+56(FP), AX
	MOVQ (AX), R12
	SUBQ $64, DX
	XORL R8, R8
	VPBROADCASTB feed<>(SB), Y0
	VPBROADCASTB separator+48(FP), Y3
	VPCMPEQB     Y4, Y4, Y4

row:
	FEEDS
	VPCMPEQB  Y1, Y3, Y5
	VPCMPEQB  Y2, Y3, Y6
	VPMOVMSKB Y5, R13
	VPMOVMSKB Y6, R15
	SHLQ      $32, R15
	ORQ       R15, R13 // the separators
	BZHIQ     BX, R13, R15
	POPCNTQ   R15, R15
	ADDQ      R12, R15
	MOVL      R15, (R10)(R8*4)
	LEAQ      1(BX)(R9*1), BX
	MOVL      BX, (DI)(R8*4)
	CMPQ      R11, $1
	JA        several
	ADDQ      R11, R8

counted:
	POPCNTQ R13, R13
	ADDQ    R13, R12
	ADDQ    $64, R9
	CMPQ    R8, DX
	JGT     full
	CMPQ    R9, CX
	JLT     row

full:
	NUL
	SETNE nul+80(FP)
	MOVQ R8, n+64(FP)
	MOVQ R9, next+72(FP)
	MOVQ total+56(FP), AX
	MOVQ R12, (AX)
	RET

several:
	INCQ    R8
	BLSRQ   AX, AX
	JZ      counted
	TZCNTQ  AX, BX
	BZHIQ   BX, R13, R15
	POPCNTQ R15, R15
	ADDQ    R12, R15
	MOVL    R15, (R10)(R8*4)
	LEAQ    1(BX)(R9*1), BX
	MOVL    BX, (DI)(R8*4)
	JMP     several
