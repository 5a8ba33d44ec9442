package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// Before the first collection the pacer's own limit holds; behind it, that of the command.
func TestPacer(t *testing.T) {
	t.Setenv("GOGC", "")
	wasPercent, wasLimit := debug.SetGCPercent(100), debug.SetMemoryLimit(-1)
	defer func() { debug.SetGCPercent(wasPercent); debug.SetMemoryLimit(wasLimit) }()
	p := newPacer()
	p.keepTo(1 << 40)
	check := func(when string, wantPercent int, wantLimit int64) {
		t.Helper()
		got := debug.SetGCPercent(wantPercent)
		if limit := debug.SetMemoryLimit(-1); got != wantPercent || limit != wantLimit {
			t.Errorf("%s: percent %d and limit %d, want %d and %d", when, got, limit, wantPercent, wantLimit)
		}
	}
	check("at the start", -1, first)
	steady := func() bool { p.mu.Lock(); defer p.mu.Unlock(); return p.steady }
	for n := 0; !steady() && n < 100; n++ {
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
	check("behind a collection", percent, 1<<40)
	p.keepTo(1 << 41)
	check("and later", percent, 1<<41)
	runtime.KeepAlive(p)
}
