//go:build !purego

#include "textflag.h"

// Rows of masks, see class_amd64.s.
#define ROW 1040

// CLASS writes a row of masks: the bytes whose classes, in Z3, have the bit of all of bit.
#define CLASS(row, bit) \
	VPTESTMB bit, Z3, K2          \
	KMOVQ    K2, (row*ROW)(DI)

// func classifyAVX512(masks *uint64, src *byte, words int, classes *[128]uint8)
//
// The classes of a byte are looked up in one table of 128; a high byte has none but that
// class. Then each class is a bit to be tested.
TEXT ·classifyAVX512(SB), NOSPLIT, $0-32
	MOVQ masks+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ words+16(FP), CX
	MOVQ classes+24(FP), DX

	// The table, and the bit of each class in all places.
	VMOVDQU64    (DX), Z1
	VMOVDQU64    64(DX), Z2
	MOVL         $0x01, AX
	VPBROADCASTB AX, Z16
	MOVL         $0x02, AX
	VPBROADCASTB AX, Z17
	MOVL         $0x04, AX
	VPBROADCASTB AX, Z18
	MOVL         $0x08, AX
	VPBROADCASTB AX, Z19
	MOVL         $0x10, AX
	VPBROADCASTB AX, Z20
	MOVL         $0x20, AX
	VPBROADCASTB AX, Z21
	MOVL         $0x40, AX
	VPBROADCASTB AX, Z22

loop:
	PREFETCHT0 1024(SI) // the processor's own prefetching ends at every page
	VMOVDQU64 (SI), Z3
	VPMOVB2M  Z3, K1          // high
	KMOVQ     K1, (7*ROW)(DI)
	KNOTQ     K1, K1
	VPERMI2B.Z Z2, Z1, K1, Z3
	CLASS(0, Z16)
	CLASS(1, Z17)
	CLASS(2, Z18)
	CLASS(3, Z19)
	CLASS(4, Z20)
	CLASS(5, Z21)
	CLASS(6, Z22)

	ADDQ $64, SI
	ADDQ $8, DI
	DECQ CX
	JNZ  loop
	VZEROUPPER
	RET
