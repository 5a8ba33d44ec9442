package logs

import (
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zip"
	"github.com/klauspost/compress/zstd"

	"foxhound/internal/xz"
)

// zipLayer reads the files of a zip archive in the order of its directory, which stands at
// its end.
var zipLayer = &layer{
	name:  "zip",
	is:    begins("PK\x03\x04", "PK\x05\x06"),
	whole: true,
	unpack: func(_ io.Reader, raw *rawFile) (archive, error) {
		directory := &directoryReader{raw: raw, left: maxDirectory}
		z, err := zip.NewReader(directory, raw.size)
		switch {
		case errors.Is(err, zip.ErrFormat):
			return nil, errors.New("no directory at the end of the archive: it was cut off, or is damaged")
		case err != nil:
			return nil, err
		}
		directory.left = -1
		for method, decode := range methods {
			z.RegisterDecompressor(method, decode)
		}
		return &unzip{files: z.File}, nil
	},
}

// methods are the ways of compressing a member besides deflate, by their numbers in the
// application note of the format.
var methods = map[uint16]zip.Decompressor{
	12: func(r io.Reader) io.ReadCloser { return io.NopCloser(bzip2.NewReader(r)) },
	93: zstd.ZipDecompressor(zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow)),
	95: func(r io.Reader) io.ReadCloser { return io.NopCloser(xz.NewReader(r, maxWindow)) },
}

// maxDirectory bounds the directory of an archive, which is held in memory while it is read.
const maxDirectory = 64 << 20

// A directoryReader bounds what is read of a file to find the members of an archive.
type directoryReader struct {
	raw  *rawFile
	left int64 // bytes that may still be read; negative for any number
}

func (d *directoryReader) ReadAt(p []byte, at int64) (int, error) {
	if d.left >= 0 {
		if d.left -= int64(len(p)); d.left < 0 {
			return 0, fmt.Errorf("the directory of the archive is longer than %s: unpack it", sizeOf(maxDirectory))
		}
	}
	return d.raw.ReadAt(p, at)
}

type unzip struct{ files []*zip.File }

func (u *unzip) next() (*member, error) {
	for len(u.files) > 0 {
		f := u.files[0]
		u.files = u.files[1:]
		if f.Mode().IsRegular() && !hidden(f.Name) {
			return &member{f.Name, int64(f.CompressedSize64), f.Modified, func() (io.ReadCloser, error) { return openZipped(f) }}, nil
		}
	}
	return nil, io.EOF
}

func openZipped(f *zip.File) (io.ReadCloser, error) {
	if f.Flags&1 != 0 {
		return nil, errors.New("encrypted: unpack it with its password")
	}
	r, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, fmt.Errorf("compressed by method %d, which is not read: unpack it", f.Method)
	}
	return r, err
}

// hidden reports whether a member is what systems put beside files, as a directory has .git.
func hidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == ".git" || part == "__MACOSX" {
			return true
		}
	}
	return false
}
