//go:build !amd64 || purego

package logs

func feeds64(*int32, *byte, int) (n, looked int, nul bool) { panic("unreachable: wide is false") }
