package main

import (
	"io"
	"os"
	"runtime/debug"
	"time"

	"github.com/mattn/go-isatty"

	"foxhound/feed"
)

// An env is what a command knows of the world around it.
type env struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
	now      func() time.Time
	limit    func(bytes int64) // has garbage be collected sooner where memory comes near so much
	outTerm  bool              // out is a terminal
	errTerm  bool              // err is a terminal
	width    int               // columns of the terminal that out is; 0 where it is none

	columns feed.Columns // what --columns says of the indicator files
}

// system is the env of a process.
func system() *env {
	e := &env{in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv, now: time.Now,
		limit:   func(bytes int64) { debug.SetMemoryLimit(bytes) },
		outTerm: terminal(os.Stdout), errTerm: terminal(os.Stderr)}
	if e.outTerm {
		e.width = terminalWidth(os.Stdout)
	}
	return e
}

func terminal(f *os.File) bool { return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()) }

// colour reports whether out takes colour: a terminal does, unless its user said no.
func (e *env) colour() bool {
	return e.outTerm && e.getenv("NO_COLOR") == "" && e.getenv("TERM") != "dumb"
}
