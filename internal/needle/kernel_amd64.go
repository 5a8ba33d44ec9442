//go:build !purego

package needle

import "golang.org/x/sys/cpu"

// fast says that [windowsAVX2] can be used.
var fast = cpu.X86.HasAVX2

// windowsAVX2 fills so many words of a mask: a bit a byte of src where the window that begins
// there passes the table. It reads two bytes behind the last.
//
//go:noescape
func windowsAVX2(mask *uint64, src *byte, words int, t *table)
