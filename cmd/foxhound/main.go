// Command foxhound hunts logs for indicators of compromise and writes the hunts as rules.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() {
	if os.Getenv("GOGC") == "" {
		// Indicators live as long as the process, so that garbage may be half of them and no
		// more: a million then take 1.1 GB instead of 1.4, in the same time.
		debug.SetGCPercent(50)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	os.Exit(Main(ctx, os.Args[1:], system()))
}
