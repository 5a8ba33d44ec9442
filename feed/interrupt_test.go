package feed

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

// A cancelling reader cancels a context once so many bytes were read of it.
type cancelling struct {
	io.Reader
	left   int
	cancel context.CancelFunc
}

func (c *cancelling) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.left -= n; c.left <= 0 {
		c.cancel()
	}
	return n, err
}

// An interrupted reading ends within what is read at once, whatever the format, and says so.
func TestInterrupted(t *testing.T) {
	const records = 100_000
	list := repeated(records, "", "host%d.example\n", "")
	json := repeated(records, `{"query_status": "ok", "data": [`, `{"ioc": "host%d.example", "ioc_type": "domain"},`, `{}]}`)
	for name, data := range map[string]string{
		"list": list, "csv": csv15 + repeated(records, "", csvRow("host%d.example", "domain"), ""), "json": json,
		"gzip": gzipped(list), "zstd": zstded(list), "zip": zipped("a.txt", list),
	} {
		ctx, cancel := context.WithCancel(t.Context())
		in := &cancelling{strings.NewReader(data), len(data) / 2, cancel}
		r, err := Options{Packed: true}.Read(ctx, name, in)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
		if r.Len() >= records {
			t.Errorf("%s: all %d indicators were read", name, r.Len())
		}
		cancel()
	}
}
