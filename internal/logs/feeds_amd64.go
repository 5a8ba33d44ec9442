//go:build !purego

package logs

// feeds64 writes to found the offsets of the line feeds of so many words of 64 bytes, and
// stops early where another word could bring more than [maxFeeds] in all. It returns how many
// there are, how many bytes it looked at, and whether one of these is NUL. It needs AVX2.
//
//go:noescape
func feeds64(found *int32, src *byte, words int) (n, looked int, nul bool)
