//go:build !purego

#include "textflag.h"

DATA bar<>+0(SB)/1, $0x7c
GLOBL bar<>(SB), RODATA|NOPTR, $1
DATA backslash<>+0(SB)/1, $0x5c
GLOBL backslash<>(SB), RODATA|NOPTR, $1

// BARS leaves in AX, a bit a byte, where bars are in the 64 bytes at SI+R9, and adds to Y4 those behind
// a backslash. It ends the search where there are not so many bytes.
#define BARS \
	CMPQ      R9, R8               \
	JGT       done                 \
	VMOVDQU   (SI)(R9*1), Y2       \
	VMOVDQU   32(SI)(R9*1), Y3     \
	VPCMPEQB  Y2, Y0, Y2           \
	VPCMPEQB  Y3, Y0, Y3           \
	VPMOVMSKB Y2, AX               \
	VPMOVMSKB Y3, BX               \
	SHLQ      $32, BX              \
	ORQ       BX, AX               \
	VPCMPEQB  -1(SI)(R9*1), Y1, Y5 \
	VPCMPEQB  31(SI)(R9*1), Y1, Y6 \
	VPAND     Y2, Y5, Y5           \
	VPAND     Y3, Y6, Y6           \
	VPOR      Y5, Y4, Y4           \
	VPOR      Y6, Y4, Y4

// func heads64(src *byte, size, begin int, ends *int32, n, bars int) (sure int)
//
//	<134>May 22 10:11:12 fw CEF:0|V|P|1|100|traffic|5|src=10.0.0.1 request=a|b
//	^ no digit              ^^^^^^ ^ ^ ^   ^       ^
//	                         first and so many more, in as many words as it takes
TEXT ·heads64(SB), NOSPLIT, $0-56
	MOVQ src+0(FP), SI
	MOVQ size+8(FP), R8
	MOVQ begin+16(FP), R9
	MOVQ ends+24(FP), DI
	MOVQ n+32(FP), CX
	MOVQ bars+40(FP), DX
	SUBQ $64, R8                // where the last word begins
	XORL R12, R12               // lines so far
	VPBROADCASTB bar<>(SB), Y0
	VPBROADCASTB backslash<>(SB), Y1

line:
	MOVLQZX (DI)(R12*4), R10    // its end
	MOVQ    R9, R11             // and its begin
	VPXOR   Y4, Y4, Y4          // bars behind a backslash
	MOVBLZX (SI)(R9*1), AX
	SUBL    $0x30, AX
	CMPL    AX, $10
	JCS     done                // a digit

	// The word with the first bar.
first:
	BARS
	TZCNTQ AX, BX
	JCC    found
	ADDQ   $64, R9
	CMPQ   R9, R10
	JLT    first
	JMP    done

found:
	ADDQ R9, BX
	LEAQ -5(BX), R13
	CMPQ R13, R11
	JLT  done
	CMPL (SI)(R13*1), $0x3a464543 // CEF:
	JNE  done
	CMPB 4(SI)(R13*1), $0x30      // 0
	JNE  done
	XORL R11, R11                 // bars in the words before

	// Those of the line are counted.
count:
	MOVQ R10, BX
	SUBQ R9, BX
	CMPQ BX, $64
	JGE  whole
	BZHIQ BX, AX, AX

whole:
	POPCNTQ AX, AX
	ADDQ    AX, R11
	CMPQ    R11, DX
	JGE     enough
	ADDQ    $64, R9
	CMPQ    R9, R10
	JGE     done
	BARS
	JMP     count

enough:
	VPTEST Y4, Y4
	JNZ    done
	MOVQ   R10, R9
	INCQ   R12
	CMPQ   R12, CX
	JLT    line

done:
	VZEROUPPER
	MOVQ R12, sure+48(FP)
	RET
