package packed

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func gzipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.String()
}

// A file of members is read to where it ends, however its bytes come, and says why that is.
func TestGzip(t *testing.T) {
	const cut, behind = "gzip: the file ends early: it was cut off", "gzip: what follows the compressed text is no gzip, and is not read"
	a, b, zeros := gzipped("aa"), gzipped("bb"), strings.Repeat("\x00", 100_000)
	for _, tt := range []struct{ name, file, text, err string }{
		{"a member", a, "aa", "<nil>"},
		{"members", a + gzipped("") + b, "aabb", "<nil>"},
		{"zeros between members and behind them", a + zeros + b + zeros, "aabb", "<nil>"},
		{"cut off in the first head", a[:5], "", cut},
		{"cut off in a member", a + b[:len(b)-5], "aabb", cut},
		{"cut off in a magic", a + "\x1f", "aa", cut},
		{"text behind a member", a + "text", "aa", behind},
		{"text behind zeros", a + zeros + "x", "aa", behind},
		{"a member whose last byte is another", a[:len(a)-1] + "\x01", "aa", "gzip: invalid checksum"},
		{"a head that is none", a + GzipMagic + "\xe0evilevil", "aa", behind},
	} {
		for way, file := range map[string]io.Reader{"at once": strings.NewReader(tt.file), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.file))} {
			text, err := readGzip(file)
			if text != tt.text || fmt.Sprint(err) != tt.err {
				t.Errorf("%s, %s: %q, %v", tt.name, way, text, err)
			}
		}
	}
}

func readGzip(file io.Reader) (string, error) {
	z, err := Gzip(file)
	if err != nil {
		return "", Failed("gzip", err)
	}
	defer z.Close()
	text, err := io.ReadAll(Named(z, "gzip"))
	return string(text), err
}
