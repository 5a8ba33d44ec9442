//go:build !amd64 || purego

package logs

const unreachable = "unreachable: wide is false"

func feeds64([]int32, []byte, int) (n, next int, nul bool) { panic(unreachable) }

func rows64(_, _ []int32, _ []byte, _ int, _ byte, _ *int) (n, next int, nul bool) {
	panic(unreachable)
}
