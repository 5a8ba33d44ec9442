// Command foxhound hunts logs for indicators of compromise and writes the hunts as rules.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
)

func main() {
	if os.Getenv("GOGC") == "" {
		// Indicators live as long as the process, so that garbage may be half of them and no
		// more.
		debug.SetGCPercent(50)
	}
	// Queries that hold little make much garbage. Half of a few megabytes are soon there, and
	// a third of the time went into collecting them. This is never touched and so takes no
	// memory, but counts: garbage may be half of it at least.
	ballast := make([]byte, 128<<20)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	code := Main(ctx, os.Args[1:], system())
	runtime.KeepAlive(ballast)
	os.Exit(code)
}
