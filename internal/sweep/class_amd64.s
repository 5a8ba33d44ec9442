//go:build !purego

#include "textflag.h"

#include "masks_amd64.h"

// Which byte is in which class is looked up by its two halves. A class that is one
// rectangle of the ASCII chart, 16 columns by 8 rows, has one bit in both tables, and a
// byte is in it where both of its halves have the bit:
//
//	                                      low half of the byte
//	bit   rectangle              high     0 1 2 3 4 5 6 7 8 9 a b c d e f
//	0x80  digits 0-9             3        x x x x x x x x x x
//	0x40  a-f A-F                4 6        x x x x x x
//	0x01  a-o A-O                4 6        x x x x x x x x x x x x x x x
//	0x02  p-z P-Z                5 7      x x x x x x x x x x x
//	0x04  _                      5                                      x
//	0x08  -                      2                                  x
DATA low<>+0x00(SB)/8, $0x83C3C3C3C3C3C382
DATA low<>+0x08(SB)/8, $0x0501090101038383
DATA low<>+0x10(SB)/8, $0x83C3C3C3C3C3C382
DATA low<>+0x18(SB)/8, $0x0501090101038383
GLOBL low<>(SB), RODATA|NOPTR, $32

DATA upper<>+0x00(SB)/8, $0x0241064180080000
DATA upper<>+0x08(SB)/8, $0x0000000000000000
DATA upper<>+0x10(SB)/8, $0x0241064180080000
DATA upper<>+0x18(SB)/8, $0x0000000000000000
GLOBL upper<>(SB), RODATA|NOPTR, $32

DATA bytes<>+0x00(SB)/8, $0x0F2325405C3A2E00 // nibble # % @ \ : .
GLOBL bytes<>(SB), RODATA|NOPTR, $8

// CLASSES writes the eight masks of the 32 bytes in Y0, half a word each, at offset off.
//
//	Y0      the bytes
//	Y1      low half looked up & high half looked up: the table above
//	digit   0x80 of Y1                  the sign bits of Y1
//	hex     0x80 or 0x40 of Y1          the sign bits of Y1 | Y1+Y1
//	word    anything of Y1              the complement of Y1 == 0
//	high    the sign bits of Y0
//	others  compared one by one; for esc the three comparisons are joined
#define CLASSES(off) \
	VPAND     Y0, Y15, Y1           \ // low halves
	VPSRLW    $4, Y0, Y2            \
	VPAND     Y2, Y15, Y2           \ // high halves
	VPSHUFB   Y1, Y14, Y1           \
	VPSHUFB   Y2, Y13, Y2           \
	VPAND     Y1, Y2, Y1            \
	VPCMPEQB  Y0, Y12, Y3           \ // dot
	VPMOVMSKB Y3, AX                \
	MOVL      AX, (0*ROW+off)(DI)   \
	VPMOVMSKB Y1, BX                \ // digit
	MOVL      BX, (1*ROW+off)(DI)   \
	VPCMPEQB  Y1, Y6, Y3            \ // not word
	VPMOVMSKB Y3, CX                \
	NOTL      CX                    \
	MOVL      CX, (2*ROW+off)(DI)   \
	VPADDB    Y1, Y1, Y4            \
	VPOR      Y1, Y4, Y4            \ // hex
	VPMOVMSKB Y4, DX                \
	MOVL      DX, (3*ROW+off)(DI)   \
	VPCMPEQB  Y0, Y11, Y3           \ // colon
	VPMOVMSKB Y3, R8                \
	MOVL      R8, (4*ROW+off)(DI)   \
	VPCMPEQB  Y0, Y9, Y4            \ // at
	VPMOVMSKB Y4, R9                \
	MOVL      R9, (5*ROW+off)(DI)   \
	VPCMPEQB  Y0, Y10, Y3           \ // backslash
	VPCMPEQB  Y0, Y8, Y4            \ // percent
	VPCMPEQB  Y0, Y7, Y5            \ // octothorpe
	VPOR      Y3, Y4, Y3            \
	VPOR      Y3, Y5, Y3            \
	VPMOVMSKB Y3, R10               \
	MOVL      R10, (6*ROW+off)(DI)  \
	VPMOVMSKB Y0, R11               \ // high
	MOVL      R11, (7*ROW+off)(DI)

// func classifyAVX2(masks *uint64, src *byte, words int)
TEXT ·classifyAVX2(SB), NOSPLIT, $0-24
	MOVQ masks+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ words+16(FP), R12

	// The tables and the bytes to compare with, each in all 32 places.
	VMOVDQU      upper<>(SB), Y13
	VMOVDQU      low<>(SB), Y14
	VPBROADCASTB bytes<>+7(SB), Y15 // 0x0f
	VPBROADCASTB bytes<>+6(SB), Y7  // #
	VPBROADCASTB bytes<>+5(SB), Y8  // %
	VPBROADCASTB bytes<>+4(SB), Y9  // @
	VPBROADCASTB bytes<>+3(SB), Y10 // backslash
	VPBROADCASTB bytes<>+2(SB), Y11 // :
	VPBROADCASTB bytes<>+1(SB), Y12 // .
	VPXOR        Y6, Y6, Y6

loop:
	// One word of each mask: 64 bytes, the low half from the first 32.
	VMOVDQU (SI), Y0
	CLASSES(0)
	VMOVDQU 32(SI), Y0
	CLASSES(4)
	ADDQ $64, SI
	ADDQ $8, DI
	DECQ R12
	JNZ  loop
	VZEROUPPER
	RET
