// The two functions that find the lines of a block, as feeds256_amd64.s and feeds512_amd64.s both
// have them. Each has its own way to look at a word of 64 bytes:
//
//	BEGIN         sets its registers up
//	FEEDS         leaves the line feeds of the word at SI+R9 in AX, a bit a byte
//	SEPARATOR(b)  keeps the separator, and SEPARATORS leaves those of the word in R13; it may use R15
//	NUL           tests whether a byte of any word was zero, and is done with its registers

// FIRST leaves the first line feed, or 64, in BX; R11 is how many there are.
//
//	ends   ... | first | what the next word writes over
//	        R8 ^
//
// Most words have no line feed or one. So that nothing hangs on which, the end at a first
// one is written always and counted where it is there; the words with more are few, and write the
// others down in a loop.
#define FIRST \
	FEEDS                          \
	TZCNTQ    AX, BX               \
	POPCNTQ   AX, R11

// func feeds(ends *int32, room int, src *byte, at, to int) (n, next int, nul bool)
TEXT FEEDS_NAME(SB), NOSPLIT, $0-57
	MOVQ ends+0(FP), DI
	MOVQ room+8(FP), DX
	MOVQ src+16(FP), SI
	MOVQ at+24(FP), R9  // the word at hand
	MOVQ to+32(FP), CX
	SUBQ $64, DX        // another word of line feeds only must fit
	XORL R8, R8         // found so far
	BEGIN

word:
	FIRST
	LEAQ 1(BX)(R9*1), BX
	MOVL BX, (DI)(R8*4)
	CMPQ R11, $1
	JA   some
	ADDQ R11, R8

next:
	ADDQ $64, R9
	CMPQ R8, DX
	JGT  done
	CMPQ R9, CX
	JLT  word

done:
	NUL
	SETNE nul+56(FP)
	MOVQ R8, n+40(FP)
	MOVQ R9, next+48(FP)
	RET

some:
	INCQ   R8
	BLSRQ  AX, AX
	JZ     next
	TZCNTQ AX, BX
	LEAQ   1(BX)(R9*1), BX
	MOVL   BX, (DI)(R8*4)
	JMP    some

// func rows(ends, counts *int32, room int, src *byte, at, to int, separator byte, total *int) (n, next int, nul bool)
//
// As feeds; for each line feed, the separators before it are counted beside it:
//
//	separators   ..1....1...1..1.    of this word
//	line feeds   .........1......
//	below it     1111111110000000 &  its two, and the R12 of the words before
TEXT ROWS_NAME(SB), NOSPLIT, $0-81
	MOVQ ends+0(FP), DI
	MOVQ counts+8(FP), R10
	MOVQ room+16(FP), DX
	MOVQ src+24(FP), SI
	MOVQ at+32(FP), R9
	MOVQ to+40(FP), CX
	MOVQ total+56(FP), AX
	MOVQ (AX), R12
	SUBQ $64, DX
	XORL R8, R8
	BEGIN
	SEPARATOR(separator+48(FP))

row:
	FIRST
	SEPARATORS
	BZHIQ     BX, R13, R15
	POPCNTQ   R15, R15
	ADDQ      R12, R15
	MOVL      R15, (R10)(R8*4)
	LEAQ      1(BX)(R9*1), BX
	MOVL      BX, (DI)(R8*4)
	CMPQ      R11, $1
	JA        several
	ADDQ      R11, R8

counted:
	POPCNTQ R13, R13
	ADDQ    R13, R12
	ADDQ    $64, R9
	CMPQ    R8, DX
	JGT     full
	CMPQ    R9, CX
	JLT     row

full:
	NUL
	SETNE nul+80(FP)
	MOVQ R8, n+64(FP)
	MOVQ R9, next+72(FP)
	MOVQ total+56(FP), AX
	MOVQ R12, (AX)
	RET

several:
	INCQ    R8
	BLSRQ   AX, AX
	JZ      counted
	TZCNTQ  AX, BX
	BZHIQ   BX, R13, R15
	POPCNTQ R15, R15
	ADDQ    R12, R15
	MOVL    R15, (R10)(R8*4)
	LEAQ    1(BX)(R9*1), BX
	MOVL    BX, (DI)(R8*4)
	JMP     several
