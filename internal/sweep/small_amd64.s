//go:build !purego

#include "textflag.h"

#include "masks_amd64.h"

DATA marks<>+0(SB)/8, $0x0000000000003A2E // : .
GLOBL marks<>(SB), RODATA|NOPTR, $8
DATA nibble<>+0x00(SB)/8, $0x0F0F0F0F0F0F0F0F
DATA nibble<>+0x08(SB)/8, $0x0F0F0F0F0F0F0F0F
DATA nibble<>+0x10(SB)/8, $0x0F0F0F0F0F0F0F0F
DATA nibble<>+0x18(SB)/8, $0x0F0F0F0F0F0F0F0F
GLOBL nibble<>(SB), RODATA|NOPTR, $32

// GROUPS looks the bytes in Y8 up by their halves and leaves their groups in Y8.
#define GROUPS(low, high) \
	VPAND   Y15, Y8, Y9    \
	VPSRLW  $4, Y8, Y8     \
	VPAND   Y15, Y8, Y8    \
	VPSHUFB Y9, low, Y9    \
	VPSHUFB Y8, high, Y8   \
	VPAND   Y9, Y8, Y8

// SMALL does 32 bytes at offset off of the text, for half a word of each mask.
//
//	place  -2      -1      dot     +1      +2
//	       groups & groups &        groups & groups     an anchor's bytes, all in one group
//	     & FF where the byte is a dot                   not zero: kept
#define SMALL(off, half) \
	VMOVDQU   (off-2)(SI), Y8         \
	GROUPS(Y0, Y1)                    \
	VMOVDQA   Y8, Y10                 \
	VMOVDQU   (off-1)(SI), Y8         \
	GROUPS(Y2, Y3)                    \
	VPAND     Y8, Y10, Y10            \
	VMOVDQU   (off+1)(SI), Y8         \
	VPCMPEQB  288(DX), Y8, Y11        \ // what may follow a backslash
	VPCMPEQB  320(DX), Y8, Y12        \
	VPOR      Y11, Y12, Y11           \
	GROUPS(Y4, Y5)                    \
	VPAND     Y8, Y10, Y10            \
	VMOVDQU   (off+2)(SI), Y8         \
	GROUPS(Y6, Y7)                    \
	VPAND     Y8, Y10, Y10            \
	VMOVDQU   off(SI), Y8             \
	VPCMPEQB  Y14, Y8, Y9             \ // dots
	VPAND     Y9, Y10, Y10            \
	VPXOR     Y9, Y9, Y9              \
	VPCMPEQB  Y9, Y10, Y10            \ // not kept
	VPMOVMSKB Y10, AX                 \
	NOTL      AX                      \
	MOVL      AX, (0*ROW+half)(DI)    \
	VPCMPEQB  Y13, Y8, Y9             \ // colons
	VPMOVMSKB Y9, AX                  \
	MOVL      AX, (4*ROW+half)(DI)    \
	VPCMPEQB  256(DX), Y8, Y9         \ // backslashes
	VPAND     Y9, Y11, Y9             \
	VPCMPEQB  352(DX), Y8, Y10        \ // percent signs
	VPOR      Y9, Y10, Y9             \
	VPMOVMSKB Y9, AX                  \
	MOVL      AX, (6*ROW+half)(DI)    \
	ORL       AX, R9                  \
	VPMOVMSKB Y8, AX                  \ // high bytes
	MOVL      AX, (7*ROW+half)(DI)    \
	ORL       AX, R8

// func smallAVX2(masks *uint64, src *byte, words int, t *tables) (highs, escapes uint64)
TEXT ·smallAVX2(SB), NOSPLIT, $0-48
	MOVQ masks+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ words+16(FP), CX
	MOVQ t+24(FP), DX
	XORL R8, R8
	XORL R9, R9

	// The tables of halves, and the bytes to compare with.
	VMOVDQU      0(DX), Y0
	VMOVDQU      32(DX), Y1
	VMOVDQU      64(DX), Y2
	VMOVDQU      96(DX), Y3
	VMOVDQU      128(DX), Y4
	VMOVDQU      160(DX), Y5
	VMOVDQU      192(DX), Y6
	VMOVDQU      224(DX), Y7
	VPBROADCASTB marks<>+1(SB), Y13
	VPBROADCASTB marks<>+0(SB), Y14
	VMOVDQU      nibble<>(SB), Y15

loop:
	SMALL(0, 0)
	SMALL(32, 4)
	ADDQ $64, SI
	ADDQ $8, DI
	DECQ CX
	JNZ  loop
	VZEROUPPER
	MOVQ R8, highs+32(FP)
	MOVQ R9, escapes+40(FP)
	RET
