//go:build !purego

#include "textflag.h"

#include "masks_amd64.h"

// What turns the classes of bytes into masks of classes. Eight bytes are a square of bits, a row a
// byte and a column a class, which VGF2P8AFFINEQB turns about its diagonal if the square is taken for
// its matrix; bits of it come out the other way round. A byte of each square is of one class:
// they are brought together, for eight words of the log, and the words of each class too.
//
//	64 bytes of text -> 64 classes   -> 8 squares, turned -> a word of each class
//	8 of these       -> 8 words of each class, stored in its row
DATA diagonal<>+0(SB)/8, $0x8040201008040201 // byte j is bit j; as a matrix: the bits the other way round
GLOBL diagonal<>(SB), RODATA|NOPTR, $8
DATA topmost<>+0(SB)/8, $0x8080808080808080  // as a matrix: the topmost bit in all places
GLOBL topmost<>(SB), RODATA|NOPTR, $8

// Byte k of each square.
DATA bring<>+0x00(SB)/8, $0x3830282018100800
DATA bring<>+0x08(SB)/8, $0x3931292119110901
DATA bring<>+0x10(SB)/8, $0x3A322A221A120A02
DATA bring<>+0x18(SB)/8, $0x3B332B231B130B03
DATA bring<>+0x20(SB)/8, $0x3C342C241C140C04
DATA bring<>+0x28(SB)/8, $0x3D352D251D150D05
DATA bring<>+0x30(SB)/8, $0x3E362E261E160E06
DATA bring<>+0x38(SB)/8, $0x3F372F271F170F07
GLOBL bring<>(SB), RODATA|NOPTR, $64

// MASKS leaves in x a word of each class of the 64 bytes at off. A byte's classes are looked up in
// one table of 128, by its lower seven bits; a high byte has none but that class, which is its
// own topmost bit.
#define MASKS(off, x) \
	PREFETCHT0     (1024+off)(SI)      \ // the processor's own prefetching ends at every page
	VMOVDQU64      off(SI), Z0         \
	VMOVDQA64      Z0, x               \
	VPERMI2B       Z17, Z16, x         \
	VGF2P8AFFINEQB $0, Z19, Z0, Z0     \ // all bits of high bytes
	VPTERNLOGQ     $0xd8, Z0, Z19, x   \ // of these the topmost, of others their classes
	VGF2P8AFFINEQB $0, x, Z18, x       \
	VGF2P8AFFINEQB $0, Z18, x, x       \
	VPERMB         x, Z20, x

// PAIR interleaves the words of two registers: those of even classes and those of odd ones. SHUFFLE
// takes from each of two the pairs of words with even numbers and with odd ones.
#define PAIR(a, b, even, odd) \
	VPUNPCKLQDQ b, a, even         \
	VPUNPCKHQDQ b, a, odd
#define SHUFFLE(a, b, even, odd) \
	VSHUFI64X2 $0x88, b, a, even   \
	VSHUFI64X2 $0xdd, b, a, odd

// ROWS stores the classes of one parity: of pairs of words in a, b, c, d. It uses x and y.
#define ROWS(first, a, b, c, d, x, y) \
	SHUFFLE(a, b, x, y)                  \ // classes 0 and 4 of the parity's, and 2 and 6
	SHUFFLE(c, d, a, b)                  \
	SHUFFLE(x, a, c, d)                  \
	VMOVDQU64 c, ((first+0)*ROW)(DI)     \
	VMOVDQU64 d, ((first+4)*ROW)(DI)     \
	SHUFFLE(y, b, c, d)                  \
	VMOVDQU64 c, ((first+2)*ROW)(DI)     \
	VMOVDQU64 d, ((first+6)*ROW)(DI)

// STORE stores the word of a class.
#define STORE(class) \
	MOVQ (8*class)(SP), AX         \
	MOVQ AX, (class*ROW)(DI)

// func classifyAVX512(masks *uint64, src *byte, words int, classes *[128]uint8)
TEXT ·classifyAVX512(SB), NOSPLIT, $64-32
	MOVQ masks+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ words+16(FP), CX
	MOVQ classes+24(FP), DX

	VMOVDQU64    (DX), Z16
	VMOVDQU64    64(DX), Z17
	VPBROADCASTQ diagonal<>(SB), Z18
	VPBROADCASTQ topmost<>(SB), Z19
	VMOVDQU64    bring<>(SB), Z20

	SUBQ $8, CX
	JLT  rest

eight:
	MASKS(0, Z1)
	MASKS(64, Z2)
	MASKS(128, Z3)
	MASKS(192, Z4)
	MASKS(256, Z5)
	MASKS(320, Z6)
	MASKS(384, Z7)
	MASKS(448, Z8)
	PAIR(Z1, Z2, Z9, Z10)
	PAIR(Z3, Z4, Z11, Z12)
	PAIR(Z5, Z6, Z13, Z14)
	PAIR(Z7, Z8, Z15, Z21)
	ROWS(0, Z9, Z11, Z13, Z15, Z1, Z2)
	ROWS(1, Z10, Z12, Z14, Z21, Z3, Z4)
	ADDQ $512, SI
	ADDQ $64, DI
	SUBQ $8, CX
	JGE  eight

	// The words that are left, one by one.
rest:
	ADDQ $8, CX
	JZ   done
one:
	MASKS(0, Z1)
	VMOVDQU64 Z1, 0(SP)
	STORE(0)
	STORE(1)
	STORE(2)
	STORE(3)
	STORE(4)
	STORE(5)
	STORE(6)
	STORE(7)
	ADDQ $64, SI
	ADDQ $8, DI
	DECQ CX
	JNZ  one
done:
	VZEROUPPER
	RET
