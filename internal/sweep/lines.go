package sweep

import (
	"bytes"
	"iter"
)

// Lines yields the lines of buf that hold a place, each once and in order, as offsets of its
// first byte and of the byte behind its line feed. Places are as [Sweeper.Sweep] returned them.
// It is for formats whose records are lines.
func Lines(buf []byte, places []int) iter.Seq2[int, int] {
	return func(yield func(begin, end int) bool) {
		done := 0
		for _, p := range places {
			if p < done {
				continue
			}
			begin := done + bytes.LastIndexByte(buf[done:p], '\n') + 1
			if done = len(buf); p < len(buf) {
				if i := bytes.IndexByte(buf[p:], '\n'); i >= 0 {
					done = p + i + 1
				}
			}
			if !yield(begin, done) {
				return
			}
		}
	}
}
