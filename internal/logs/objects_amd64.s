//go:build !purego

#include "textflag.h"

// func objects32(src *byte, size, begin int, ends, quotes *int32, n int, before int32, o *opening32) (sure int)
//
//	{"Timestamp":"2026-05-22T00:00:00.274196Z","DeviceId":"ecf9a"}⏎
//	               ^ the 32 bytes compared; those behind the opening may be any
//	^^^^^^^^^^^^^^^                                              ^^
TEXT ·objects32(SB), NOSPLIT, $0-72
	MOVQ src+0(FP), SI
	MOVQ size+8(FP), R8
	MOVQ begin+16(FP), R9
	MOVQ ends+24(FP), DI
	MOVQ quotes+32(FP), DX
	MOVQ n+40(FP), CX
	MOVL before+48(FP), R11     // quotes before the line
	MOVQ o+56(FP), AX
	VMOVDQU (AX), Y0
	MOVL 32(AX), BX             // the bytes that may be any, a bit each
	SUBQ $32, R8                // where the last one may begin
	XORL R12, R12               // lines so far

line:
	// Its first bytes.
	CMPQ      R9, R8
	JGT       done
	VPCMPEQB  (SI)(R9*1), Y0, Y1
	VPMOVMSKB Y1, AX
	ORL       BX, AX
	CMPL      AX, $-1
	JNE       done

	// Its last ones.
	MOVLQZX (DI)(R12*4), R9
	MOVWLZX -2(SI)(R9*1), AX
	CMPL    AX, $0x0a7d         // } and a line feed
	JNE     done

	// Its quotes.
	MOVL  (DX)(R12*4), AX
	XORL  AX, R11
	TESTL $1, R11
	JNE   done
	MOVL  AX, R11

	INCQ R12
	CMPQ R12, CX
	JLT  line

done:
	VZEROUPPER
	MOVQ R12, sure+64(FP)
	RET
