package logs

import (
	"bytes"
	"iter"
)

// maxFeeds is how many line feeds are found at a time: enough to forget the cost of a call,
// few enough for the bytes to be in a near cache still when their lines are looked at.
const maxFeeds = 256

// lineEnds yields the offsets behind the lines of data: behind each line feed, and the end
// of data where the last line has none. Finding many at a time is worth it where lines are
// short (BenchmarkLineEnds).
func lineEnds(data []byte) iter.Seq[int] {
	return func(yield func(end int) bool) {
		var found [maxFeeds]int32
		for base := 0; base < len(data); {
			n, looked, _ := feeds(&found, data[base:])
			for _, at := range found[:n] {
				if !yield(base + int(at) + 1) {
					return
				}
			}
			base += looked
		}
		if n := len(data); n > 0 && data[n-1] != '\n' {
			yield(n)
		}
	}
}

// appendLineEnds appends what [lineEnds] yields, and tells whether data holds a NUL.
func appendLineEnds(ends []int32, data []byte) (all []int32, nul bool) {
	var found [maxFeeds]int32
	for base := 0; base < len(data); {
		n, looked, has := feeds(&found, data[base:])
		for _, at := range found[:n] {
			ends = append(ends, int32(base)+at+1)
		}
		nul = nul || has
		base += looked
	}
	if n := len(data); n > 0 && data[n-1] != '\n' {
		ends = append(ends, int32(n))
	}
	return ends, nul
}

// feeds finds the first line feeds of data, n of them, and returns how much of data it looked
// at for them, and whether a NUL is there.
func feeds(found *[maxFeeds]int32, data []byte) (n, looked int, nul bool) {
	data = data[:min(len(data), 1<<30)]
	if wide && len(data) >= 64 {
		return feeds64(&found[0], &data[0], len(data)/64)
	}
	n, looked = feedsGo(found, data)
	return n, looked, bytes.IndexByte(data[:looked], 0) >= 0
}

// feedsGo is [feeds64] for any processor and any length.
func feedsGo(found *[maxFeeds]int32, data []byte) (n, looked int) {
	for n < maxFeeds {
		i := bytes.IndexByte(data[looked:], '\n')
		if i < 0 {
			return n, len(data)
		}
		found[n] = int32(looked + i)
		looked += i + 1
		n++
	}
	return n, looked
}
