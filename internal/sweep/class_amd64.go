//go:build !purego

package sweep

import "golang.org/x/sys/cpu"

// fast says that the processor has what the assembly needs. Tests clear it to run the twin.
var fast = cpu.X86.HasAVX2 && cpu.X86.HasBMI2

// wider says that the processor has what the assembly for registers of 64 bytes needs. Tests
// clear it to run that for 32.
var wider = fast && cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512CD && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL &&
	cpu.X86.HasAVX512VBMI && cpu.X86.HasAVX512VBMI2 && cpu.X86.HasAVX512GFNI

// classify fills the masks of so many words for 64 bytes of src each.
func classify(m *masks, src []byte, words int) {
	_ = src[64*words-1]
	switch {
	case wider:
		classifyAVX512(&m[0][1], &src[0], words, (*[128]uint8)(classOf[:]))
	case fast:
		classifyAVX2(&m[0][1], &src[0], words)
	default:
		classifyGo(m, src, words)
	}
}

// classifyAVX512 is [classifyGo] for 64 bytes at a time. Masks points to the first word to be
// filled of the first class, classes to those of each byte that is not high.
//
//go:noescape
func classifyAVX512(masks *uint64, src *byte, words int, classes *[128]uint8)

// classifyAVX2 is [classifyGo] for 32 bytes at a time. Masks points to the first word to be
// filled of the first class.
//
//go:noescape
func classifyAVX2(masks *uint64, src *byte, words int)
