package feed

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"

	"foxhound/internal/packed"
)

// maxLayers is how deep compression may be nested: a gzip file in a zip archive is common.
const maxLayers = 3

// eachText calls visit with every plain UTF-8 text that r holds: r itself, what it is the
// compression of, or each member of an archive, with its name.
func eachText(ctx context.Context, r io.Reader, max limits, visit func(member string, text io.Reader) error) error {
	return (&opener{ctx: ctx, max: max, left: max.plain, visit: visit}).open("", r, 0)
}

// An opener takes compression off, layer by layer, within one budget of bytes for all it opens.
type opener struct {
	ctx   context.Context
	max   limits
	left  int64 // bytes of plain text that may still be given
	given int64 // bytes of the file itself that were read, compressed as they are
	grown int64 // bytes that came out of compression
	visit func(member string, text io.Reader) error
}

func (o *opener) open(member string, r io.Reader, layer int) error {
	in := bufio.NewReaderSize(&budgetReader{r, o, layer > 0}, 64<<10)
	magic, _ := in.Peek(4)
	compressed := layer < maxLayers
	switch {
	case compressed && bytes.HasPrefix(magic, []byte(packed.GzipMagic)):
		return o.gunzip(member, in, layer)
	case compressed && bytes.HasPrefix(magic, []byte("\x28\xb5\x2f\xfd")):
		return o.unzstd(member, in, layer)
	case compressed && bytes.HasPrefix(magic, []byte("PK\x03\x04")):
		return o.unzip(in, r, layer)
	case compressed && bytes.HasPrefix(magic, []byte("PK\x05\x06")):
		return errors.New("the zip archive is empty: fetch the feed again")
	}
	return o.visit(member, utf8Reader(in))
}

func (o *opener) gunzip(member string, in io.Reader, layer int) error {
	z, err := packed.Gzip(in)
	if err != nil {
		return packed.Failed("gzip", err)
	}
	defer z.Close()
	return o.open(member, packed.Named(z, "gzip"), layer+1)
}

func (o *opener) unzstd(member string, in io.Reader, layer int) error {
	z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
	if err != nil {
		return packed.Failed("zstd", err)
	}
	defer z.Close()
	return o.open(member, packed.Named(z, "zstd"), layer+1)
}

// errTooLarge is what input ends with that would take more than the limits.
var errTooLarge = errors.New("too large")

// A budgetReader stops at the opener's limit, so that a decompression bomb ends early, and where
// the context does.
// Every layer draws on the same budget: the bytes of an inner layer are the most.
type budgetReader struct {
	r       io.Reader
	o       *opener
	growing bool // r takes compression off
}

// maxGrowth is how many times its size a compressed file may grow to, once it is larger than
// what may grow as it likes: feeds grow ten times, bombs a thousand times.
const (
	maxGrowth  = 100
	freeGrowth = 64 << 20
)

func (b *budgetReader) Read(p []byte) (int, error) {
	if err := b.o.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.r.Read(p)
	b.o.left -= int64(n)
	if b.growing {
		b.o.grown += int64(n)
	} else {
		b.o.given += int64(n)
	}
	if b.o.grown > max(freeGrowth, maxGrowth*b.o.given) {
		return 0, fmt.Errorf("%w: the compressed file grows to more than %d times its size", errTooLarge, maxGrowth)
	}
	if b.o.left < 0 {
		return 0, fmt.Errorf("%w: more than %d MiB of text: split the file", errTooLarge, b.o.max.plain>>20)
	}
	return n, err
}
