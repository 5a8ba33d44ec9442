// Bytes from one row of masks to the next: (128+8) words of 8 bytes, the first of the block before. The
// rows are in the order of the classes.
#define ROW 1088

// Bytes from one row of marks to the next: 128 words. There are eight kinds.
#define MARKS 1024
