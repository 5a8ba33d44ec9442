package logs

import "bytes"

// cutLine returns the first line of data without its end (LF or CR LF), and what follows.
func cutLine(data []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(data, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'}), rest
}

// lineSplitter cuts at the last line feed.
type lineSplitter struct{}

func (lineSplitter) next(data []byte, atEOF bool) int {
	if atEOF {
		return len(data)
	}
	return bytes.LastIndexByte(data, '\n') + 1
}
