// Command foxhound hunts logs for indicators of compromise and writes the hunts as rules.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

func main() {
	e := system()
	pace := newPacer()
	e.limit = pace.keepTo
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	code := Main(ctx, os.Args[1:], e)
	runtime.KeepAlive(pace)
	os.Exit(code)
}
