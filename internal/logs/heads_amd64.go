//go:build !purego

package logs

// heads64 returns of how many lines of src, one behind the other until one is not, it is sure that
// they have a whole header of CEF: so many bars and none behind a backslash, the first at the end of
// `CEF:0|`, and no digit as the first byte. There are n lines, one at least; the first begins at an
// offset that is not 0, and ends are behind them.
//
//go:noescape
func heads64(src *byte, size, begin int, ends *int32, n, bars int) (sure int)
