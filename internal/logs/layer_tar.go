package logs

import (
	"archive/tar"
	"io"
)

// tarLayer reads the regular files of a tar archive one after the other.
var tarLayer = &layer{
	name:   "tar",
	is:     func(head []byte) bool { return len(head) >= 262 && string(head[257:262]) == "ustar" },
	unpack: func(r io.Reader, _ *rawFile) (archive, error) { return untar{tar.NewReader(r)}, nil },
}

type untar struct{ *tar.Reader }

func (t untar) next() (*member, error) {
	for {
		header, err := t.Next()
		if err == io.EOF {
			return nil, err
		} else if err != nil {
			return nil, err
		}
		if header.FileInfo().Mode().IsRegular() && !hidden(header.Name) {
			open := func() (io.ReadCloser, error) { return io.NopCloser(t.Reader), nil }
			return &member{header.Name, -1, header.ModTime, open}, nil
		}
	}
}
