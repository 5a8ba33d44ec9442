package logs

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// benchSize is of the text that reading is measured on.
const benchSize = 256 << 20

// benchFile writes a log of ordinary lines.
func benchFile(b *testing.B) string {
	line := `{"Type":"DnsEvents","TimeGenerated":"2026-05-23T10:11:12Z","Name":"a.example","ClientIP":"10.0.0.7","x":"` + strings.Repeat("y", 300) + `"}` + "\n"
	path := filepath.Join(b.TempDir(), "x.ndjson")
	if err := os.WriteFile(path, bytes.Repeat([]byte(line), benchSize/len(line)), 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkRead is what reading costs: by the operating system alone, and by a scan whose
// work does nothing.
func BenchmarkRead(b *testing.B) {
	path := benchFile(b)
	b.Run("bare", func(b *testing.B) {
		buf := make([]byte, defaultBlock)
		b.SetBytes(benchSize)
		for b.Loop() {
			f, err := os.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			for err == nil {
				_, err = f.Read(buf)
			}
			if !errors.Is(err, io.EOF) {
				b.Fatal(err)
			}
			f.Close()
		}
	})
	b.Run("scan", func(b *testing.B) {
		b.SetBytes(benchSize)
		for b.Loop() {
			_, err := Scan(context.Background(), []Source{{Path: path, Size: benchSize}}, Options{},
				func(*Block) struct{} { return struct{}{} }, func(struct{}) error { return nil })
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
