package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// A tool is one of the programs that are measured.
type tool struct {
	name    string
	version string
	absent  string // why it is not measured; empty where it is
	// apart says that the tool's own clock leaves out what it does before it reads a log.
	apart bool
	// most is how many bytes a thread it may look at for a set of so many; 0 for all.
	most func(set int) int64
	run  func(b *bench, j job) (taken, error)
}

// A job is one thing to do: look for the first set indicators in files.
type job struct {
	kind    string // of the log
	files   []string
	set     int
	threads int
}

// program measures a whole process, whose standard output goes to a file. Exit statuses up to
// ok are no errors.
func (b *bench) program(ok int, out, name string, args ...string) (taken, error) {
	t, _, err := told(filepath.Join(b.programs, "timed"), append([]string{out, name}, args...)...)
	if err == nil && (t.Status < 0 || t.Status > ok) {
		err = fmt.Errorf("%s ends with status %d", name, t.Status)
	}
	return t, err
}

// told measures a program that says on its first line what it took.
func told(name string, args ...string) (t taken, rest []byte, err error) {
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return t, nil, fmt.Errorf("%s: %w", name, err)
	}
	line, rest, _ := bytes.Cut(out, []byte("\n"))
	if err := json.Unmarshal(line, &t); err != nil {
		return t, nil, fmt.Errorf("%s: %w", name, err)
	}
	return t, rest, nil
}

func foxhound(name, path string) *tool {
	return &tool{name: name, run: func(b *bench, j job) (taken, error) {
		args := append([]string{"hunt", "--engine", "index", "-o", "ndjson", "-i", b.list("feed", j.set)}, j.files...)
		return b.program(0, os.DevNull, "env", append([]string{"GOMAXPROCS=" + strconv.Itoa(j.threads), path}, args...)...)
	}}
}

func ripgrep() *tool {
	t := &tool{name: "ripgrep", run: func(b *bench, j job) (taken, error) {
		args := append([]string{"-F", "-c", "-j", strconv.Itoa(j.threads), "-f", b.list("literals", j.set)}, j.files...)
		return b.program(1, os.DevNull, "rg", args...)
	}}
	t.most = func(set int) int64 {
		return map[int]int64{1000: 256 << 20, 10_000: 64 << 20, 100_000: part}[set]
	}
	out, err := exec.Command("rg", "--version").Output()
	if err != nil {
		t.absent = "rg is not installed"
	}
	line, _, _ := bytes.Cut(out, []byte("\n"))
	t.version = string(line)
	return t
}

func vectorscan(b *bench) *tool {
	t := &tool{name: "Vectorscan", apart: true, run: func(b *bench, j job) (taken, error) {
		t, _, err := told(filepath.Join(b.programs, "vectorscan"), append([]string{"scan", b.list("database", j.set), strconv.Itoa(j.threads)}, j.files...)...)
		return t, err
	}}
	t.most = func(set int) int64 { return map[int]int64{100_000: 128 << 20}[set] }
	if _, err := os.Stat(filepath.Join(b.programs, "vectorscan")); err != nil {
		t.absent = "bench/peers/vectorscan.c could not be compiled; it needs libvectorscan-dev and a C compiler"
	}
	return t
}

// engine is a database within Node, which joins a table of hosts and hashes to the log.
func engine(b *bench, name, key, module string) *tool {
	t := &tool{name: name, apart: true, run: func(b *bench, j job) (taken, error) {
		t, _, err := told("node", b.script, key, b.modules, strconv.Itoa(j.threads),
			b.path(j.kind+"."+key+".sql"), b.dir, strconv.Itoa(len(j.files)-1), b.path(key+".setup.sql"))
		return t, err
	}}
	t.most = func(int) int64 { return 2 * b.size }
	if _, err := os.Stat(b.modules + "/node_modules/" + module); err != nil {
		t.absent = "npm has no " + module + " for this machine, or there is no npm"
	}
	return t
}

// bare is the least that could be done with the files: see the command of that name.
func bare(what string) *tool {
	return &tool{name: "bare " + what, apart: true, run: func(b *bench, j job) (taken, error) {
		t, _, err := told(filepath.Join(b.programs, "bare"), append([]string{what, strconv.Itoa(j.threads)}, j.files...)...)
		return t, err
	}}
}

// compile makes Vectorscan's databases, once: what that takes is told apart.
func (b *bench) compile() error {
	t := b.tools[vs]
	for _, n := range []int{1000, 10_000, 100_000} {
		if t.absent != "" || n > b.most {
			return nil
		}
		took, _, err := told(filepath.Join(b.programs, "vectorscan"), "compile", b.list("literals", n), b.list("database", n))
		if err != nil {
			return err
		}
		t.version = strings.TrimSpace(took.Version)
		b.taken[cell{tool: vs, set: n}] = append(b.taken[cell{tool: vs, set: n}], took)
	}
	return nil
}
