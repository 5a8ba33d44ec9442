package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"sync"
)

const (
	// ballast is never touched and so takes no memory, but counts: garbage may be half of it at
	// least. Queries that hold little make much garbage; half of a few megabytes are soon there,
	// and a third of the time went into collecting them.
	ballast = 128 << 20
	// first is how much there is before anything is collected at all: what the ballast leaves to
	// garbage. Most queries end before that, and a collection takes as long as half their start.
	first = ballast + ballast/2
	// percent is how much garbage there may be for what is held. Indicators are held as long as the
	// process, so that it is half of them and no more.
	percent = 50
)

// A pacer says when garbage is collected: not before there is much of it, and then as often as
// GOGC and GOMEMLIMIT say, or else by percent and by the limit that a command sets.
type pacer struct {
	mu      sync.Mutex
	steady  bool // something was collected
	percent int
	limit   int64
	ballast []byte
}

// newPacer takes the pace of the process.
func newPacer() *pacer {
	p := &pacer{percent: debug.SetGCPercent(-1), limit: debug.SetMemoryLimit(-1), ballast: make([]byte, ballast)}
	if os.Getenv("GOGC") == "" {
		p.percent = percent
	}
	debug.SetMemoryLimit(min(first, p.limit))
	runtime.AddCleanup(new(*pacer), (*pacer).collected, p) // runs behind the first collection
	return p
}

// collected goes over to the steady pace. Until it runs there are collections whenever the first
// limit is reached again, so that nothing grows beyond it.
func (p *pacer) collected() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.steady = true
	debug.SetGCPercent(p.percent)
	debug.SetMemoryLimit(p.limit)
}

// keepTo has garbage be collected sooner where the process comes near so many bytes.
func (p *pacer) keepTo(bytes int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.limit = bytes
	if p.steady {
		debug.SetMemoryLimit(bytes)
	}
}
