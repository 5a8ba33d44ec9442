package logs

import (
	"context"
	"io"
	"strings"
	"sync/atomic"
	"testing"
)

// small is a result that says how little it is.
type small string

func (s small) Size() int { return len(s) }

// While a source is waited for, those behind it are read, as far as their results allow, and
// come after it all the same.
func TestScanAhead(t *testing.T) {
	t.Chdir(t.TempDir())
	const blocks, lines = 20, 2000
	for _, name := range []string{"b", "c"} {
		write(t, name, strings.Repeat(rowB, blocks*lines))
	}
	r, w := io.Pipe()
	var worked atomic.Int64
	work := func(b *Block) small {
		if worked.Add(lineFeeds(b.data)) == 2*blocks*lines {
			go func() { io.WriteString(w, rowA); w.Close() }() // the first comes last
		}
		return small(b.Source.Path)
	}
	order := "" // of the blocks' sources, each once where several follow one another
	sources := []Source{{Path: "-", Size: -1}, {Path: "b"}, {Path: "c"}}
	stats, err := Scan(context.Background(), sources, Options{Stdin: r, Workers: 2, blockSize: len(rowB) * lines}, work, func(s small) error {
		order = strings.TrimSuffix(order, string(s)) + string(s)
		return nil
	})
	if err != nil || len(stats) != 3 || order != "-bc" {
		t.Errorf("%v, %d sources, in the order %s", err, len(stats), order)
	}
}

// Results that do not say their size are taken to be as large as their blocks: only so many
// of them wait.
func TestScanAheadBounded(t *testing.T) {
	t.Chdir(t.TempDir())
	const blocks, workers, lines = 20, 2, 64
	write(t, "b", strings.Repeat(rowB, blocks*lines))
	r, w := io.Pipe()
	var worked, most atomic.Int64
	work := func(b *Block) string {
		if b.Source.Path == "b" && most.Load() == 0 && worked.Add(1) == 2*workers {
			go func() { io.WriteString(w, rowA); w.Close() }()
		}
		if b.Source.Path == "-" {
			most.Store(worked.Load())
		}
		return ""
	}
	sources := []Source{{Path: "-", Size: -1}, {Path: "b"}}
	_, err := Scan(context.Background(), sources, Options{Stdin: r, Workers: workers, blockSize: len(rowB) * lines}, work, func(string) error { return nil })
	if err != nil || most.Load() > 2*workers {
		t.Errorf("%v; %d blocks were worked on ahead, want %d", err, most.Load(), 2*workers)
	}
}

// Who reads a block works on it where as many files are read as there are workers, and hands it
// to one otherwise.
func TestReadersWork(t *testing.T) {
	t.Chdir(t.TempDir())
	const rows = 100
	text := strings.Repeat(rowA, rows)
	write(t, "plain", text)
	write(t, "zst", zst(text))
	write(t, "tar", zst(tarred(packedFile{"a", text})))
	tests := []struct {
		path    string
		reading int32 // other files
		workers int
		handed  bool
	}{
		{"plain", 0, 1, false},
		{"zst", 0, 1, false},
		{"tar", 0, 1, false},
		{"zst", 0, 2, true},
		{"zst", 1, 2, false},
		{"-", 1, 2, true}, // a pipe is no file
		{"-", 2, 2, false},
	}
	for _, test := range tests {
		s := newScan(t.Context(), Options{Workers: test.workers, Stdin: strings.NewReader(text), blockSize: 10 * len(rowA)}, recordLines)
		s.reading.Store(test.reading)
		var handed atomic.Bool
		go func() {
			for j := range s.jobs {
				handed.Store(true)
				s.do(j)
			}
		}()
		stream := newStream(s, Source{Path: test.path, Size: -1})
		go stream.read()
		got := 0
		for j := range stream.jobs.all {
			<-j.done
			got += strings.Count(j.result, "\n")
			s.budget.refund(j.purse, j.held)
		}
		close(s.jobs)
		if got != rows || handed.Load() != test.handed || s.reading.Load() != test.reading {
			t.Errorf("%v: %d rows, handed %v, %d read", test, got, handed.Load(), s.reading.Load())
		}
	}
}
