package function

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"hash/adler32"
	"hash/crc32"
	"io"
	"unicode/utf8"
)

// compressions are the functions between text and its compressed form in base64. What
// cannot be decompressed, or is no text, is empty.
var compressions = []Scalar{
	{Name: "zlib_compress_to_base64_string", New: ofText(always(toZlib))},
	{Name: "zlib_decompress_from_base64_string", New: ofText(always(fromZlib))},
	{Name: "gzip_compress_to_base64_string", New: ofText(always(toGzip))},
	{Name: "gzip_decompress_from_base64_string", New: ofText(always(fromGzip))},
}

func toZlib(s string) string {
	b := deflated([]byte{0x78, 0x01}, s)
	return base64.StdEncoding.EncodeToString(binary.BigEndian.AppendUint32(b, adler32.Checksum([]byte(s))))
}

// gzipHeader names neither a time nor a system, as Kusto's does not.
var gzipHeader = []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff}

func toGzip(s string) string {
	b := deflated(bytes.Clone(gzipHeader), s)
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(s)))
	return base64.StdEncoding.EncodeToString(binary.LittleEndian.AppendUint32(b, uint32(len(s))))
}

// deflated appends a text compressed, or in stored blocks where that is no longer than the
// text is.
func deflated(dst []byte, s string) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.DefaultCompression) // the level is one there is
	_, _ = w.Write([]byte(s))                             // a buffer takes everything
	_ = w.Close()
	if b.Len() < len(s) {
		return append(dst, b.Bytes()...)
	}
	for last := false; !last; {
		part := s[:min(len(s), 1<<16-1)]
		s = s[len(part):]
		last = s == ""
		head := []byte{0}
		if last {
			head[0] = 1
		}
		head = binary.LittleEndian.AppendUint16(head, uint16(len(part)))
		head = binary.LittleEndian.AppendUint16(head, ^uint16(len(part)))
		dst = append(append(dst, head...), part...)
	}
	return dst
}

func fromZlib(s string) string {
	return inflated(s, func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) })
}

func fromGzip(s string) string {
	return inflated(s, func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) })
}

func inflated(s string, open func(io.Reader) (io.Reader, error)) string {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return ""
	}
	r, err := open(bytes.NewReader(b))
	if err != nil {
		return ""
	}
	text, err := io.ReadAll(io.LimitReader(r, maxText+1))
	checkText(len(text))
	if err != nil || !utf8.Valid(text) {
		return ""
	}
	return string(text)
}
