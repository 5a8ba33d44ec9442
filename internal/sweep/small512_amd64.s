//go:build !purego

#include "textflag.h"

#include "marks512_amd64.h"

DATA points<>+0(SB)/1, $0x2E // .
DATA points<>+1(SB)/1, $0x3A // :
GLOBL points<>(SB), RODATA|NOPTR, $2

// func smallAVX512(k *marks, m *masks, src *byte, words int, t *tables) (highs, escapes uint64)
//
// As small_amd64.s, with a word of 64 bytes in one register and a byte's groups looked up in
// one table of 128 (by its lower seven bits: what lets a high byte pass is confirmed later):
//
//	place  -2       -1       dot      +1       +2
//	       groups & groups &          groups & groups     an anchor's bytes, all in one group
//	                       & is a dot                     not zero: kept
//
// Most blocks have no high byte and no escape that hides anything: of these it only finds out
// whether there are any, and looks for them once more if so.
TEXT ·smallAVX512(SB), NOSPLIT, $0-56
	MOVQ k+0(FP), DI
	MOVQ m+8(FP), R12
	MOVQ src+16(FP), SI
	MOVQ words+24(FP), CX
	MOVQ t+32(FP), DX
	MOVQ SI, R13

	// The last colon of the word before, if it is one.
	MOVBLZX -1(SI), AX
	CMPL    AX, $0x3A
	SETEQ   AX
	SHLQ    $63, AX
	MOVQ    AX, (4*ROW)(R12)
	ADDQ    $8, R12 // the first word of each row of masks

	// The tables of groups, a pair of registers a place, and the bytes to compare with.
	VMOVDQU64    384(DX), Z0
	VMOVDQU64    448(DX), Z1
	VMOVDQU64    512(DX), Z2
	VMOVDQU64    576(DX), Z3
	VMOVDQU64    640(DX), Z4
	VMOVDQU64    704(DX), Z5
	VMOVDQU64    768(DX), Z6
	VMOVDQU64    832(DX), Z7
	VPBROADCASTB points<>+0(SB), Z16
	VPBROADCASTB points<>+1(SB), Z17
	VPBROADCASTB 256(DX), Z18           // a backslash
	VPBROADCASTB 288(DX), Z19           // what may follow it
	VPBROADCASTB 320(DX), Z20
	VPBROADCASTB 352(DX), Z21           // a percent sign
	VPXORQ       Z24, Z24, Z24          // the bits of all bytes so far
	VPTERNLOGQ   $0xff, Z25, Z25, Z25   // zero in a place where an escape was
	XORL         R9, R9                 // the word at hand

loop:
	PREFETCHT0 1024(SI) // the processor's own prefetching ends at every page

	// The groups of the four bytes around each byte.
	VMOVDQU64 (SI), Z12
	VMOVDQU64 -2(SI), Z8
	VMOVDQU64 -1(SI), Z9
	VMOVDQU64 1(SI), Z10
	VMOVDQU64 2(SI), Z11
	VPXORQ    Z19, Z10, Z13             // zero: what may follow a backslash
	VPXORQ    Z20, Z10, Z14
	VPERMI2B  Z1, Z0, Z8
	VPERMI2B  Z3, Z2, Z9
	VPERMI2B  Z5, Z4, Z10
	VPERMI2B  Z7, Z6, Z11
	VPANDQ    Z8, Z9, Z8
	VPANDQ    Z10, Z11, Z10

	// Dots all of whose neighbours share a group.
	VPCMPEQB  Z16, Z12, K1
	VPTESTMB  Z10, Z8, K1, K1
	KMOVQ     K1, (0*MARKS)(DI)(R9*8)

	VPCMPEQB  Z17, Z12, K4              // colons
	KMOVQ     K4, (4*ROW)(R12)(R9*8)

	// Backslashes before a byte that makes them an escape, and percent signs. The units that
	// compare into masks have enough to do.
	VPMINUB   Z13, Z14, Z13
	VPXORQ    Z18, Z12, Z14
	VPXORQ    Z21, Z12, Z15
	VPORQ     Z13, Z14, Z13
	VPMINUB   Z13, Z15, Z13
	VPMINUB   Z13, Z25, Z25

	VPORQ     Z12, Z24, Z24

	ADDQ $64, SI
	INCQ R9
	CMPQ R9, CX
	JLT  loop

	// Words of no more bytes, up to a step of eight.
	XORL  AX, AX
	JMP   rest
empty:
	MOVQ  AX, (0*MARKS)(DI)(R9*8)
	MOVQ  AX, (4*ROW)(R12)(R9*8)
	INCQ  R9
rest:
	TESTQ $7, R9
	JNZ   empty

	// Which words have dots, and colons of pairs.
	SHRQ $3, R9
	LEAQ (8*MARKS)(DI), R8
	MOVQ R12, R10
step:
	VMOVDQU64 (0*MARKS)(DI), Z8
	VPTESTMQ  Z8, Z8, K1
	KMOVB     K1, (0*16)(R8)
	PAIRS(R10, Z9, Z10, Z11, Z12)
	VMOVDQU64 Z9, (3*MARKS)(DI)
	VPTESTMQ  Z9, Z9, K1
	KMOVB     K1, (3*16)(R8)
	ADDQ $64, DI
	ADDQ $64, R10
	INCQ R8
	DECQ R9
	JNZ  step

	// High bytes and escapes, if there are any.
	VPMOVB2M  Z24, K1
	KMOVQ     K1, R8
	VPTESTNMB Z25, Z25, K1
	KMOVQ     K1, R9
	MOVQ      R8, highs+40(FP)
	MOVQ      R9, escapes+48(FP)
	ORQ       R8, R9
	JZ        done
again:
	VMOVDQU64 (R13), Z12
	VMOVDQU64 1(R13), Z10
	VPCMPEQB  Z19, Z10, K2
	VPCMPEQB  Z20, Z10, K3
	KORQ      K2, K3, K2
	VPCMPEQB  Z18, Z12, K2, K2
	VPCMPEQB  Z21, Z12, K3
	KORQ      K2, K3, K2
	KMOVQ     K2, (6*ROW)(R12)
	VPMOVB2M  Z12, K1
	KMOVQ     K1, (7*ROW)(R12)
	ADDQ      $64, R13
	ADDQ      $8, R12
	DECQ      CX
	JNZ       again
done:
	VZEROUPPER
	RET
