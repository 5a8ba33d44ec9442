//go:build !purego

package logs

import "golang.org/x/sys/cpu"

// wide says that the processor has what the assembly of this package needs. Tests clear it to run
// the twins.
var wide = cpu.X86.HasAVX2 && cpu.X86.HasBMI1 && cpu.X86.HasBMI2 && cpu.X86.HasPOPCNT

// wider says that the processor has what the assembly for registers of 64 bytes needs. Tests
// clear it to run that for 32.
var wider = wide && cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VPOPCNTDQ

// feeds64 is [feeds] for whole words of 64 bytes, as many of those that are left as it likes.
func feeds64(ends []int32, data []byte, at int) (n, next int, nul bool) {
	left := len(data) - at
	if wider && left >= lineStep && len(ends) >= lineStep {
		var m lineMasks
		return feedsAVX512(&ends[0], len(ends), &data[0], at, at+left&^(lineStep-1), &m)
	}
	return feedsAVX2(&ends[0], len(ends), &data[0], at, at+left&^63)
}

// rows64 is [rows] for as many.
func rows64(ends, counts []int32, data []byte, at int, separator byte, total *int) (n, next int, nul bool) {
	left := len(data) - at
	if wider && left >= lineStep && len(ends) >= lineStep {
		var m lineMasks
		return rowsAVX512(&ends[0], &counts[0], len(ends), &data[0], at, at+left&^(lineStep-1), separator, total, &m)
	}
	return rowsAVX2(&ends[0], &counts[0], len(ends), &data[0], at, at+left&^63, separator, total)
}

// lineMasks is room for what is said of each word of 64 bytes in a step: a bit for each line feed,
// one for each separator, and how many separators are before it, and behind the last word.
type lineMasks [64 + 64 + 64 + 1]uint64

// feedsAVX512 is feedsAVX2 for whole steps of [lineStep]. It works in m.
//
//go:noescape
func feedsAVX512(ends *int32, room int, src *byte, at, to int, m *lineMasks) (n, next int, nul bool)

// rowsAVX512 is rowsAVX2 for whole steps of [lineStep]. It works in m.
//
//go:noescape
func rowsAVX512(ends, counts *int32, room int, src *byte, at, to int, separator byte, total *int, m *lineMasks) (n, next int, nul bool)

// feedsAVX2 writes to ends the offsets behind the line feeds of src between at and to, which are
// whole words of 64 bytes apart. It stops early where another word could bring more than there
// is room for. It returns how many there are, how far it looked, and whether a NUL is there.
//
//go:noescape
func feedsAVX2(ends *int32, room int, src *byte, at, to int) (n, next int, nul bool)

// rowsAVX2 is feedsAVX2 that adds to total the separators in what it looked at, and writes to counts
// how many that are at each line feed.
//
//go:noescape
func rowsAVX2(ends, counts *int32, room int, src *byte, at, to int, separator byte, total *int) (n, next int, nul bool)
