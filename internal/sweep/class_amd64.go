//go:build !purego

package sweep

import "golang.org/x/sys/cpu"

// fast says that the processor has what the assembly needs. Tests clear it to run the twin.
var fast = cpu.X86.HasAVX2 && cpu.X86.HasBMI2

// classify fills the masks of so many words for 64 bytes of src each.
func classify(m *masks, src []byte, words int) {
	if !fast {
		classifyGo(m, src, words)
		return
	}
	_ = src[64*words-1]
	classifyAVX2(&m[0][1], &src[0], words)
}

// classifyAVX2 is [classifyGo] for 32 bytes at a time. Masks points to the first word to be
// filled of the first class.
//
//go:noescape
func classifyAVX2(masks *uint64, src *byte, words int)
