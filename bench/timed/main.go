// Command timed runs a program and prints what it took as a line of JSON: seconds, bytes of
// memory at the peak, the exit status.
//
//	timed FILE PROGRAM ARGUMENT...   with the program's standard output in FILE
//
// It is small itself, for where a process is counted the memory of the one that started it,
// as on Linux, that of a larger one would hide the program's own.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "timed:", err)
		os.Exit(2)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return errors.New("usage: timed FILE PROGRAM [ARGUMENT...]")
	}
	out, err := os.Create(args[0])
	if err != nil {
		return err
	}
	cmd := exec.Command(args[1], args[2:]...)
	cmd.Stdout, cmd.Stderr = out, os.Stderr
	begun := time.Now()
	var status *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &status) {
		return err
	}
	wall, state := time.Since(begun), cmd.ProcessState
	fmt.Printf("{\"wall\":%f,\"cpu\":%f,\"memory\":%d,\"status\":%d}\n", wall.Seconds(), (state.UserTime() + state.SystemTime()).Seconds(), peak(state), state.ExitCode())
	return out.Close()
}
