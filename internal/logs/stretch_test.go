package logs

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// TestStretches holds a file that is read in stretches to the same bytes read one behind the other: the same records at
// the same lines, and the same counts.
func TestStretches(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	for name, log := range stretchLogs(random) {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "log")
			if err := os.WriteFile(path, log, 0o600); err != nil {
				t.Fatal(err)
			}
			seed := random.Uint64()
			apart, a := stretchScan(t, Source{Path: path, Size: int64(len(log))}, nil, seed)
			read, r := stretchScan(t, Source{Path: "-", Size: -1}, log, seed)
			if !slices.Equal(apart, read) {
				t.Errorf("%d records in stretches, %d else, or others", len(apart), len(read))
			}
			a.Source, r.Source = Source{}, Source{}
			if got, want := fmt.Sprintf("%+v", a), fmt.Sprintf("%+v", r); got != want {
				t.Errorf("in stretches %s, else %s", got, want)
			}
		})
	}
}

// A place in a block's text is one in what its records are read from, whatever was taken off.
func TestStretchPlaces(t *testing.T) {
	var log bytes.Buffer
	want := 0
	for i := 0; log.Len() < 6<<20; i++ {
		name := "other"
		if i%500 == 499 {
			name = "wanted"
			want++
		}
		if i > 2000 && i%300 == 0 { // behind what tells the format, or it is not read in stretches
			log.Write(make([]byte, 100))
		}
		fmt.Fprintf(&log, `{"TimeGenerated":"2026-05-22T00:00:%02dZ","Name":"%s.example","ClientIP":"10.0.0.1","QueryType":"A"}`+"\n", i%60, name)
	}
	path := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(path, log.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var got atomic.Int64
	work := func(b *Block) (none struct{}) {
		raw, _ := b.Raw()
		var places []int
		for at := 0; ; {
			i := bytes.Index(raw.Text[at:], []byte("wanted"))
			if i < 0 {
				break
			}
			places, at = append(places, at+i), at+i+1
		}
		b.Only(places)
		for r := range b.Records {
			if slices.ContainsFunc(r.Fields, func(f Field) bool { return bytes.HasPrefix(f.Text, []byte("wanted")) }) {
				got.Add(1)
			}
		}
		return none
	}
	files, err := Scan(context.Background(), []Source{{Path: path, Size: int64(log.Len())}}, Options{Workers: 3}, work, func(struct{}) error { return nil })
	if err != nil || files[0].Err != nil {
		t.Fatal(err, files[0].Err)
	}
	if over := files[0].PassedOver; int(got.Load()) != want || over == 0 {
		t.Errorf("%d rows found of %d, %d passed over", got.Load(), want, over)
	}
}

// stretchScan lists the records of a log, in blocks that are the same whichever way they come.
func stretchScan(t *testing.T, source Source, log []byte, seed uint64) (records []string, stats FileStats) {
	t.Helper()
	opts := Options{Workers: 3, Text: true}
	if log != nil {
		opts.Stdin = bytes.NewReader(log)
	}
	work := func(b *Block) (out []string) {
		if raw, ok := b.Raw(); ok { // with a place on each line
			places, begin := []int{}, 0
			for end := range lineEnds(raw.Text) {
				places, begin = append(places, begin), end
			}
			b.Only(places)
		}
		for r := range b.Records {
			var hash uint64
			for _, f := range r.Fields {
				for _, c := range f.Text {
					hash = hash*31 + uint64(c) + seed
				}
			}
			out = append(out, fmt.Sprintf("%d %s %x", r.Line, r.Table, hash))
		}
		return out
	}
	files, err := Scan(context.Background(), []Source{source}, opts, work, func(out []string) error {
		records = append(records, out...)
		return nil
	})
	if err != nil || files[0].Err != nil {
		t.Fatal(err, files[0].Err)
	}
	return records, files[0]
}

func stretchLogs(random *rand.Rand) map[string][]byte {
	row := func(i int) string {
		return fmt.Sprintf(`{"TimeGenerated":"2026-05-22T00:00:%02dZ","Name":"%s.example","ClientIP":"10.0.0.1","QueryType":"A"}`+"\n", i%60, strings.Repeat("a", random.IntN(60)))
	}
	log := func(size int, odd func(i int, row string) string) []byte {
		var all bytes.Buffer
		for i := 0; all.Len() < size; i++ {
			all.WriteString(odd(i, row(i)))
		}
		return all.Bytes()
	}
	plain := func(_ int, row string) string { return row }
	rarely := func(text func() string) func(int, string) string {
		return func(i int, row string) string {
			if i > 1000 && random.IntN(5000) == 0 {
				return text() + row
			}
			return row
		}
	}
	return map[string][]byte{
		"lines":                           log(5<<20, plain),
		"no last end":                     bytes.TrimSuffix(log(5<<20, plain), []byte("\n")),
		"many blocks":                     log(2*stretchLine+5<<20, plain),
		"byte order mark":                 append([]byte(byteOrderMark), log(5<<20, plain)...),
		"odd lines":                       log(6<<20, rarely(func() string { return []string{"\n", "x\n", "\r\n", "{\n"}[random.IntN(4)] })),
		"padding":                         append(log(5<<20, rarely(func() string { return "\x00\x00\x00" })), make([]byte, 3<<20)...),
		"padding over the end of a block": slices.Concat(log(stretchLine-2<<20, plain), make([]byte, 3<<20), log(5<<20, plain)),
		"csv":                             append([]byte("TimeGenerated,Name,ClientIP\n"), bytes.Repeat([]byte("2026-05-22T00:00:00Z,a.example,10.0.0.1\n"), 200_000)...),
		"padding before":                  append(make([]byte, 100), log(5<<20, plain)...),
		"padding at the end of lines":     append(log(5<<20, rarely(func() string { return "{}\x00\x00\n{}\x00\r\n{\x00}\n" })), "{}\x00"...),
		"padding that ends a line early":  append([]byte("{}\x00\x00\n"), log(5<<20, plain)...),
		"a long line": log(5<<20, func(i int, row string) string {
			if i == 20_000 {
				return strings.Repeat("y", stretchLine+10) + "\n" + row
			}
			return row
		}),
		"a line longer than a block": log(5<<20, func(i int, row string) string {
			if i == 20_000 {
				return strings.Repeat("y", 3<<20) + "\n" + row
			}
			return row
		}),
	}
}

// Logs of several formats in one scan have no lines in common, though their indexes have memory.
func TestStretchesOfFormats(t *testing.T) {
	folder, sources := t.TempDir(), []Source(nil)
	for i, log := range []string{
		"#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\n" + strings.Repeat("1779444000.1\tC1\t10.0.0.1\t80\n#open\n", 150_000),
		strings.Repeat(`{"TimeGenerated":"2026-05-22T00:00:00Z","Name":"a.example","ClientIP":"10.0.0.1","QueryType":"A"}`+"\n", 60_000),
		strings.Repeat("May 22 10:11:12 fw CEF:0|V|P|1|100|traffic|5|src=10.0.0.1\n", 90_000),
	} {
		path := filepath.Join(folder, fmt.Sprint(i))
		if err := os.WriteFile(path, []byte(log), 0o600); err != nil {
			t.Fatal(err)
		}
		sources = append(sources, Source{Path: path, Size: int64(len(log))})
	}
	rows := 0
	work := func(b *Block) (n int) {
		for range b.Records {
			n++
		}
		return n
	}
	_, err := Scan(t.Context(), append(sources, sources...), Options{Workers: 1}, work, func(n int) error { rows += n; return nil })
	if want := 2 * (150_000 + 60_000 + 90_000); err != nil || rows != want {
		t.Errorf("%d rows, %v; want %d", rows, err, want)
	}
}

// A file that is cut while it is read in stretches is an error, and what was there is handed on.
func TestStretchesCut(t *testing.T) {
	log := stretchLogs(rand.New(rand.NewPCG(11, 12)))["many blocks"]
	for _, left := range []int64{0, 1 << 20, 6<<20 + 12345, stretchLine, stretchLine + 5<<20} {
		path := filepath.Join(t.TempDir(), "log")
		if err := os.WriteFile(path, log, 0o600); err != nil {
			t.Fatal(err)
		}
		blocks, last := 0, int64(0)
		work := func(b *Block) (lines []int64) {
			if b.stretch != nil && b.stretch.at > 0 && blocks == 0 {
				blocks++
				if err := os.Truncate(path, left); err != nil {
					t.Error(err)
				}
			}
			for r := range b.Records {
				lines = append(lines, r.Line)
			}
			return lines
		}
		files, err := Scan(context.Background(), []Source{{Path: path, Size: int64(len(log))}}, Options{Workers: 1}, work, func(lines []int64) error {
			for _, line := range lines {
				if line <= last {
					t.Fatalf("line %d behind line %d", line, last)
				}
				last = line
			}
			return nil
		})
		if err != nil || files[0].Err == nil || !strings.Contains(files[0].Err.Error(), "cut") {
			t.Errorf("%d bytes left: %v, %v; want a file that was cut", left, err, files[0].Err)
		}
		if there := int64(bytes.Count(log[:left], newline)); last < there-1 {
			t.Errorf("%d bytes left: records to line %d, want %d at least", left, last, there-1)
		}
	}
}

// Where several blocks are in hand when their file is cut, one may be gone and a later one
// still be there: what counts is what stands before the first that is gone, and its size is told.
func TestStretchesCutUnderWorkers(t *testing.T) {
	log := stretchLogs(rand.New(rand.NewPCG(13, 14)))["many blocks"]
	for _, left := range []int64{0, 3<<20 + 54321, 5<<20 + 4096, stretchLine + 1<<20} {
		path := filepath.Join(t.TempDir(), "log")
		if err := os.WriteFile(path, log, 0o600); err != nil {
			t.Fatal(err)
		}
		var blocks atomic.Int64
		worked, cut := make(chan struct{}), make(chan struct{}) // the sixth block; the file
		rows := 0
		work := func(b *Block) (n int) {
			if b.stretch == nil || b.stretch.lost > 0 {
				for range b.Records {
					n++
				}
				return n
			}
			block := blocks.Add(1)
			b.locate() // who works on a later block waits for its lines
			if block == 5 {
				<-worked
				if err := os.Truncate(path, left); err != nil {
					t.Error(err)
				}
				close(cut)
			}
			if block == 6 {
				close(worked)
				<-cut
			}
			for range b.Records {
				n++
			}
			return n
		}
		files, err := Scan(t.Context(), []Source{{Path: path, Size: int64(len(log))}}, Options{Workers: 2}, work, func(n int) error { rows += n; return nil })
		stats := files[0]
		if err != nil || stats.Err == nil {
			t.Fatalf("%d bytes left: %v, %v", left, err, stats.Err)
		}
		if want := fmt.Sprintf("the file was cut while it was read: %d of its %d bytes were there", stats.Bytes, len(log)); stats.Err.Error() != want {
			t.Errorf("%d bytes left: %v, want %s", left, stats.Err, want)
		}
		there := log[:stats.Bytes]
		if want := bytes.Count(there, newline); int64(rows) != stats.Rows["DnsEvents"] || rows != want {
			t.Errorf("%d bytes left: %d rows given, %v counted, %d there", left, rows, stats.Rows, want)
		}
		if len(there) < 5<<20 || left < 5<<20 && len(there) > 6<<20 { // the sixth block was read before
			t.Errorf("%d bytes left: %d were there", left, len(there))
		}
	}
}

// What is known of the lines of a block is forgotten before the same memory serves another,
// of another format.
func TestIndexesAreForgotten(t *testing.T) {
	zeek := &Block{file: &file{format: zeekFormat}, data: []byte("#path\tdns\n1\ta\n#close\n")}
	zeek.indexLines()
	if len(zeek.index.directives) != 2 {
		t.Fatalf("%v", zeek.index.directives)
	}
	used := zeek.index
	for _, f := range formats {
		b := &Block{file: &file{format: f}, data: []byte("{}\n")}
		used.directives = append(used.directives[:0], 0, 10)
		lineIndexes.Put(used)
		b.indexLines()
		if len(b.index.directives) > 0 || len(b.index.ends) != 1 {
			t.Errorf("%s: %d directives, %d lines", f.name, len(b.index.directives), len(b.index.ends))
		}
		used = b.index
	}
}
