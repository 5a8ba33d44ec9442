package logs

import (
	"io"
	"sync"

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
		if z, ok := zstdDecoders.Get().(*zstd.Decoder); ok {
			return &unzstd{z}, z.Reset(r)
		}
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		return &unzstd{z}, err
	},
}

// zstdDecoders have the memory of decoders that are done with: one keeps a window of megabytes,
// and tables, which cost as much to make as a small file to decode.
var zstdDecoders sync.Pool // of *zstd.Decoder

type unzstd struct{ *zstd.Decoder }

// Close is called once.
func (z *unzstd) Close() error {
	err := z.Reset(nil) // forgets what it read
	zstdDecoders.Put(z.Decoder)
	return err
}
