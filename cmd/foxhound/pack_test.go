package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/testscript"
)

// pack is a command of scripts: pack gzip|zstd|tar|zip OUT FILE... packs files; one text
// after the other where it is no archive.
func pack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: pack gzip|zstd|tar|zip OUT FILE...")
	}
	var out bytes.Buffer
	ts.Check(packers[args[0]](&out, args[2:], ts.ReadFile))
	writeText(ts, args[1], out.String())
}

// cut is a command of scripts: cut OUT FILE leaves the first three quarters of a file.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut OUT FILE")
	}
	text := ts.ReadFile(args[1])
	writeText(ts, args[0], text[:len(text)*3/4])
}

// repeat is a command of scripts: repeat OUT FILE writes a file and 384 MiB of zeros
// behind it, by zstd.
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: repeat OUT FILE")
	}
	var out bytes.Buffer
	w, err := zstd.NewWriter(&out, zstd.WithEncoderLevel(zstd.SpeedFastest))
	ts.Check(err)
	io.WriteString(w, ts.ReadFile(args[1]))
	zeros := make([]byte, 1<<20)
	for range 384 {
		w.Write(zeros)
	}
	ts.Check(w.Close())
	writeText(ts, args[0], out.String())
}

// writeText writes a file of a script.
func writeText(ts *testscript.TestScript, name, text string) {
	ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
}

type packer func(out io.Writer, files []string, read func(string) string) error

var packers = map[string]packer{
	"gzip": func(out io.Writer, files []string, read func(string) string) error {
		return compress(gzip.NewWriter(out), files, read)
	},
	"zstd": func(out io.Writer, files []string, read func(string) string) error {
		w, err := zstd.NewWriter(out)
		if err != nil {
			return err
		}
		return compress(w, files, read)
	},
	"tar": func(out io.Writer, files []string, read func(string) string) error {
		w := tar.NewWriter(out)
		for _, file := range files {
			text := read(file)
			if err := w.WriteHeader(&tar.Header{Name: file, Size: int64(len(text)), Mode: 0o600}); err != nil {
				return err
			}
			io.WriteString(w, text)
		}
		return w.Close()
	},
	"zip": func(out io.Writer, files []string, read func(string) string) error {
		w := zip.NewWriter(out)
		for _, file := range files {
			in, err := w.Create(file)
			if err != nil {
				return err
			}
			io.WriteString(in, read(file))
		}
		return w.Close()
	},
}

func compress(w io.WriteCloser, files []string, read func(string) string) error {
	for _, file := range files {
		if _, err := io.WriteString(w, read(file)); err != nil {
			return err
		}
	}
	return w.Close()
}
