//go:build !purego

package logs

import "golang.org/x/sys/cpu"

// wide says that [plainRun32] can be used.
var wide = cpu.X86.HasAVX2

// plainRun32 is [plainRun] for as long as there are 32 bytes more. It returns the index of
// what it found, or where it stopped.
//
//go:noescape
func plainRun32(data []byte, i int) (at int, found bool)
