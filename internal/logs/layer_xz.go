package logs

import (
	"io"

	"foxhound/internal/xz"
)

var xzLayer = &layer{
	name:   "xz",
	is:     begins("\xfd7zXZ\x00"),
	decode: func(r io.Reader) (io.ReadCloser, error) { return io.NopCloser(xz.NewReader(r, maxWindow)), nil },
}
