//go:build !amd64 || purego

package logs

const wide = false

func plainRun32(_ []byte, i int) (at int, found bool) { return i, false }
