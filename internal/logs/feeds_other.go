//go:build !amd64 || purego

package logs

func feeds64(*int32, *byte, int) (n, looked int) { panic("unreachable: wide is false") }
