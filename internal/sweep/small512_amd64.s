//go:build !purego

#include "textflag.h"

// Rows of masks, see class_amd64.s.
#define ROW 1040

DATA points<>+0(SB)/1, $0x2E // .
DATA points<>+1(SB)/1, $0x3A // :
GLOBL points<>(SB), RODATA|NOPTR, $2

// func smallAVX512(masks *uint64, src *byte, words int, t *tables, any *seen)
//
// As small_amd64.s, with a word of 64 bytes in one register and a byte's groups looked up in
// one table of 128 (by its lower seven bits: what lets a high byte pass is confirmed later):
//
//	place  -2       -1       dot      +1       +2
//	       groups & groups &          groups & groups     an anchor's bytes, all in one group
//	                       & is a dot                     not zero: kept
TEXT ·smallAVX512(SB), NOSPLIT, $0-40
	MOVQ masks+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ words+16(FP), CX
	MOVQ t+24(FP), DX
	XORL R8, R8   // high bytes so far
	XORL R9, R9   // escapes
	XORL R12, R12 // dots
	XORL R13, R13 // pairs of colons
	MOVBLZX -1(SI), R10
	CMPL    R10, $0x3A
	SETEQ   R10
	SHLQ    $63, R10 // the colons of the word before, as far as they matter: the last byte

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

loop:
	PREFETCHT0 1024(SI) // the processor's own prefetching ends at every page

	// The groups of the four bytes around each byte.
	VMOVDQU64 -2(SI), Z8
	VMOVDQU64 -1(SI), Z9
	VMOVDQU64 1(SI), Z10
	VMOVDQU64 2(SI), Z11
	VPCMPEQB  Z19, Z10, K2              // what may follow a backslash
	VPCMPEQB  Z20, Z10, K3
	VPERMI2B  Z1, Z0, Z8
	VPERMI2B  Z3, Z2, Z9
	VPERMI2B  Z5, Z4, Z10
	VPERMI2B  Z7, Z6, Z11
	VPANDQ    Z8, Z9, Z8
	VPANDQ    Z10, Z11, Z10

	// Dots all of whose neighbours share a group.
	VMOVDQU64 (SI), Z12
	VPCMPEQB  Z16, Z12, K1
	VPTESTMB  Z10, Z8, K1, K1
	KMOVQ     K1, AX
	MOVQ      AX, (0*ROW)(DI)
	ORQ       AX, R12

	// Colons that [pairsOf] finds: next to another, or with two before them at two to five
	// bytes each. As nearer = c & (c<<2 | c<<3 | c<<4 | c<<5).
	VPCMPEQB  Z17, Z12, K4
	KMOVQ     K4, BX
	MOVQ      BX, R11
	SHLQ      $1, R10, R11
	MOVQ      BX, R10
	ANDQ      BX, R11              // next to another
	LEAQ      (BX)(BX*1), R15
	ORQ       BX, R15              // c | c<<1
	LEAQ      (R15*4), AX          // c<<2 | c<<3
	SHLQ      $4, R15              // c<<4 | c<<5
	ORQ       AX, R15
	ANDQ      R15, BX              // nearer
	LEAQ      (BX)(BX*1), R15
	ORQ       BX, R15
	LEAQ      (R15*4), AX
	SHLQ      $4, R15
	ORQ       AX, R15
	ANDQ      R15, BX
	ORQ       BX, R11
	MOVQ      R11, (4*ROW)(DI)
	ORQ       R11, R13

	// Backslashes before a byte that makes them an escape, and percent signs.
	KORQ      K2, K3, K2
	VPCMPEQB  Z18, Z12, K2, K2
	VPCMPEQB  Z21, Z12, K3
	KORQ      K2, K3, K2
	KMOVQ     K2, AX
	MOVQ      AX, (6*ROW)(DI)
	ORQ       AX, R9

	// High bytes.
	VPMOVB2M  Z12, K5
	KMOVQ     K5, BX
	MOVQ      BX, (7*ROW)(DI)
	ORQ       BX, R8

	ADDQ $64, SI
	ADDQ $8, DI
	DECQ CX
	JNZ  loop
	VZEROUPPER
	MOVQ any+32(FP), DI
	MOVQ R12, 0(DI)
	MOVQ R13, 8(DI)
	MOVQ R9, 16(DI)
	MOVQ R8, 24(DI)
	RET
