package logs

import (
	"io"

	"github.com/klauspost/compress/zstd"
)

// maxWindow bounds what a decoder keeps of a text: what zstd --long and xz -9 ask for.
const maxWindow = 128 << 20

// zstdLayer reads all frames of a file, those to be skipped too, as seekable files begin with.
var zstdLayer = &layer{
	name: "zstd",
	is: func(head []byte) bool {
		return len(head) >= 4 && (string(head[:4]) == "\x28\xb5\x2f\xfd" || head[0]&0xf0 == 0x50 && string(head[1:4]) == "\x2a\x4d\x18")
	},
	decode: func(r io.Reader) (io.ReadCloser, error) {
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	},
}
