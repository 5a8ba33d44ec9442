//go:build !purego

#include "textflag.h"

DATA feed<>+0(SB)/1, $0x0a
GLOBL feed<>(SB), RODATA|NOPTR, $1

#define FEEDS_NAME ·feedsAVX2
#define ROWS_NAME ·rowsAVX2

//	Y0  line feeds            Y3  separators
//	Y1  the word's first half Y4  the least byte seen in each place
//	Y2  its second half
#define BEGIN \
	VPBROADCASTB feed<>(SB), Y0    \
	VPCMPEQB     Y4, Y4, Y4

#define SEPARATOR(b) VPBROADCASTB b, Y3

#define FEEDS \
	PREFETCHT0 1024(SI)(R9*1)      \ // the processor's own prefetching ends at every page
	VMOVDQU   (SI)(R9*1), Y1       \
	VMOVDQU   32(SI)(R9*1), Y2     \
	VPMINUB   Y1, Y4, Y4           \
	VPMINUB   Y2, Y4, Y4           \
	VPCMPEQB  Y1, Y0, Y5           \
	VPCMPEQB  Y2, Y0, Y6           \
	VPMOVMSKB Y5, AX               \
	VPMOVMSKB Y6, R11              \
	SHLQ      $32, R11             \
	ORQ       R11, AX

#define SEPARATORS \
	VPCMPEQB  Y1, Y3, Y5           \
	VPCMPEQB  Y2, Y3, Y6           \
	VPMOVMSKB Y5, R13              \
	VPMOVMSKB Y6, R15              \
	SHLQ      $32, R15             \
	ORQ       R15, R13

#define NUL \
	VPXOR     Y5, Y5, Y5           \
	VPCMPEQB  Y5, Y4, Y4           \
	VPMOVMSKB Y4, AX               \
	VZEROUPPER                     \
	TESTL     AX, AX

#include "feeds_amd64.h"
