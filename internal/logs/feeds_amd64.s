//go:build !purego

#include "textflag.h"

DATA feed<>+0(SB)/1, $0x0a
GLOBL feed<>(SB), RODATA|NOPTR, $1

// func feeds64(found *int32, src *byte, words int) (n, looked int, nul bool)
TEXT ·feeds64(SB), NOSPLIT, $0-41
	MOVQ found+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ words+16(FP), CX
	SHLQ $6, CX // bytes
	XORL R8, R8 // found so far
	XORL R9, R9 // looked at so far
	VPBROADCASTB feed<>(SB), Y0
	VPCMPEQB     Y4, Y4, Y4 // the least byte seen in each place

	// Both halves of a word are compared. Most words have no line feed.
word:
	VPCMPEQB (SI)(R9*1), Y0, Y1
	VPCMPEQB 32(SI)(R9*1), Y0, Y2
	VPMINUB  (SI)(R9*1), Y4, Y4
	VPMINUB  32(SI)(R9*1), Y4, Y4
	VPOR     Y1, Y2, Y3
	VPTEST   Y3, Y3
	JNZ      some

next:
	ADDQ $64, R9
	CMPQ R9, CX
	JLT  word

done:
	VPXOR     Y5, Y5, Y5
	VPCMPEQB  Y5, Y4, Y4
	VPMOVMSKB Y4, AX
	TESTL     AX, AX
	SETNE     nul+40(FP)
	VZEROUPPER
	MOVQ R8, n+24(FP)
	MOVQ R9, looked+32(FP)
	RET

	// The signs of both halves side by side, a bit a byte; each bit is an offset.
some:
	VPMOVMSKB Y1, AX
	VPMOVMSKB Y2, BX
	SHLQ      $32, BX
	ORQ       BX, AX

bit:
	BSFQ AX, BX
	ADDQ R9, BX
	MOVL BX, (DI)(R8*4)
	INCQ R8
	LEAQ -1(AX), BX
	ANDQ BX, AX
	JNZ  bit

	// Another word of line feeds only must fit.
	CMPQ R8, $192
	JLE  next
	ADDQ $64, R9
	JMP  done
