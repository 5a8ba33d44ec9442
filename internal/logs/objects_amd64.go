//go:build !purego

package logs

// objects32 returns of how many lines of src, one behind the other until one is not, it is sure that they
// are rows of JSON: they begin with an opening, end with a brace before a line feed and have an even
// number of quotes. There are n lines, one at least. The first begins at an offset and behind so many
// quotes, ends are behind them, and quotes are how many are before each end. An opening has no line feed
// and no brace as its last byte, so the brace of a line that begins with it is behind it.
//
//go:noescape
func objects32(src *byte, size, begin int, ends, quotes *int32, n int, before int32, o *opening32) (sure int)
