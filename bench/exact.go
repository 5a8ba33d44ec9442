package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"foxhound/bench/corpus"

	"github.com/klauspost/compress/gzip"
)

// An exactness is how a hunt compares with what was planted, over all sizes of set and forms
// of file.
type exactness struct {
	hunts, matches, innocent, missed, extra int
	wrong                                   map[string]int // by variant
	examples                                []string
}

// A sighting is one indicator seen in one line.
type sighting struct {
	file  string
	line  int
	value string
	tier  string
}

const (
	exactSize  = 4 << 20
	exactEvery = 4 << 10 // bytes between what is planted
)

// check hunts logs full of hits and near misses for sets of every size, as they are, with
// CRLF, and compressed, and compares.
func (b *bench) check() error {
	b.exact.wrong = map[string]int{}
	planted := map[string][]corpus.Planted{}
	for _, k := range corpus.Kinds {
		if err := b.plantedForms(k, planted); err != nil {
			return err
		}
	}
	files := slices.Sorted(maps.Keys(planted))
	for _, n := range b.sizes() {
		b.say("exactness with %d indicators", n)
		seen, err := b.sightings(n, files)
		if err != nil {
			return err
		}
		b.exact.hunts += len(files)
		b.compare(n, planted, seen)
	}
	b.say("exactness: %d matches, %d near misses, %d missed, %d extra", b.exact.matches, b.exact.innocent, b.exact.missed, b.exact.extra)
	return nil
}

// plantedForms writes a kind's log in four forms.
func (b *bench) plantedForms(k corpus.Kind, planted map[string][]corpus.Planted) error {
	dir := b.path("exact")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var log bytes.Buffer
	all, err := k.Write(&log, b.set, min(exactSize, b.size), exactEvery)
	if err != nil {
		return err
	}
	forms := map[string]func(io.Writer) error{
		"lf-" + k.File: func(out io.Writer) error { _, err := out.Write(log.Bytes()); return err },
		"crlf-" + k.File: func(out io.Writer) error {
			_, err := out.Write(bytes.ReplaceAll(log.Bytes(), []byte("\n"), []byte("\r\n")))
			return err
		},
		k.File + ".gz":  func(out io.Writer) error { return compressed(gzip.NewWriter(out), log.Bytes()) },
		k.File + ".zst": func(out io.Writer) error { return zstandard(out, log.Bytes()) },
	}
	for name, write := range forms {
		planted[filepath.Join(dir, name)] = all
		var text bytes.Buffer
		if err := write(&text); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), text.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// sightings are the matches of a hunt.
func (b *bench) sightings(n int, files []string) (map[sighting]bool, error) {
	cmd := exec.Command(b.foxhound, append([]string{"hunt", "--engine", "index", "-o", "ndjson", "-i", b.list("feed", n)}, files...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("hunt: %w", err)
	}
	seen := map[sighting]bool{}
	for line := range bytes.Lines(out) {
		var m struct {
			Type, File, Tier string
			Line             int
			Indicator        struct{ Value string }
			Also             []struct{ Value string }
		}
		if err := json.Unmarshal(line, &m); err != nil {
			return nil, err
		}
		if m.Type != "match" {
			continue
		}
		for _, also := range append(m.Also, m.Indicator) {
			seen[sighting{m.File, m.Line, also.Value, m.Tier}] = true
		}
	}
	return seen, nil
}

// compare counts what a hunt for the first n indicators missed, and what it saw beside.
func (b *bench) compare(n int, planted map[string][]corpus.Planted, seen map[sighting]bool) {
	for _, file := range slices.Sorted(maps.Keys(planted)) {
		for _, p := range planted[file] {
			s := sighting{file, p.Line, p.Value, p.Tier}
			switch {
			case p.Index >= n:
			case p.Tier == "":
				b.exact.innocent++
			case seen[s]:
				b.exact.matches++
				delete(seen, s)
			default:
				b.exact.missed++
				b.wrong(p.Variant, "missed", s)
			}
		}
	}
	b.exact.extra += len(seen)
	byPlace := func(x, y sighting) int {
		return cmp.Or(cmp.Compare(x.file, y.file), cmp.Compare(x.line, y.line), cmp.Compare(x.value, y.value))
	}
	for _, s := range slices.SortedFunc(maps.Keys(seen), byPlace) {
		b.wrong(variantAt(planted[s.file], s.line), "extra", s)
	}
}

func variantAt(planted []corpus.Planted, line int) string {
	for _, p := range planted {
		if p.Line == line {
			return p.Variant
		}
	}
	return "not planted"
}

func (b *bench) wrong(variant, how string, s sighting) {
	b.exact.wrong[how+": "+variant]++
	if len(b.exact.examples) < 20 {
		b.exact.examples = append(b.exact.examples, fmt.Sprintf("%s: %s:%d %s (%s; %s)", how, s.file, s.line, s.value, s.tier, variant))
	}
}
