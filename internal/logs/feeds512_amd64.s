//go:build !purego

#include "textflag.h"

DATA feed<>+0(SB)/1, $0x0a
GLOBL feed<>(SB), RODATA|NOPTR, $1

#define FEEDS_NAME ·feedsAVX512
#define ROWS_NAME ·rowsAVX512

//	Z0  line feeds   Z3  separators
//	Z1  the word     Z4  the least byte seen in each place
#define BEGIN \
	VPBROADCASTB feed<>(SB), Z0    \
	VPTERNLOGQ   $0xff, Z4, Z4, Z4

#define SEPARATOR(b) VPBROADCASTB b, Z3

#define FEEDS \
	PREFETCHT0 1024(SI)(R9*1)      \ // the processor's own prefetching ends at every page
	VMOVDQU64 (SI)(R9*1), Z1       \
	VPMINUB   Z1, Z4, Z4           \
	VPCMPEQB  Z1, Z0, K1           \
	KMOVQ     K1, AX

#define SEPARATORS \
	VPCMPEQB  Z1, Z3, K2           \
	KMOVQ     K2, R13

#define NUL \
	VPTESTNMB Z4, Z4, K1           \
	KMOVQ     K1, AX               \
	VZEROUPPER                     \
	TESTQ     AX, AX

#include "feeds_amd64.h"
