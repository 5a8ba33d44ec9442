#include "masks_amd64.h"

// NEAR leaves of c, which is another's copy in x, those with one of c two to five bits before.
#define NEAR(c, x, t) \
	VPADDQ c, c, x                 \ // c<<1
	VPORQ  c, x, x                 \
	VPSLLQ $2, x, t                \ // c<<2 | c<<3
	VPSLLQ $4, x, x                \ // c<<4 | c<<5
	VPTERNLOGQ $0xe0, t, x, c      // c & (t | x)

// PAIRS leaves of eight words of colons, in the masks at m, those that pairsOf finds: those right
// behind another, and those that NEAR leaves twice. There no bits are moved between words.
#define PAIRS(m, c, beside, x, t) \
	VMOVDQU64 (4*ROW)(m), c        \
	VPSHLDQ   $1, (4*ROW-8)(m), c, beside \
	VPANDQ    c, beside, beside    \
	NEAR(c, x, t)                  \
	NEAR(c, x, t)                  \
	VPORQ     beside, c, c
