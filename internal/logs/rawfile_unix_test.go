//go:build unix

package logs

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// A pipe that is named is read until who writes to it is done.
func TestNamedPipe(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := syscall.Mkfifo("x", 0o600); err != nil {
		t.Skip(err)
	}
	go func() {
		w, err := os.OpenFile("x", os.O_WRONLY, 0)
		if err == nil {
			w.WriteString(gzipped(rowA))
			w.Close()
		}
	}()
	if got, want := scanPaths(t, Options{}, "x"), "x 1 {\"a\"}\n"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A pipe that nobody writes to is waited for until the scan is stopped.
func TestNamedPipeStops(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err := Scan(ctx, []Source{{Path: path, Size: -1}}, Options{}, recordLines, func(string) error { return nil })
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	if w, err := os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil { // let who waits go
		w.Close()
	}
}

// What is no file is named and not waited for where it stands in a directory.
func TestIrregular(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "d/a.json", rowA)
	if err := syscall.Mkfifo("d/pipe", 0o600); err != nil {
		t.Skip(err)
	}
	socket, err := net.Listen("unix", "d/socket")
	if err != nil {
		t.Skip(err)
	}
	defer socket.Close()
	os.Symlink("/dev/null", "d/device")
	const what = "a pipe, socket or device in a directory is not read; name it to read it\n"
	want := "d/a.json 1 {\"a\"}\nd/device error: " + what + "d/pipe error: " + what + "d/socket error: " + what
	if got := scanPaths(t, Options{}, "d"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
