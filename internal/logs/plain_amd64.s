//go:build !purego

#include "textflag.h"

DATA quotes<>+0(SB)/1, $0x22
GLOBL quotes<>(SB), RODATA|NOPTR, $1
DATA slashes<>+0(SB)/1, $0x5c
GLOBL slashes<>(SB), RODATA|NOPTR, $1
DATA controls<>+0(SB)/1, $0x1f
GLOBL controls<>(SB), RODATA|NOPTR, $1

// func plainRun32(data []byte, i int) (at int, found bool)
TEXT ·plainRun32(SB), NOSPLIT, $0-41
	MOVQ data_base+0(FP), SI
	MOVQ data_len+8(FP), CX
	MOVQ i+24(FP), AX
	XORL DI, DI
	VPBROADCASTB quotes<>(SB), Y0
	VPBROADCASTB slashes<>(SB), Y1
	VPBROADCASTB controls<>(SB), Y2

loop:
	LEAQ 32(AX), DX
	CMPQ DX, CX
	JHI  done
	VMOVDQU (SI)(AX*1), Y3
	VPCMPEQB Y0, Y3, Y4
	VPCMPEQB Y1, Y3, Y5
	VPMINUB Y2, Y3, Y6 // a byte is a control where it is the least of itself and 0x1f
	VPCMPEQB Y3, Y6, Y6
	VPOR Y4, Y5, Y4
	VPOR Y4, Y6, Y4
	VPMOVMSKB Y4, BX
	TESTL BX, BX
	JNZ  found
	MOVQ DX, AX
	JMP  loop

found:
	BSFL BX, BX
	ADDQ BX, AX
	MOVL $1, DI

done:
	VZEROUPPER
	MOVQ AX, at+32(FP)
	MOVB DI, found+40(FP)
	RET
