//go:build !purego

package logs

// plainRun32 is [plainRun] for as long as there are 32 bytes more. It returns the index of
// what it found, or where it stopped.
//
//go:noescape
func plainRun32(data []byte, i int) (at int, found bool)
