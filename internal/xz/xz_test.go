package xz

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"
)

const window = 64 << 20

// packed is text as an .xz file of one stream, whose blocks are of a size.
func packed(t testing.TB, text string, blockSize int64, sum byte) string {
	t.Helper()
	var b bytes.Buffer
	c := xz.WriterConfig{DictCap: 1 << 16, BlockSize: blockSize, CheckSum: sum, NoCheckSum: sum == 0}
	w, err := c.NewWriter(&b)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// some is text that no window of it is like another.
func some(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = "abcdefgh \n"[r.IntN(10)]
	}
	return string(b)
}

func TestRead(t *testing.T) {
	text := some(60_000)
	whole := packed(t, text, 1<<40, xz.CRC64)
	for _, tt := range []struct{ name, file, text, err string }{
		{"CRC64", whole, text, ""},
		{"CRC32", packed(t, text, 1<<40, xz.CRC32), text, ""},
		{"SHA-256", packed(t, text, 1<<40, xz.SHA256), text, ""},
		{"no check", packed(t, text, 1<<40, 0), text, ""},
		{"many blocks", packed(t, text, 10_001, xz.CRC32), text, ""},
		{"no text", packed(t, "", 1<<40, xz.CRC64), "", ""},
		{"two streams", whole + packed(t, "more", 1<<40, xz.CRC32), text + "more", ""},
		{"streams with padding", whole + "\x00\x00\x00\x00" + whole + "\x00\x00\x00\x00\x00\x00\x00\x00", text + text, ""},
		{"cut in its padding", whole + "\x00\x00", text, "unexpected EOF"},
		{"cut in its footer", whole[:len(whole)-1], text, "unexpected EOF"},
		{"cut in its index", whole[:len(whole)-14], text, "unexpected EOF"},
		{"cut in its header", whole[:11], "", "unexpected EOF"},
		{"nothing", "", "", "unexpected EOF"},
		{"more behind it", whole + "and this is no xz", text, "what follows the compressed text is no xz"},
		{"a flag turned", whole[:7] + "\x01" + whole[8:], "", "stream header: damaged"},
		{"a block's header turned", whole[:13] + "\x40" + whole[14:], "", "block header: damaged"},
		{"a footer turned", whole[:len(whole)-1] + "z", text, "stream footer: damaged"},
	} {
		got, err := io.ReadAll(NewReader(strings.NewReader(tt.file), window))
		if string(got) != tt.text || message(err) != tt.err {
			t.Errorf("%s: %d bytes and error %q, want %d and %q", tt.name, len(got), message(err), len(tt.text), tt.err)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// A file that was cut gives what its whole chunks hold.
func TestReadCut(t *testing.T) {
	text := some(120_000)
	file := packed(t, text, 40_000, xz.CRC64)
	got, err := io.ReadAll(NewReader(strings.NewReader(file[:len(file)/2]), window))
	if !errors.Is(err, io.ErrUnexpectedEOF) || len(got) < 40_000 || !strings.HasPrefix(text, string(got)) {
		t.Errorf("%d bytes of %d, %v", len(got), len(text), err)
	}
}

// Damage within a block is found by its check at the latest.
func TestReadDamaged(t *testing.T) {
	text := some(10_000)
	file := []byte(packed(t, text, 1<<40, xz.CRC64))
	for i := 30; i < len(file)-40; i += 397 {
		damaged := bytes.Clone(file)
		damaged[i] ^= 0x10
		got, err := io.ReadAll(NewReader(bytes.NewReader(damaged), window))
		if err == nil && string(got) != text {
			t.Errorf("byte %d turned: no error, and another text", i)
		}
	}
}

// real are files that xz 5.4 made of the text "hello, hello, hello\n".
var real = []struct{ name, base64, err string }{
	{"xz -9e", "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4AATAA5dADQZSe6N74yHMfUvZAAAAAAAsEiFWdeprksAASoUfq03VR+2830BAAAAAARZWg==", "it takes a window of 64 MiB to decode, more than 8"},
	{"xz -0", "/Td6WFoAAATm1rRGAgAhAQwAAACPmEGc4AATAA5dADQZSduFXNHWSEH/EQAAAAAAsEiFWdeprksAASoUfq03VR+2830BAAAAAARZWg==", ""},
	{"xz --x86 --lzma2", "/Td6WFoAAATm1rRGAgEEACEBFgANhjUf4AATAA5dADQZSe6N74yHMfUvZAAAAAAAsEiFWdeprksAASoUfq03VR+2830BAAAAAARZWg==", "a filter for programs is used, which is not read: decompress it with xz"},
}

func TestReadReal(t *testing.T) {
	for _, tt := range real {
		file, err := base64.StdEncoding.DecodeString(tt.base64)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(NewReader(bytes.NewReader(file), 8<<20))
		if message(err) != tt.err || err == nil && string(got) != "hello, hello, hello\n" {
			t.Errorf("%s: %q, error %q, want %q", tt.name, got, message(err), tt.err)
		}
	}
}

// FuzzRead holds what is read without an error to the other reader of the format.
func FuzzRead(f *testing.F) {
	f.Add([]byte(packed(f, some(1000), 300, xz.CRC32)))
	f.Add([]byte(packed(f, "", 300, xz.SHA256) + "\x00\x00\x00\x00" + packed(f, "x", 300, 0)))
	for _, r := range real {
		file, _ := base64.StdEncoding.DecodeString(r.base64)
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		const most = 1 << 20
		got, err := io.ReadAll(io.LimitReader(NewReader(bytes.NewReader(file), most), most))
		if err != nil || len(got) == most {
			return
		}
		other, err := xz.NewReader(bytes.NewReader(file))
		if err != nil {
			return // it checks more of what is no text
		}
		want, err := io.ReadAll(io.LimitReader(other, most))
		if err == nil && !bytes.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

// BenchmarkRead is what decoding costs a byte of text.
func BenchmarkRead(b *testing.B) {
	text := some(4 << 20)
	file := packed(b, text, 1<<40, xz.CRC64)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := io.Copy(io.Discard, NewReader(strings.NewReader(file), window)); err != nil {
			b.Fatal(err)
		}
	}
}
