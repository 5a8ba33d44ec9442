//go:build !amd64 || purego

package needle

// fast says that there is assembly: there is none here.
const fast = false

func windowsAVX2(*uint64, *byte, int, *table) {}
