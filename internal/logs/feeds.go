package logs

import (
	"bytes"
	"iter"
	"slices"
)

// maxFeeds is how many lines are found at a time, at least: enough to forget the cost of a call,
// few enough for the bytes to be in a near cache still when their lines are looked at.
const maxFeeds = 256

// lineStep is how many bytes the assembly for wider registers looks at in a step, which could all be
// line feeds. It takes no step where there is less room.
const lineStep = 64 * 64

// lineEnds yields the offsets behind the lines of data: behind each line feed, and the end
// of data where the last line has none. Finding many at a time is worth it where lines are
// short (BenchmarkLineEnds).
func lineEnds(data []byte) iter.Seq[int] {
	return func(yield func(end int) bool) {
		var found [maxFeeds]int32
		for at := 0; at < len(data); {
			n, next, _ := feeds(found[:], data, at)
			for _, end := range found[:n] {
				if !yield(int(end)) {
					return
				}
			}
			at = next
		}
		if n := len(data); n > 0 && data[n-1] != '\n' {
			yield(n)
		}
	}
}

// appendLineEnds appends what [lineEnds] yields, and tells whether data holds a NUL.
func appendLineEnds(ends []int32, data []byte) (all []int32, nul bool) {
	for at := 0; at < len(data); {
		ends = slices.Grow(ends, 2*lineStep)
		n, next, has := feeds(ends[len(ends):cap(ends)], data, at)
		ends, at, nul = ends[:len(ends)+n], next, nul || has
	}
	if n := len(data); n > 0 && data[n-1] != '\n' {
		ends = append(ends, int32(n))
	}
	return ends, nul
}

// appendRows is [appendLineEnds] for an empty list that also appends to counts, for each end,
// how many separators are before it. The separator is no line feed.
func appendRows(ends, counts []int32, data []byte, separator byte) (allEnds, allCounts []int32, nul bool) {
	total := 0
	for at := 0; at < len(data); {
		ends, counts = slices.Grow(ends, 2*lineStep), slices.Grow(counts, 2*lineStep)
		room := min(cap(ends), cap(counts))
		n, next, has := rows(ends[len(ends):room], counts[len(counts):room], data, at, separator, &total)
		ends, counts, at, nul = ends[:len(ends)+n], counts[:len(counts)+n], next, nul || has
	}
	if n := len(data); n > 0 && data[n-1] != '\n' {
		ends, counts = append(ends, int32(n)), append(counts, int32(total))
	}
	return ends, counts, nul
}

// feeds finds the lines of data from an offset on that end with a line feed, as many as there
// is room for in ends, which has room for [maxFeeds] at least. It returns how many it found, how
// far it looked for them, and whether a NUL is there.
func feeds(ends []int32, data []byte, at int) (n, next int, nul bool) {
	if wide && len(data)-at >= 64 {
		return feeds64(ends, data, at)
	}
	n, next = feedsGo(ends, data, at)
	return n, next, bytes.IndexByte(data[at:next], 0) >= 0
}

// feedsGo is [feeds64] for any processor and any length.
func feedsGo(ends []int32, data []byte, at int) (n, next int) {
	for n < len(ends) {
		i := bytes.IndexByte(data[at:], '\n')
		if i < 0 {
			return n, len(data)
		}
		at += i + 1
		ends[n] = int32(at)
		n++
	}
	return n, at
}

// rows is [feeds] that adds the separators it sees to total, and writes down how many that are
// at each line feed.
func rows(ends, counts []int32, data []byte, at int, separator byte, total *int) (n, next int, nul bool) {
	if wide && len(data)-at >= 64 {
		return rows64(ends, counts, data, at, separator, total)
	}
	n, next = rowsGo(ends, counts, data, at, separator, total)
	return n, next, bytes.IndexByte(data[at:next], 0) >= 0
}

// rowsGo is [rows64] for any processor and any length. It counts in a line when it has found its end,
// while its bytes are in the nearest cache.
func rowsGo(ends, counts []int32, data []byte, at int, separator byte, total *int) (n, next int) {
	sought, seen := []byte{separator}, *total
	for n < len(ends) && at < len(data) {
		i := bytes.IndexByte(data[at:], '\n')
		if i < 0 {
			seen += bytes.Count(data[at:], sought)
			at = len(data)
			break
		}
		seen += bytes.Count(data[at:at+i], sought)
		at += i + 1
		ends[n], counts[n] = int32(at), int32(seen)
		n++
	}
	*total = seen
	return n, at
}
