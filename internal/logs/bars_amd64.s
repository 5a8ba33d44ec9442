//go:build !purego

#include "textflag.h"

DATA bar<>+0(SB)/1, $0x7c
GLOBL bar<>(SB), RODATA|NOPTR, $1
DATA backslash<>+0(SB)/1, $0x5c
GLOBL backslash<>(SB), RODATA|NOPTR, $1

// MASK leaves in to, a bit a byte, where the 64 bytes in Y2 and Y3 are that of Y.
#define MASK(Y, to, half) \
	VPCMPEQB  Y2, Y, Y4            \
	VPCMPEQB  Y3, Y, Y5            \
	VPMOVMSKB Y4, to               \
	VPMOVMSKB Y5, half             \
	SHLQ      $32, half            \
	ORQ       half, to

// func bars64(src *byte, words, n int) (first, last int, escaped bool)
TEXT ·bars64(SB), NOSPLIT, $0-41
	MOVQ src+0(FP), SI
	MOVQ words+8(FP), CX
	MOVQ n+16(FP), DX     // bars still wanted
	XORL R9, R9           // looked at so far
	MOVQ $-1, R10         // the first bar
	MOVQ $-1, R11         // the last one
	XORL R12, R12         // bars behind a backslash
	XORL R13, R13         // 1 if the last byte of the word before is a backslash
	VPBROADCASTB bar<>(SB), Y0
	VPBROADCASTB backslash<>(SB), Y1

word:
	VMOVDQU (SI)(R9*1), Y2
	VMOVDQU 32(SI)(R9*1), Y3
	MASK(Y0, AX, BX)
	MASK(Y1, BX, R8)

	// The bars behind a backslash, of all in the word for now.
	LEAQ (R13)(BX*2), R15
	SHRQ $63, BX
	MOVQ BX, R13
	ANDQ AX, R15

	// The first bar.
	TZCNTQ  AX, BX
	JCS     next                  // no bar at all
	ADDQ    R9, BX
	TESTQ   R10, R10
	CMOVQLT BX, R10

	// Where all that are wanted are in the word, those before the last are dropped to find it.
	POPCNTQ AX, BX
	CMPQ    BX, DX
	JGE     drop
	SUBQ    BX, DX
	ORQ     R15, R12

next:
	ADDQ $64, R9
	DECQ CX
	JNZ  word
	JMP  done

drop:
	DECQ  DX
	JZ    dropped
	BLSRQ AX, AX
	JMP   drop

dropped:
	BLSMSKQ AX, BX                // the bits up to the last bar
	ANDQ    BX, R15
	ORQ     R15, R12
	TZCNTQ  AX, R11
	ADDQ    R9, R11

done:
	VZEROUPPER
	MOVQ  R10, first+24(FP)
	MOVQ  R11, last+32(FP)
	TESTQ R12, R12
	SETNE escaped+40(FP)
	RET
