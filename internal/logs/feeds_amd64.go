//go:build !purego

package logs

import "golang.org/x/sys/cpu"

// wide says that the processor has what the assembly of this package needs.
var wide = cpu.X86.HasAVX2 && cpu.X86.HasBMI1 && cpu.X86.HasBMI2 && cpu.X86.HasPOPCNT

// feeds64 writes to ends the offsets behind the line feeds of src between at and to, which are
// whole words of 64 bytes apart. It stops early where another word could bring more than there
// is room for. It returns how many there are, how far it looked, and whether a NUL is there.
//
//go:noescape
func feeds64(ends *int32, room int, src *byte, at, to int) (n, next int, nul bool)

// rows64 is feeds64 that adds to total the separators in what it looked at, and writes to counts
// how many that are at each line feed.
//
//go:noescape
func rows64(ends, counts *int32, room int, src *byte, at, to int, separator byte, total *int) (n, next int, nul bool)

// bars64 looks in so many words of 64 bytes for the first n bars, of at most 64. It returns
// where the first of them is and where the last, or -1 where there are fewer, and whether one of
// them has a backslash before it, other than in src[0].
//
//go:noescape
func bars64(src *byte, words, n int) (first, last int, escaped bool)
