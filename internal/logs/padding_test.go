package logs

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is left out as padding is counted: NULs at the start and the end of lines, of logs.
func TestPadding(t *testing.T) {
	const nuls = "\x00\x00\x00"
	many := strings.Repeat(rowA, 2000) // more than a head: a text of which many bytes are NULs is binary
	large := strings.Repeat(rowA, stretchLeast/len(rowA)+1)
	for _, tt := range []struct {
		name, text string
		want       int64
	}{
		{"none", rowA, 0},
		{"before the log", nuls + rowA, 3},
		{"behind a blank, before the log", " " + strings.Repeat(nuls, 100) + rowA, 300},
		{"among blanks, before the log", nuls + "\t" + nuls + "\r " + nuls + rowA, 9},
		{"behind a mark and a blank", "\ufeff " + strings.Repeat(nuls, 100) + rowA, 300},
		{"behind more blanks than are read at a time", strings.Repeat(" ", 3<<20) + nuls + rowA, 3},
		{"between lines", rowA + nuls + rowB, 3},
		{"behind blanks, between lines", many + "  " + nuls + rowB + " " + nuls + "\n", 6},
		{"lines of it", rowA + nuls + "\n" + nuls + "\r\n" + rowB, 6},
		{"at the end of a line", many + "{}" + nuls + "\n{}" + nuls + "\r\n" + rowB, 6},
		{"behind the log", rowA + nuls, 3},
		{"behind a row without its end", rowA + "{}" + nuls, 3},
		{"within a line", many + "{" + nuls + "}\n", 0},
		{"nothing else", nuls + "\n" + nuls, 6},
		{"nothing but blanks", strings.Repeat(" "+nuls, 100), 300},
		{"more of it than is read at a time", rowA + strings.Repeat("\x00", 3<<20), 3 << 20},
		{"more of it than is read at a time, in a line", many + "{" + strings.Repeat("\x00", 3<<20) + "\n" + rowB, 3 << 20},
		{"of no log", "\x7fELF" + strings.Repeat("\n\x00", 1000), 0},
		{"before a large file", " " + nuls + large, 3},
		{"behind blanks in a large file", large + " " + nuls + large, 3},
		{"in a large file", large + nuls + large + "{}" + nuls, 6},
		{"behind a large file", large + strings.Repeat("\x00", 9<<20), 9 << 20},
		{"behind a large file's last row", large + "{}" + strings.Repeat("\x00", 20<<20) + "\n" + rowA, 20 << 20},
	} {
		for _, way := range []string{"piped", "in a file", "compressed"} {
			source, opts := Source{Path: "-", Size: -1}, Options{Stdin: strings.NewReader(tt.text)}
			if way != "piped" {
				text := tt.text
				if way == "compressed" {
					text = gzipped(text)
				}
				source = Source{Path: filepath.Join(t.TempDir(), "log"), Size: int64(len(text))}
				write(t, source.Path, text)
			}
			files, err := Scan(context.Background(), []Source{source}, opts, recordLines, func(string) error { return nil })
			if err != nil || len(files) != 1 || files[0].Err != nil {
				t.Fatal(tt.name, err, files)
			}
			if got := files[0].Padding; got != tt.want {
				t.Errorf("%s, %s: %d bytes, not %d", tt.name, way, got, tt.want)
			}
		}
	}
}

// A file that is cut and made as long as it was while it is read ends in NULs: all that is lost is told.
func TestPaddingOfCut(t *testing.T) {
	log := bytes.Repeat([]byte(rowA), (2*stretchLine)/len(rowA))
	for _, left := range []int64{4 << 20, 4<<20 + 5, stretchLine + 77} {
		path := filepath.Join(t.TempDir(), "log")
		write(t, path, string(log))
		size, cut := int64(len(log)), false
		var rows int64
		files, err := Scan(context.Background(), []Source{{Path: path, Size: size}}, Options{Workers: 1}, func(b *Block) (n int64) {
			if !cut && b.stretch.at > 0 {
				if cut = true; os.Truncate(path, left) != nil || os.Truncate(path, size) != nil {
					t.Error("the file was not cut")
				}
			}
			for range b.Records {
				n++
			}
			return n
		}, func(n int64) error { rows += n; return nil })
		if err != nil || files[0].Err != nil {
			t.Fatal(err, files[0].Err)
		}
		f := files[0]
		if f.Padding == 0 || f.Padding < size-max(left, 6<<20) {
			t.Errorf("%d of %d bytes left: %d of padding", left, size, f.Padding)
		}
		if told := rows*int64(len(rowA)) + f.Padding; told < size-int64(len(rowA)) || told > size {
			t.Errorf("%d of %d bytes left: %d are in rows or padding", left, size, told)
		}
	}
}
