package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxBatchLine is the longest line of a batch, in bytes.
const maxBatchLine = 16 << 20

// errLongLine is what stands in place of a longer line.
var errLongLine = fmt.Errorf("is longer than a line may be, %d MiB", maxBatchLine>>20)

// eachLine hands out the lines that are not blank, with their numbers.
func eachLine(in io.Reader, do func(number int, line []byte, err error) error) error {
	r := bufio.NewReaderSize(in, 64<<10)
	for number := 1; ; number++ {
		line, err := readLine(r)
		if text := bytes.TrimSpace(line); len(text) > 0 || err == errLongLine {
			if err := do(number, text, dropEOF(err)); err != nil {
				return err
			}
		}
		if err != nil && err != errLongLine {
			return dropEOF(err)
		}
	}
}

func dropEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// readLine reads to the end of a line. Of one that is too long it keeps nothing.
func readLine(r *bufio.Reader) (line []byte, err error) {
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxBatchLine; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && dropEOF(err) == nil:
			return nil, errLongLine // an end shows again at the next line
		}
		return line, err
	}
}
