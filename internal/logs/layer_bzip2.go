package logs

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"io"
)

// bzip2Layer wants the magic number of a block, or of the end, behind that of the file: a
// text may well begin with BZh.
var bzip2Layer = &layer{
	name: "bzip2",
	is: func(head []byte) bool {
		return len(head) >= 10 && bytes.HasPrefix(head, []byte("BZh")) && '1' <= head[3] && head[3] <= '9' &&
			(string(head[4:10]) == "\x31\x41\x59\x26\x53\x59" || string(head[4:10]) == "\x17\x72\x45\x38\x50\x90")
	},
	decode: func(r io.Reader) (io.ReadCloser, error) {
		return io.NopCloser(bzip2.NewReader(bufio.NewReaderSize(r, 64<<10))), nil
	},
}
