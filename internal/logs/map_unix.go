//go:build unix && (amd64 || arm64)

package logs

import (
	"os"
	"syscall"
)

// mapFile maps a part of a file, from the begin of a page on.
func mapFile(file *os.File, at int64, length int) ([]byte, error) {
	return syscall.Mmap(int(file.Fd()), at, length, syscall.PROT_READ, syscall.MAP_SHARED|populate)
}

func unmap(data []byte) { _ = syscall.Munmap(data) }

// canMap says that files can be mapped.
const canMap = true
