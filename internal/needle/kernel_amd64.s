//go:build !purego

#include "textflag.h"

DATA nibble<>+0x00(SB)/8, $0x0F0F0F0F0F0F0F0F
DATA nibble<>+0x08(SB)/8, $0x0F0F0F0F0F0F0F0F
DATA nibble<>+0x10(SB)/8, $0x0F0F0F0F0F0F0F0F
DATA nibble<>+0x18(SB)/8, $0x0F0F0F0F0F0F0F0F
GLOBL nibble<>(SB), RODATA|NOPTR, $32

// GROUPS looks up the 32 bytes at an address by their halves and leaves their groups in out.
#define GROUPS(addr, low, high, out, tmp) \
	VMOVDQU addr, out        \
	VPAND   Y15, out, tmp    \
	VPSRLW  $4, out, out     \
	VPAND   Y15, out, out    \
	VPSHUFB tmp, low, tmp    \
	VPSHUFB out, high, out   \
	VPAND   tmp, out, out

// WINDOWS does the 32 windows that begin at offset off, for half a word of the mask.
//
//	byte      0        1        2
//	          groups & groups & groups     in one group at all three places
//	                                       not zero: passes
#define WINDOWS(off, half) \
	GROUPS(off(SI), Y0, Y1, Y8, Y9)        \
	GROUPS((off+1)(SI), Y2, Y3, Y10, Y11)  \
	GROUPS((off+2)(SI), Y4, Y5, Y12, Y13)  \
	VPAND     Y8, Y10, Y8                  \
	VPAND     Y8, Y12, Y8                  \
	VPCMPEQB  Y14, Y8, Y8                  \ // does not pass
	VPMOVMSKB Y8, AX                       \
	NOTL      AX                           \
	MOVL      AX, half(DI)

// func windowsAVX2(mask *uint64, src *byte, words int, t *table)
TEXT ·windowsAVX2(SB), NOSPLIT, $0-32
	MOVQ mask+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ words+16(FP), CX
	MOVQ t+24(FP), DX

	// The tables of halves, and what to compare with.
	VMOVDQU 0(DX), Y0
	VMOVDQU 32(DX), Y1
	VMOVDQU 64(DX), Y2
	VMOVDQU 96(DX), Y3
	VMOVDQU 128(DX), Y4
	VMOVDQU 160(DX), Y5
	VPXOR   Y14, Y14, Y14
	VMOVDQU nibble<>(SB), Y15

loop:
	WINDOWS(0, 0)
	WINDOWS(32, 4)
	ADDQ $64, SI
	ADDQ $8, DI
	DECQ CX
	JNZ  loop
	VZEROUPPER
	RET
