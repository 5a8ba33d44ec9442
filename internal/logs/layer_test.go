package logs

import (
	"archive/tar"
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zip"
	"github.com/klauspost/compress/zstd"

	"foxhound/internal/packed"
)

// A packedFile is a file of an archive that a test makes.
type packedFile struct{ name, text string }

func tarred(files ...packedFile) string {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	w.WriteHeader(&tar.Header{Name: "logs/", Typeflag: tar.TypeDir})
	w.WriteHeader(&tar.Header{Name: "logs/link", Linkname: "/etc/passwd", Typeflag: tar.TypeSymlink})
	for _, f := range files {
		w.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(f.text)), Mode: 0o600, ModTime: time.Unix(1e9, 0)})
		io.WriteString(w, f.text)
	}
	w.Close()
	return out.String()
}

// zipped packs files by a method of the zip format.
func zipped(method uint16, files ...packedFile) string {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(93, zstd.ZipCompressor())
	w.Create("logs/")
	for _, f := range files {
		in, err := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: method})
		if err != nil {
			panic(err)
		}
		io.WriteString(in, f.text)
	}
	w.Close()
	return out.String()
}

func unbase64(text string) string {
	out, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return string(out)
}

const (
	rowA = `{"Type":"Syslog","Computer":"a"}` + "\n"
	rowB = `{"Type":"Syslog","Computer":"b"}` + "\n"
)

// rowA as bzip2 1.0.8 and xz 5.4 pack it.
var (
	bzip2A = unbase64("QlpoOTFBWSZTWf+jLYYAAA/fgAAQEAQAEAgADAAiht4qIAAxQNNDIyYhTQDINMnqBEW1wWjjHrs5Mo9yQMAb+LuSKcKEh/0ZbDA=")
	xzA    = unbase64("/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAgeyJUeXBlIjoiU3lzbG9nIiwiQ29tcHV0ZXIiOiJhIn0KAAAAAM/B+n2IAzn4AAE5Ic8oa2IftvN9AQAAAAAEWVo=")
)

// scanFile scans a file of that name, and renders the records and what else there is to say
// of each source.
func scanFile(t *testing.T, name, content string, opts Options) string {
	t.Helper()
	t.Chdir(t.TempDir())
	write(t, name, content)
	return scanPaths(t, opts, name)
}

func scanPaths(t testing.TB, opts Options, paths ...string) string {
	t.Helper()
	sources, err := Find(paths)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	stats, err := Scan(context.Background(), sources, opts, func(b *Block) string {
		return strings.ReplaceAll("\n"+recordLines(b), "\n", "\n"+b.Source.Path+" ")[1:]
	}, func(s string) error {
		out.WriteString(strings.ReplaceAll(s[:strings.LastIndexByte(s, '\n')+1], ` Syslog {"Type":"Syslog","Computer":`, " {"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stats {
		if what := statLines(s); what != "" {
			fmt.Fprintf(&out, "%s %s", s.Source.Path, what)
		}
	}
	return out.String()
}

// What a file is packed in is told by its content, whatever its name.
func TestLayers(t *testing.T) {
	a, b := packedFile{"logs/a.json", rowA}, packedFile{"b.json", rowB}
	const rows = "x!logs/a.json 1 {\"a\"}\nx!b.json 1 {\"b\"}\n"
	const behind = "gzip: what follows the compressed text is no gzip, and is not read\n"
	nested := rowA
	for range maxLayers {
		nested = gzipped(nested)
	}
	encrypted := []byte(zipped(zip.Deflate, a, b))
	for _, sign := range []string{"PK\x03\x04", "PK\x01\x02"} {
		at := bytes.LastIndex(encrypted, []byte(sign))
		encrypted[at+map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8}[sign]] |= 1
	}
	tests := []struct{ name, content, want string }{
		{"bzip2", bzip2A, "x 1 {\"a\"}\n"},
		{"bzip2, two streams", bzip2A + bzip2A, "x 1 {\"a\"}\nx 2 {\"a\"}\n"},
		{"bzip2, cut off", bzip2A[:40], "x error: bzip2: the file ends early: it was cut off\n"},
		{"text that begins as bzip2 does", "BZh9, said he\n", "x unrecognised: text of no known format\n"},
		{"xz", xzA, "x 1 {\"a\"}\n"},
		{"xz, cut off", xzA[:20], "x error: xz: the file ends early: it was cut off\n"},
		{"zstd, two frames and one to skip", "\x50\x2a\x4d\x18\x02\x00\x00\x00ab" + zst(rowA) + zst(rowB), "x 1 {\"a\"}\nx 2 {\"b\"}\n"},
		{"zstd, cut off", zst(rowA)[:30], "x error: zstd: the file ends early: it was cut off\n"},
		{"gzip, members", gzipped(rowA) + gzipped("") + gzipped(rowB), "x 1 {\"a\"}\nx 2 {\"b\"}\n"},
		{"gzip, members without text", strings.Repeat(gzipped(""), 500) + gzipped(rowA) + strings.Repeat(gzipped(""), 500) + gzipped(rowB), "x 1 {\"a\"}\nx 2 {\"b\"}\n"},
		{"gzip, cut off", gzipped(rowA)[:30], "x unrecognised: text of no known format\nerror: gzip: the file ends early: it was cut off\n"},
		{"gzip, cut off in its second member's magic", gzipped(rowA) + "\x1f\x8b", "x 1 {\"a\"}\nx error: gzip: the file ends early: it was cut off\n"},
		{"gzip, cut off in its second member's head", gzipped(rowA) + gzipped(rowB)[:9], "x 1 {\"a\"}\nx error: gzip: the file ends early: it was cut off\n"},
		{"gzip, cut off in its second member", gzipped(rowA) + gzipped(rowB)[:20], "x 1 {\"a\"}\nx 2 malformed: the record ends early: cut off\nerror: gzip: the file ends early: it was cut off\n"},
		{"gzip with a head that is none behind it", gzipped(rowA) + packed.GzipMagic + "\xe0evilevil", "x 1 {\"a\"}\nx error: " + behind},
		{"gzip with more behind it", gzipped(rowA) + "and this is no gzip", "x 1 {\"a\"}\nx error: " + behind},
		{"gzip with less behind it than a member has", gzipped(rowA) + "x", "x 1 {\"a\"}\nx error: " + behind},
		{"gzip with zeros behind it", gzipped(rowA) + strings.Repeat("\x00", 100_000), "x 1 {\"a\"}\n"},
		{"gzip with a zero behind it", gzipped(rowA) + "\x00", "x 1 {\"a\"}\n"},
		{"gzip with zeros between members", gzipped(rowA) + strings.Repeat("\x00", 100_000) + gzipped(rowB), "x 1 {\"a\"}\nx 2 {\"b\"}\n"},
		{"gzip with zeros and more behind it", gzipped(rowA) + strings.Repeat("\x00", 100_000) + "x", "x 1 {\"a\"}\nx error: " + behind},
		{"gzip of gzip, as often as is read", nested, "x 1 {\"a\"}\n"},
		{"gzip of gzip, more often", gzipped(nested), "x error: packed more than 4 times over: unpack it first\n"},
		{"zstd of gzip of UTF-16", zst(gzipped("\xff\xfe" + utf16Text(rowA, 0))), "x 1 {\"a\"}\n"},
		{"tar", tarred(a, b), rows},
		{"tar in gzip", gzipped(tarred(a, b)), rows},
		{"gzip in tar in zstd", zst(tarred(packedFile{"a.gz", gzipped(rowA)}, b)), "x!a.gz 1 {\"a\"}\nx!b.json 1 {\"b\"}\n"},
		{"tar, cut off in a member", tarred(a, packedFile{"b.json", rowB + rowB})[:2560+40], "x!logs/a.json 1 {\"a\"}\nx!b.json 1 {\"b\"}\nx!b.json 2 malformed: the record ends early: cut off\nerror: tar: the file ends early: it was cut off\nx error: tar: the file ends early: it was cut off\n"},
		{"tar of nothing", tarred(), "x unrecognised: an archive without files\n"},
		{"tar of a member that is no log", tarred(packedFile{"a", ""}, b), "x!b.json 1 {\"b\"}\nx!a unrecognised: empty\n"},
		{"zip", zipped(zip.Deflate, a, b), rows},
		{"zip, stored", zipped(zip.Store, a, b), rows},
		{"zip by zstd", zipped(93, a, b), rows},
		{"zip of what systems put beside files", zipped(zip.Deflate, a, packedFile{"__MACOSX/._a", "x"}, packedFile{".git/HEAD", "x"}), "x!logs/a.json 1 {\"a\"}\n"},
		{"zip, encrypted in part", string(encrypted), "x!logs/a.json 1 {\"a\"}\nx!b.json error: zip: encrypted: unpack it with its password\n"},
		{"zip, cut off", zipped(zip.Deflate, a, b)[:80], "x error: zip: no directory at the end of the archive: it was cut off, or is damaged\n"},
		{"zip of nothing", zipped(zip.Deflate), "x unrecognised: an archive without files\n"},
		{"zip in zip", zipped(zip.Deflate, packedFile{"i.zip", zipped(zip.Deflate, a)}, b), "x!b.json 1 {\"b\"}\nx!i.zip error: zip: it is read from its end, and comes through a pipe or stands in another archive: unpack it first\n"},
		{"gzip in tar in gzip in zip", zipped(zip.Store, packedFile{"i.tgz", gzipped(tarred(packedFile{"a.gz", gzipped(rowA)}))}), "x!i.tgz!a.gz 1 {\"a\"}\n"},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, scanFile(t, "x", test.content, Options{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// A member whose compression is not read is named; the next is read.
func TestZipMethods(t *testing.T) {
	content := []byte(zipped(zip.Store, packedFile{"a", rowA}, packedFile{"b", rowB}))
	sign := []byte("PK\x01\x02")
	folder := bytes.Index(content, sign)
	content[folder+4+bytes.Index(content[folder+4:], sign)+10] = 9 // the method, as the directory has it
	want := "x!b 1 {\"b\"}\nx!a error: zip: compressed by method 9, which is not read: unpack it\n"
	if diff := cmp.Diff(want, scanFile(t, "x", string(content), Options{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// --table names members by the archive, or by their own names.
func TestTablesOfMembers(t *testing.T) {
	content := zipped(zip.Deflate, packedFile{"day/dns.json", `{"a":1}`}, packedFile{"other.json", `{"a":2}`})
	for _, tt := range []struct{ glob, want string }{
		{"dns*", "x.zip!day/dns.json 1 DnsEvents {\"a\":1}\nx.zip!other.json 1  {\"a\":2}\n"},
		{"day/*", "x.zip!day/dns.json 1 DnsEvents {\"a\":1}\nx.zip!other.json 1  {\"a\":2}\n"},
		{"other.json", "x.zip!day/dns.json 1  {\"a\":1}\nx.zip!other.json 1 DnsEvents {\"a\":2}\n"},
		{"*.zip", "x.zip!day/dns.json 1 DnsEvents {\"a\":1}\nx.zip!other.json 1 DnsEvents {\"a\":2}\n"},
	} {
		got := scanFile(t, "x.zip", content, Options{Tables: []TableGlob{{"DnsEvents", tt.glob}}})
		rows, _, _ := strings.Cut(got, "x.zip!day/dns.json unrecognised")
		rows, _, _ = strings.Cut(rows, "x.zip!other.json unrecognised")
		if diff := cmp.Diff(tt.want, rows); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.glob, diff)
		}
	}
}

// What was decoded before a cap is still handed on, and so is what stands beside it.
func TestCaps(t *testing.T) {
	bomb := gzipped(rowA + strings.Repeat("  \n", 1<<20))
	repeated := strings.Repeat(rowA, 1000)
	caps := caps{ratio: 100, free: 64 << 10, total: 8 << 20}
	const ratio = "more than 100 times its size comes out of it, as of a decompression bomb: decompress it if it is none, and give what comes out\n"
	tests := []struct{ name, content, want string }{
		{"a bomb", bomb, "x 1 {\"a\"}\nx error: " + ratio},
		{"a bomb in gzip", gzipped(bomb), "x 1 {\"a\"}\nx error: " + ratio},
		{"a bomb beside a log", zipped(zip.Store, packedFile{"bomb", bomb}, packedFile{"log", rowB}), "x!bomb 1 {\"a\"}\nx!log 1 {\"b\"}\nx!bomb error: " + ratio},
		{"a bomb for a member", zipped(zip.Deflate, packedFile{"bomb", rowA + strings.Repeat("  \n", 1<<20)}, packedFile{"log", rowB}), "x!bomb 1 {\"a\"}\nx!log 1 {\"b\"}\nx!bomb error: " + ratio},
		{"more than all may be", stored(rowA + strings.Repeat("  \n", 3<<20)), "x 1 {\"a\"}\nx error: more than 8 MiB come out of it: decompress it, and split it\n"},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, scanFile(t, "x", test.content, Options{caps: caps, blockSize: 1 << 10})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	if got := scanFile(t, "x", gzipped(repeated), Options{caps: caps}); strings.Count(got, "\n") != 1000 {
		t.Errorf("a log below the cap: %.200s", got)
	}
}

// stored is gzip that makes nothing smaller.
func stored(text string) string {
	var body bytes.Buffer
	w, _ := flate.NewWriter(&body, flate.NoCompression)
	io.WriteString(w, text)
	w.Close()
	return "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + body.String()
}

// A bomb takes no more memory than a log does.
func TestBombMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("what watches a run takes memory of its own")
	}
	t.Chdir(t.TempDir())
	write(t, "x", string(zst(strings.Repeat("\x00", 64<<20))))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	scanPaths(t, Options{}, "x")
	runtime.ReadMemStats(&after)
	if grown := after.Sys - before.Sys; grown > 48<<20 {
		t.Errorf("%d MiB more memory than before", grown>>20)
	}
}

// Open gives a text, and refuses many.
func TestOpen(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a", zst(gzipped("text")))
	write(t, "b", gzipped(tarred(packedFile{"a", "text"})))
	in, err := Open("a")
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(in); string(text) != "text" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	if err := in.Close(); err != nil {
		t.Error(err)
	}
	if _, err := Open("b"); !errors.Is(err, errArchive) {
		t.Errorf("an archive: %v", err)
	}
}

// A decoder is used again: what a damaged file left in it does not show in the next.
func TestZstdAfterDamage(t *testing.T) {
	text := strings.Repeat(rowA+rowB, 1000) + some(1<<18)
	whole := zst(text)
	for at := 0; at < len(whole); at += len(whole)/50 + 1 {
		for _, damaged := range []string{whole[:at], whole[:at] + "\xff" + whole[at+1:]} {
			for _, packed := range []string{damaged, whole} {
				z, err := zstdLayer.decode(strings.NewReader(packed))
				if err != nil {
					t.Fatal(err)
				}
				got, err := io.ReadAll(z)
				if packed == whole && (string(got) != text || err != nil) {
					t.Fatalf("after one damaged at %d: %d bytes, %v", at, len(got), err)
				}
				z.Close()
			}
		}
	}
}

// FuzzLayers: whatever is packed in whatever way, reading it ends, and says the same again.
func FuzzLayers(f *testing.F) {
	a := packedFile{"a", rowA}
	for _, seed := range []string{
		bzip2A, xzA, gzipped(rowA), zst(rowA), gzipped(tarred(a, a)), zipped(zip.Deflate, a, a), zipped(93, a), zst(gzipped(rowA)), tarred(a),
	} {
		f.Add([]byte(seed))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(dir, "x")
		write(t, path, string(content))
		opts := Options{caps: caps{ratio: 100, free: 1 << 20, total: 4 << 20}, Workers: 1}
		once := scanPaths(t, opts, path)
		if again := scanPaths(t, opts, path); once != again {
			t.Errorf("%s\nand then\n%s", once, again)
		}
	})
}

// Where a cap ends a text does not hang on how far others have read ahead.
func TestCapsSame(t *testing.T) {
	bomb := gzipped(strings.Repeat(rowA, 1<<16))
	for _, content := range []string{gzipped(bomb), zst(tarred(packedFile{"a", some(1 << 20)}, packedFile{"b", bomb}))} {
		t.Chdir(t.TempDir())
		write(t, "x", content)
		var first int64
		for i := range 8 {
			stats, err := Scan(context.Background(), []Source{{Path: "x"}}, Options{caps: caps{ratio: 20, free: 1 << 10, total: 1 << 40}}, recordLines, func(string) error { return nil })
			if err != nil || stats[len(stats)-1].Err == nil {
				t.Fatalf("%v, %+v", err, stats)
			}
			got := stats[len(stats)-1].Bytes
			if i == 0 {
				first = got
			}
			if got != first || got == 0 {
				t.Errorf("%d bytes, and then %d", first, got)
			}
		}
	}
}

// some is text that does not compress well.
func some(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(' ' + r.IntN(95))
	}
	return string(b)
}
