package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"foxhound/bench/corpus"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const (
	planted = 1 << 20 // bytes between what is planted in a log to be timed
	part    = 8 << 20 // bytes of the beginning of a log, for what is too slow for the whole
)

// sizes are those of the sets that are looked for.
func (b *bench) sizes() (sizes []int) {
	for _, n := range []int{6, 1000, 10_000, 100_000, 1_000_000} {
		if n <= b.most {
			sizes = append(sizes, n)
		}
	}
	return sizes
}

// prepare writes the logs, in every form that is measured, and the lists of indicators.
func (b *bench) prepare() error {
	b.say("indicators and logs")
	b.set = corpus.NewSet(b.most)
	if err := os.MkdirAll(b.path("copies"), 0o755); err != nil {
		return err
	}
	for _, n := range b.sizes() {
		if err := b.lists(n); err != nil {
			return err
		}
	}
	for _, k := range corpus.Kinds {
		if err := b.log(k); err != nil {
			return err
		}
	}
	return b.nearlyNothing()
}

// lists writes a set as a feed, as fixed strings, and as hosts and hashes for a join.
func (b *bench) lists(n int) error {
	var hosts []byte
	for _, i := range b.set.All[:n] {
		host := i.Host
		if host == "" {
			host = i.Value
		}
		hosts = append(append(hosts, host...), '\n')
	}
	for name, list := range map[string][]byte{"feed": b.set.Values(n), "literals": b.set.Literals(n), "hosts": hosts} {
		if err := os.WriteFile(b.list(name, n), list, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) list(name string, n int) string { return b.path(fmt.Sprintf("%s-%d.txt", name, n)) }
func (b *bench) path(name string) string        { return filepath.Join(b.dir, name) }

// log writes a kind's log once, a part of it and its compressed forms, and links to each, so
// that the same bytes can be read as several files.
func (b *bench) log(k corpus.Kind) error {
	if err := b.once(k.File, func(out io.Writer) error {
		_, err := k.Write(out, b.set, b.size, planted)
		return err
	}); err != nil {
		return err
	}
	whole, err := os.ReadFile(b.path(k.File))
	if err != nil {
		return err
	}
	begin := whole[:min(part, len(whole))]
	begin = begin[:bytes.LastIndexByte(begin, '\n')+1]
	forms := []struct {
		name  string
		write func(io.Writer) error
	}{
		{"part-" + k.File, func(out io.Writer) error { _, err := out.Write(begin); return err }},
		{k.File + ".gz", func(out io.Writer) error { return compressed(gzip.NewWriter(out), whole) }},
		{k.File + ".zst", func(out io.Writer) error { return zstandard(out, whole) }},
	}
	for _, f := range forms {
		if err := b.once(f.name, f.write); err != nil {
			return err
		}
	}
	return b.link(k.File, "part-"+k.File, k.File+".gz", k.File+".zst")
}

func compressed(z io.WriteCloser, text []byte) error {
	if _, err := z.Write(text); err != nil {
		return err
	}
	return z.Close()
}

func zstandard(out io.Writer, text []byte) error {
	z, err := zstd.NewWriter(out)
	if err != nil {
		return err
	}
	return compressed(z, text)
}

// once writes a file that is not there; one that was begun only is not there.
func (b *bench) once(name string, write func(io.Writer) error) error {
	name = b.path(name)
	if _, err := os.Stat(name); err == nil {
		return nil
	}
	f, err := os.Create(name + ".new")
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// copies is how often a log is read in one run, as files of their own, so that reading takes
// long beside what comes before it; links is how often at most, see [bench.times].
const (
	copies = 8
	links  = 8 * copies
)

func (b *bench) link(names ...string) error {
	for _, name := range names {
		for n := range links {
			to := b.copy(name, n)
			if err := os.Remove(to); err != nil && !os.IsNotExist(err) {
				return err
			}
			if err := os.Link(b.path(name), to); err != nil {
				return err
			}
		}
	}
	return nil
}

// copy names one of the links to a file: copies/devnet-0.ndjson.
func (b *bench) copy(name string, n int) string {
	stem, rest, _ := strings.Cut(name, ".")
	return b.path(fmt.Sprintf("copies/%s-%d.%s", stem, n, rest))
}

// nearlyNothing writes the log that shows what a program does before it reads one.
func (b *bench) nearlyNothing() error {
	return b.once("nothing.log", func(out io.Writer) error {
		_, err := corpus.Kinds[0].Write(out, corpus.NewSet(0), 1, 0)
		return err
	})
}
