//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// The lookups for eight places at a time. Runs of bytes are measured in the text itself: each byte
// that is none of the run becomes ff, and the first of these, from the anchor on, ends it. Bytes
// here as in memory, so that the nearest before an anchor is the topmost of its eight:
//
//	text, the name's dot at ^    n  3  "  w  w  w  -  a  ^  e  v  i  l  "
//	no bytes of labels          00 00 ff 00 00 00 00 00    00 00 00 00 ff
//	of the run before            .  .  .  w  w  w  -  a                     as many as it has zeros on top
//	of that behind                                          e  v  i  l      those under the lowest bit set
//
// Loads of the filter follow each other without waiting: an iteration is so short that several are
// under way at once.
//
// Registers:
//
//	SI  text             R11 the next places      AX BX CX DX R8 R14 R15 DI  at work
//	R9  filter           R12 how many are left    K1 K2 K6  at work
//	R10 end of hashes    R13 the end of passed    K7 the places that count  K5 all eight
//
//	Z31 spaces  Z30 all bits  Z29 Z28 bytes that are none of labels  Z27 mixAfter  Z26 mixAll
//	Z25 the kind  Z24 the lowest bit of three bytes  X23 the filter's shift  Z16-Z22 by kind of window
#define BEGIN(kind) \
	MOVQ l+0(FP), AX               \
	MOVQ lookupArgs_text(AX), SI   \
	SUBQ lookupArgs_origin(AX), SI \
	MOVQ lookupArgs_places(AX), R11 \
	MOVQ lookupArgs_n(AX), R12     \
	MOVQ lookupArgs_passed(AX), R13 \
	MOVQ lookupArgs_hashed(AX), R10 \
	MOVQ lookupArgs_filter(AX), R9 \
	VMOVQ lookupArgs_shift(AX), X23 \
	MOVQ $0x2020202020202020, BX   \
	VPBROADCASTQ BX, Z31           \
	VPTERNLOGQ $0xff, Z30, Z30, Z30 \
	MOVQ $const_mixAfter, BX       \
	VPBROADCASTQ BX, Z27           \
	MOVQ $const_mixAll, BX         \
	VPBROADCASTQ BX, Z26           \
	MOVQ kind, BX                  \
	VPBROADCASTQ BX, Z25           \
	MOVL $0x010101, BX             \
	VPBROADCASTQ BX, Z24           \
	KXNORB K7, K7, K7              \
	KXNORB K5, K5, K5

// LOAD leaves in Z2 the eight bytes before each place, and in Z3 the seven behind it.
#define LOAD \
	MOVWLZX 0(R11), AX             \
	MOVWLZX 2(R11), BX             \
	MOVWLZX 4(R11), CX             \
	MOVWLZX 6(R11), DX             \
	MOVWLZX 8(R11), R8             \
	MOVWLZX 10(R11), R14           \
	MOVWLZX 12(R11), R15           \
	MOVWLZX 14(R11), DI            \
	VMOVDQU -8(SI)(AX*1), X0       \
	VMOVDQU -8(SI)(BX*1), X1       \
	VINSERTI64X2 $1, -8(SI)(CX*1), Z0, Z0 \
	VINSERTI64X2 $1, -8(SI)(DX*1), Z1, Z1 \
	VINSERTI64X2 $2, -8(SI)(R8*1), Z0, Z0 \
	VINSERTI64X2 $2, -8(SI)(R14*1), Z1, Z1 \
	VINSERTI64X2 $3, -8(SI)(R15*1), Z0, Z0 \
	VINSERTI64X2 $3, -8(SI)(DI*1), Z1, Z1 \
	VPUNPCKLQDQ Z1, Z0, Z2         \
	VPUNPCKHQDQ Z1, Z0, Z3         \
	VPSRLQ $8, Z3, Z3

// OTHERS makes of each byte of x ff if it is no byte of labels, else 0. High ones are looked up as the
// last that is not.
#define OTHERS(x, to) \
	VPMINUB  x, Z21, to            \
	VPERMI2B Z28, Z29, to

// PASS hashes what is before the places, in Z2, with what is behind them, in Z3, and appends to
// passed those of K6 whose three bits are set in the filter: each is brought to the bottom of a byte.
// A gather clears its mask. It gets a copy, for KXNORB of the mask before would wait for that, and no
// iteration would begin before the one before it has ended.
#define PASS \
	VPMULLQ     Z27, Z3, Z3        \
	VPTERNLOGQ  $0x96, Z3, Z25, Z2 \
	VPMULLQ     Z26, Z2, Z2        \
	VPSRLQ      $const_mixShift, Z2, Z3 \
	VPXORQ      Z3, Z2, Z2         \
	VPSRLQ      X23, Z2, Z3        \
	KMOVB       K5, K1             \
	VPXORQ      Z4, Z4, Z4         \
	VPGATHERQQ  (R9)(Z3*8), K1, Z4 \
	VPMULTISHIFTQB Z4, Z2, Z4      \
	VPANDQ      Z24, Z4, Z4        \
	VPCMPEQQ    Z24, Z4, K6, K1    \
	VMOVDQU     (R11), X0          \
	VPCOMPRESSW.Z X0, K1, X0       \
	VPCOMPRESSQ.Z Z2, K1, Z2       \
	VMOVDQU     X0, (R13)          \
	VMOVDQU64   Z2, (R10)          \
	KMOVB       K1, AX             \
	POPCNTL     AX, AX             \
	LEAQ        (R13)(AX*2), R13   \
	LEAQ        (R10)(AX*8), R10

// FIRST and NEXT go on with the next eight places. The last eight may have been looked at in part:
// of these only the others count.
#define FIRST \
	CMPQ  R12, $8                  \
	JLT   rest

#define NEXT(again) \
	ADDQ  $16, R11                 \
	SUBQ  $8, R12                  \
	JLE   done                     \
	CMPQ  R12, $8                  \
	JGE   again                    \
rest:                              \
	LEAQ  -16(R11)(R12*2), R11     \
	MOVL  $8, CX                   \
	SUBL  R12, CX                  \
	MOVL  $0xff, AX                \
	SHLL  CX, AX                   \
	KMOVB AX, K7                   \
	MOVL  $8, R12                  \
	JMP   again                    \
done:                              \
	VZEROUPPER                     \
	MOVQ  l+0(FP), AX              \
	SUBQ  lookupArgs_passed(AX), R13 \
	SHRQ  $1, R13                  \
	MOVQ  R13, lookupArgs_k(AX)    \
	RET

// func lookNamesAVX512(l *lookupArgs)
TEXT ·lookNamesAVX512(SB), NOSPLIT, $0-8
	BEGIN($const_nameKind)
	MOVQ      l+0(FP), AX
	MOVQ      lookupArgs_others(AX), AX
	VMOVDQU64 (AX), Z29
	VMOVDQU64 64(AX), Z28
	MOVL      $0x7f, BX
	VPBROADCASTB BX, Z21
	VPSLLQ    $32, Z30, Z22 // of what is behind, four bytes count
	FIRST

names:
	LOAD
	OTHERS(Z2, Z4)
	VPLZCNTQ   Z4, Z4
	VPSRLVQ    Z4, Z30, Z4
	VPTERNLOGQ $0x54, Z4, Z31, Z2  // (before | spaces) &^ Z4
	OTHERS(Z3, Z5)
	VPORQ      Z22, Z5, Z5
	VPADDQ     Z30, Z5, Z6
	VPANDNQ    Z6, Z5, Z5          // the bits under the lowest
	VPTERNLOGQ $0xa8, Z5, Z31, Z3  // (behind | spaces) & Z5
	KMOVB      K7, K6
	PASS
	NEXT(names)

// func lookHashesAVX512(l *lookupArgs)
TEXT ·lookHashesAVX512(SB), NOSPLIT, $0-8
	BEGIN($const_hashKind)
	FIRST

hashes:
	LOAD
	VPORQ  Z31, Z2, Z2
	VPXORQ Z3, Z3, Z3
	KMOVB  K7, K6
	PASS
	NEXT(hashes)

// func lookQuadsAVX512(l *lookupArgs)
//
// An address's second number and first are measured one after the other, in bits:
//
//	text, the second dot at ^   "  1  9  2  .  1  6  8  ^  7  .  5
//	no digits                     00 00 00 ff 00 00 00    00 ff 00      the second number: 24
//	moved up by those and a dot   00 00 00 ..                           the first: 24
//	dots, moved up by those       ff                                    topmost: a dot it is
TEXT ·lookQuadsAVX512(SB), NOSPLIT, $0-8
	BEGIN($const_quadKind)
	MOVL         $0x30, BX
	VPBROADCASTB BX, Z22
	MOVL         $10, BX
	VPBROADCASTB BX, Z21
	MOVL         $0x2e, BX
	VPBROADCASTB BX, Z20
	MOVL         $8, BX
	VPBROADCASTQ BX, Z19
	MOVL         $16, BX
	VPBROADCASTQ BX, Z18
	MOVL         $0xfffffe, BX
	VPBROADCASTQ BX, Z17
	MOVL         $1, BX
	VPBROADCASTQ BX, Z16
	FIRST

quads:
	LOAD

	// Before: Z4 the bits of the second number, Z6 those of the first. Both are of 8, 16 or 24.
	VPSUBB   Z22, Z2, Z5
	VPCMPUB  $5, Z21, Z5, K1     // not less
	VPMOVM2B K1, Z5
	VPCMPEQB Z20, Z2, K1
	VPMOVM2B K1, Z7
	VPLZCNTQ Z5, Z4
	VPSLLVQ  Z4, Z7, Z7
	VPMOVQ2M Z7, K2
	VPADDQ   Z19, Z4, Z8
	VPSLLVQ  Z8, Z5, Z6
	VPLZCNTQ Z6, Z6
	VPADDQ   Z6, Z8, Z8          // all of it
	VPSUBQ   Z19, Z4, Z4
	VPSUBQ   Z19, Z6, Z6
	VPMAXUQ  Z4, Z6, Z6
	VPCMPUQ  $2, Z18, Z6, K2, K2 // not more
	VPSRLVQ  Z8, Z30, Z8
	VPANDNQ  Z2, Z8, Z2

	// Behind: Z5 the bytes of the third number, of which there are one to three, before a dot.
	VPSUBB   Z22, Z3, Z5
	VPCMPUB  $5, Z21, Z5, K1
	VPMOVM2B K1, Z5
	VPCMPEQB Z20, Z3, K1
	VPMOVM2B K1, Z7
	VPADDQ   Z30, Z5, Z6
	VPANDNQ  Z6, Z5, Z5
	VPSUBQ   Z16, Z5, Z6
	VPCMPUQ  $2, Z17, Z6, K2, K2
	VPADDQ   Z16, Z5, Z6
	VPTESTMQ Z6, Z7, K2, K2
	VPANDQ   Z5, Z3, Z3

	KANDB K2, K7, K6
	PASS
	NEXT(quads)
