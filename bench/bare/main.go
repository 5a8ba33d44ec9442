// Command bare does to files what every sweep has to do, and nothing else, to know what the
// machine and the decoders could do at best:
//
//	bare count THREADS FILE...   counts line ends in memory, the files read before
//	bare read THREADS FILE...    reads the files and counts line ends
//	bare gzip THREADS FILE...    decodes gzip, a file a thread
//	bare zstd THREADS FILE...    decodes zstd, a file a thread
//
// It prints a line of JSON: bytes of plain text and seconds.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bare:", err)
		os.Exit(2)
	}
}

func run(args []string) error {
	if len(args) < 3 {
		return errors.New("usage: bare count|read|gzip|zstd THREADS FILE [FILE...]")
	}
	threads, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	files := args[2:]
	decoders := map[string]func(io.Reader) (int64, error){"gzip": inflate, "zstd": unzstd}
	switch decode := decoders[args[0]]; {
	case args[0] == "count":
		return count(files, threads)
	case args[0] == "read":
		return inTurns(len(files), threads, func(i int) (int64, error) { return through(files[i], countLines) })
	case decode != nil:
		return inTurns(len(files), threads, func(i int) (int64, error) { return through(files[i], decode) })
	}
	return fmt.Errorf("`%s` is neither count, read, gzip nor zstd", args[0])
}

const block = 1 << 20

var sink atomic.Int64 // keeps counting from being optimised away

// count takes blocks of what is in memory in turns.
func count(files []string, threads int) error {
	var blocks [][]byte
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for len(data) > 0 {
			n := min(block, len(data))
			blocks, data = append(blocks, data[:n]), data[n:]
		}
	}
	return inTurns(len(blocks), threads, func(i int) (int64, error) {
		sink.Add(int64(bytes.Count(blocks[i], []byte{'\n'})))
		return int64(len(blocks[i])), nil
	})
}

// inTurns does n pieces of work, so many at once, and prints what it took.
func inTurns(n, threads int, work func(i int) (int64, error)) error {
	var next, total atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, threads)
	begun := time.Now()
	for t := range threads {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && errs[t] == nil; i = int(next.Add(1)) - 1 {
				var done int64
				done, errs[t] = work(i)
				total.Add(done)
			}
		})
	}
	group.Wait()
	fmt.Printf("{\"bytes\":%d,\"wall\":%f}\n", total.Load(), time.Since(begun).Seconds())
	return errors.Join(errs...)
}

func through(file string, read func(io.Reader) (int64, error)) (int64, error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return read(onlyReader{f})
}

func countLines(in io.Reader) (int64, error) {
	return io.CopyBuffer(onlyWriter{lines{}}, in, make([]byte, block))
}

func inflate(in io.Reader) (int64, error) {
	z, err := gzip.NewReader(in)
	if err != nil {
		return 0, err
	}
	return io.CopyBuffer(onlyWriter{io.Discard}, z, make([]byte, block))
}

func unzstd(in io.Reader) (int64, error) {
	z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return 0, err
	}
	defer z.Close()
	return io.CopyBuffer(onlyWriter{io.Discard}, onlyReader{z}, make([]byte, block))
}

// lines counts line ends.
type lines struct{}

func (lines) Write(b []byte) (int, error) {
	sink.Add(int64(bytes.Count(b, []byte{'\n'})))
	return len(b), nil
}

// onlyWriter and onlyReader hide what else their values can do, which would choose its own buffer.
type (
	onlyWriter struct{ io.Writer }
	onlyReader struct{ io.Reader }
)
