//go:build !amd64 || purego

package logs

func objects32(*byte, int, int, *int32, *int32, int, int32, *opening32) (sure int) {
	panic(unreachable)
}
