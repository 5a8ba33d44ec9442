//go:build !purego

package sweep

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// A flattening is what the assembly needs to write down the places of dots.
type flattening struct {
	masks        *masks
	words        int
	names, quads *uint16 // where to write; afterwards where the next would be written
	leave        uint64  // all bits, to leave out of the names what is between digits, or none
}

// flattenAVX512 is [Sweeper.flattenGo]. Each list has room for all places of the block.
//
//go:noescape
func flattenAVX512(f *flattening)

var flattens = cpu.X86.HasAVX512VBMI2

// flattenDots lists the dots of n words that are names', and those that are addresses' second.
func (s *Sweeper) flattenDots(n int) (names, quads list) {
	if !wider || !flattens || n == 0 {
		return s.flattenGo(n)
	}
	names, quads = s.lists.names[:blockSize], s.lists.quads[:blockSize]
	f := flattening{masks: &s.m, words: n, names: &names[0], quads: &quads[0]}
	if !s.allDots {
		f.leave = ^uint64(0)
	}
	flattenAVX512(&f)
	count := func(list list, next *uint16) int {
		return int(uintptr(unsafe.Pointer(next))-uintptr(unsafe.Pointer(&list[0]))) / 2
	}
	names, quads = names[:count(names, f.names)], quads[:count(quads, f.quads)]
	if !s.quads {
		quads = quads[:0]
	}
	return names, quads
}
