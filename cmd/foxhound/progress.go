package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"foxhound/internal/logs"
	"foxhound/internal/report"
)

// progress is one line of standard error that is rewritten while a hunt runs.
type progress struct {
	env     *env
	started time.Time
	total   int64 // bytes of all sources, or 0 where one does not say
	bytes   atomic.Int64
	matches atomic.Int64
	unit    string // what they are
	done    chan struct{}
	drawing sync.WaitGroup
}

// newProgress begins to show progress, after a second, where show is set.
func newProgress(e *env, sources []logs.Source, show bool) *progress {
	return newProgressOf(e, sources, show, "matches")
}

// newProgressOf is newProgress where what is found is no matches.
func newProgressOf(e *env, sources []logs.Source, show bool, unit string) *progress {
	p := &progress{env: e, started: time.Now(), total: totalSize(sources), unit: unit, done: make(chan struct{})}
	if show {
		p.drawing.Go(p.draw)
	}
	return p
}

func totalSize(sources []logs.Source) (n int64) {
	for _, s := range sources {
		if s.Size < 0 {
			return 0
		}
		n += s.Size
	}
	return n
}

// update takes the totals so far; any goroutine may call it.
func (p *progress) update(bytes, matches int64) {
	p.bytes.Store(bytes)
	p.matches.Store(matches)
}

// read takes the bytes so far, and found what was found; any goroutine may call them.
func (p *progress) read(bytes int64)    { p.bytes.Store(bytes) }
func (p *progress) found(matches int64) { p.matches.Store(matches) }

// stop takes the line away.
func (p *progress) stop() {
	close(p.done)
	p.drawing.Wait()
}

// clearLine returns to the line's start and clears it.
const clearLine = "\r\x1b[K"

func (p *progress) draw() {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var drawn string // what takes the line away
	for {
		select {
		case <-p.done:
			fmt.Fprint(p.env.err, drawn)
			return
		case <-tick.C:
			drawn = clearLine
			fmt.Fprint(p.env.err, clearLine+p.line(time.Since(p.started)))
		}
	}
}

// line is the progress after that much time: bytes, rate, what is left, matches so far.
func (p *progress) line(elapsed time.Duration) string {
	n := p.bytes.Load()
	rate := float64(n) / elapsed.Seconds()
	text := fmt.Sprintf("%s read, %s/s", report.Size(n), report.Size(int64(rate)))
	if p.total > 0 && n > 0 {
		left := time.Duration(float64(max(p.total-n, 0)) / rate * float64(time.Second)).Round(time.Second)
		text = fmt.Sprintf("%s of %s read, %s/s, %s left", report.Size(n), report.Size(p.total), report.Size(int64(rate)), left)
	}
	return fmt.Sprintf("%s, %d %s", text, p.matches.Load(), p.unit)
}
