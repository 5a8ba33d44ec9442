package feed

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

func gzipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.String()
}

func zstded(text string) string {
	var b bytes.Buffer
	z, _ := zstd.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.String()
}

// zipped returns an archive of members, each a name and a text.
func zipped(members ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		w, _ := z.Create(members[i])
		io.WriteString(w, members[i+1])
	}
	z.Close()
	return b.String()
}

func utf16Text(order binary.AppendByteOrder, text string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, unit)
	}
	return string(b)
}

// piped returns a reader that cannot be read at any offset, as standard input.
func piped(data string) io.Reader { return struct{ io.Reader }{strings.NewReader(data)} }

func TestDecompress(t *testing.T) {
	const list, other = "softandtec.com\n", "genuskox.biz\n"
	both := []string{"domain softandtec.com", "domain genuskox.biz"}
	for _, tt := range []struct {
		name, data string
		values     []string
		notes      []string
		err        string
	}{
		{"plain", list + other, both, nil, ""},
		{"byte order mark", "\ufeff" + list + other, both, nil, ""},
		{"UTF-16 LE", "\xff\xfe" + utf16Text(binary.LittleEndian, list+other+"# 🦊"), both, nil, ""},
		{"UTF-16 BE", "\xfe\xff" + utf16Text(binary.BigEndian, list+other), both, nil, ""},
		{"UTF-16 LE without mark", utf16Text(binary.LittleEndian, list+other), both, nil, ""},
		{"UTF-16 BE without mark", utf16Text(binary.BigEndian, list+other), both, nil, ""},
		{"UTF-16 with half a character", "\xff\xfe" + utf16Text(binary.LittleEndian, list) + "\x00\xd8\n\x00# \x00x", both[:1], nil, ""},
		{"gzip", gzipped(list + other), both, nil, ""},
		{"gzip, two members", gzipped(list) + gzipped(other), both, nil, ""},
		{"gzip in gzip", gzipped(gzipped(list + other)), both, nil, ""},
		{"gzip cut off", gzipped(list + other)[:40], both, nil, "line 3: gzip: the file ends early: it was cut off"},
		{"gzip cut off in its head", gzipped(list)[:7], nil, nil, "gzip: the file ends early: it was cut off"},
		{"gzip cut off in its second member's magic", gzipped(list+other) + "\x1f\x8b", both, nil, "line 3: gzip: the file ends early: it was cut off"},
		{"gzip damaged", strings.TrimSuffix(gzipped(list+other), "\x00") + "\x01", both, nil, "line 3: gzip: invalid checksum"},
		{"gzip with another file behind it", gzipped(list+other) + "junk that is no gzip", both, nil, "line 3: gzip: what follows the compressed text is no gzip, and is not read"},
		{"gzip with less behind it than a member has", gzipped(list+other) + "x", both, nil, "line 3: gzip: what follows the compressed text is no gzip, and is not read"},
		{"gzip with zeros behind it", gzipped(list+other) + strings.Repeat("\x00", 100_000), both, nil, ""},
		{"gzip with zeros between members", gzipped(list) + "\x00\x00" + gzipped(other), both, nil, ""},
		{"zstd", zstded(list + other), both, nil, ""},
		{"zip", zipped("full.csv", list+other), both, nil, ""},
		{"zip of two feeds and a licence", zipped("a.txt", list, "dir/", "", "LICENSE", "Be kind.\n", "b.txt.gz", gzipped(other)), both,
			[]string{"LICENSE in the archive is skipped: line 1: `Be kind.` is no value, nor is any other line, and the file is no other feed: " +
				"known are the exports and API answers of abuse.ch, MISP events, STIX bundles, rule pages, reports, hosts files, policy zones, tables whose header names a column of values, and lists of one value a line"}, ""},
		{"zip without feeds", zipped("LICENSE", "Be kind.\n"), nil, nil, "none of the 1 files in the zip archive is a feed"},
		{"zip cut short", zipped("full.csv", list)[:60], nil, nil, "the zip archive is damaged or cut short: fetch it again: zip: not a valid zip file"},
		{"empty zip", zipped(), nil, nil, "the zip archive is empty: fetch the feed again"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read("test", piped(tt.data))
			checkCounts(t, got)
			if msg := message(err); msg != tt.err {
				t.Errorf("error %q, want %q", msg, tt.err)
			}
			if diff := cmp.Diff(tt.values, values(got)); diff != "" {
				t.Errorf("indicators (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.notes, got.Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestTruncatedZstd keeps the blocks that came through.
func TestTruncatedZstd(t *testing.T) {
	list := strings.Repeat("softandtec.com\n", 50_000)
	data := zstded(list)
	got, err := Read("test", strings.NewReader(data[:len(data)-8]))
	checkCounts(t, got)
	if err == nil || !strings.Contains(err.Error(), "zstd: the file ends early: it was cut off") {
		t.Errorf("error %v, want one that says that the zstd data was cut off", err)
	}
}

func TestZipFileInPlace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "full.zip")
	if err := os.WriteFile(path, []byte(zipped("full.csv", "softandtec.com\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := readFile(t, path); got.Rows != 1 {
		t.Errorf("Rows = %d, want 1", got.Rows)
	}
}

// TestLimits reads more than each limit allows: the error names it, and what was within is kept.
func TestLimits(t *testing.T) {
	list := strings.Repeat("softandtec.com\n", 5000)
	few := limits{plain: 100 << 10, archive: 1 << 10, line: 100, record: 1000, rows: 1_000_000, malformed: 5}
	for _, tt := range []struct {
		name, data, err string
		rows            int
	}{
		{"a bomb", gzipped(strings.Repeat(list, 10)), "more than 0 MiB of text", 1},
		{"a bomb in a zip", zipped("a", list, "b", list, "c", list), "more than 0 MiB of text", 1},
		{"an archive in memory", zipped("a", "softandtec.com\n", "b", noise(2000)), "a zip archive of more than 0 MiB", 0},
		{"malformed", "softandtec.com\n" + strings.Repeat("no value\n", 100), "5 malformed records: given up", 6},
		{"a record", `{"1": [` + exported + `], "2": [{"ioc_value": "` + strings.Repeat("x", 2000) + `"}]}`, "a JSON value of more than", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := read("test", piped(tt.data), few)
			checkCounts(t, got)
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("error %v, want %q", err, tt.err)
			}
			if got.Rows < tt.rows {
				t.Errorf("Rows = %d, want at least %d", got.Rows, tt.rows)
			}
		})
	}
	got, err := read("test", strings.NewReader("softandtec.com\n"+strings.Repeat("x", 1000)+"\ngenuskox.biz\n"), few)
	if err != nil || got.Rows != 3 || len(got.Malformed) != 1 || got.Malformed[0].Line != 2 {
		t.Errorf("a long line: %+v, %v, want it malformed and the rest kept", got, err)
	}
	few.rows = 10
	if got, err := read("test", strings.NewReader(list), few); err == nil || got.Rows != 10 {
		t.Errorf("rows: %d, %v, want 10 and an error", got.Rows, err)
	}
}

// noise returns n bytes that do not compress.
func noise(n int) string {
	b := make([]byte, n)
	for i, x := 0, uint32(1); i < n; i++ {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	return string(b)
}

type failingReader struct{ text io.Reader }

func (f failingReader) Read(p []byte) (int, error) {
	n, err := f.text.Read(p)
	if err == io.EOF {
		err = errors.New("connection reset")
	}
	return n, err
}

// TestReadError keeps what came before a failure, and no half record.
func TestReadError(t *testing.T) {
	got, err := Read("test", failingReader{strings.NewReader("softandtec.com\ngenus")})
	if want := "line 2: connection reset"; message(err) != want {
		t.Errorf("error %q, want %q", message(err), want)
	}
	if diff := cmp.Diff([]string{"domain softandtec.com"}, values(got)); diff != "" {
		t.Errorf("indicators (-want +got):\n%s", diff)
	}
}

// TestGrowth stops where a compressed file grows beyond all measure, in every compression.
func TestGrowth(t *testing.T) {
	bomb := strings.Repeat("0", freeGrowth+1<<20)
	for name, text := range map[string]string{"gzip": gzipped(bomb), "zstd": zstded(bomb), "zip": zipped("a", bomb)} {
		got, err := Read("test", strings.NewReader(text))
		checkCounts(t, got)
		if err == nil || !strings.Contains(err.Error(), "grows to more than 100 times its size") {
			t.Errorf("%s: error %v, want that it grows too much", name, err)
		}
	}
	if got, err := Read("test", strings.NewReader(gzipped(strings.Repeat("softandtec.com\n", 1<<16)))); err != nil || got.Rows != 1<<16 {
		t.Errorf("a small file that grows much: %d rows, %v, want all of it", got.Rows, err)
	}
}
